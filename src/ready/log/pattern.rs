use std::fmt;
use std::sync::Arc;

use memchr::memmem::Finder;
use regex::bytes::Regex;

/// What a log is searched for.
#[derive(Clone)]
pub(super) enum Pattern {
    Text(Arc<Finder<'static>>),
    Regex(Regex),
}

impl Pattern {
    pub(super) fn text(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("`contains(\"\")` says nothing to look for".to_owned());
        }
        Ok(Self::Text(Arc::new(Finder::new(text).into_owned())))
    }

    pub(super) fn regex(expression: &str) -> Result<Self, String> {
        Regex::new(expression).map(Self::Regex).map_err(|error| error.to_string())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(finder) => write!(f, "`{}`", String::from_utf8_lossy(finder.needle())),
            Self::Regex(regex) => write!(f, "`{regex}`"),
        }
    }
}

/// A search through a stream, chunk by chunk.
pub(super) struct Search {
    pattern: Pattern,
    /// Matches that no later byte can change.
    settled: u32,
}

/// What a search found so far.
pub(super) struct Found {
    pub(super) matches: u32,
    pub(super) last: Option<Vec<String>>,
    /// As much of the window's end as has to be there again before the next bytes.
    pub(super) keep: usize,
}

impl Search {
    pub(super) fn new(pattern: Pattern) -> Self {
        Self { pattern, settled: 0 }
    }

    /// Searches `window`: what was to be kept, and the bytes that follow it. If it `is_full`, no more than half of it may be kept.
    pub(super) fn search(&mut self, window: &[u8], is_full: bool) -> Found {
        match &self.pattern {
            Pattern::Text(finder) => {
                let (mut end, mut last) = (0, None);
                for at in finder.find_iter(window) {
                    self.settled = self.settled.saturating_add(1);
                    end = at + finder.needle().len();
                    last = Some(vec![String::from_utf8_lossy(finder.needle()).into_owned()]);
                }
                let keep = (window.len() - end).min(finder.needle().len() - 1);
                Found { matches: self.settled, last, keep }
            }
            Pattern::Regex(regex) => {
                let lines_end = if is_full { window.len() } else { memchr::memrchr(b'\n', window).map_or(0, |at| at + 1) };
                let (lines, rest) = window.split_at(lines_end);
                let (found, last) = in_lines(regex, lines);
                self.settled = self.settled.saturating_add(found);
                // The line that is still being written counts, too: it may be a prompt.
                let (open, open_last) = in_lines(regex, rest);
                Found { matches: self.settled.saturating_add(open), last: open_last.or(last), keep: rest.len() }
            }
        }
    }
}

/// How often the lines match, and the last match with its groups.
fn in_lines(regex: &Regex, lines: &[u8]) -> (u32, Option<Vec<String>>) {
    let (mut count, mut last) = (0_u32, None);
    for line in lines.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        for captures in regex.captures_iter(line) {
            count = count.saturating_add(1);
            let group = |group: Option<regex::bytes::Match<'_>>| {
                group.map_or_else(String::new, |group| String::from_utf8_lossy(group.as_bytes()).into_owned())
            };
            last = Some(captures.iter().map(group).collect());
        }
    }
    (count, last)
}
