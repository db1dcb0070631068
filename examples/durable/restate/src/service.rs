//! The two kinds of processes beside the engine's server.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use order::Client;
use order::services::{Ledger, serve};
use restate_sdk::prelude::*;
use tokio::net::{TcpListener, TcpSocket};

use crate::hook_log::HookLog;
use crate::place::Orders;

/// The arguments of a service process.
#[derive(Clone, Debug)]
pub struct Arguments {
    pub port: u16,
    /// The URL of the three flaky services.
    pub shop: String,
    /// The attempts of each policy.
    pub attempts: u32,
    /// The file of the hooks' log.
    pub log: PathBuf,
}

/// Serves orders to the engine until a signal ends the process. Several processes can share the port.
pub async fn orders(arguments: Arguments) -> io::Result<()> {
    let Arguments { port, shop, attempts, log } = arguments;
    let orders = Orders { client: Client::new(shop), attempts, log: HookLog::new(log) };
    let listener = shared(port)?.listen(1024)?;
    HttpServer::new(Endpoint::builder().bind(orders).build()).serve(listener).await;
    Ok(())
}

/// Serves the three flaky services that an order passes through.
pub async fn flaky(port: u16, ledger: PathBuf) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    match serve(listener, Ledger::open(ledger)?).await? {}
}

/// Binds a port on loopback that several processes can share. The system sends each new connection to one of those that listen.
pub(crate) fn shared(port: u16) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseport(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    Ok(socket)
}
