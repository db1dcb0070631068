//! A guard that ends the wait when a process ends.

use std::process::ExitStatus;
use std::{fmt, io, process};

use tenacity_wait::Guards;

/// A child process, of the standard library or of Tokio.
pub trait Running {
    /// Returns the exit status of the process, if it has ended.
    ///
    /// # Errors
    ///
    /// Returns an error if the system reports one.
    fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
}

impl Running for process::Child {
    fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        Self::try_wait(self)
    }
}

impl Running for tokio::process::Child {
    fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        Self::try_wait(self)
    }
}

/// See [`UntilReady::while_running`](crate::UntilReady::while_running).
pub struct WhileRunning<'a, C> {
    pub(crate) process: &'a mut C,
}

impl<C: Running> Guards for WhileRunning<'_, C> {
    fn tripped(&mut self) -> Option<(String, String)> {
        match self.process.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(("the process ended".to_owned(), describe(status))),
            Err(error) => Some(("cannot check whether the process runs".to_owned(), error.to_string())),
        }
    }
}

fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    if std::os::unix::process::ExitStatusExt::signal(&status) == Some(9) {
        return format!("{status}, possibly out of memory");
    }
    status.to_string()
}

impl<C> fmt::Debug for WhileRunning<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WhileRunning").finish_non_exhaustive()
    }
}
