//! All processes of the example on this machine: the engine's server, the flaky services and the processes of `Orders`.

mod engine;
mod ports;
mod running;

use std::path::PathBuf;
use std::time::Duration;

use order::Order;
use order::services::Ledger;
use reqwest::{Client, Response};
use serde_json::json;
use tempfile::TempDir;
use tenacity::prelude::*;
use tokio::process::Command;
use tokio::task::JoinHandle;

use self::ports::{Held, free_port};
use self::running::Running;
use crate::Error;
use crate::hook_log::HookLog;

pub use self::engine::{Engine, VERSION};

/// The time for an answer that does not wait for an order.
const ANSWER: Duration = Duration::from_secs(30);

/// The processes. All are killed when the cluster is dropped.
#[derive(Debug)]
pub struct Cluster {
    pub engine: Engine,
    pub ledger: Ledger,
    pub log: HookLog,
    /// The processes of `Orders`, which share a port, in the order of their start.
    services: Vec<Running>,
    flaky: Option<Running>,
    port: Held,
    shop: u16,
    /// This program, which has the other processes as subcommands.
    program: PathBuf,
    http: Client,
    /// The files of all processes. It is the last field, so it is removed after the processes are killed.
    folder: TempDir,
}

impl Cluster {
    /// Starts the engine and the flaky services, with their files in a new folder. `program` is this example's binary.
    /// `settings` are further variables in the engine's environment.
    pub async fn start(program: impl Into<PathBuf>, settings: &[(&'static str, &'static str)]) -> Result<Self, Error> {
        let folder = TempDir::new()?;
        let mut cluster = Self {
            engine: Engine::start(&folder.path().join("engine"), settings).await?,
            ledger: Ledger::open(folder.path().join("ledger.jsonl"))?,
            log: HookLog::new(folder.path().join("hooks.jsonl")),
            services: Vec::new(),
            flaky: None,
            port: Held::new()?,
            shop: free_port()?,
            program: program.into(),
            http: Client::builder().no_proxy().build()?,
            folder,
        };
        cluster.start_flaky()?;
        Ok(cluster)
    }

    /// Starts another process of `Orders` whose policies have this number of attempts. Returns its process id.
    pub fn start_service(&mut self, attempts: u32) -> Result<u32, Error> {
        let [port, attempts] = [u32::from(self.port.number()), attempts].map(|number| number.to_string());
        let shop = format!("http://127.0.0.1:{}", self.shop);
        let mut command = Command::new(&self.program);
        command.args(["service", "--port", &port, "--shop", &shop, "--attempts", &attempts, "--log"]);
        let service = Running::start(command.arg(self.folder.path().join("hooks.jsonl")))?;
        let process = service.process();
        self.services.push(service);
        Ok(process)
    }

    /// Registers `Orders` with the engine, which asks one of its processes for the handlers.
    pub async fn register(&self) -> Result<(), Error> {
        let deployment = json!({ "uri": format!("http://127.0.0.1:{}", self.port.number()) });
        let send = || self.http.post(self.engine.admin("/deployments")).json(&deployment).timeout(ANSWER).send();
        patient().call_async(|| async { send().await?.error_for_status() }).await?;
        Ok(())
    }

    /// Places an order. The task returns its end, or the failure of an order that failed.
    ///
    /// The number of the order is the idempotency key of the invocation. So a repeated request waits for the same order.
    pub fn place(&self, order: Order) -> JoinHandle<Result<Result<(), String>, Error>> {
        let (http, url) = (self.http.clone(), self.engine.ingress("/Orders/place"));
        tokio::spawn(async move {
            // The connection breaks if the engine dies. The order goes on.
            let send = || http.post(&url).header("idempotency-key", order.number).json(&order).send();
            let response: Response = patient().call_async(send).await?;
            if response.status().is_success() {
                return Ok(Ok(()));
            }
            Ok(Err(response.text().await?))
        })
    }

    /// Kills a process of `Orders` with SIGKILL.
    pub async fn kill_service(&mut self, process: u32) -> Result<(), Error> {
        let index = self.services.iter().position(|service| service.process() == process);
        let index = index.ok_or_else(|| format!("process {process} is not a service of this cluster"))?;
        Ok(self.services.remove(index).kill().await?)
    }

    /// Starts the flaky services, on the same port as before.
    pub fn start_flaky(&mut self) -> Result<(), Error> {
        let mut command = Command::new(&self.program);
        command.args(["flaky", "--port", &self.shop.to_string(), "--ledger"]).arg(self.folder.path().join("ledger.jsonl"));
        self.flaky = Some(Running::start(&mut command)?);
        Ok(())
    }

    /// Kills the flaky services.
    pub async fn stop_flaky(&mut self) -> Result<(), Error> {
        if let Some(flaky) = self.flaky.take() {
            flaky.kill().await?;
        }
        Ok(())
    }

    /// Sends SIGSTOP to the flaky services. They accept connections, and do not answer.
    pub async fn freeze_flaky(&self) -> Result<(), Error> {
        let flaky = self.flaky.as_ref().ok_or("the flaky services do not run")?;
        Command::new("kill").args(["-STOP", &flaky.process().to_string()]).status().await?;
        Ok(())
    }

    /// Returns the engine's status of each invocation.
    pub async fn statuses(&self) -> Result<Vec<String>, Error> {
        let query = json!({ "query": "SELECT status FROM sys_invocation" });
        let request = || self.http.post(self.engine.admin("/query")).header("accept", "application/json").json(&query);
        let send = || request().timeout(ANSWER).send();
        // A server that has just started answers some queries with status 500.
        let answer: serde_json::Value = patient().call_async(|| async { send().await?.error_for_status()?.json().await }).await?;
        let rows = answer["rows"].as_array().into_iter().flatten();
        Ok(rows.filter_map(|row| row["status"].as_str().map(str::to_owned)).collect())
    }

    /// Returns the process ids of the living services, the oldest first.
    pub fn processes(&self) -> impl Iterator<Item = u32> {
        self.services.iter().map(Running::process)
    }
}

/// Waits until a process is there. Five minutes are longer than any order of this example.
fn patient<R>() -> tenacity::BoxedPolicy<Result<R, reqwest::Error>> {
    let policy = RetryPolicy::new().wait(wait_fixed(Duration::from_millis(100)));
    policy.stop(stop_after_delay(Duration::from_secs(300))).boxed()
}
