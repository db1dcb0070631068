//! The memory of the services: a file with one line of JSON per request, in the order of their arrival.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use crate::order::{Order, Service};

/// The ledger of the services. It outlives every process, and several processes can share it.
#[derive(Clone, Debug)]
pub struct Ledger {
    path: PathBuf,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The arrival of the request, in milliseconds since the Unix epoch.
    pub at: u64,
    pub service: Service,
    pub order: u32,
    /// The idempotency key.
    pub key: String,
    /// The number of the attempt, as the client counts it.
    pub attempt: u32,
    pub answer: Answer,
    /// Whether the order was charged, reserved or shipped by this very request.
    pub effect: bool,
}

impl Ledger {
    /// Opens the ledger in this file. Creates the file if it is missing.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        append(&path)?;
        Ok(Self { path })
    }

    /// Returns all requests.
    pub fn entries(&self) -> io::Result<Vec<Entry>> {
        self.parse(&fs::read_to_string(&self.path)?)
    }

    /// Answers a request, and records it.
    ///
    /// The answer depends on the earlier requests with this key. If one of them was processed, this one gets its receipt, and no second
    /// effect.
    pub(super) fn record(&self, service: Service, order: Order, key: String, attempt: u32) -> io::Result<Answer> {
        let mut file = append(&self.path)?;
        // Held until the file closes. No other request reads the ledger between the answer and its entry.
        file.lock()?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let mut earlier = self.parse(&text)?;
        earlier.retain(|entry| entry.key == key);
        let was_processed = earlier.iter().any(|entry| entry.effect);
        let answer = if was_processed { Answer::Done } else { Answer::to(service, order, earlier.len() + 1) };
        let at = SystemTime::UNIX_EPOCH.elapsed().as_ref().map_or(0, Duration::as_millis);
        let at = u64::try_from(at).unwrap_or(u64::MAX);
        let effect = answer.is_processed() && !was_processed;
        let entry = Entry { at, service, order: order.number, key, attempt, answer, effect };
        let line = serde_json::to_string(&entry)? + "\n";
        // One write, so a process that is killed leaves a whole line or none.
        file.write_all(line.as_bytes())?;
        Ok(answer)
    }

    fn parse(&self, text: &str) -> io::Result<Vec<Entry>> {
        let parsed = text.lines().enumerate().map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| {
                let place = format!("{}:{}", self.path.display(), index + 1);
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("{place}: not a line of the ledger ({error}); delete the file"),
                )
            })
        });
        parsed.collect()
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).read(true).append(true).open(path)
}
