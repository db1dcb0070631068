//! Probes of the outside world, with real sockets, processes and files.

mod commands;
mod files;
mod followed;
mod http;
mod joined;
mod logs;
mod own_probes;
mod proxies;
mod tcp;
mod tls;
mod wall_time;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Returns a port of this machine without a server.
fn closed_port() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}
