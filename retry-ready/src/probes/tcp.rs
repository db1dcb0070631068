use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tenacity_wait::Check;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::address::{self, ToAddress};
use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};
use crate::runtime::in_runtime;

/// How long one address may take to accept a connection, and then again to send its greeting.
const CONNECT_LIMIT: Duration = Duration::from_secs(1);

/// Ready when a TCP connection is accepted: `tcp("db:5432")`. The address may also be a [`SocketAddr`] or a pair, `("db", 5432)`.
///
/// Each check resolves the name again, and tries all its addresses concurrently, each for 1 s. One connection is enough. If
/// `.check_timeout(…)` is longer than 2 s, an address gets half of it, and its greeting the other half.
///
/// An open port does not prove that the server works. A proxy, for example, may accept connections for a missing server: see
/// [`Tcp::expect_open`]. Prefer a probe that asks the server for what you need.
///
/// If no server listens at a local port, the system may connect the probe to itself. That counts as a refusal.
///
/// ```
/// use tenacity::prelude::*;
///
/// # let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
/// wait_until_ready_sync(tcp(listener.local_addr().unwrap())).run()?;
/// # Ok::<(), WaitError>(())
/// ```
///
/// An invalid address fails immediately: one without a port, or a URL. A name that does not resolve is not ready.
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
    /// Ready when the peer does not close or reset the connection within `window`. A proxy closes it if the server is missing.
    #[must_use]
    pub fn expect_open(self, window: Duration) -> Self {
        Self { expectation: Expectation::Open(window), ..self }
    }

    /// Ready when the peer begins with these bytes. Some servers send such a greeting: `220 ` for SMTP, `SSH-2.0`.
    #[must_use]
    pub fn expect_bytes(self, greeting: impl Into<Vec<u8>>) -> Self {
        Self { expectation: Expectation::Bytes(greeting.into()), ..self }
    }

    /// Ready when every address refuses a connection: the server has shut down.
    ///
    /// Only a refusal proves that. After any other error, the probe is not ready. For example, a firewall or a busy server may not answer,
    /// the host may be unreachable, or the name may not resolve. This process may also lack a free file descriptor. If the name
    /// disappears together with the server, pass its IP address.
    #[must_use]
    pub fn closed(self) -> Self {
        Self { expectation: Expectation::Refusal, ..self }
    }
}

impl Probe for Tcp {
    type Output = ();
    type Checking = CheckFuture;

    fn check(&mut self, context: CheckContext) -> CheckFuture {
        let Self { address, expectation } = self.clone();
        // Half of the check, but at least 1 s. So if the end of the wait cuts the check off, the error of an earlier check is kept.
        let limit = CONNECT_LIMIT.max(context.remaining() / 2);
        in_runtime(async move {
            let address = match address {
                Ok(address) => address,
                Err(mistake) => return Check::fatal(mistake),
            };
            if let Some(mistake) = address::mistake(&address) {
                return Check::fatal(mistake);
            }
            context.note(format!("no answer from {address}"));
            let addresses = match lookup_host(&address).await {
                Ok(addresses) => addresses.collect::<Vec<_>>(),
                Err(error) => return Check::Retry(io::Error::new(error.kind(), format!("resolve {address}: {error}")).into()),
            };
            let connected = connect(addresses, limit).await;
            match (expectation, connected) {
                (Expectation::Connection, Ok(_)) => Check::Ready(()),
                (Expectation::Refusal, Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => Check::Ready(()),
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

/// Returns the first accepted connection. The error lists each address. Its kind is `ConnectionRefused` only if each address refused.
async fn connect(addresses: Vec<SocketAddr>, limit: Duration) -> io::Result<TcpStream> {
    let mut attempts = JoinSet::new();
    for address in addresses {
        attempts.spawn(async move {
            let connected = timeout(limit, TcpStream::connect(address)).await;
            let too_late = |_| Err(io::Error::new(io::ErrorKind::TimedOut, format!("no answer in {limit:?}")));
            let outcome = connected.unwrap_or_else(too_late).and_then(from_another);
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
    let mut kinds = failures.iter().map(|(_, error)| error.kind());
    let not_refused = kinds.find(|kind| *kind != io::ErrorKind::ConnectionRefused);
    let refused = if failures.is_empty() { io::ErrorKind::AddrNotAvailable } else { io::ErrorKind::ConnectionRefused };
    let reasons: Vec<_> = failures.iter().map(|(address, error)| format!("{address}: {error}")).collect();
    let reasons = if reasons.is_empty() { "the name has no address".to_owned() } else { reasons.join("; ") };
    Err(io::Error::new(not_refused.unwrap_or(refused), reasons))
}

/// Rejects a connection of the probe to itself. If no server has the port, the system may give it to the probe's own socket. The
/// connection is reset. If it were closed instead, the server could not bind the port for a minute.
fn from_another(stream: TcpStream) -> io::Result<TcpStream> {
    let (Ok(local), Ok(peer)) = (stream.local_addr(), stream.peer_addr()) else { return Ok(stream) };
    if local != peer {
        return Ok(stream);
    }
    #[allow(deprecated, reason = "the newer name `set_zero_linger` is not in the oldest Tokio that this crate allows")]
    let _ = stream.set_linger(Some(Duration::ZERO));
    Err(io::Error::new(io::ErrorKind::ConnectionRefused, "connection refused: only this probe's own socket has the port"))
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
        Err(_) => Check::pending(format!("accepted, but the peer sent no greeting in {limit:?}")),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::net::{TcpListener, TcpSocket};

    use super::*;

    #[tokio::test]
    async fn a_connection_of_a_socket_to_itself_is_a_refusal() {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let address = socket.local_addr().unwrap();
        let to_itself = socket.connect(address).await.unwrap();

        let error = from_another(to_itself).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        assert!(error.to_string().contains("only this probe's own socket"), "{error}");
        // A server can bind the port immediately.
        TcpListener::bind(address).await.unwrap();
    }
}
