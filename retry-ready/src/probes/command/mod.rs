//! A command that is run until it succeeds.

mod group;
mod run;
mod unable;

use std::ffi::{OsStr, OsString};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tenacity_wait::Check;

use self::run::{Finished, REPORTED, last_bytes, run};
use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};
use crate::runtime::in_runtime;

/// How long one run may take.
const RUN_LIMIT: Duration = Duration::from_secs(10);

/// How many bytes of the output a closure gets.
const JUDGED_BYTES: usize = 1 << 20;

/// Ready when the command ends with exit status 0: `command(["pg_isready", "-h", "127.0.0.1"])`.
///
/// The first word is the program, the others are its arguments. No shell splits or expands them. The standard input is empty.
///
/// If a run takes longer than 10 s, or the wait ends, the command is killed with all that it has started. On Unix, that is its process
/// group. If a run ends by itself, the processes that it has left behind keep running.
///
/// On Unix, the command is also killed if this process is killed, for example by Ctrl-C. For this, a watcher, `/bin/sh`, runs beside the
/// command. Without `/bin/sh`, the command keeps running.
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
/// If the command can never run, the wait fails immediately. This is the case if its program does not exist, is not executable, or has an
/// unknown format. It is also the case if the interpreter of a script is missing, or a word has a zero byte.
///
/// The report shows the exit status or the signal, and the end of the output. It shows only the number of arguments, because arguments may
/// be secret.
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
    /// Decides which exit status is ready. The default is 0. If a signal ends the run, there is no exit status, and the probe is not ready.
    #[must_use]
    pub fn exit(self, is_ready: impl Fn(i32) -> bool + Send + Sync + 'static) -> Self {
        Self { exit: Some(Arc::new(is_ready)), ..self }
    }

    /// Decides which standard output is ready, in addition to the exit status. The closure gets the last MiB of the output as text.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # if cfg!(unix) {
    /// wait_until_ready_sync(command(["echo", "healthy"]).stdout(|output| output.trim() == "healthy")).run()?;
    /// # }
    /// # Ok::<(), WaitError>(())
    /// ```
    #[must_use]
    pub fn stdout(self, is_ready: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self { output: Some(Arc::new(is_ready)), ..self }
    }

    /// Adds a variable to the environment that the command inherits: `.env("PGPASSWORD", password)`. The report never shows it.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Shows the arguments in the report. Use it if none is secret.
    #[must_use]
    pub fn show_args(self) -> Self {
        Self { shows_arguments: true, ..self }
    }
}

impl Probe for Command {
    type Output = ();
    type Checking = CheckFuture;

    fn check(&mut self, context: CheckContext) -> CheckFuture {
        let Self { words, variables, exit, output, .. } = self.clone();
        context.note("it has not ended yet");
        in_runtime(async move {
            let Some((program, arguments)) = words.split_first().filter(|(program, _)| !program.is_empty()) else {
                return Check::fatal("`command` has no program: pass one, as in `command([\"pg_isready\", \"--quiet\"])`");
            };
            let mut command = std::process::Command::new(program);
            command.args(arguments).envs(variables).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            let kept = if output.is_some() { JUDGED_BYTES } else { REPORTED };
            match run(command.into(), kept).await {
                Ok(Finished { status, stdout, stderr }) => {
                    let is_accepted = match exit {
                        Some(is_ready) => status.code().is_some_and(|code| is_ready(code)),
                        None => status.success(),
                    };
                    let judged = String::from_utf8_lossy(last_bytes(&stdout, kept));
                    if is_accepted && output.is_none_or(|is_ready| is_ready(&judged)) {
                        return Check::Ready(());
                    }
                    let output_end = [last_bytes(&stdout, REPORTED), last_bytes(&stderr, REPORTED)].concat();
                    let output_end = String::from_utf8_lossy(&output_end);
                    context.note_tail(output_end.lines());
                    let last = output_end.lines().rfind(|line| !line.trim().is_empty());
                    Check::retry(last.map_or_else(|| status.to_string(), |last| format!("{status}: {last}")))
                }
                Err(error) => unable::check(program, &error),
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

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Command").field(&Probe::describe(self)).finish()
    }
}
