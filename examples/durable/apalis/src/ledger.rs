//! The receiver's record of all attempts, in memory and as lines of JSON in a file.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::answers::Answer;

/// An attempt as the receiver sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempt {
    /// The number of the message.
    pub number: u64,
    /// The number of the attempt that the worker claims.
    pub attempt: u32,
    /// The name of the worker.
    pub worker: String,
    /// When the request arrived, in seconds since the Unix epoch.
    pub begin: f64,
    /// When the answer was sent, or the client was gone.
    pub end: Option<f64>,
    /// The answer, or `None` if the client was gone.
    pub answer: Option<Answer>,
}

/// The record of all attempts.
#[derive(Debug)]
pub struct Ledger {
    attempts: Mutex<Vec<Attempt>>,
    file: File,
}

impl Ledger {
    /// Creates an empty ledger whose lines go to this file.
    pub fn create(path: &Path) -> std::io::Result<Self> {
        Ok(Self { attempts: Mutex::default(), file: File::create(path)? })
    }

    /// Notes the arrival of a request, and returns its place in the ledger.
    pub fn begin(&self, number: u64, attempt: u32, worker: String) -> usize {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.push(Attempt { number, attempt, worker, begin: now(), end: None, answer: None });
        self.write("begin", attempts.last());
        attempts.len() - 1
    }

    /// Notes the end of a request.
    pub fn end(&self, place: usize, answer: Option<Answer>) {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts[place].end = Some(now());
        attempts[place].answer = answer;
        self.write("end", attempts.get(place));
    }

    /// Returns all attempts so far, in the order of their arrival.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn write(&self, mark: &str, attempt: Option<&Attempt>) {
        let line = serde_json::to_string(&(mark, attempt)).expect("names and numbers are always JSON");
        writeln!(&self.file, "{line}").expect("the ledger's disk is full");
    }
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}
