//! The engine's server: a single node on loopback, without a terminal and without telemetry.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tenacity::prelude::*;
use tokio::process::Command;

use super::ANSWER;
use super::ports::free_port;
use super::running::Running;
use crate::Error;

/// The version of the server that this example was run with.
pub const VERSION: &str = "1.7.12";

/// The npm package of the server alone.
const PACKAGE: &str =
    if cfg!(target_arch = "aarch64") { "@restatedev/restate-server-linux-arm64" } else { "@restatedev/restate-server-linux-x64" };

/// The server, and its ports and folder, which outlive it.
#[derive(Debug)]
pub struct Engine {
    program: OsString,
    folder: PathBuf,
    node: u16,
    ingress: u16,
    admin: u16,
    settings: Vec<(&'static str, &'static str)>,
    running: Option<Running>,
}

impl Engine {
    /// Starts the server, with its data in this folder.
    pub(super) async fn start(folder: &Path, settings: &[(&'static str, &'static str)]) -> Result<Self, Error> {
        let program = env::var_os("RESTATE_SERVER").unwrap_or_else(|| "restate-server".into());
        fs::create_dir_all(folder)?;
        let [node, ingress, admin] = [free_port()?, free_port()?, free_port()?];
        let mut engine =
            Self { program, folder: folder.to_path_buf(), node, ingress, admin, settings: settings.to_vec(), running: None };
        engine.restart().await?;
        Ok(engine)
    }

    /// Starts the server again, with the same data and ports, and waits until it is ready.
    pub async fn restart(&mut self) -> Result<(), Error> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut command = Command::new(&self.program);
        command.args(["--no-logo", "--node-name", "n1", "--cluster-name", "orders", "--default-num-partitions", "4"]);
        command.args(["--listen-mode", "tcp", "--bind-ip", "127.0.0.1", "--advertised-host", "127.0.0.1"]);
        command.args(["--bind-port", &self.node.to_string(), "--base-dir"]).arg(&self.folder);
        for (key, value) in self.defaults() {
            command.env(key, value);
        }
        command.envs(self.settings.iter().copied());
        let running = Running::start(command.stdout(log.try_clone()?).stderr(log)).map_err(|error| self.missing(&error))?;
        self.running = Some(running);
        self.wait_until_ready().await.map_err(|error| format!("{error}; the server's log is {}", self.log().display()).into())
    }

    fn defaults(&self) -> [(&'static str, String); 8] {
        [
            ("RESTATE_INGRESS__BIND_ADDRESS", format!("127.0.0.1:{}", self.ingress)),
            ("RESTATE_ADMIN__BIND_ADDRESS", format!("127.0.0.1:{}", self.admin)),
            ("RESTATE_DISABLE_TELEMETRY", "true".into()),
            ("DO_NOT_TRACK", "1".into()),
            // A connection carries 128 invocations by default, and all of them go to one process. Four spread a few orders over two.
            ("RESTATE_WORKER__INVOKER__HTTP2_STREAMS_PER_CONNECTION_LIMIT", "4".into()),
            // An invocation whose process died goes on after this time. By default, it is 0.5 s, and doubles up to a minute.
            ("RESTATE_DEFAULT_RETRY_POLICY__INITIAL_INTERVAL", "100ms".into()),
            ("RESTATE_DEFAULT_RETRY_POLICY__MAX_INTERVAL", "1s".into()),
            // This limits the server's memory; its default is 2 GiB.
            ("RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE", "256MiB".into()),
        ]
    }

    async fn wait_until_ready(&mut self) -> Result<(), Error> {
        let http = reqwest::Client::builder().no_proxy().timeout(ANSWER).build()?;
        let policy =
            RetryPolicy::new().wait(wait_fixed(Duration::from_millis(50))).stop(stop_after_delay(Duration::from_secs(60)));
        for url in [self.admin("/health"), self.ingress("/restate/health")] {
            let is_ready = || async { http.get(&url).send().await?.error_for_status() };
            let ready = policy.by_ref().call_async(is_ready).await;
            // The reason of a server that ended is in its log.
            self.running.as_mut().map_or(Ok(()), Running::lives)?;
            ready?;
        }
        Ok(())
    }

    /// Kills the server with SIGKILL.
    pub async fn kill(&mut self) -> Result<(), Error> {
        if let Some(running) = self.running.take() {
            running.kill().await?;
        }
        Ok(())
    }

    /// Returns the URL of a path of the administration.
    pub(super) fn admin(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.admin)
    }

    /// Returns the URL of a path of the ingress, which takes invocations.
    pub(super) fn ingress(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.ingress)
    }

    /// Returns the file of the server's log.
    pub fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn missing(&self, error: &io::Error) -> String {
        let program = self.program.display();
        format!(
            "the server of Restate cannot start: `{program}`: {error}\n\
             install it:     npm install --ignore-scripts --prefix restate {PACKAGE}@{VERSION}\n\
             and name it:    export RESTATE_SERVER=$PWD/restate/node_modules/{PACKAGE}/bin/restate-server"
        )
    }
}
