//! The services to wait for. Each is slow to start in its own way.

use std::future::IntoFuture;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fs, io, process, thread};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use socket2::{Domain, Socket, Type};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The argument that makes this program a worker.
pub(crate) const WORKER: &str = "--worker";

/// Opens a port that refuses connections for a while.
pub(crate) fn listen_late() -> io::Result<SocketAddr> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    let address = socket.local_addr()?.as_socket().ok_or(io::ErrorKind::AddrNotAvailable)?;
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        socket.listen(8)?;
        // Listens until the program ends.
        std::future::pending::<io::Result<()>>().await
    });
    Ok(address)
}

/// Starts a server that answers the first two requests for its health with 503.
pub(crate) async fn answer_503_twice() -> io::Result<SocketAddr> {
    static REQUESTS: AtomicU32 = AtomicU32::new(0);
    let health = async || match REQUESTS.fetch_add(1, Ordering::Relaxed) {
        0 | 1 => (StatusCode::SERVICE_UNAVAILABLE, "warming up"),
        _ => (StatusCode::OK, "up"),
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(axum::serve(listener, Router::new().route("/health", get(health))).into_future());
    Ok(address)
}

/// A process that logs, and then writes its id to a file if asked to. Dropping this value ends the process.
pub(crate) struct Worker {
    process: Child,
    pid_file: PathBuf,
    /// Removed when this value is dropped.
    _folder: TempDir,
}

impl Worker {
    pub(crate) fn start(writes_pid: bool) -> io::Result<Self> {
        let folder = TempDir::new()?;
        let pid_file = folder.path().join("worker.pid");
        let mut command = Command::new(env::current_exe()?);
        command.arg(WORKER).args(writes_pid.then_some(&pid_file)).stdin(Stdio::piped()).stdout(Stdio::piped());
        Ok(Self { process: command.spawn()?, pid_file, _folder: folder })
    }

    /// Returns the output of the process. It can be taken once.
    pub(crate) fn output(&mut self) -> ChildStdout {
        self.process.stdout.take().expect("the output is taken once")
    }

    pub(crate) fn pid_file(&self) -> &Path {
        &self.pid_file
    }

    pub(crate) fn process(&mut self) -> &mut Child {
        &mut self.process
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The work of that process. It ends when its input is closed.
pub(crate) fn work(pid_file: Option<&str>) -> io::Result<()> {
    println!("starting");
    thread::sleep(Duration::from_millis(300));
    println!("listening on port 4711");
    thread::sleep(Duration::from_millis(500));
    if let Some(pid_file) = pid_file {
        fs::write(pid_file, process::id().to_string())?;
    }
    io::copy(&mut io::stdin(), &mut io::sink()).map(drop)
}
