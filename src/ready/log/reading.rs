//! Reads streams in the background, and searches them on the way.

use std::io::{ErrorKind, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{io, thread};

use tokio::io::{AsyncRead, AsyncReadExt};

use super::super::outside::runtime;
use super::ansi::Plain;
use super::pattern::Pattern;
use super::scan::{News, Scan};
use super::source::Source;

/// As much of a stream's end as is kept for its last lines.
const TAIL: usize = 8 * 1024;

pub(super) struct Reading(Arc<Mutex<Seen>>);

/// What was read so far.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) matches: u32,
    pub(super) last_match: Vec<String>,
    /// How many texts of an order have come, in the stream where most have.
    pub(super) step: usize,
    pub(super) tail: Tail,
    /// Streams that have not ended.
    pub(super) open: usize,
    pub(super) failure: Option<io::Error>,
}

impl Reading {
    pub(super) fn begin(sources: Vec<Source>, pattern: &Pattern, is_plain: bool) -> Self {
        let seen = Arc::new(Mutex::new(Seen { open: sources.len(), ..Seen::default() }));
        for source in sources {
            let plain = is_plain.then(Plain::default);
            let stream = Stream { scan: Scan::new(pattern.clone()), plain, seen: seen.clone() };
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

/// One stream.
struct Stream {
    scan: Scan,
    /// What takes the escape sequences out, if that is asked for.
    plain: Option<Plain>,
    seen: Arc<Mutex<Seen>>,
}

impl Stream {
    async fn read_async(mut self, mut reader: Pin<Box<dyn AsyncRead + Send>>) {
        loop {
            let read = reader.read(self.scan.room()).await;
            if self.is_over(read) {
                return;
            }
        }
    }

    fn read_on_a_thread(mut self, mut reader: Box<dyn Read + Send>) {
        let seen = self.seen.clone();
        let read = move || {
            loop {
                let read = reader.read(self.scan.room());
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
        let Self { scan, plain: Some(plain), seen } = self else {
            let news = self.scan.take(read);
            return note(&self.seen, news, self.scan.fresh());
        };
        let mut text = plain.of(&scan.room()[..read]);
        while !text.is_empty() {
            let room = scan.room();
            let (piece, rest) = text.split_at(text.len().min(room.len()));
            room[..piece.len()].copy_from_slice(piece);
            note(seen, scan.take(piece.len()), piece);
            text = rest;
        }
    }
}

fn note(seen: &Mutex<Seen>, news: News, read: &[u8]) {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    seen.matches = seen.matches.saturating_add(news.matches);
    seen.step = seen.step.max(news.step);
    if let Some(last) = news.last {
        (seen.last_match, seen.step) = (last, news.step);
    }
    seen.tail.take_in(read);
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
