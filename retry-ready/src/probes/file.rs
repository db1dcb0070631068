use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use memchr::memmem;
use tenacity_wait::Check;
use tokio::fs;
use tokio::io::AsyncReadExt;

use crate::look::Look;
use crate::probe::Looking;
use crate::probe::Probe;
use crate::runtime::looking;

/// How long the system may take to tell of a file.
const LOOK_LIMIT: Duration = Duration::from_secs(1);

/// How long it may take to read a file to its end.
const READ_LIMIT: Duration = Duration::from_secs(10);

/// As much of a file as is searched at a time.
const PIECE: usize = 64 * 1024;

/// Ready when the path exists, be it a file or a folder.
///
/// ```
/// use tenacity::prelude::*;
///
/// # let path = std::env::temp_dir().join(format!("pid-{}", std::process::id()));
/// std::fs::write(&path, "4711")?;
/// wait_until_ready_sync(file(&path).non_empty()).run()?;
/// # std::fs::remove_file(path)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// If the system cannot look at the path, for want of permission say, the path is not ready, and the error is reported. An empty path, or
/// one with a zero byte in it, fails at once. Only a regular file has a size and a content.
pub fn file(path: impl Into<PathBuf>) -> File {
    File { path: path.into(), expectation: Expectation::Existence }
}

/// See [`file()`].
#[derive(Clone, Debug)]
pub struct File {
    path: PathBuf,
    expectation: Expectation,
}

#[derive(Clone, Debug)]
enum Expectation {
    Existence,
    Size,
    StableSize(Duration),
    Content(String),
    Absence,
}

impl File {
    /// Ready only when there is something in it. Whoever writes a file in several steps has it non-empty before it is complete: have
    /// it written under another name, and renamed, or see [`size_stable`](Self::size_stable).
    #[must_use]
    pub fn non_empty(self) -> Self {
        Self { expectation: Expectation::Size, ..self }
    }

    /// Ready only when it has grown or shrunk no more within `time`: each look takes so long. A writer that pauses for longer is
    /// taken to be done.
    #[must_use]
    pub fn size_stable(self, time: Duration) -> Self {
        Self { expectation: Expectation::StableSize(time), ..self }
    }

    /// Ready only when this text is in it. Each look reads the file from its beginning, in pieces; for one that is written on and on,
    /// see [`log()`](crate::log()). A look may take 10 s.
    #[must_use]
    pub fn contains(self, text: impl Into<String>) -> Self {
        Self { expectation: Expectation::Content(text.into()), ..self }
    }

    /// Ready when the path does not exist, or no longer: a lock, say.
    ///
    /// A symbolic link exists even if its target does not. If the permission to look is missing, the path is reported as not ready.
    #[must_use]
    pub fn gone(self) -> Self {
        Self { expectation: Expectation::Absence, ..self }
    }
}

impl Probe for File {
    type Output = ();
    type Looking = Looking;

    fn look(&mut self, _: Look) -> Looking {
        let Self { path, expectation } = self.clone();
        looking(async move {
            if path.as_os_str().is_empty() {
                return Check::fatal("`file` was given an empty path: write `file(\"/run/db.pid\")`, say");
            }
            let is_to_be_gone = matches!(expectation, Expectation::Absence);
            match expectation.missing(&path).await {
                Ok(None) => Check::Ready(()),
                Ok(Some(reason)) => Check::pending(reason),
                Err(error) if is_absence(&error) && is_to_be_gone => Check::Ready(()),
                Err(error) if error.kind() == ErrorKind::NotFound => Check::pending(absence(&path).await),
                Err(error) if error.kind() == ErrorKind::InvalidInput => Check::fatal(error),
                Err(error) => Check::Retry(error.into()),
            }
        })
    }

    fn describe(&self) -> String {
        let gone = if matches!(self.expectation, Expectation::Absence) { " to be gone" } else { "" };
        format!("file {}{gone}", self.path.display())
    }

    fn check_timeout(&self) -> Option<Duration> {
        match self.expectation {
            Expectation::StableSize(time) => Some(LOOK_LIMIT.saturating_add(time)),
            Expectation::Content(_) => Some(READ_LIMIT),
            _ => Some(LOOK_LIMIT),
        }
    }
}

impl Expectation {
    /// What is not yet as expected.
    async fn missing(self, path: &Path) -> io::Result<Option<String>> {
        let reason = match self {
            Self::Existence => fs::metadata(path).await.map(|_| None)?,
            Self::Size => (size(path).await? == 0).then(|| "it is empty".to_owned()),
            Self::StableSize(time) => {
                let before = size(path).await?;
                tokio::time::sleep(time).await;
                let after = size(path).await?;
                (before != after).then(|| format!("it went from {before} to {after} bytes within {time:?}"))
            }
            Self::Content(text) => (!contains(path, &text).await?).then(|| format!("{text:?} is not in it")),
            // Of a link itself, not of its target.
            Self::Absence => fs::symlink_metadata(path).await.map(|_| Some("it exists".to_owned()))?,
        };
        Ok(reason)
    }
}

/// Whether the error proves that the path does not exist: it has no such entry, or one of its parents is not a folder.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Why the path does not exist.
async fn absence(path: &Path) -> String {
    match fs::read_link(path).await {
        Ok(target) => format!("it is a link to {}, which does not exist", target.display()),
        Err(_) => "it does not exist".to_owned(),
    }
}

/// Of anything but a file there is none, and to read it may take for ever.
async fn size(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path).await?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(io::Error::other("it is no regular file")) }
}

/// Searches piece by piece, so that a large file takes no more memory than a small one.
async fn contains(path: &Path, text: &str) -> io::Result<bool> {
    size(path).await?;
    let finder = memmem::Finder::new(text);
    let mut file = fs::File::open(path).await?;
    let mut bytes = Vec::with_capacity(PIECE + text.len());
    loop {
        if finder.find(&bytes).is_some() {
            return Ok(true);
        }
        // What may be the begin of the text stays for the next piece.
        bytes.drain(..bytes.len().saturating_sub(text.len().saturating_sub(1)));
        if (&mut file).take(PIECE as u64).read_to_end(&mut bytes).await? == 0 {
            return Ok(false);
        }
    }
}
