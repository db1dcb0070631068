//! Free ports on loopback.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use tokio::net::TcpSocket;

use crate::service::shared;

/// A port that no other program gets. It is bound without a listener, so the system sends no connection to it.
#[derive(Debug)]
pub(super) struct Held {
    socket: TcpSocket,
}

impl Held {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { socket: shared(0)? })
    }

    pub(super) fn number(&self) -> u16 {
        self.socket.local_addr().expect("the socket is bound").port()
    }
}

/// Returns a port that is free now.
pub(super) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
