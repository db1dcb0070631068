//! What goes wrong between two processes, with real sockets: a retried call does what its policy says, within its limit, and leaves no
//! socket and no task behind.
// How a backlog fills and where open sockets are listed is Linux's.
#![cfg(target_os = "linux")]

mod backlog;
mod client;
mod http;
mod listener;
mod peer;
mod response;
mod server;
mod world;
