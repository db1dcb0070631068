//! Reads streams in the background, and searches them.

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
use super::record::{Recorder, SharedRecord};
use super::scan::{News, Scan};
use super::source::Source;
use crate::runtime::runtime;

/// The bytes per read. With the tail of the log, they fit into the first-level cache until they are searched.
const CHUNK: usize = 8 * 1024;

/// How many bytes a line may have before it is split. See `Log::regex`.
const LONGEST_LINE: usize = 64 * 1024;

/// The reads before a stream yields to the other tasks: at most 1 MiB.
const READS_IN_TURN: u64 = 128;

/// The pause before a failed read is retried. Without it, a non-blocking reader would keep its thread busy.
const AFTER_AN_ERROR: Duration = Duration::from_millis(10);

/// Whether a read may be retried after this error, because a signal has interrupted it or its reader has a timeout.
fn may_pass(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// Starts to read all sources.
pub(super) fn begin(sources: Vec<Source>, pattern: &Pattern, is_plain: bool) -> SharedRecord {
    let record = SharedRecord::of(sources.len());
    for (source, recorder) in sources.into_iter().zip(record.recorders()) {
        let follows = recorder.clone();
        let stream =
            Stream { scan: Scan::by(CHUNK, LONGEST_LINE, pattern.clone()), plain: is_plain.then(Plain::default), recorder };
        match source {
            Source::Async(reader) => drop(runtime().spawn(stream.read_async(reader))),
            Source::Blocking(reader) => stream.read_on_a_thread(reader),
            Source::File(file) => stream.read_on_a_thread(Follow::file(file, follows)),
            Source::Path(path) => stream.read_on_a_thread(Follow::path(path, follows)),
        }
    }
    record
}

/// One stream.
struct Stream {
    scan: Scan,
    /// Removes escape sequences, if the log asks for it.
    plain: Option<Plain>,
    recorder: Recorder,
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
            // All probes share this thread and its clock. A reader that is always ready would block them.
            if reads % READS_IN_TURN == 0 {
                yield_now().await;
            }
        }
    }

    fn read_on_a_thread(mut self, mut reader: impl Read + Send + 'static) {
        let recorder = self.recorder.clone();
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
            recorder.end(News::default(), Some(error));
        }
    }

    /// Takes the result of a read. Returns whether the stream has ended.
    fn is_over(&mut self, read: io::Result<usize>) -> bool {
        let failure = match read {
            Ok(0) => None,
            Ok(read) => {
                self.take_in(read);
                return false;
            }
            Err(error) => Some(error),
        };
        self.recorder.end(self.scan.end(), failure);
        true
    }

    fn take_in(&mut self, read: usize) {
        let Self { scan, plain: Some(plain), recorder } = self else {
            let news = self.scan.take(read);
            return self.recorder.note(news, self.scan.fresh(), self.scan.open_line());
        };
        let mut text = plain.of(&scan.room()[..read]);
        while !text.is_empty() {
            let room = scan.room();
            let (piece, rest) = text.split_at(text.len().min(room.len()));
            room[..piece.len()].copy_from_slice(piece);
            let news = scan.take(piece.len());
            recorder.note(news, piece, scan.open_line());
            text = rest;
        }
    }
}

impl Drop for Stream {
    /// Ends the stream if its reader panics.
    fn drop(&mut self) {
        if thread::panicking() {
            self.recorder.end(News::default(), Some(io::Error::other("its reader panicked")));
        }
    }
}
