//! A command and all that it starts, which ends with its run, and with this process.

/// A command's process group, which is killed if its run is given up.
///
/// It is a group of its own, so that a run can be given up whole. So a signal that a terminal sends to our group does not reach it, and
/// after one that kills us nobody could pass it on: a watcher does, a shell which reads from a pipe that only we hold open.
pub(super) struct Group {
    #[cfg(unix)]
    leader: Option<rustix::process::Pid>,
    #[cfg(unix)]
    watcher: Option<std::fs::File>,
}

/// Reads the group, and kills it if the pipe is closed before a second line comes.
#[cfg(unix)]
const WATCH: &str = "trap '' HUP INT QUIT TERM; read -r group || exit 0; read -r end || kill -s KILL -- \"-$group\"";

#[cfg(unix)]
impl Group {
    /// Starts the watcher, before there is anything to watch. In a system without a shell there is none.
    pub(super) fn watched() -> Self {
        Self { leader: None, watcher: watch().ok() }
    }

    /// The group of this process has begun.
    pub(super) fn lead_by(&mut self, id: Option<u32>) {
        self.leader = id.and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
        if let Some(leader) = self.leader {
            self.tell(format_args!("{}\n", leader.as_raw_nonzero()));
        }
    }

    /// The run is over: what it has left running is to go on.
    pub(super) fn leave(&mut self) {
        self.leader = None;
    }

    fn tell(&mut self, line: std::fmt::Arguments<'_>) {
        use std::io::Write;
        if let Some(watcher) = &mut self.watcher {
            // It has died if this fails, which is as if there had been none.
            let _ = watcher.write_fmt(line);
        }
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.leader {
            // Fails where nothing of the group is left, which is as good.
            let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
        self.tell(format_args!("over\n"));
    }
}

#[cfg(unix)]
fn watch() -> std::io::Result<std::fs::File> {
    use std::process::Stdio;

    let mut command = tokio::process::Command::new("/bin/sh");
    command.args(["-c", WATCH]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    // Tokio reaps it, some time after it has ended.
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
