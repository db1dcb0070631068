//! Retrying, attempt by attempt, against real sockets on loopback.
//!
//! `cargo run --example quickstart` shows four cases; with `-- HOST:PORT` it waits for a server of your own.

use std::error::Error;
use std::fmt::Display;
use std::future::IntoFuture;
use std::io;
use std::io::ErrorKind::{self, ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, TimedOut};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use std::{env, thread};

use axum::{Router, http::StatusCode, routing::get};
use socket2::{Domain, Socket, Type};
use tenacity::prelude::*;

// (a) A function, and the errors that are worth another attempt. `?` and `return` end the attempt, not the call.
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

// (b) An async function. The waits grow and are random, so that many clients do not come back in step.
#[retry(
    stop = stop_after_attempt(4),
    wait = wait_exponential(200ms).max(2s).full_jitter(),
    retry = retry_if_err(|e| e.is_connect() || e.status().is_some_and(|status| status.is_server_error())),
    before_sleep = report,
)]
async fn fetch(client: &reqwest::Client, url: &str) -> reqwest::Result<String> {
    client.get(url).send().await?.error_for_status()?.text().await
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

// (d) When the attempts are used up, the caller gets the last error, as it is. Defaults stand in for what is not given.
#[retry(stop = stop_after_attempt(3), before_sleep = report)]
fn connect_in_vain(address: SocketAddr) -> io::Result<TcpStream> {
    TcpStream::connect(address)
}

/// A hook is a closure or a function; this one serves every `Result`.
fn report<T, E: Display>(state: &RetryState, outcome: &Result<T, E>) {
    if let Err(error) = outcome {
        println!("  attempt {}: {error}; next in {:?}", state.attempt_number(), state.upcoming_sleep());
    }
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

/// A socket that holds a port of its own, and refuses connections until it listens.
fn bound() -> io::Result<(Socket, SocketAddr)> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    let address = socket.local_addr()?.as_socket().ok_or(ErrorKind::AddrNotAvailable)?;
    Ok((socket, address))
}

#[tokio::main]
async fn fetch_from_a_busy_server() -> Result<String, Box<dyn Error>> {
    static REQUESTS: AtomicU32 = AtomicU32::new(0);
    let app = Router::new().route(
        "/",
        get(async || match REQUESTS.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            _ => (StatusCode::OK, "hello"),
        }),
    );
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}/", listener.local_addr()?);
    tokio::spawn(axum::serve(listener, app).into_future());
    let client = reqwest::Client::builder().no_proxy().build()?;
    Ok(fetch(&client, &url).await?)
}
