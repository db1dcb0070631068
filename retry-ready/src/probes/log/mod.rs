//! A log that is read until it contains a text.

mod ansi;
#[cfg(feature = "regex")]
mod expression;
mod follow;
mod pattern;
mod reading;
mod record;
mod scan;
pub(crate) mod source;
mod tail;

use std::fmt;
use std::path::PathBuf;

use tenacity_wait::Check;

use self::pattern::Pattern;
use self::record::SharedRecord;
use self::source::{LogSource, Source};
use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};

/// Ready when a stream contains a text or matches a regular expression. It may be the output of a process, a socket, or a growing file.
///
/// ```
/// use std::process::{Command, Stdio};
/// use tenacity::prelude::*;
///
/// # if cfg!(unix) {
/// let mut server = Command::new("sh").args(["-c", "echo starting; echo listening on port 5432"]).stdout(Stdio::piped()).spawn()?;
/// let output = server.stdout.take().expect("it is piped");
/// let matched = wait_until_ready_sync(log(output).regex(r"listening on port (\d+)")).run()?;
/// assert_eq!(matched, ["listening on port 5432", "5432"]);
/// # server.wait()?;
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// The reader is one of Tokio ([`AsyncRead`](tokio::io::AsyncRead)) or of the standard library; [`LogSource`] lists them. The first check
/// starts to read it in the background, and it is read to its end, even after the wait. So its writer never blocks, and no closed pipe
/// kills the writer. A blocking reader needs a thread for that. If a read fails with `Interrupted`, `WouldBlock` or `TimedOut`, as after a
/// read timeout of a socket, it is retried.
///
/// A file is followed, like `tail -F`, and closed as soon as the wait is over. If you pass a path, the file may also be created later or
/// rotated. After a rotation, the old file is read to its end, and then the new one from its beginning. A truncated file is read again from
/// its beginning.
///
/// ```
/// use std::path::Path;
/// use tenacity::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("server.log");
/// # let path: &Path = &path;
/// # std::fs::write(path, "ready to accept connections\n")?;
/// wait_until_ready_sync(log(path).contains("ready to accept connections")).run()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// An open `File` is followed from its current position. After a rotation, the old file is still read. If a file is truncated and grows past
/// its old length within 20 ms, the truncation is missed.
///
/// The search compares bytes, so the log may have any encoding. A match may be split over several reads. If the log ends before a match, the
/// wait fails immediately. The report shows the last 20 lines.
pub fn log<K>(reader: impl LogSource<K>) -> Log {
    let source = reader.into_source();
    let path = if let Source::Path(path) = &source { Some(path.clone()) } else { None };
    Log { path, sources: vec![source], pattern: None, times: 1, is_plain: false, record: None }
}

/// See [`log()`].
pub struct Log {
    /// The path of the first source, if it has one.
    path: Option<PathBuf>,
    sources: Vec<Source>,
    pattern: Option<Result<Pattern, String>>,
    times: u32,
    is_plain: bool,
    record: Option<SharedRecord>,
}

impl Log {
    /// Waits for this text, which may span lines.
    #[must_use]
    pub fn contains(self, text: impl AsRef<str>) -> Self {
        Self { pattern: Some(Pattern::text(text.as_ref())), ..self }
    }

    /// Waits for a match of this regular expression within one line, in the syntax of the crate `regex`. Longer lines are split every
    /// 64 KiB. An unfinished line, such as a prompt, is searched when nothing has been written for 100 ms.
    ///
    /// The wait returns the whole match and its groups. A group without a match is an empty string. If the expression is invalid, the wait
    /// fails immediately.
    #[cfg(feature = "regex")]
    #[must_use]
    pub fn regex(self, expression: &str) -> Self {
        Self { pattern: Some(Pattern::regex(expression)), ..self }
    }

    /// Needs the feature `ready-regex` of `tenacity`.
    #[cfg(not(feature = "regex"))]
    pub fn regex<P>(self, expression: impl crate::missing_features::NeedsRegex) -> P {
        drop((self, expression));
        unreachable!("no type is `NeedsRegex`")
    }

