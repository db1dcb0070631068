//! Reads streams in the background, and searches them on the way.

use std::io::{ErrorKind, Read};
use std::pin::Pin;
use std::time::Duration;
use std::{io, thread};

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::task::yield_now;
use tokio::time::sleep;

use super::ansi::Plain;
use super::follow::Follow;
use super::pattern::Pattern;
use super::scan::{News, Scan};
use super::seen::{Seen, Telling};
use super::source::Source;
use crate::runtime::runtime;

/// As much as is read at once: little enough to stay in the nearest cache of a core until it is searched, with the log's tail beside it.
const CHUNK: usize = 8 * 1024;

/// In bytes; as `Log::regex` says.
const LONGEST_LINE: usize = 64 * 1024;

/// A megabyte, at most.
const READS_IN_TURN: u64 = 128;

/// How long a reader is left alone that had nothing yet: one that does not block would be asked without a pause.
const AFTER_AN_ERROR: Duration = Duration::from_millis(10);

/// Whether there may be more to read after the error: a signal came, or a read timeout of the reader's own passed.
fn may_pass(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// Reads all of them from now on, and tells what it sees.
pub(super) fn begin(sources: Vec<Source>, pattern: &Pattern, is_plain: bool) -> Seen {
    let seen = Seen::of(sources.len());
    for (source, telling) in sources.into_iter().zip(seen.tellings()) {
        let follows = telling.clone();
        let stream =
            Stream { scan: Scan::by(CHUNK, LONGEST_LINE, pattern.clone()), plain: is_plain.then(Plain::default), telling };
        match source {
            Source::Async(reader) => drop(runtime().spawn(stream.read_async(reader))),
            Source::Blocking(reader) => stream.read_on_a_thread(reader),
            Source::File(file) => stream.read_on_a_thread(Follow::file(file, follows)),
            Source::Path(path) => stream.read_on_a_thread(Follow::path(path, follows)),
        }
    }
    seen
}

/// One stream.
struct Stream {
    scan: Scan,
    /// What takes the escape sequences out, if that is asked for.
    plain: Option<Plain>,
    telling: Telling,
}

impl Stream {
    async fn read_async(mut self, mut reader: Pin<Box<dyn AsyncRead + Send>>) {
        for reads in 1_u64.. {
            let read = reader.read(self.scan.room()).await;
            if read.as_ref().is_err_and(may_pass) {
                sleep(AFTER_AN_ERROR).await;
            } else if self.is_over(read) {
                return;
            }
            // The thread is that of all probes and of their clock: a reader that is always ready would keep it.
            if reads % READS_IN_TURN == 0 {
                yield_now().await;
            }
        }
    }

    fn read_on_a_thread(mut self, mut reader: impl Read + Send + 'static) {
        let telling = self.telling.clone();
        let read = move || {
            loop {
                let read = reader.read(self.scan.room());
                if read.as_ref().is_err_and(may_pass) {
                    thread::sleep(AFTER_AN_ERROR);
                } else if self.is_over(read) {
                    return;
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("tenacity-log".into()).spawn(read) {
            telling.end(News::default(), Some(error));
        }
    }

    /// Takes in what was read.
    fn is_over(&mut self, read: io::Result<usize>) -> bool {
        let failure = match read {
            Ok(0) => None,
            Ok(read) => {
                self.take_in(read);
                return false;
            }
            Err(error) => Some(error),
        };
        self.telling.end(self.scan.end(), failure);
        true
    }

    fn take_in(&mut self, read: usize) {
        let Self { scan, plain: Some(plain), telling } = self else {
            let news = self.scan.take(read);
            return self.telling.note(news, self.scan.fresh(), self.scan.open_line());
        };
        let mut text = plain.of(&scan.room()[..read]);
        while !text.is_empty() {
            let room = scan.room();
            let (piece, rest) = text.split_at(text.len().min(room.len()));
            room[..piece.len()].copy_from_slice(piece);
            let news = scan.take(piece.len());
            telling.note(news, piece, scan.open_line());
            text = rest;
        }
    }
}

impl Drop for Stream {
    /// A reader that panics reads no more.
    fn drop(&mut self) {
        if thread::panicking() {
            self.telling.end(News::default(), Some(io::Error::other("its reader panicked")));
        }
    }
}
