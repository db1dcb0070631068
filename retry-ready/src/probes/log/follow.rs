//! A file that is read as it grows, like `tail -F`.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Seek};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::seen::Telling;

/// How long a file that has ended is left alone before it is looked at again.
const PAUSE: Duration = Duration::from_millis(20);

/// A reader that waits at the end of a file for more, until its wait is over.
pub(super) struct Follow {
    file: Option<File>,
    /// Its length was so much when it was read last, or more.
    position: u64,
    /// By which it is opened, and found again after it was rotated.
    path: Option<PathBuf>,
    telling: Telling,
}

impl Follow {
    /// Reads the file from its present position on. Only a regular file is followed: a pipe ends with its writer.
    pub(super) fn file(mut file: File, telling: Telling) -> Self {
        let position = file.stream_position().unwrap_or(0);
        Self { file: Some(file), position, path: None, telling }
    }

    /// Reads the file at the path from its beginning, once it exists.
    pub(super) fn path(path: PathBuf, telling: Telling) -> Self {
        Self { file: None, position: 0, path: Some(path), telling }
    }

    /// Reads on, goes back to the beginning of a file that was truncated, or opens the one that has taken its place.
    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<Next> {
        let Some(file) = &mut self.file else { return self.open() };
        let read = file.read(buffer)?;
        self.position += read as u64;
        if read > 0 {
            return Ok(Next::Read(read));
        }
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Ok(Next::Ended);
        }
        if metadata.len() < self.position {
            file.rewind()?;
            self.position = 0;
            return Ok(Next::Again);
        }
        match &self.path {
            // The old one is read to its end, so the new one follows.
            Some(path) if fs::metadata(path).is_ok_and(|there| !is_same(&there, &metadata)) => self.open(),
            _ => Ok(Next::Nothing),
        }
    }

    fn open(&mut self) -> io::Result<Next> {
        let Some(path) = &self.path else { return Ok(Next::Ended) };
        let opened = File::open(path);
        let is_missing = opened.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound);
        self.telling.is_missing(is_missing);
        if is_missing {
            return Ok(Next::Nothing);
        }
        (self.file, self.position) = (Some(opened?), 0);
        Ok(Next::Again)
    }
}

/// The result of a look at the file.
enum Next {
    Read(usize),
    /// Nothing yet: there may be more after a pause.
    Nothing,
    /// There may be more at once.
    Again,
    Ended,
}

impl Read for Follow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // No writer of a file waits for its reader, so the file is closed as soon as the wait is over.
        while self.telling.is_wanted() {
            match self.read_on(buffer)? {
                Next::Read(read) => return Ok(read),
                Next::Nothing => thread::sleep(PAUSE),
                Next::Again => {}
                Next::Ended => break,
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

/// Other systems have no inode: compare the times of creation.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}
