use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use super::look::Look;
use super::outside::looking;
use super::probe::{Looking, Probe};
use crate::Check;

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
/// A path that cannot be looked at, for want of permission say, is not ready, and the error is reported.
pub fn file(path: impl Into<PathBuf>) -> File {
    File { path: path.into(), expectation: Expectation::Existence }
}

/// See [`file()`].
#[derive(Clone, Debug)]
pub struct File {
    path: PathBuf,
    expectation: Expectation,
}

#[derive(Clone, Copy, Debug)]
enum Expectation {
    Existence,
    Content,
    Absence,
}

impl File {
    /// Ready only when there is something in it. Whoever writes a file in several steps has it non-empty before it is complete: have
    /// it written under another name, and renamed.
    #[must_use]
    pub fn non_empty(self) -> Self {
        Self { expectation: Expectation::Content, ..self }
    }

    /// Ready when the path does not exist, or no longer: a lock, say.
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
            match (expectation, tokio::fs::metadata(path).await) {
                (Expectation::Existence, Ok(_)) => Check::Ready(()),
                (Expectation::Content, Ok(found)) if found.len() > 0 => Check::Ready(()),
                (Expectation::Content, Ok(_)) => Check::pending("it is empty"),
                (Expectation::Absence, Ok(_)) => Check::pending("it exists"),
                (Expectation::Absence, Err(error)) if error.kind() == ErrorKind::NotFound => Check::Ready(()),
                (_, Err(error)) if error.kind() == ErrorKind::NotFound => Check::pending("it does not exist"),
                (_, Err(error)) => Check::Retry(error.into()),
            }
        })
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(Duration::from_secs(1))
    }

    fn describe(&self) -> String {
        let gone = if matches!(self.expectation, Expectation::Absence) { " to be gone" } else { "" };
        format!("file {}{gone}", self.path.display())
    }
}
