//! The example as a child process, over a folder of its own.

use std::fs::{self, File, OpenOptions};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use order::Service;
use order::services::{Answer, Entry, Ledger};
use tempfile::TempDir;

/// The longest time of a condition that a test waits for. A run takes some 16 seconds on an idle machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder, and the output of all processes that used it.
pub(crate) struct Folder(TempDir);

/// A process that is killed at the end of its test, also if the test panics.
pub(crate) struct Process(Child);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Starts the example with these arguments.
    pub(crate) fn start(&self, arguments: &[&str]) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenacity-example-durable-embedded"));
        command.arg("--folder").arg(self.path()).args(arguments).env_remove("RUST_LOG");
        command.stdin(Stdio::null()).stdout(self.log("out")).stderr(self.log("err"));
        Process(command.spawn().unwrap())
    }

    /// Returns the standard output of all processes.
    pub(crate) fn output(&self) -> String {
        fs::read_to_string(self.path().join("out")).unwrap()
    }

    /// Returns the standard errors of all processes.
    pub(crate) fn errors(&self) -> String {
        fs::read_to_string(self.path().join("err")).unwrap()
    }

    /// Returns the lines of the hooks about an attempt. There is one for each decision.
    pub(crate) fn decisions(&self, service: Service, attempt: u32) -> usize {
        let wanted = format!(" {:<8} attempt {attempt}: ", service.path());
        self.output().lines().filter(|line| line.contains(&wanted)).count()
    }

    /// Returns the requests at a service.
    pub(crate) fn requests(&self, service: Service) -> Vec<Entry> {
        let entries = Ledger::open(self.path().join("ledger.jsonl")).unwrap().entries().unwrap();
        entries.into_iter().filter(|entry| entry.service == service).collect()
    }

    /// Returns the attempts and the answers at a service.
    pub(crate) fn answers(&self, service: Service) -> Vec<(u32, Answer)> {
        self.requests(service).into_iter().map(|entry| (entry.attempt, entry.answer)).collect()
    }

    /// Asserts that each service processed the order exactly once.
    #[track_caller]
    pub(crate) fn assert_processed_once(&self) {
        for service in Service::ALL {
            let effects = self.requests(service).iter().filter(|entry| entry.effect).count();
            assert_eq!(effects, 1, "{}: {}", service.path(), self.output());
        }
    }

    fn log(&self, name: &str) -> File {
        OpenOptions::new().create(true).append(true).open(self.path().join(name)).unwrap()
    }
}

impl Process {
    /// Kills the process by SIGKILL.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Waits for the end of the process.
    #[track_caller]
    pub(crate) fn end(mut self) -> ExitStatus {
        wait_for(|| self.0.try_wait().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until a condition has a value.
#[track_caller]
pub(crate) fn wait_for<T>(mut condition: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(start.elapsed() < PATIENCE, "no result after {PATIENCE:?}");
        thread::sleep(Duration::from_millis(10));
    }
}