    /// Waits for these texts in this order, all in one stream. There may be other text between them.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # let output: &'static [u8] = b"listening\nshutting down\nlistening\n";
    /// wait_until_ready_sync(log(output).in_order(["shutting down", "listening"])).run()?;
    /// # Ok::<(), WaitError>(())
    /// ```
    #[must_use]
    pub fn in_order<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> Self {
        Self { pattern: Some(Pattern::in_order(&texts.into_iter().collect::<Vec<_>>())), ..self }
    }

    /// Searches the text that a terminal would show: without escape sequences, and with invalid UTF-8 replaced.
    ///
    /// If a line is redrawn, after a carriage return or a movement of the cursor, it counts as a new line. So `^ready$` matches a progress
    /// bar whose last state is `ready`.
    #[must_use]
    pub fn strip_ansi(self) -> Self {
        Self { is_plain: true, ..self }
    }

    /// Ready at the `n`th match in all streams together. With [`in_order`](Self::in_order), all texts together are one match. Matches do not
    /// overlap.
    ///
    /// # Panics
    ///
    /// Panics if `n` is 0.
    #[must_use]
    pub fn times(self, n: u32) -> Self {
        assert!(n > 0, "times(0): a wait for a log needs at least one match: write 1 or more");
        Self { times: n, ..self }
    }

    /// Also reads this stream: the standard error of a process, for example.
    #[must_use]
    pub fn also<K>(mut self, reader: impl LogSource<K>) -> Self {
        self.sources.push(reader.into_source());
        self
    }
}

impl Probe for Log {
    type Output = Vec<String>;
    type Checking = CheckFuture<Vec<String>>;

    fn check(&mut self, context: CheckContext) -> Self::Checking {
        Box::pin(std::future::ready(self.judge_record(&context)))
    }

    fn final_notes(&mut self, context: &CheckContext) -> bool {
        if self.record.is_none() {
            return true;
        }
        match self.judge_record(context) {
            Check::Pending(Some(so_far)) => context.note(so_far),
            Check::Fatal(end) => context.note(end.to_string()),
            _ => {}
        }
        self.record.as_ref().is_none_or(|record| record.lock().has_ended())
    }

    fn describe(&self) -> String {
        let log = self.path.as_ref().map_or_else(|| "log".to_owned(), |path| format!("log {}", path.display()));
        match &self.pattern {
            Some(Ok(pattern)) if self.times > 1 => format!("{log} {pattern} ×{}", self.times),
            Some(Ok(pattern)) => format!("{log} {pattern}"),
            _ => log,
        }
    }
}

impl Log {
    fn judge_record(&mut self, context: &CheckContext) -> Check<Vec<String>> {
        let pattern = match &self.pattern {
            Some(Ok(pattern)) => pattern,
            Some(Err(mistake)) => return Check::fatal(mistake.clone()),
            None => {
                return Check::fatal("the text to search for is missing: write `log(…).contains(\"…\")` or `.regex(\"…\")`");
            }
        };
        if self.path.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
            return Check::fatal("the path of `log` is empty: pass one, as in `log(Path::new(\"server.log\"))`");
        }
        let sources = &mut self.sources;
        let record = self.record.get_or_insert_with(|| reading::begin(std::mem::take(sources), pattern, self.is_plain)).lock();
        let (matches, last_match) = record.matches(pattern);
        if matches >= self.times {
            return Check::Ready(last_match);
        }
        let next = pattern.next(record.step()).map_or_else(String::new, |next| format!(", next is {next}"));
        let so_far = format!("{pattern} matched {matches} of {}{next}", self.times);
        let check = match &record.failure {
            Some(error) if record.has_ended() => Check::fatal(format!("the log ended: {error}; {so_far}")),
            None if record.has_ended() => Check::fatal(format!("the log ended; {so_far}")),
            _ if record.is_missing() => Check::pending(format!("its file does not exist yet; {so_far}")),
            _ => Check::pending(so_far),
        };
        let tail = record.tail.clone();
        drop(record); // The readers need the lock. They need not wait until the lines are cut.
        context.note_tail(tail.lines().iter().map(String::as_str));
        check
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Log").field(&Probe::describe(self)).finish()
    }
}
