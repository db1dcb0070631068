//! What was seen of the streams so far.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::pattern::Pattern;
use super::scan::News;

/// As much of a stream's end as is kept for its last lines: the 20 of 200 characters that a report shows.
const TAIL: usize = 4 * 1024;

/// How long nothing has to come before a line that has not ended is taken for a prompt.
const STILL: Duration = Duration::from_millis(100);

/// Shared by those who read with the one who looks.
pub(super) struct Seen {
    so_far: Arc<Mutex<SoFar>>,
    /// Dropped when the wait is over: readers of files end then.
    wanted: Arc<()>,
}

#[derive(Default)]
pub(super) struct SoFar {
    matches: u32,
    last_match: Vec<String>,
    streams: Vec<OfStream>,
    pub(super) tail: Tail,
    pub(super) failure: Option<io::Error>,
}

#[derive(Default)]
struct OfStream {
    has_ended: bool,
    /// Its file does not exist yet.
    is_missing: bool,
    /// How many texts of an order have come.
    step: usize,
    /// The line that is being written, and since when it is as it is.
    open_line: Vec<u8>,
    since: Option<Instant>,
}

impl Seen {
    pub(super) fn of(streams: usize) -> Self {
        let streams = std::iter::repeat_with(OfStream::default).take(streams).collect();
        Self { so_far: Arc::new(Mutex::new(SoFar { streams, ..SoFar::default() })), wanted: Arc::default() }
    }

    /// One for each stream.
    pub(super) fn tellings(&self) -> impl Iterator<Item = Telling> {
        (0..).map(|number| Telling { seen: self.so_far.clone(), number, wanted: Arc::downgrade(&self.wanted) })
    }

    pub(super) fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SoFar {
    /// How often there was a match, and the last one.
    pub(super) fn matches(&self, pattern: &Pattern) -> (u32, Vec<String>) {
        let still = self.streams.iter().filter(|stream| stream.since.is_some_and(|since| since.elapsed() >= STILL));
        still
            .map(|stream| pattern.in_line(&stream.open_line))
            .fold((self.matches, self.last_match.clone()), |(sum, last), prompt| {
                (sum.saturating_add(prompt.0), prompt.1.unwrap_or(last))
            })
    }

    /// How many texts of an order have come, in the stream where most have.
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

/// Where a stream tells what was seen of it.
#[derive(Clone)]
pub(super) struct Telling {
    seen: Arc<Mutex<SoFar>>,
    number: usize,
    wanted: Weak<()>,
}

impl Telling {
    pub(super) fn note(&self, news: News, read: &[u8], open_line: &[u8]) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = &mut seen.streams[self.number];
        (stream.step, stream.since) = (news.step, (!open_line.is_empty()).then(Instant::now));
        stream.open_line.clear();
        stream.open_line.extend_from_slice(open_line);
        seen.count(news);
        seen.tail.take_in(read);
    }

    /// Whether somebody still looks.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted.strong_count() > 0
    }

    /// Notes whether there is a file to be read.
    pub(super) fn is_missing(&self, is_missing: bool) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).streams[self.number].is_missing = is_missing;
    }

    pub(super) fn end(&self, news: News, failure: Option<io::Error>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = &mut seen.streams[self.number];
        (stream.has_ended, stream.since) = (true, None);
        seen.count(news);
        seen.failure = failure.or(seen.failure.take());
    }
}

/// The end of what was read.
#[derive(Clone, Default)]
pub(super) struct Tail {
    bytes: Vec<u8>,
    is_cut: bool,
}

impl Tail {
    fn take_in(&mut self, read: &[u8]) {
        let new = &read[read.len().saturating_sub(TAIL)..];
        let too_many = (self.bytes.len() + new.len()).saturating_sub(TAIL);
        self.is_cut |= too_many > 0 || new.len() < read.len();
        self.bytes.drain(..too_many.min(self.bytes.len()));
        self.bytes.extend_from_slice(new);
    }

    /// Its lines, but for one whose begin is gone, unless that is all there is.
    pub(super) fn lines(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.bytes);
        match text.lines().count() {
            1 if self.is_cut => vec![format!("…{text}")],
            _ => text.lines().skip(usize::from(self.is_cut)).map(str::to_owned).collect(),
        }
    }
}
