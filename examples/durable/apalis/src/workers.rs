//! Worker processes, which end with the value that started them.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A worker process. It is killed when this value is dropped, also during a panic.
#[derive(Debug)]
pub struct Worker(Child);

impl Worker {
    /// Starts this program as a worker, with a fresh name if `name` is `None`.
    pub fn start(program: &Path, database: &str, queue: &str, name: Option<&str>) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.args(["worker", "--database", database, "--queue", queue]);
        if let Some(name) = name {
            command.args(["--name", name]);
        }
        command.stdin(Stdio::piped()).spawn().map(Self)
    }

    /// Returns whether this process has the fresh name.
    pub fn is_named(&self, name: &str) -> bool {
        name.rsplit('-').nth(1) == Some(self.0.id().to_string().as_str())
    }

    /// Kills the process with SIGKILL.
    pub fn kill(&mut self) -> io::Result<()> {
        self.0.kill()?;
        self.0.wait().map(drop)
    }

    /// Returns whether the process ended by itself.
    pub fn has_ended(&mut self) -> io::Result<bool> {
        Ok(self.0.try_wait()?.is_some())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An error means that the process has ended already.
        _ = self.kill();
    }
}
