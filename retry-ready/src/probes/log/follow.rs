//! Reads a file as it grows, like `tail -F`.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Seek};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::record::Recorder;

/// The pause at the end of a file before it is read again.
const PAUSE: Duration = Duration::from_millis(20);

/// A reader that waits for more data at the end of a file. It stops when the wait for readiness is over.
pub(super) struct Follow {
    file: Option<File>,
    /// The position after the last read. The file was at least this long.
    position: u64,
    /// The path to open, and to open again after a rotation.
    path: Option<PathBuf>,
    recorder: Recorder,
}

impl Follow {
    /// Reads the file from its current position on. Only a regular file is followed; a pipe ends with its writer.
    pub(super) fn file(mut file: File, recorder: Recorder) -> Self {
        let position = file.stream_position().unwrap_or(0);
        Self { file: Some(file), position, path: None, recorder }
    }

    /// Once the file at the path exists, reads it from its beginning.
    pub(super) fn path(path: PathBuf, recorder: Recorder) -> Self {
        Self { file: None, position: 0, path: Some(path), recorder }
    }

    /// Reads on. If the file was truncated, goes back to its beginning. If another file has replaced it, opens that file.
    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<FollowStep> {
        let Some(file) = &mut self.file else { return self.open() };
        let read = file.read(buffer)?;
        self.position += read as u64;
        if read > 0 {
            return Ok(FollowStep::Read(read));
        }
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Ok(FollowStep::Ended);
        }
        if metadata.len() < self.position {
            file.rewind()?;
            self.position = 0;
            return Ok(FollowStep::Again);
        }
        match &self.path {
            // The old file has been read to its end, so the new one is next.
            Some(path) if fs::metadata(path).is_ok_and(|there| !is_same(&there, &metadata)) => self.open(),
            _ => Ok(FollowStep::Nothing),
        }
    }

    fn open(&mut self) -> io::Result<FollowStep> {
        let Some(path) = &self.path else { return Ok(FollowStep::Ended) };
        let opened = File::open(path);
        let is_missing = opened.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound);
        self.recorder.is_missing(is_missing);
        if is_missing {
            return Ok(FollowStep::Nothing);
        }
        (self.file, self.position) = (Some(opened?), 0);
        Ok(FollowStep::Again)
    }
}

/// The result of one read.
enum FollowStep {
    Read(usize),
    /// No data. There may be more after a pause.
    Nothing,
    /// No data. There may be more immediately.
    Again,
    Ended,
}

impl Read for Follow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // The writer of a file does not need a reader. So the file is closed as soon as the wait is over.
        while self.recorder.is_wanted() {
            match self.read_on(buffer)? {
                FollowStep::Read(read) => return Ok(read),
                FollowStep::Nothing => thread::sleep(PAUSE),
                FollowStep::Again => {}
                FollowStep::Ended => break,
            }
        }
        Ok(0)
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Other systems have no inode, so the times of creation are compared.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}
