use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::mem;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::boxed::Looking;
use super::look::Look;
use super::outside::looking;
use super::probe::Probe;
use crate::Check;

/// How long one run may take.
const RUN_LIMIT: Duration = Duration::from_secs(10);

/// As much of an output as is kept for the report: its end.
const TOLD: usize = 2048;

/// As much of it as is kept to be judged.
const JUDGED: usize = 1 << 20;

/// How long an output is read on after the command has ended, should something that it left running hold it open.
const OUTPUT_LIMIT: Duration = Duration::from_millis(200);

/// Ready when the command ends with exit status 0: `command(["pg_isready", "-h", "127.0.0.1"])`.
///
/// The first word is the program, the others its arguments; no shell splits or expands them. Its standard input is empty. A run that
/// takes longer than 10 s is killed, and so is what it has started (on Unix, its process group), as when the wait ends. What a run
/// that ended by itself has left running goes on.
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
/// What can never be run fails at once: a program that does not exist, or may not be run, and words with a zero byte in them. The report tells the exit status or the signal, and the end of
/// what was written, but of the arguments only their number, for some are secret.
pub fn command<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> Command {
    Command {
        words: arguments.into_iter().map(Into::into).collect(),
        variables: Vec::new(),
        exit: None,
        output: None,
        shows_arguments: false,
    }
}

type OutputPredicate = dyn Fn(&str) -> bool + Send + Sync;

/// See [`command`].
#[derive(Clone)]
pub struct Command {
    words: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    exit: Option<Arc<dyn Fn(i32) -> bool + Send + Sync>>,
    output: Option<Arc<OutputPredicate>>,
    shows_arguments: bool,
}

impl Command {
    /// Which exit status is ready, in place of 0. What a signal has ended has none.
    #[must_use]
    pub fn exit(self, is_ready: impl Fn(i32) -> bool + Send + Sync + 'static) -> Self {
        Self { exit: Some(Arc::new(is_ready)), ..self }
    }

    /// What the standard output has to be, beside the exit status: its last MiB, as text.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # if cfg!(unix) {
    /// wait_until_ready_sync(command(["echo", "healthy"]).stdout(|told| told.trim() == "healthy")).run()?;
    /// # }
    /// # Ok::<(), WaitError>(())
    /// ```
    #[must_use]
    pub fn stdout(self, is_ready: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self { output: Some(Arc::new(is_ready)), ..self }
    }

    /// Sets a variable of its environment, which it has beside ours: `.env("PGPASSWORD", password)`. It is never shown.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Shows the arguments in the report, too: none is secret.
    #[must_use]
    pub fn show_args(self) -> Self {
        Self { shows_arguments: true, ..self }
    }
}

impl Probe for Command {
    type Output = ();
    type Looking = Looking;

    fn look(&mut self, look: Look) -> Looking {
        let Self { words, variables, exit, output, .. } = self.clone();
        look.note("it has not ended yet");
        looking(async move {
            let Some((program, arguments)) = words.split_first().filter(|(program, _)| !program.is_empty()) else {
                return Check::fatal("`command` was given no program: write `command([\"pg_isready\", \"--quiet\"])`, say");
            };
            let mut command = std::process::Command::new(program);
            command.args(arguments).envs(variables).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            let kept = if output.is_some() { JUDGED } else { TOLD };
            match run(command.into(), kept).await {
                Ok(Ended { status, stdout, stderr }) => {
                    let is_accepted = match exit {
                        Some(is_ready) => status.code().is_some_and(|code| is_ready(code)),
                        None => status.success(),
                    };
                    let judged = String::from_utf8_lossy(end_of(&stdout, kept));
                    if is_accepted && output.is_none_or(|is_ready| is_ready(&judged)) {
                        return Check::Ready(());
                    }
                    let told = [end_of(&stdout, TOLD), end_of(&stderr, TOLD)].concat();
                    let told = String::from_utf8_lossy(&told);
                    look.note_tail(told.lines());
                    let last = told.lines().rfind(|line| !line.trim().is_empty());
                    Check::retry(last.map_or_else(|| status.to_string(), |last| format!("{status}: {last}")))
                }
                Err(error) => {
                    let program = program.to_string_lossy();
                    let told = format!("cannot run `{program}`: {error}");
                    match error.kind() {
                        ErrorKind::NotFound if program.contains(' ') => {
                            Check::fatal(format!("{told}; no shell splits it: give each word by itself"))
                        }
                        ErrorKind::NotFound | ErrorKind::PermissionDenied | ErrorKind::InvalidInput => Check::fatal(told),
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
            _ if self.shows_arguments => format!("command {}", self.words.join(OsStr::new(" ")).to_string_lossy()),
            1 => format!("command {program} (1 argument)"),
            n => format!("command {program} ({n} arguments)"),
        }
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(RUN_LIMIT)
    }
}

/// How a command ended, and the ends of what it wrote.
struct Ended {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

async fn run(mut command: process::Command, kept: usize) -> io::Result<Ended> {
    let mut child = command.kill_on_drop(true).spawn()?;
    let mut group = Group(child.id());
    let (stdout, stderr) = (Output::default(), Output::default());
    let mut reading = JoinSet::new();
    reading.spawn(read(child.stdout.take(), stdout.clone(), kept));
    reading.spawn(read(child.stderr.take(), stderr.clone(), TOLD));
    let status = child.wait().await?;
    group.leave();
    // What it left running may hold its output open.
    let _ = timeout(OUTPUT_LIMIT, async { while reading.join_next().await.is_some() {} }).await;
    Ok(Ended { status, stdout: stdout.take(), stderr: stderr.take() })
}

/// The end of what was written so far, between as much as is kept and twice that.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Output {
    fn add(&self, piece: &[u8], kept: usize) {
        let mut end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        end.extend_from_slice(piece);
        if end.len() > 2 * kept {
            let too_many = end.len() - kept;
            end.drain(..too_many);
        }
    }

    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn read(reader: Option<impl AsyncRead + Unpin>, output: Output, kept: usize) {
    let Some(mut reader) = reader else { return };
    let mut piece = vec![0; TOLD];
    while let Ok(read @ 1..) = reader.read(&mut piece).await {
        output.add(&piece[..read], kept);
    }
}

/// The last `kept` bytes.
fn end_of(output: &[u8], kept: usize) -> &[u8] {
    &output[output.len().saturating_sub(kept)..]
}

/// A command's process group, which is killed where its run is given up.
struct Group(Option<u32>);

impl Group {
    /// The run is over: what it has left running is to go on.
    fn leave(&mut self) {
        self.0 = None;
    }
}

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
