//! The first call sites of the README, tested for the behaviour that it describes.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{io, thread};

use tenacity::prelude::*;
use tenacity_http::retry_if_transient;

#[retry(stop = stop_after_attempt(5) | stop_after_delay(30s), wait = wait_fixed(100ms))]
fn connect(addr: &str) -> io::Result<TcpStream> {
    TcpStream::connect(addr)
}

#[test]
fn connect_reaches_a_server_that_starts_later() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    assert!(TcpStream::connect(&address).is_err(), "nobody listens yet");
    thread::scope(|scope| {
        scope.spawn(|| {
            // The first attempt is refused. The server starts long before the last attempt.
            thread::sleep(Duration::from_millis(50));
            TcpListener::bind(&address).unwrap().accept().unwrap();
        });
        connect(&address).unwrap();
    });
}

#[test]
fn connect_returns_the_last_error_as_it_is() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    assert_eq!(connect(&address).unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
}

#[retry(
    stop = stop_after_attempt(4),
    wait = wait_exponential(100ms).max(5s).full_jitter(),
    retry = retry_if_transient() | retry_if_ok(|page| page.status() == 202), // 202: the page is not ready yet
    before_sleep = |state, outcome| eprintln!("attempt {} failed: {outcome:?}", state.attempt_number()),
)]
async fn fetch(client: &reqwest::Client, url: &str) -> reqwest::Result<reqwest::Response> {
    let request = client.get(url).build()?; // `?` and `return` end the attempt, not the function
    client.execute(request).await
}

/// Gives the next of its answers to each request.
struct Server {
    url: String,
    requests: Arc<AtomicU32>,
}

impl Server {
    fn start<const N: usize>(answers: [&'static str; N]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { url: format!("http://{}", listener.local_addr().unwrap()), requests: Arc::default() };
        let requests = Arc::clone(&server.requests);
        thread::spawn(move || {
            for answer in answers {
                let (stream, _) = listener.accept().unwrap();
                BufReader::new(&stream).lines().map(Result::unwrap).take_while(|line| !line.is_empty()).for_each(drop);
                requests.fetch_add(1, Ordering::Relaxed);
                write!(&stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
            }
        });
        server
    }

    fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn fetch_waits_as_long_as_a_503_asks() {
    let server = Server::start(["503 Service Unavailable\r\nRetry-After: 7", "200 OK"]);
    let start = tokio::time::Instant::now();
    assert_eq!(fetch(&client(), &server.url).await.unwrap().status(), 200);
    assert_eq!((server.requests(), start.elapsed().as_secs()), (2, 7));
}

#[tokio::test(start_paused = true)]
async fn fetch_returns_the_last_response_when_it_gives_up() {
    let busy = "503 Service Unavailable";
    let server = Server::start(["202 Accepted", "429 Too Many Requests", "504 Gateway Timeout", busy, "200 OK"]);
    assert_eq!(fetch(&client(), &server.url).await.unwrap().status(), 503);
    assert_eq!(server.requests(), 4);
}

#[tokio::test(start_paused = true)]
async fn fetch_returns_other_outcomes_immediately() {
    let server = Server::start(["404 Not Found", "200 OK"]);
    assert_eq!(fetch(&client(), &server.url).await.unwrap().status(), 404);
    assert_eq!(server.requests(), 1);

    let start = tokio::time::Instant::now();
    assert!(fetch(&client(), "not an address").await.unwrap_err().is_builder());
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn fetch_can_be_spawned() {
    let server = Server::start(["503 Service Unavailable", "200 OK"]);
    let task = tokio::spawn(async move { fetch(&client(), &server.url).await });
    assert_eq!(task.await.unwrap().unwrap().status(), 200);
}

/// Has a job only on the third poll.
struct Queue {
    looks: AtomicU32,
}

impl Queue {
    fn take(&self) -> Option<&'static str> {
        (self.looks.fetch_add(1, Ordering::Relaxed) == 2).then_some("job")
    }
}

fn queue() -> &'static Queue {
    static QUEUE: Queue = Queue { looks: AtomicU32::new(0) };
    &QUEUE
}

#[retry(stop = stop_after_delay(5s), wait = wait_fixed(50ms), retry = retry_if_result(|r| r.is_none()))]
fn poll_for_result() -> Option<&'static str> {
    queue().take()
}

#[test]
fn poll_for_result_polls_until_a_result_exists() {
    assert_eq!(poll_for_result(), Some("job"));
}
