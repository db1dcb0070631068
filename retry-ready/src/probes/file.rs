use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use memchr::memmem;
use tenacity_wait::Check;
use tokio::fs;
use tokio::io::AsyncReadExt;

use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};
use crate::runtime::in_runtime;

/// How long the system may take to look up a file.
const LOOK_LIMIT: Duration = Duration::from_secs(1);

/// How long a check may take if it reads a file.
const READ_LIMIT: Duration = Duration::from_secs(10);

/// The number of bytes that are searched at a time.
const PIECE: usize = 64 * 1024;

/// Ready when the path exists: a file or a folder.
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
/// If the system cannot look up the path, for example without permission, the path is not ready, and the report shows the error. An empty
/// path, or one with a zero byte, fails immediately. Only a regular file has a size and a content.
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
    /// Ready when the file is not empty. A file that is written in several steps is non-empty before it is complete. So write it under
    /// another name and then rename it, or use [`size_stable`](Self::size_stable).
    #[must_use]
    pub fn non_empty(self) -> Self {
        Self { expectation: Expectation::Size, ..self }
    }

    /// Ready when the size of the file does not change within `time`. Each check takes that long. If a writer pauses for longer, the file
    /// counts as complete.
    #[must_use]
    pub fn size_stable(self, time: Duration) -> Self {
        Self { expectation: Expectation::StableSize(time), ..self }
    }

    /// Ready when the file contains this text. Each check reads the file from its beginning, in pieces, and may take 10 s. For a file that
    /// keeps growing, use [`log()`](crate::log()).
    #[must_use]
    pub fn contains(self, text: impl Into<String>) -> Self {
        Self { expectation: Expectation::Content(text.into()), ..self }
    }

    /// Ready when the path does not exist, or no longer exists: a lock file, for example.
    ///
    /// A symbolic link exists even if its target does not. If this process may not look up the path, it is not ready.
    #[must_use]
    pub fn gone(self) -> Self {
        Self { expectation: Expectation::Absence, ..self }
    }
}

impl Probe for File {
    type Output = ();
    type Checking = CheckFuture;

    fn check(&mut self, _: CheckContext) -> CheckFuture {
        let Self { path, expectation } = self.clone();
        in_runtime(async move {
            if path.as_os_str().is_empty() {
                return Check::fatal("the path of `file` is empty: pass one, as in `file(\"/run/db.pid\")`");
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
    /// Returns why the file is not yet as expected, or `None` if it is.
    async fn missing(self, path: &Path) -> io::Result<Option<String>> {
        let reason = match self {
            Self::Existence => fs::metadata(path).await.map(|_| None)?,
            Self::Size => (size(path).await? == 0).then(|| "it is empty".to_owned()),
            Self::StableSize(time) => {
                let before = size(path).await?;
                tokio::time::sleep(time).await;
                let after = size(path).await?;
                (before != after).then(|| format!("its size changed from {before} to {after} bytes within {time:?}"))
            }
            Self::Content(text) => (!contains(path, &text).await?).then(|| format!("it does not contain {text:?}")),
            // The link itself counts, not its target.
            Self::Absence => fs::symlink_metadata(path).await.map(|_| Some("it exists".to_owned()))?,
        };
        Ok(reason)
    }
}

/// Whether the error proves that the path does not exist, because there is no such entry or one of its parents is not a folder.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Returns why the path does not exist.
async fn absence(path: &Path) -> String {
    match fs::read_link(path).await {
        Ok(target) => format!("it is a link to {}, which does not exist", target.display()),
        Err(_) => "it does not exist".to_owned(),
    }
}

/// Returns the size of a regular file. Other files have no size, and reading one might never end.
async fn size(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path).await?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(io::Error::other("it is not a regular file")) }
}

/// Searches the file in pieces, so a large file needs no more memory than a small one.
async fn contains(path: &Path, text: &str) -> io::Result<bool> {
    size(path).await?;
    let finder = memmem::Finder::new(text);
    let mut file = fs::File::open(path).await?;
    let mut bytes = Vec::with_capacity(PIECE + text.len());
    loop {
        if finder.find(&bytes).is_some() {
            return Ok(true);
        }
        // The text may begin in this piece and end in the next.
        bytes.drain(..bytes.len().saturating_sub(text.len().saturating_sub(1)));
        if (&mut file).take(PIECE as u64).read_to_end(&mut bytes).await? == 0 {
            return Ok(false);
        }
    }
}
