//! A child process that does not outlive its owner.

use std::io;
use std::process::Stdio;

use tokio::process::{Child, Command};

/// A process. It is killed when this value is dropped, so also when a test panics.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    process: u32,
}

impl Running {
    /// Starts the command. Its standard input is a pipe, which ends when this process ends, also by SIGKILL.
    pub(super) fn start(command: &mut Command) -> io::Result<Self> {
        let child = command.stdin(Stdio::piped()).kill_on_drop(true).spawn()?;
        let process = child.id().expect("a child that was not awaited has an id");
        Ok(Self { child, process })
    }

    pub(super) const fn process(&self) -> u32 {
        self.process
    }

    /// Returns an error if the process has ended.
    pub(super) fn lives(&mut self) -> io::Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => Err(io::Error::other(format!("the process has ended with {status}"))),
        }
    }

    /// Sends SIGKILL, and waits for the end of the process.
    pub(super) async fn kill(mut self) -> io::Result<()> {
        self.child.kill().await
    }
}
