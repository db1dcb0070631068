use std::ffi::OsString;
use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process;

use super::look::Look;
use super::outside::looking;
use super::probe::{Looking, Probe};
use crate::Check;

/// How long one run may take.
const RUN_LIMIT: Duration = Duration::from_secs(10);

/// As much of an output as is kept: its end.
const KEPT: usize = 2048;

/// How long an output is read on after the command has ended, should something that it started hold it open.
const OUTPUT_LIMIT: Duration = Duration::from_millis(200);

/// Ready when the command ends with exit status 0: `command(["pg_isready", "-h", "127.0.0.1"])`.
///
/// The first word is the program, the others its arguments; no shell splits or expands them. Its standard input is empty. A run that
/// takes longer than 10 s is killed, and so is what it has started (on Unix, its process group), as when the wait ends.
///
/// ```
/// use tenacity::prelude::*;
///
/// # if cfg!(unix) {
/// wait_until_ready_sync(command(["test", "-d", "/"])).run()?;
///
/// let error = wait_until_ready_sync(command(["no-such-program", "--secret"])).run().unwrap_err();
/// assert!(!error.is_timeout()); // it will never be there
/// # }
/// # Ok::<(), WaitError>(())
/// ```
///
/// A program that does not exist, or may not be run, fails at once. The report tells the exit status or the signal, and the end of
/// what was written, but of the arguments only their number, for some are secret.
pub fn command<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> Command {
    Command { words: arguments.into_iter().map(Into::into).collect() }
}

/// See [`command`].
#[derive(Clone)]
pub struct Command {
    words: Vec<OsString>,
}

impl Probe for Command {
    type Output = ();
    type Looking = Looking;

    fn look(&mut self, look: Look) -> Looking {
        let words = self.words.clone();
        look.note("it has not ended yet");
        looking(async move {
            let Some((program, arguments)) = words.split_first() else {
                return Check::fatal("`command([])` names no program");
            };
            let mut command = std::process::Command::new(program);
            command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            match run(command.into()).await {
                Ok((status, _)) if status.success() => Check::Ready(()),
                Ok((status, output)) => {
                    let output = String::from_utf8_lossy(&output);
                    look.note_tail(output.lines());
                    let last = output.lines().rfind(|line| !line.trim().is_empty());
                    Check::retry(last.map_or_else(|| status.to_string(), |last| format!("{status}: {last}")))
                }
                Err(error) => {
                    let told = format!("cannot run `{}`: {error}", program.to_string_lossy());
                    match error.kind() {
                        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Check::fatal(told),
                        _ => Check::retry(told),
                    }
                }
            }
        })
    }

    fn describe(&self) -> String {
        let Some((program, arguments)) = self.words.split_first() else { return "command".to_owned() };
        let program = program.to_string_lossy();
        match arguments.len() {
            0 => format!("command {program}"),
            1 => format!("command {program} (1 argument)"),
            n => format!("command {program} ({n} arguments)"),
        }
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(RUN_LIMIT)
    }
}

/// How the command ended, and the end of what it wrote.
async fn run(mut command: process::Command) -> io::Result<(ExitStatus, Vec<u8>)> {
    let mut child = command.kill_on_drop(true).spawn()?;
    let _group = Group(child.id());
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stdout = tokio::spawn(end_of(stdout));
    let stderr = tokio::spawn(end_of(stderr));
    let status = child.wait().await?;
    let mut output = Vec::new();
    for reading in [stdout, stderr] {
        let abort = reading.abort_handle();
        match tokio::time::timeout(OUTPUT_LIMIT, reading).await {
            Ok(read) => output.extend(read.unwrap_or_default()),
            Err(_) => abort.abort(),
        }
    }
    Ok((status, output))
}

/// The end of what is written, as much as is kept.
async fn end_of(reader: Option<impl AsyncRead + Unpin>) -> Vec<u8> {
    let Some(mut reader) = reader else { return Vec::new() };
    let (mut end, mut chunk) = (Vec::new(), [0; KEPT]);
    while let Ok(read @ 1..) = reader.read(&mut chunk).await {
        end.extend_from_slice(&chunk[..read]);
        end.drain(..end.len().saturating_sub(KEPT));
    }
    end
}

/// A command's process group, which is killed when its run is over, in time or not.
struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.0.and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw) {
            // Fails where nothing of the group is left, which is as good.
            let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
        }
    }
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Command").field(&Probe::describe(self)).finish()
    }
}
