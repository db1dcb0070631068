//! An annotated async function without Tokio: smol runs it, and `futures-timer` wakes it.
//!
//! `cargo run -p tenacity-smol` connects to a server on loopback that is down at first.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use smol::io::{AsyncReadExt, AsyncWriteExt};
use smol::net::{TcpListener, TcpStream};
use socket2::{Domain, Socket, Type};
use tenacity::FuturesTimer;
use tenacity::prelude::*;

#[retry(
    stop = stop_before_delay(10s),
    wait = wait_exponential(20ms).max(200ms).equal_jitter(),
    retry = retry_if_err(|e| e.kind() == io::ErrorKind::ConnectionRefused),
    before_sleep = |state, outcome| if let Err(error) = outcome {
        println!("attempt {}: {error}; next in {:?}", state.attempt_number(), state.upcoming_sleep());
    },
    timer = FuturesTimer,
)]
async fn greeting(address: SocketAddr) -> io::Result<String> {
    let mut greeting = String::new();
    TcpStream::connect(address).await?.read_to_string(&mut greeting).await?;
    Ok(greeting)
}

fn main() -> io::Result<()> {
    let (socket, address) = bound()?;
    smol::block_on(async {
        let server = smol::spawn(greet_late(socket));
        println!("answered: {}", greeting(address).await?);
        server.await
    })
}

/// Returns a socket that is bound to a free port, and refuses connections until it listens.
fn bound() -> io::Result<(Socket, SocketAddr)> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    let address = socket.local_addr()?.as_socket().ok_or(io::ErrorKind::AddrNotAvailable)?;
    Ok((socket, address))
}

/// Starts a server after a while, which greets its first client.
async fn greet_late(socket: Socket) -> io::Result<()> {
    smol::Timer::after(Duration::from_millis(300)).await;
    socket.listen(1)?;
    let listener = TcpListener::try_from(std::net::TcpListener::from(socket))?;
    let (mut client, _) = listener.accept().await?;
    client.write_all(b"hello").await?;
    client.close().await
}
