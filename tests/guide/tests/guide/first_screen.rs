//! The first call sites of the README, tested for the behaviour that it describes.

use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{io, thread};

use tenacity::prelude::*;

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

#[derive(Debug, PartialEq)]
struct ApiError {
    timeout: bool,
}

impl ApiError {
    fn is_timeout(&self) -> bool {
        self.timeout
    }
}

#[derive(Debug, PartialEq)]
struct Page {
    items: Vec<u8>,
}

impl Page {
    fn parse(body: &str) -> Result<Self, ApiError> {
        if body.is_ascii() { Ok(Self { items: body.bytes().collect() }) } else { Err(ApiError { timeout: false }) }
    }
}

/// Returns the next of its replies on each call.
struct Client {
    replies: Mutex<Vec<Result<&'static str, ApiError>>>,
}

impl Client {
    fn new<const N: usize>(mut replies: [Result<&'static str, ApiError>; N]) -> Self {
        replies.reverse();
        Self { replies: Mutex::new(replies.into()) }
    }

    async fn get(&self, _url: &str) -> Result<&'static str, ApiError> {
        tokio::task::yield_now().await;
        self.replies.lock().unwrap().pop().unwrap()
    }

    fn left(&self) -> usize {
        self.replies.lock().unwrap().len()
    }
}

#[retry(
    stop = stop_after_attempt(4),
    wait = wait_exponential(100ms).max(5s).full_jitter(),
    retry = retry_if_err(|e| e.is_timeout()) | retry_if_ok(|page| page.items.is_empty()),
    before_sleep = |state, outcome| eprintln!("attempt {} failed: {outcome:?}", state.attempt_number()),
)]
async fn fetch(client: &Client, url: &str) -> Result<Page, ApiError> {
    let body = client.get(url).await?; // `?` and `return` end the attempt, not the function
    Page::parse(body)
}

#[tokio::test(start_paused = true)]
async fn fetch_retries_timeouts_and_empty_pages() {
    let client = Client::new([Err(ApiError { timeout: true }), Ok(""), Ok("ab")]);
    assert_eq!(fetch(&client, "/").await, Ok(Page { items: vec![b'a', b'b'] }));
    assert_eq!(client.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn fetch_returns_other_errors_immediately_and_the_last_outcome_when_it_gives_up() {
    let client = Client::new([Err(ApiError { timeout: false }), Ok("unasked")]);
    assert_eq!(fetch(&client, "/").await, Err(ApiError { timeout: false }));
    assert_eq!(client.left(), 1);

    let client = Client::new([Ok(""), Ok(""), Ok(""), Ok(""), Ok("a fifth attempt")]);
    assert_eq!(fetch(&client, "/").await, Ok(Page { items: vec![] }));
    assert_eq!(client.left(), 1);
}

#[tokio::test(start_paused = true)]
async fn fetch_can_be_spawned() {
    let task = tokio::spawn(async { fetch(&Client::new([Err(ApiError { timeout: true }), Ok("a")]), "/").await });
    assert_eq!(task.await.unwrap(), Ok(Page { items: vec![b'a'] }));
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
