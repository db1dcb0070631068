//! The log of the hooks: a file with one line of JSON per run of a hook, from all processes.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process;
use std::time::{Duration, SystemTime};

use order::Service;
use serde::{Deserialize, Serialize};
use tenacity::prelude::*;

use crate::Error;

/// The log in this file.
#[derive(Clone, Debug)]
pub struct HookLog {
    path: PathBuf,
}

/// One run of a hook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The time since the Unix epoch.
    pub at: Duration,
    /// The process that made the attempt.
    pub process: u32,
    pub order: u32,
    pub service: Service,
    pub attempt: u32,
    pub what: What,
}

/// The hook that ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// `before`: the attempt begins.
    Begins { seed: u64 },
    /// `before_sleep`: the attempt failed, and the next one begins after this delay.
    Sleeps { delay: Duration },
    /// `on_finish`: the attempt was the last.
    Ends { ok: bool },
}

impl Entry {
    /// Whether the attempt with this number, at this service for this order, failed and is followed by a sleep.
    pub fn sleeps(&self, order: u32, service: Service, attempt: u32) -> bool {
        self.is_of(order, service, attempt) && matches!(self.what, What::Sleeps { .. })
    }

    /// Whether the attempt with this number, at this service for this order, begins.
    pub fn begins(&self, order: u32, service: Service, attempt: u32) -> bool {
        self.is_of(order, service, attempt) && matches!(self.what, What::Begins { .. })
    }

    fn is_of(&self, order: u32, service: Service, attempt: u32) -> bool {
        (self.order, self.service, self.attempt) == (order, service, attempt)
    }
}

impl HookLog {
    /// Returns the log in this file, which the first entry creates.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Appends an entry.
    ///
    /// # Panics
    ///
    /// If the file cannot be written. A test without its log would prove nothing.
    pub(crate) fn write(&self, order: u32, service: Service, attempt: u32, what: What) {
        let entry = Entry { at: now(), process: process::id(), order, service, attempt, what };
        let line = serde_json::to_string(&entry).expect("an entry has no map") + "\n";
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        // One write, so a process that is killed leaves a whole line or none.
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the log of the hooks can be written");
    }

    /// Waits for the first entry that satisfies the condition, at most a minute.
    pub async fn first(&self, condition: impl Fn(&Entry) -> bool) -> Result<Entry, Error> {
        let look = || async { self.entries().ok()?.into_iter().find(&condition) };
        let policy =
            RetryPolicy::new().wait(wait_fixed(Duration::from_millis(20))).stop(stop_after_delay(Duration::from_secs(60)));
        policy.call_async(look).await.ok_or_else(|| format!("no such entry in {} within a minute", self.path.display()).into())
    }

    /// Prints each entry as it arrives, until the future is dropped.
    pub async fn follow(&self) -> io::Result<()> {
        let mut shown = 0;
        loop {
            let entries = self.entries()?;
            for entry in entries.iter().skip(shown) {
                println!("{entry}");
            }
            shown = entries.len();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Returns all entries. A missing file has none.
    pub fn entries(&self) -> io::Result<Vec<Entry>> {
        let text = match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text?,
        };
        text.lines().map(|line| serde_json::from_str(line).map_err(io::Error::from)).collect()
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, process, order, service, attempt, what } = self;
        let (second, path) = (at.as_secs() % 60, service.path());
        write!(
            f,
            "  :{second:02}.{:03}  process {process}  order {order}  {path:<8}  attempt {attempt} {what}",
            at.subsec_millis()
        )
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begins { .. } => write!(f, "begins"),
            Self::Sleeps { delay } => write!(f, "sleeps {:.3} s", delay.as_secs_f64()),
            Self::Ends { ok: true } => write!(f, "succeeds"),
            Self::Ends { ok: false } => write!(f, "gives up"),
        }
    }
}

/// Returns the time since the Unix epoch, as the engine counts it.
fn now() -> Duration {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
}
