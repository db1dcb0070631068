//! A fake of Docker's HTTP API for one container.

use std::future::IntoFuture;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use axum::Router;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::routing::{delete, get, post};

/// The container.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// The port of the machine for port 5432 of the container.
    pub(crate) port: u16,
    pub(crate) stdout: &'static str,
    pub(crate) stderr: &'static str,
    /// With an exit code, the container ends after both streams have been requested.
    pub(crate) exit_code: Option<i64>,
}

pub(crate) struct Daemon {
    address: SocketAddr,
    has_removed: Arc<AtomicBool>,
}

impl Daemon {
    pub(crate) fn start(state: State) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let daemon = Self { address: listener.local_addr().unwrap(), has_removed: Arc::default() };
        let routes = routes(state, daemon.has_removed.clone());
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, routes).into_future().await
            })
        });
        daemon
    }

    pub(crate) fn host(&self) -> String {
        format!("tcp://{}", self.address)
    }

    pub(crate) fn has_removed(&self) -> bool {
        self.has_removed.load(Ordering::Relaxed)
    }
}

fn routes(state: State, has_removed: Arc<AtomicBool>) -> Router {
    let reads = [Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false))];
    let reading = reads.clone();
    let logs = async move |RawQuery(query): RawQuery| {
        let is_stderr = query.unwrap_or_default().contains("stderr=true");
        reading[usize::from(is_stderr)].store(true, Ordering::Relaxed);
        let text = if is_stderr { state.stderr } else { state.stdout };
        let length = u32::try_from(text.len()).unwrap();
        [&[1 + u8::from(is_stderr), 0, 0, 0], &length.to_be_bytes()[..], text.as_bytes()].concat()
    };
    let inspect = async move || {
        let exit_code = state.exit_code.filter(|_| reads.iter().all(|read| read.load(Ordering::Relaxed)));
        let (is_running, exit_code) = (exit_code.is_none(), exit_code.unwrap_or_default());
        let ports = format!(r#"{{"5432/tcp":[{{"HostIp":"0.0.0.0","HostPort":"{}"}}]}}"#, state.port);
        let state = format!(r#"{{"Running":{is_running},"ExitCode":{exit_code}}}"#);
        format!(r#"{{"Id":"one","State":{state},"NetworkSettings":{{"Ports":{ports}}}}}"#)
    };
    let remove = async move || {
        has_removed.store(true, Ordering::Relaxed);
        StatusCode::NO_CONTENT
    };
    Router::new()
        .route("/containers/create", post(async || (StatusCode::CREATED, r#"{"Id":"one","Warnings":[]}"#)))
        .route("/containers/{id}/start", post(async || StatusCode::NO_CONTENT))
        .route("/containers/{id}/json", get(inspect))
        .route("/containers/{id}/logs", get(logs))
        .route("/containers/{id}", delete(remove))
}
