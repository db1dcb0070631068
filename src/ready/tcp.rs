use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::address::{self, ToAddress};
use super::boxed::Looking;
use super::look::Look;
use super::outside::looking;
use super::probe::Probe;
use crate::Check;

/// How long one address may take to answer, and then to greet.
const CONNECT_LIMIT: Duration = Duration::from_secs(1);

/// Ready when a TCP connection is accepted: `tcp("db:5432")`, or a [`SocketAddr`], or `("db", 5432)`.
///
/// Each look resolves the name anew and tries all its addresses side by side, each for 1 s; the first that accepts is enough. A longer
/// `.check_timeout(…)` gives an address half of it, and its greeting the other. An open
/// port does not mean a server that serves, least of all behind a proxy that accepts for it: see [`Tcp::expect_open`], and prefer a
/// probe that asks for what you need.
///
/// ```
/// use tenacity::prelude::*;
///
/// # let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
/// wait_until_ready_sync(tcp(listener.local_addr().unwrap())).run()?;
/// # Ok::<(), WaitError>(())
/// ```
///
/// What is no host and port fails at once: an address without a port, a URL. A name that does not resolve is not ready.
pub fn tcp(address: impl ToAddress) -> Tcp {
    Tcp { address: address::parse(address.to_address()), expectation: Expectation::Connection }
}

/// See [`tcp`].
#[derive(Clone, Debug)]
pub struct Tcp {
    address: Result<String, &'static str>,
    expectation: Expectation,
}

#[derive(Clone, Debug)]
enum Expectation {
    Connection,
    Open(Duration),
    Bytes(Vec<u8>),
    Refusal,
}

impl Tcp {
    /// Ready only when the connection is not closed or reset within `window` by the peer: a proxy that accepts before its server does
    /// closes it.
    #[must_use]
    pub fn expect_open(self, window: Duration) -> Self {
        Self { expectation: Expectation::Open(window), ..self }
    }

    /// Ready only when the peer begins with these bytes, as servers do that greet: `220 ` of SMTP, `SSH-2.0`.
    #[must_use]
    pub fn expect_bytes(self, greeting: impl Into<Vec<u8>>) -> Self {
        Self { expectation: Expectation::Bytes(greeting.into()), ..self }
    }

    /// Ready when no address accepts a connection any more: the server has shut down.
    #[must_use]
    pub fn closed(self) -> Self {
        Self { expectation: Expectation::Refusal, ..self }
    }
}

impl Probe for Tcp {
    type Output = ();
    type Looking = Looking;

    fn look(&mut self, look: Look) -> Looking {
        let Self { address, expectation } = self.clone();
        // More than its share where the look may take longer, but never less: what the end of the wait cuts off tells no error of its own.
        let limit = CONNECT_LIMIT.max(look.remaining() / 2);
        looking(async move {
            let address = match address {
                Ok(address) => address,
                Err(mistake) => return Check::fatal(mistake),
            };
            if let Some(mistake) = address::mistake(&address) {
                return Check::fatal(mistake);
            }
            look.note(format!("no answer from {address}"));
            let addresses = match lookup_host(&address).await {
                Ok(addresses) => addresses.collect::<Vec<_>>(),
                Err(error) => return Check::Retry(io::Error::new(error.kind(), format!("resolve {address}: {error}")).into()),
            };
            let connected = connect(addresses, limit).await;
            match (expectation, connected) {
                (Expectation::Connection, Ok(_)) | (Expectation::Refusal, Err(_)) => Check::Ready(()),
                (Expectation::Open(window), Ok(stream)) => stays_open(stream, window).await,
                (Expectation::Bytes(greeting), Ok(stream)) => greets(stream, &greeting, limit).await,
                (Expectation::Refusal, Ok(_)) => Check::pending("connections are still accepted"),
                (_, Err(error)) => Check::Retry(error.into()),
            }
        })
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(2 * CONNECT_LIMIT)
    }

    fn describe(&self) -> String {
        let Ok(address) = &self.address else { return "tcp".to_owned() };
        let closed = if matches!(self.expectation, Expectation::Refusal) { " to be closed" } else { "" };
        format!("tcp {address}{closed}")
    }
}

/// The first connection that is accepted; else why each address did not.
async fn connect(addresses: Vec<SocketAddr>, limit: Duration) -> io::Result<TcpStream> {
    let mut attempts = JoinSet::new();
    for address in addresses {
        attempts.spawn(async move {
            let connected = timeout(limit, TcpStream::connect(address)).await;
            let too_late = |_| Err(io::Error::new(io::ErrorKind::TimedOut, format!("no answer in {limit:?}")));
            let outcome = connected.unwrap_or_else(too_late);
            outcome.map_err(|error| (address, error))
        });
    }
    let mut failures = Vec::new();
    while let Some(Ok(outcome)) = attempts.join_next().await {
        match outcome {
            Ok(stream) => return Ok(stream),
            Err(failure) => failures.push(failure),
        }
    }
    let kind = failures.first().map_or(io::ErrorKind::AddrNotAvailable, |(_, error)| error.kind());
    let told: Vec<_> = failures.iter().map(|(address, error)| format!("{address}: {error}")).collect();
    let told = if told.is_empty() { "the name has no address".to_owned() } else { told.join("; ") };
    Err(io::Error::new(kind, told))
}

async fn stays_open(mut stream: TcpStream, window: Duration) -> Check<()> {
    match timeout(window, stream.read(&mut [0])).await {
        Ok(Ok(0)) => Check::retry("accepted, then closed by the peer"),
        Ok(Err(error)) => Check::retry(format!("accepted, then {error}")),
        Ok(Ok(_)) | Err(_) => Check::Ready(()),
    }
}

async fn greets(mut stream: TcpStream, greeting: &[u8], limit: Duration) -> Check<()> {
    let mut begun = vec![0; greeting.len()];
    match timeout(limit, stream.read_exact(&mut begun)).await {
        Ok(Ok(_)) if begun == greeting => Check::Ready(()),
        Ok(Ok(_)) => Check::pending(format!("the peer began with {:?}", String::from_utf8_lossy(&begun))),
        Ok(Err(error)) => Check::retry(format!("accepted, then {error}")),
        Err(_) => Check::pending(format!("accepted, but the peer said nothing in {limit:?}")),
    }
}
