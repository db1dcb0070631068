//! Shows retries attempt by attempt, against real sockets on loopback.
//!
//! `cargo run --example quickstart` shows four cases. With `-- HOST:PORT` it waits for your own server instead.

use std::convert::Infallible;
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::io::ErrorKind::{self, ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, TimedOut};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use std::{env, thread};

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::{TokioExecutor, TokioIo};
use socket2::{Domain, Socket, Type};
use tenacity::prelude::*;
use tokio::net::TcpListener;

// (a) A function, with the errors that are worth another attempt. `?` and `return` end the attempt, not the call.
#[retry(
    stop = stop_after_attempt(100) | stop_before_delay(10s),
    wait = wait_fixed(200ms),
    retry = retry_if_err(|e| matches!(e.kind(), ConnectionRefused | ConnectionReset | HostUnreachable | NetworkUnreachable | TimedOut)),
    before_sleep = report,
)]
fn connect(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut last = io::Error::from(ErrorKind::InvalidInput);
    for address in addresses {
        match TcpStream::connect_timeout(address, Duration::from_secs(1)) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

type HttpClient = Client<HttpConnector, Empty<Bytes>>;

// (b) An async function. The predicate sees the whole outcome, so an answer can be a failure too. The waits grow and are random, so clients do
// not retry in lockstep.
#[retry(
    stop = stop_after_attempt(4),
    wait = wait_exponential(200ms).max(2s).full_jitter(),
    retry = retry_if_err(|e| e.is_connect()) | retry_if_ok(|response| response.status().is_server_error()),
    before_sleep = report_status,
)]
async fn fetch(client: &HttpClient, url: &Uri) -> Result<Response<Incoming>, hyper_util::client::legacy::Error> {
    client.get(url.clone()).await
}

// (c) Polling: a `None` is a failure too, so no predicate is needed.
#[retry(
    stop = stop_after_delay(5s),
    wait = wait_fixed(100ms),
    before_sleep = |state, _| println!("  look {}: nothing yet", state.attempt_number()),
)]
fn finished_job(jobs: &Receiver<u32>) -> Option<u32> {
    jobs.try_recv().ok()
}

// (d) When the attempts are used up, the caller gets the last error unchanged. Keys that are not given have defaults.
#[retry(stop = stop_after_attempt(3), before_sleep = report)]
fn connect_in_vain(address: SocketAddr) -> io::Result<TcpStream> {
    TcpStream::connect(address)
}

/// A hook is a closure or a function. This one works for every `Result`.
fn report<T, E: Display>(state: &RetryState, outcome: &Result<T, E>) {
    if let Err(error) = outcome {
        println!("  attempt {}: {error}; next in {:?}", state.attempt_number(), state.upcoming_sleep());
    }
}

/// The same for HTTP responses, which have a status.
fn report_status<B, E: Display>(state: &RetryState, outcome: &Result<Response<B>, E>) {
    let seen = outcome.as_ref().map_or_else(E::to_string, |response| response.status().to_string());
    println!("  attempt {}: {seen}; next in {:?}", state.attempt_number(), state.upcoming_sleep());
}

type Shown = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let shown = match env::args_os().nth(1) {
        Some(address) => connect_to_yours(&address.to_string_lossy()),
        None => four_cases(),
    };
    if let Err(error) = shown {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn connect_to_yours(address: &str) -> Shown {
    let addresses = address.to_socket_addrs().map_err(|e| format!("`{address}` is not the HOST:PORT of a server: {e}"))?;
    println!("connecting to {address}, for up to 10 s");
    let stream = connect(&addresses.collect::<Vec<_>>()).map_err(|e| format!("gave up on {address}: {e}"))?;
    println!("  connected to {}", stream.peer_addr()?);
    Ok(())
}

fn four_cases() -> Shown {
    println!("(a) a server that starts listening later");
    let (socket, address) = bound()?;
    let server = thread::spawn(move || {
        thread::sleep(Duration::from_millis(700));
        socket.listen(1).map(|()| socket)
    });
    println!("  connected to {}", connect(&[address])?.peer_addr()?);
    server.join().expect("the server does not panic")?;

    println!("(b) a server that answers 503 twice");
    println!("  answered: {}", fetch_from_a_busy_server()?);

    println!("(c) a job that takes a while");
    let (done, jobs) = mpsc::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(350));
        done.send(42)
    });
    println!("  finished: {:?}", finished_job(&jobs));

    println!("(d) a server that never listens");
    let (_socket, address) = bound()?;
    match connect_in_vain(address) {
        Ok(_) => println!("  connected"),
        Err(last) => println!("  gave up; the last error: {last}"),
    }
    Ok(())
}

/// Returns a socket that is bound to a free port, and refuses connections until it listens.
fn bound() -> io::Result<(Socket, SocketAddr)> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    let address = socket.local_addr()?.as_socket().ok_or(ErrorKind::AddrNotAvailable)?;
    Ok((socket, address))
}

#[tokio::main]
async fn fetch_from_a_busy_server() -> Result<String, Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}/", listener.local_addr()?).parse()?;
    tokio::spawn(serve(listener));
    let client = Client::builder(TokioExecutor::new()).build_http();
    let body = fetch(&client, &url).await?.into_body().collect().await?;
    Ok(String::from_utf8(body.to_bytes().into())?)
}

/// Answers 503 twice, and then 200.
async fn serve(listener: TcpListener) -> io::Result<()> {
    static REQUESTS: AtomicU32 = AtomicU32::new(0);
    loop {
        let (stream, _) = listener.accept().await?;
        let answer = async |_: Request<Incoming>| {
            let mut response = Response::new("hello".to_owned());
            if REQUESTS.fetch_add(1, Ordering::Relaxed) < 2 {
                *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            }
            Ok::<_, Infallible>(response)
        };
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)));
    }
}
