//! A command that is run until it succeeds.

mod group;
mod run;
mod unable;

use std::ffi::{OsStr, OsString};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tenacity_wait::Check;

use self::run::{Ended, TOLD, end_of, run};
use crate::look::Look;
use crate::probe::Looking;
use crate::probe::Probe;
use crate::runtime::looking;

/// How long one run may take.
const RUN_LIMIT: Duration = Duration::from_secs(10);

/// As much of it as is kept to be judged.
const JUDGED: usize = 1 << 20;

/// Ready when the command ends with exit status 0: `command(["pg_isready", "-h", "127.0.0.1"])`.
///
/// The first word is the program, the others its arguments; no shell splits or expands them. Its standard input is empty. A run that
/// takes longer than 10 s is killed, and so is what it has started (on Unix, its process group), as when the wait ends. What a run
/// that ended by itself has left running goes on.
///
/// On Unix, a run also ends if this process is killed, by Ctrl-C for instance: a watcher, `/bin/sh`, runs beside it. In a system without
/// `/bin/sh`, such a run goes on.
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
/// The wait fails at once if the command can never run: if its program does not exist, may not be run, or has a format that the system does
/// not run; if the interpreter of a script is missing; if a word has a zero byte in it. The report shows the exit status or the signal, and the
/// end of the output. It shows only the number of the arguments, because some are secret.
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
