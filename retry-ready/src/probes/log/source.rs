use std::any::Any;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Chain, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;

use tokio::io::AsyncRead;

/// A stream that a log is read from.
pub enum Source {
    Blocking(Box<dyn Read + Send>),
    Async(Pin<Box<dyn AsyncRead + Send>>),
    /// A file that may grow.
    File(File),
    /// The file at this path. It may not exist yet.
    Path(PathBuf),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blocking(_) => "Blocking",
            Self::Async(_) => "Async",
            Self::File(_) => "File",
            Self::Path(_) => "Path",
        })
    }
}

/// A source of a log. `K` distinguishes the kinds.
///
/// | source | how it is read |
/// |---|---|
/// | `&Path`, `PathBuf` | by its path: the file may be created later, rotated or truncated |
/// | `std::fs::File`, `tokio::fs::File` | as it grows; if it is truncated, again from its beginning |
/// | `ChildStdout`, `ChildStderr`, `Stdin`, `TcpStream` of the standard library | to its end |
/// | any reader of Tokio | to its end |
/// | a `BufReader` or a `Chain` of blocking readers, `Box<dyn Read + Send>` | to its end; a file inside it is not followed |
#[diagnostic::on_unimplemented(
    message = "a log cannot be read from `{Self}`",
    label = "expected a reader, or a path",
    note = "pass the output of a process, or the path of a file: `log(std::path::Path::new(\"server.log\"))`",
    note = "box another blocking reader: `log(Box::new(reader) as Box<dyn std::io::Read + Send>)`"
)]
pub trait LogSource<K> {
    #[doc(hidden)]
    fn into_source(self) -> Source;
}

/// A kind of [`LogSource`]: an async reader.
#[derive(Debug)]
pub struct AsyncReader;

/// A kind of [`LogSource`]: a blocking reader.
#[derive(Debug)]
pub struct BlockingReader;

/// A kind of [`LogSource`]: a file that is followed.
#[derive(Debug)]
pub struct FollowedFile;

impl<R: AsyncRead + Send + 'static> LogSource<AsyncReader> for R {
    fn into_source(self) -> Source {
        let mut reader = Some(self);
        // Tokio's file is an async reader, too. But it reports its end while its writer is still writing, so it is followed.
        let file = (&mut reader as &mut dyn Any).downcast_mut::<Option<tokio::fs::File>>();
        if let Some(file) = file.and_then(Option::take) {
            return match file.try_into_std() {
                Ok(file) => Source::File(file),
                Err(file) => Source::Async(Box::pin(file)),
            };
        }
        match reader {
            Some(reader) => Source::Async(Box::pin(reader)),
            None => Source::Async(Box::pin(tokio::io::empty())),
        }
    }
}

impl LogSource<FollowedFile> for File {
    fn into_source(self) -> Source {
        Source::File(self)
    }
}

impl LogSource<FollowedFile> for PathBuf {
    fn into_source(self) -> Source {
        Source::Path(self)
    }
}

impl LogSource<FollowedFile> for &Path {
    fn into_source(self) -> Source {
        Source::Path(self.to_owned())
    }
}

impl LogSource<FollowedFile> for &PathBuf {
    fn into_source(self) -> Source {
        Source::Path(self.clone())
    }
}

macro_rules! blocking {
    ($([$($generics:tt)*] $reader:ty),* $(,)?) => { $(
        impl<$($generics)*> LogSource<BlockingReader> for $reader {
            fn into_source(self) -> Source {
                Source::Blocking(Box::new(self))
            }
        }
    )* };
}

blocking!(
    [] std::process::ChildStdout,
    [] std::process::ChildStderr,
    [] std::io::Stdin,
    [] std::net::TcpStream,
    [] Box<dyn Read + Send>,
    [R: Read + Send + 'static] BufReader<R>,
    [A: Read + Send + 'static, B: Read + Send + 'static] Chain<A, B>,
);
