//! The process group of a command. It ends with the run or with this process.

/// The process group of a command. Dropping it kills the group, unless the run has ended.
///
/// The command has its own group, so one signal ends the whole run. Signals that a terminal sends to this process do not reach that group.
/// Therefore a watcher kills it: a shell that reads from a pipe. Only this process holds the pipe open, so it closes when this value is
/// dropped or this process dies. Without a shell, the command runs unwatched. Then only the command itself is killed.
pub(super) struct Group {
    #[cfg(unix)]
    watcher: Option<std::fs::File>,
}

/// Reads the id of the group. If the pipe closes before a second line arrives, kills the group.
#[cfg(unix)]
const WATCH: &str = "trap '' HUP INT QUIT TERM; read -r group || exit 0; read -r end || kill -s KILL -- \"-$group\"";

#[cfg(unix)]
impl Group {
    /// Starts the watcher, before the command starts.
    pub(super) fn watched() -> Self {
        Self { watcher: watch().ok() }
    }

    /// Sends the watcher the id of the process that leads the group.
    pub(super) fn lead_by(&mut self, id: Option<u32>) {
        if let Some(id) = id {
            self.write(format_args!("{id}\n"));
        }
    }

    /// Stops the watcher, because the run has ended. Processes that it has left behind keep running.
    pub(super) fn leave(&mut self) {
        self.write(format_args!("over\n"));
    }

    fn write(&mut self, line: std::fmt::Arguments<'_>) {
        use std::io::Write as _;
        if let Some(watcher) = &mut self.watcher {
            // If this fails, the watcher has died, and the command runs unwatched.
            let _ = watcher.write_fmt(line);
        }
    }
}

#[cfg(unix)]
fn watch() -> std::io::Result<std::fs::File> {
    use std::process::Stdio;

    let mut command = tokio::process::Command::new("/bin/sh");
    command.args(["-c", WATCH]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    // Tokio reaps the watcher some time after it has ended.
    let stdin = command.spawn()?.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
    Ok(stdin.into_owned_fd()?.into())
}

#[cfg(not(unix))]
impl Group {
    pub(super) fn watched() -> Self {
        Self {}
    }

    pub(super) fn lead_by(&mut self, _: Option<u32>) {}

    pub(super) fn leave(&mut self) {}
}
