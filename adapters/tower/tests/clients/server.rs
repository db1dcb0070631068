//! A server that reads each request whole, and then does the next thing of its list.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The reaction of the server to a request.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Closes the connection without an answer.
    Dies,
    /// Keeps the connection open without an answer.
    Hangs,
    /// Answers with this status line and these headers.
    Answers(&'static str),
}

pub(crate) const OK: Act = Act::Answers("HTTP/1.1 200 OK\r\n");
pub(crate) const BUSY: Act = Act::Answers("HTTP/1.1 503 Service Unavailable\r\n");
pub(crate) const BUSY_FOR_7_S: Act = Act::Answers("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n");

/// A server on loopback. It serves until the end of the process.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server. After the last act of the list, it repeats that act.
    pub(crate) fn start(acts: &'static [Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), requests: Arc::default() };
        let requests = Arc::clone(&server.requests);
        thread::spawn(move || {
            let mut hanging = Vec::new();
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let Some(request) = read(&stream) else { continue };
                let act = {
                    let mut requests = requests.lock().unwrap();
                    requests.push(request);
                    acts[(requests.len() - 1).min(acts.len() - 1)]
                };
                match act {
                    Act::Dies => {}
                    Act::Hangs => hanging.push(stream),
                    Act::Answers(head) => {
                        // The client may have left.
                        let _ = write!(&stream, "{head}Content-Length: 0\r\nConnection: close\r\n\r\n");
                    }
                }
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/orders", self.address)
    }

    /// Returns the requests so far, in lower case.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the headers `retry-attempt` of the requests.
    pub(crate) fn attempts(&self) -> Vec<Option<String>> {
        let header = |request: &String| request.lines().find_map(|line| line.strip_prefix("retry-attempt: ").map(str::to_owned));
        self.requests().iter().map(header).collect()
    }
}

/// Reads the head and the body of a request.
fn read(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).ok()? == 0 {
            return None;
        }
    }
    let mut request = request.to_lowercase();
    let length = request.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.push_str(&String::from_utf8_lossy(&body));
    Some(request)
}
