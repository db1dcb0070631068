use std::fmt;
use std::io::Read;
use std::pin::Pin;

use tokio::io::AsyncRead;

/// A stream of either kind.
pub enum Source {
    Blocking(Box<dyn Read + Send>),
    Async(Pin<Box<dyn AsyncRead + Send>>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Blocking(_)) { "Blocking" } else { "Async" })
    }
}

/// What a log can be read from; `K` tells the kinds apart.
///
/// It is every reader of Tokio's, and of the blocking ones `ChildStdout`, `ChildStderr`, `File`, `Stdin`, `TcpStream`, a
/// `BufReader` or a `Chain` of those, and any other as a `Box<dyn Read + Send>`.
#[diagnostic::on_unimplemented(
    message = "a log cannot be read from `{Self}`",
    label = "expected a reader",
    note = "of a process take its output, of a file what opens it: `log(std::fs::File::open(path)?)`",
    note = "box another blocking reader: `log(Box::new(reader) as Box<dyn std::io::Read + Send>)`"
)]
pub trait LogSource<K> {
    #[doc(hidden)]
    fn into_source(self) -> Source;
}

/// A kind of [`LogSource`]: one that is awaited.
#[derive(Debug)]
pub struct Awaited;

/// A kind of [`LogSource`]: one that blocks.
#[derive(Debug)]
pub struct Blocking;

impl<R: AsyncRead + Send + 'static> LogSource<Awaited> for R {
    fn into_source(self) -> Source {
        Source::Async(Box::pin(self))
    }
}

macro_rules! blocking {
    ($([$($generics:tt)*] $reader:ty),* $(,)?) => { $(
        impl<$($generics)*> LogSource<Blocking> for $reader {
            fn into_source(self) -> Source {
                Source::Blocking(Box::new(self))
            }
        }
    )* };
}

blocking!(
    [] std::process::ChildStdout,
    [] std::process::ChildStderr,
    [] std::fs::File,
    [] std::io::Stdin,
    [] std::net::TcpStream,
    [] Box<dyn Read + Send>,
    [R: Read + Send + 'static] std::io::BufReader<R>,
    [A: Read + Send + 'static, B: Read + Send + 'static] std::io::Chain<A, B>,
);
