//! Reads streams in the background, and searches them on the way.

use std::io::{ErrorKind, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{io, thread};

use tokio::io::{AsyncRead, AsyncReadExt};

use super::super::outside::runtime;
use super::pattern::{Pattern, Search};
use super::source::Source;

/// As much as is read at once: little enough to stay in the cache of a core until it is searched.
const CHUNK: usize = 64 * 1024;

/// As much of a stream's end as is kept for its last lines.
const TAIL: usize = 8 * 1024;

pub(super) struct Reading(Arc<Mutex<Seen>>);

/// What was read so far.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) matches: u32,
    pub(super) last_match: Vec<String>,
    pub(super) tail: Tail,
    /// Streams that have not ended.
    pub(super) open: usize,
    pub(super) failure: Option<io::Error>,
}

impl Reading {
    pub(super) fn begin(sources: Vec<Source>, pattern: &Pattern) -> Self {
        let seen = Arc::new(Mutex::new(Seen { open: sources.len(), ..Seen::default() }));
        for source in sources {
            let stream = Stream::new(pattern.clone(), seen.clone());
            match source {
                Source::Async(reader) => drop(runtime().spawn(stream.read_async(reader))),
                Source::Blocking(reader) => stream.read_on_a_thread(reader),
            }
        }
        Self(seen)
    }

    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One stream, with the window that is searched.
struct Stream {
    search: Search,
    window: Vec<u8>,
    /// How much of the window's begin was read before.
    kept: usize,
    counted: u32,
    seen: Arc<Mutex<Seen>>,
}

impl Stream {
    fn new(pattern: Pattern, seen: Arc<Mutex<Seen>>) -> Self {
        let overlap = if let Pattern::Text(finder) = &pattern { finder.needle().len() } else { 0 };
        Self { search: Search::new(pattern), window: vec![0; CHUNK + overlap], kept: 0, counted: 0, seen }
    }

    async fn read_async(mut self, mut reader: Pin<Box<dyn AsyncRead + Send>>) {
        loop {
            let read = reader.read(&mut self.window[self.kept..]).await;
            if self.is_over(read) {
                return;
            }
        }
    }

    fn read_on_a_thread(mut self, mut reader: Box<dyn Read + Send>) {
        let seen = self.seen.clone();
        let read = move || {
            loop {
                let read = reader.read(&mut self.window[self.kept..]);
                if self.is_over(read) {
                    return;
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("tenacity-log".into()).spawn(read) {
            ended(&seen, Some(error));
        }
    }

    /// Takes in what was read.
    fn is_over(&mut self, read: io::Result<usize>) -> bool {
        match read {
            Ok(0) => ended(&self.seen, None),
            Ok(read) => {
                self.take_in(read);
                return false;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => return false,
            Err(error) => ended(&self.seen, Some(error)),
        }
        true
    }

    fn take_in(&mut self, read: usize) {
        let end = self.kept + read;
        let found = self.search.search(&self.window[..end], end == self.window.len());
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.matches = seen.matches.saturating_add(found.matches.saturating_sub(self.counted));
            if let Some(last) = found.last {
                seen.last_match = last;
            }
            seen.tail.take_in(&self.window[self.kept..end]);
        }
        self.counted = self.counted.max(found.matches);
        self.window.copy_within(end - found.keep..end, 0);
        self.kept = found.keep;
    }
}

fn ended(seen: &Mutex<Seen>, failure: Option<io::Error>) {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    seen.open = seen.open.saturating_sub(1);
    seen.failure = failure.or(seen.failure.take());
}

/// The end of what was read.
#[derive(Default)]
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

    /// Its lines, but for one whose begin is gone.
    pub(super) fn lines(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.bytes);
        text.lines().skip(usize::from(self.is_cut)).map(str::to_owned).collect()
    }
}
