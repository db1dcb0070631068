//! A server on a local port, on plain sockets: a library for servers would not reset a connection, or cut a body off.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use httpdate::fmt_http_date;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub(crate) struct Server {
    address: SocketAddr,
    book: Arc<Mutex<Book>>,
}

/// The requests that the server has read, and those that created an order.
#[derive(Default)]
struct Book {
    requests: Vec<Request>,
    orders: Vec<Request>,
}

#[derive(Clone, PartialEq)]
struct Request {
    /// The method and the path.
    target: String,
    /// The `Idempotency-Key`.
    key: Option<String>,
}

impl Server {
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let server = Self { address: listener.local_addr()?, book: Arc::default() };
        let book = Arc::clone(&server.book);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&book)));
            }
        });
        Ok(server)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests with this target and key, and their orders.
    pub(crate) fn count(&self, target: &str, key: Option<&str>) -> (usize, usize) {
        let wanted = |request: &&Request| request.target == target && request.key.as_deref() == key;
        let book = self.book.lock().expect("no task panics");
        (book.requests.iter().filter(wanted).count(), book.orders.iter().filter(wanted).count())
    }
}

impl Book {
    /// Records a request. Returns its number among equal requests, and whether it created an order.
    fn record(&mut self, request: &Request) -> (usize, bool) {
        // A key identifies an order. Without one, every POST is another order.
        let is_new = request.key.is_none() || !self.orders.contains(request);
        let is_order = request.target == "POST /orders" && is_new;
        self.requests.push(request.clone());
        self.orders.extend(is_order.then(|| request.clone()));
        (self.requests.iter().filter(|other| *other == request).count(), is_order)
    }
}

/// Reads a request, and does what its path is named for.
async fn answer(mut stream: TcpStream, book: Arc<Mutex<Book>>) -> io::Result<()> {
    let request = read(&mut stream).await?;
    let (number, is_order) = book.lock().expect("no task panics").record(&request);
    let answer = match (request.target.as_str(), number) {
        ("GET /seconds", 1) => "503 Service Unavailable\r\nRetry-After: 1\r\n\r\n".to_owned(),
        ("GET /date", 1) => {
            let now = SystemTime::now() + Duration::from_secs(3600);
            let (date, later) = (fmt_http_date(now), fmt_http_date(now + Duration::from_secs(1)));
            format!("503 Service Unavailable\r\nDate: {date}\r\nRetry-After: {later}\r\n\r\n")
        }
        ("GET /limited", 1) => "429 Too Many Requests\r\n\r\n".to_owned(),
        ("GET /hangs", 1) => std::future::pending().await,
        ("GET /resets", 1) => return stream.set_zero_linger(),
        ("GET /cuts", 1) => "200 OK\r\nContent-Length: 100\r\n\r\nhalf a page".to_owned(),
        ("GET /down", _) => "503 Service Unavailable\r\n\r\n".to_owned(),
        ("GET /tomorrow", _) => "503 Service Unavailable\r\nRetry-After: 86400\r\n\r\n".to_owned(),
        ("GET /missing", _) => "404 Not Found\r\n\r\n".to_owned(),
        // The order is taken, and the client gets no answer.
        _ if is_order => return Ok(()),
        _ => "200 OK\r\n\r\n".to_owned(),
    };
    // A body without a length ends with its connection.
    stream.write_all(format!("HTTP/1.1 {answer}").as_bytes()).await
}

/// Reads the head of a request. The requests of this client have no body.
async fn read(stream: &mut TcpStream) -> io::Result<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next_line().await?.unwrap_or_default();
    let mut request = Request { target: first.trim_end_matches(" HTTP/1.1").to_owned(), key: None };
    while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
        if let Some(key) = line.strip_prefix("idempotency-key: ") {
            request.key = Some(key.to_owned());
        }
    }
    Ok(request)
}
