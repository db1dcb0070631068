//! Servers on loopback that misbehave.

#![allow(dead_code, reason = "each test program uses some of these")]

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderMap;
use http::header::HeaderName;
use socket2::{Domain, SockRef, Socket, Type};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::sync::Notify;

/// The end of a connection, after the server read a request and wrote its answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Then {
    Close,
    Reset,
    /// The same when the test calls [`Server::reset`].
    ResetWhenAsked,
    Hang,
    /// Answer the next request.
    Continue,
}

pub(crate) struct Server {
    url: String,
    requests: Arc<Mutex<Vec<HeaderMap>>>,
    asked: Arc<Notify>,
}

impl Server {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn reset(&self) {
        self.asked.notify_one();
    }

    /// The headers of the requests so far.
    pub(crate) fn requests(&self) -> Vec<HeaderMap> {
        self.requests.lock().unwrap().clone()
    }
}

/// Serves the answers in turn, one for each request, and the last one repeatedly.
pub(crate) async fn serve(answers: &[&'static str], then: Then) -> Server {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server = Server { url: url(listener.local_addr().unwrap()), requests: Arc::default(), asked: Arc::default() };
    let (requests, asked, answers) = (server.requests.clone(), server.asked.clone(), answers.to_vec());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (requests, asked, answers) = (requests.clone(), asked.clone(), answers.clone());
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                while let Some(headers) = head(&mut stream).await {
                    let number = {
                        let mut requests = requests.lock().unwrap();
                        requests.push(headers);
                        requests.len()
                    };
                    let answer = answers[number.min(answers.len()) - 1];
                    stream.write_all(answer.as_bytes()).await.unwrap();
                    match then {
                        Then::Continue => continue,
                        Then::Hang => std::future::pending().await,
                        Then::ResetWhenAsked => asked.notified().await,
                        Then::Close | Then::Reset => {}
                    }
                    if matches!(then, Then::Reset | Then::ResetWhenAsked) {
                        SockRef::from(stream.get_ref()).set_linger(Some(Duration::ZERO)).unwrap();
                    }
                    return;
                }
            });
        }
    });
    server
}

/// Reads the head of a request. The requests of the tests have no bodies.
async fn head(stream: &mut BufReader<tokio::net::TcpStream>) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    let mut line = String::new();
    stream.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { return Some(headers) };
        headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
    }
}

/// An address that refuses connections.
pub(crate) fn closed_port() -> String {
    url(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap())
}

/// An address that drops connections, because its queue is full while the sockets live.
pub(crate) fn unanswered_port() -> (String, Vec<Socket>) {
    let socket = || Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let listener = socket();
    listener.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let queued = std::iter::repeat_with(socket).take(8).inspect(|socket| {
        socket.set_nonblocking(true).unwrap();
        socket.connect(&address).unwrap_err(); // in progress
    });
    (url(address.as_socket().unwrap()), queued.chain([listener.try_clone().unwrap()]).collect())
}

/// An HTTP/2 server that resets every stream.
pub(crate) async fn h2_server(reason: h2::Reason) -> String {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            respond.send_reset(reason);
        }
    });
    url(address)
}

/// An HTTP/2 server that answers a request by GOAWAY with `NO_ERROR`: it has taken no stream. The frames are bytes, because `h2` would close the
/// connection, too.
pub(crate) async fn leaving_h2_server() -> String {
    const PREFACE: usize = 24;
    const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GOAWAY: &[u8] = &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(SETTINGS).await.unwrap();
        stream.read_exact(&mut [0; PREFACE]).await.unwrap();
        loop {
            let mut head = [0; 9];
            stream.read_exact(&mut head).await.unwrap();
            let [high, middle, low, kind, ..] = head;
            let length = u32::from_be_bytes([0, high, middle, low]);
            stream.read_exact(&mut vec![0; length as usize]).await.unwrap();
            let is_request = kind == 1;
            if is_request {
                stream.write_all(GOAWAY).await.unwrap();
                std::future::pending::<()>().await;
            }
        }
    });
    url(address)
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}
