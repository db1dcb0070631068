//! The record of all streams of a log: their matches and their state.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::pattern::Pattern;
use super::scan::News;
use super::tail::Tail;

/// If nothing is written for this time, an unfinished line counts as a prompt.
const STILL: Duration = Duration::from_millis(100);

/// The record that the readers share with the checks.
pub(super) struct SharedRecord {
    record: Arc<Mutex<Record>>,
    /// Dropped at the end of the wait. That stops the readers of files.
    wanted: Arc<()>,
}

#[derive(Default)]
pub(super) struct Record {
    matches: u32,
    last_match: Vec<String>,
    streams: Vec<StreamRecord>,
    pub(super) tail: Tail,
    pub(super) failure: Option<io::Error>,
}

#[derive(Default)]
struct StreamRecord {
    has_ended: bool,
    /// Whether its file does not exist yet.
    is_missing: bool,
    /// How many texts of an order have been found.
    step: usize,
    /// The unfinished line.
    open_line: Vec<u8>,
    /// When the unfinished line last changed.
    since: Option<Instant>,
}

impl SharedRecord {
    pub(super) fn of(streams: usize) -> Self {
        let streams = std::iter::repeat_with(StreamRecord::default).take(streams).collect();
        Self { record: Arc::new(Mutex::new(Record { streams, ..Record::default() })), wanted: Arc::default() }
    }

    /// Returns a recorder for each stream.
    pub(super) fn recorders(&self) -> impl Iterator<Item = Recorder> {
        (0..).map(|number| Recorder { record: self.record.clone(), number, wanted: Arc::downgrade(&self.wanted) })
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    /// Returns the number of matches, and the last match.
    pub(super) fn matches(&self, pattern: &Pattern) -> (u32, Vec<String>) {
        let still = self.streams.iter().filter(|stream| stream.since.is_some_and(|since| since.elapsed() >= STILL));
        still
            .map(|stream| pattern.in_line(&stream.open_line))
            .fold((self.matches, self.last_match.clone()), |(sum, last), prompt| {
                (sum.saturating_add(prompt.0), prompt.1.unwrap_or(last))
            })
    }

    /// Returns how many texts of an order have been found, in the stream that has found the most.
    pub(super) fn step(&self) -> usize {
        self.streams.iter().map(|stream| stream.step).max().unwrap_or(0)
    }

    pub(super) fn is_missing(&self) -> bool {
        self.streams.iter().any(|stream| stream.is_missing)
    }

    pub(super) fn has_ended(&self) -> bool {
        self.streams.iter().all(|stream| stream.has_ended)
    }

    fn count(&mut self, news: News) {
        self.matches = self.matches.saturating_add(news.matches);
        if let Some(last) = news.last {
            self.last_match = last;
        }
    }
}

/// Writes the record of one stream.
#[derive(Clone)]
pub(super) struct Recorder {
    record: Arc<Mutex<Record>>,
    number: usize,
    wanted: Weak<()>,
}

impl Recorder {
    pub(super) fn note(&self, news: News, read: &[u8], open_line: &[u8]) {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = &mut record.streams[self.number];
        (stream.step, stream.since) = (news.step, (!open_line.is_empty()).then(Instant::now));
        stream.open_line.clear();
        stream.open_line.extend_from_slice(open_line);
        record.count(news);
        record.tail.take_in(read);
    }

    /// Whether the wait still goes on.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted.strong_count() > 0
    }

    /// Notes whether the file of the stream is missing.
    pub(super) fn is_missing(&self, is_missing: bool) {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).streams[self.number].is_missing = is_missing;
    }

    pub(super) fn end(&self, news: News, failure: Option<io::Error>) {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = &mut record.streams[self.number];
        (stream.has_ended, stream.since) = (true, None);
        record.count(news);
        record.failure = failure.or(record.failure.take());
    }
}
