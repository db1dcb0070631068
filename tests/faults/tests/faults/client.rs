//! A client that makes one request over its own connection.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::BODY;

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// Blocking code must bound its own operations: no step takes longer than `patience`.
pub(crate) fn request(address: SocketAddr, patience: Duration) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, patience)?;
    stream.set_read_timeout(Some(patience))?;
    stream.write_all(REQUEST)?;
    let mut answer = String::new();
    // On a read timeout, Linux returns `WouldBlock`; other systems return `TimedOut`.
    stream
        .read_to_string(&mut answer)
        .map_err(|e| if e.kind() == ErrorKind::WouldBlock { ErrorKind::TimedOut.into() } else { e })?;
    body(&answer)
}

pub(crate) async fn request_async(address: SocketAddr) -> io::Result<String> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    stream.write_all(REQUEST).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    body(&answer)
}

fn body(answer: &str) -> io::Result<String> {
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
    body.filter(|body| body.len() == BODY.len()).map(String::from).ok_or_else(|| ErrorKind::UnexpectedEof.into())
}
