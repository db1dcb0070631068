//! A server that answers some requests wrongly.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::SockRef;

/// A loopback address outside the one that clients get ports on, so a port that was released is still free a moment later.
pub(crate) const HOST: Ipv4Addr = Ipv4Addr::new(127, 7, 0, 1);

pub(crate) const BODY: &str = "hello, world";

/// The reply to one request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reply {
    /// Sends the whole answer.
    Answer,
    /// Sends half of the answer, then closes the connection.
    Cut,
    /// Sends half of the answer, then resets the connection.
    Reset,
    /// Sends half of the answer, then nothing until the client closes the connection.
    Stall,
}

impl Reply {
    pub(crate) fn send(self, stream: &mut TcpStream) -> std::io::Result<()> {
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{BODY}", BODY.len());
        let half = &answer.as_bytes()[..answer.len() - BODY.len() / 2];
        match self {
            Self::Answer => stream.write_all(answer.as_bytes()),
            Self::Cut => stream.write_all(half),
            Self::Reset => {
                stream.write_all(half)?;
                SockRef::from(&*stream).set_linger(Some(Duration::ZERO))
            }
            Self::Stall => {
                stream.write_all(half)?;
                stream.read_to_end(&mut Vec::new()).map(drop)
            }
        }
    }
}

/// A thread that serves one connection after another until the server is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<AtomicU32>,
    is_closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Takes the replies to the first requests. All later requests get the last reply.
    pub(crate) fn start(replies: &'static [Reply]) -> Self {
        Self::on(TcpListener::bind((HOST, 0)).unwrap(), replies)
    }

    pub(crate) fn on(listener: TcpListener, replies: &'static [Reply]) -> Self {
        let (requests, is_closing) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
        let address = listener.local_addr().unwrap();
        let thread = {
            let (requests, is_closing) = (Arc::clone(&requests), Arc::clone(&is_closing));
            thread::spawn(move || {
                let mut replies = replies.iter().chain(std::iter::repeat(&replies[replies.len() - 1]));
                for stream in listener.incoming() {
                    if is_closing.load(Ordering::Acquire) {
                        return;
                    }
                    let mut stream = stream.unwrap();
                    if read_request(&mut stream) {
                        requests.fetch_add(1, Ordering::AcqRel);
                        // The client may have closed its end already, which is not the server's concern.
                        let _ = replies.next().unwrap().send(&mut stream);
                    }
                }
            })
        };
        Self { address, requests, is_closing, thread: Some(thread) }
    }

    /// The number of complete requests received.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Acquire)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_closing.store(true, Ordering::Release);
        let _wakes_it = TcpStream::connect(self.address);
        let served = self.thread.take().unwrap().join();
        assert!(served.is_ok() || thread::panicking());
    }
}

/// Reads up to the empty line that ends a request. Returns `false` if the client disconnects before that.
pub(crate) fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => request.push(byte[0]),
            _ => return false,
        }
    }
    true
}
