use std::fmt;
use std::sync::Arc;

use memchr::memmem::Finder;
use regex::bytes::Regex;

/// What a log is searched for.
#[derive(Clone)]
pub(crate) enum Pattern {
    /// One after the other; a single one most often.
    Texts(Arc<[Finder<'static>]>),
    Regex(Regex),
}

impl Pattern {
    pub(crate) fn text(text: &str) -> Result<Self, String> {
        Self::texts(&[text]).ok_or_else(|| "`contains(\"\")` says nothing to look for".to_owned())
    }

    pub(crate) fn in_order<T: AsRef<str>>(texts: &[T]) -> Result<Self, String> {
        Self::texts(texts).ok_or_else(|| "`in_order([…])` needs texts, none of which is empty".to_owned())
    }

    fn texts<T: AsRef<str>>(texts: &[T]) -> Option<Self> {
        let finders = texts.iter().map(|text| Finder::new(text.as_ref()).into_owned()).collect::<Arc<[_]>>();
        let says_something = !finders.is_empty() && finders.iter().all(|finder| !finder.needle().is_empty());
        says_something.then_some(Self::Texts(finders))
    }

    pub(crate) fn regex(expression: &str) -> Result<Self, String> {
        Regex::new(expression).map(Self::Regex).map_err(|error| error.to_string())
    }

    /// In bytes.
    pub(crate) fn longest_text(&self) -> usize {
        match self {
            Self::Texts(finders) => finders.iter().map(|finder| finder.needle().len()).max().unwrap_or(0),
            Self::Regex(_) => 0,
        }
    }

    /// What comes next of texts in an order, of which the first `step` have come.
    pub(crate) fn next(&self, step: usize) -> Option<String> {
        match self {
            Self::Texts(finders) if finders.len() > 1 => finders.get(step).map(shown),
            _ => None,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Texts(finders) => f.write_str(&finders.iter().map(shown).collect::<Vec<_>>().join(" → ")),
            Self::Regex(regex) => write!(f, "`{regex}`"),
        }
    }
}

fn shown(finder: &Finder<'_>) -> String {
    format!("`{}`", text(finder))
}

fn text(finder: &Finder<'_>) -> String {
    String::from_utf8_lossy(finder.needle()).into_owned()
}

/// A search through a stream, chunk by chunk.
pub(crate) struct Search {
    pattern: Pattern,
    /// Matches that no later byte can change.
    settled: u32,
    /// Of texts in an order, how many have come.
    step: usize,
}

/// What a search found so far.
pub(crate) struct Found {
    pub(crate) matches: u32,
    pub(crate) last: Option<Vec<String>>,
    /// As much of the window's end as has to be there again before the next bytes.
    pub(crate) keep: usize,
}

impl Search {
    pub(crate) fn new(pattern: Pattern) -> Self {
        Self { pattern, settled: 0, step: 0 }
    }

    pub(crate) fn step(&self) -> usize {
        self.step
    }

    /// Searches `window`: what was to be kept, and the bytes that follow it. If it `is_full`, no more than half of it may be kept.
    pub(crate) fn search(&mut self, window: &[u8], is_full: bool) -> Found {
        match &self.pattern {
            Pattern::Texts(finders) => {
                let (before, mut begin) = (self.settled, 0);
                while let Some(at) = finders[self.step].find(&window[begin..]) {
                    begin += at + finders[self.step].needle().len();
                    self.step += 1;
                    if self.step == finders.len() {
                        self.step = 0;
                        self.settled = self.settled.saturating_add(1);
                    }
                }
                let last = (self.settled > before).then(|| finders.iter().map(text).collect());
                let keep = (window.len() - begin).min(finders[self.step].needle().len() - 1);
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
