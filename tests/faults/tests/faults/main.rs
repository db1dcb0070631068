//! Faults between two processes, with real sockets. A retried call follows its policy, ends within its limit, and leaves no socket and no task
//! behind.
// The behaviour of a backlog and the list of open sockets are specific to Linux.
#![cfg(target_os = "linux")]

mod backlog;
mod client;
mod http;
mod listener;
mod peer;
mod response;
mod server;
mod world;
