//! A log that is read until it says what is waited for.

mod ansi;
#[cfg(feature = "regex")]
mod expression;
mod follow;
mod pattern;
mod reading;
mod scan;
mod seen;
pub(crate) mod source;

use std::fmt;
use std::path::PathBuf;

use tenacity_wait::Check;

use self::pattern::Pattern;
use self::seen::Seen;
use self::source::{LogSource, Source};
use crate::look::Look;
use crate::probe::Looking;
use crate::probe::Probe;

/// Ready when what is read contains a text, or matches a regular expression: the output of a process, a socket, a file that grows.
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
/// The reader is one of Tokio's ([`AsyncRead`](tokio::io::AsyncRead)) or of the standard library's ([`LogSource`] lists them). It is
/// read in the background, from the first look on, until it ends, even when the wait is over: so its writer never blocks, nor dies of
/// a pipe that was closed. A blocking reader takes a thread for that. A read that fails with `Interrupted`, `WouldBlock` or
/// `TimedOut`, as sockets with a read timeout do, is tried again.
///
/// A file is followed, like `tail -F`, and closed as soon as the wait is over. Give its path, and it may also be created later, rotated
/// (the old file is read to its end, then the new one from its beginning) or truncated (it is read from its beginning again):
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
/// An open `File` is followed from its present position; rotated, it is still the old one. A file that is truncated and has grown past
/// its old length within 20 ms is not seen to be.
///
/// Bytes are searched as they are, whatever their encoding, and however reads cut them. A log that ends before it has said what is
/// waited for fails at once; the report has its last 20 lines.
pub fn log<K>(reader: impl LogSource<K>) -> Log {
    let source = reader.into_source();
    let path = if let Source::Path(path) = &source { Some(path.clone()) } else { None };
    Log { path, sources: vec![source], pattern: None, times: 1, is_plain: false, seen: None }
}

/// See [`log()`].
pub struct Log {
    /// The path of the first source, if it has one.
    path: Option<PathBuf>,
    sources: Vec<Source>,
    pattern: Option<Result<Pattern, String>>,
    times: u32,
    is_plain: bool,
    seen: Option<Seen>,
}

impl Log {
    /// What is waited for: this text, which may span lines.
    #[must_use]
    pub fn contains(self, text: impl AsRef<str>) -> Self {
        Self { pattern: Some(Pattern::text(text.as_ref())), ..self }
    }

    /// What is waited for: a match of this regular expression, in the syntax of the crate `regex`, within one line. Of a line longer
    /// than 64 KiB, each 64 KiB are a line. The line that is being written counts once nothing has come for 100 ms: it may be a prompt.
    ///
    /// The wait gives the whole match and its groups, a group that took no part as an empty text. A mistake in the expression fails
    /// the wait at once.
    #[cfg(feature = "regex")]
    #[must_use]
    pub fn regex(self, expression: &str) -> Self {
        Self { pattern: Some(Pattern::regex(expression)), ..self }
    }

    /// Needs the feature `ready-regex` of `tenacity`.
    #[cfg(not(feature = "regex"))]
    pub fn regex<P>(self, expression: impl crate::missing::NeedsRegex) -> P {
        drop((self, expression));
        unreachable!("no type is `NeedsRegex`")
    }

    /// What is waited for: these texts, each somewhere after the one before it, in one stream.
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

    /// Searches what a terminal would show: without the escape sequences that colour it, and with what is no UTF-8 replaced.
    ///
    /// A line that is drawn again, after a carriage return or a movement of the cursor, counts as a line of its own: of a progress bar
    /// that ends in `ready`, the regular expression `^ready$` matches.
    #[must_use]
    pub fn strip_ansi(self) -> Self {
        Self { is_plain: true, ..self }
    }

    /// Ready at the `n`th match, in all streams together; of texts in an order, the `n`th time all have come. Matches do not overlap.
    ///
    /// # Panics
    ///
    /// If `n` is 0: nothing would be waited for.
    #[must_use]
    pub fn times(self, n: u32) -> Self {
        assert!(n > 0, "times(0): a log is waited for until it has said something, so write 1 or more");
        Self { times: n, ..self }
    }

    /// Reads this stream as well: of a process whose standard error counts as its output does, say.
    #[must_use]
    pub fn also<K>(mut self, reader: impl LogSource<K>) -> Self {
        self.sources.push(reader.into_source());
        self
    }
}

impl Probe for Log {
    type Output = Vec<String>;
    type Looking = Looking<Vec<String>>;

    fn look(&mut self, look: Look) -> Self::Looking {
        Box::pin(std::future::ready(self.judge(&look)))
    }

    fn last_words(&mut self, look: &Look) -> bool {
        if self.seen.is_none() {
            return true;
        }
        match self.judge(look) {
            Check::Pending(Some(so_far)) => look.note(so_far),
            Check::Fatal(end) => look.note(end.to_string()),
            _ => {}
        }
        self.seen.as_ref().is_none_or(|seen| seen.so_far().has_ended())
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
    fn judge(&mut self, look: &Look) -> Check<Vec<String>> {
        let pattern = match &self.pattern {
            Some(Ok(pattern)) => pattern,
            Some(Err(mistake)) => return Check::fatal(mistake.clone()),
            None => {
                return Check::fatal("nothing says what the log has to say: write `log(…).contains(\"…\")` or `.regex(\"…\")`");
            }
        };
        if self.path.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
            return Check::fatal("`log` was given an empty path: write `log(Path::new(\"server.log\"))`, say");
        }
        let sources = &mut self.sources;
        let seen = self.seen.get_or_insert_with(|| reading::begin(std::mem::take(sources), pattern, self.is_plain)).so_far();
        let (matches, last_match) = seen.matches(pattern);
        if matches >= self.times {
            return Check::Ready(last_match);
        }
        let next = pattern.next(seen.step()).map_or_else(String::new, |next| format!(", next is {next}"));
        let so_far = format!("{pattern} matched {matches} of {}{next}", self.times);
        let judgement = match &seen.failure {
            Some(error) if seen.has_ended() => Check::fatal(format!("the log ended: {error}; {so_far}")),
            None if seen.has_ended() => Check::fatal(format!("the log ended; {so_far}")),
            _ if seen.is_missing() => Check::pending(format!("its file does not exist yet; {so_far}")),
            _ => Check::pending(so_far),
        };
        let tail = seen.tail.clone();
        drop(seen); // Who reads waits for this lock, and need not wait for its lines to be cut.
        look.note_tail(tail.lines().iter().map(String::as_str));
        judgement
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Log").field(&Probe::describe(self)).finish()
    }
}
