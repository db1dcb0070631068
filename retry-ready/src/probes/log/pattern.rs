use std::fmt;
use std::sync::Arc;

use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::memmem::{Finder, FinderBuilder};

#[cfg(feature = "regex")]
use super::expression::Expression;

/// The texts or the expression to search for.
#[derive(Clone)]
pub(crate) enum Pattern {
    /// Texts in this order. Usually, there is only one.
    Texts(Arc<[Finder<'static>]>),
    #[cfg(feature = "regex")]
    Regex(Expression),
}

impl Pattern {
    pub(crate) fn text(text: &str) -> Result<Self, String> {
        Self::texts(&[text]).ok_or_else(|| "the text of `contains` is empty: pass the text to search for".to_owned())
    }

    pub(crate) fn in_order<T: AsRef<str>>(texts: &[T]) -> Result<Self, String> {
        Self::texts(texts).ok_or_else(|| "`in_order([…])` needs one or more texts, and each must not be empty".to_owned())
    }

    fn texts<T: AsRef<str>>(texts: &[T]) -> Option<Self> {
        let finders = texts.iter().map(|text| finder(text.as_ref())).collect::<Arc<[_]>>();
        let says_something = !finders.is_empty() && finders.iter().all(|finder| !finder.needle().is_empty());
        says_something.then_some(Self::Texts(finders))
    }

    #[cfg(feature = "regex")]
    pub(crate) fn regex(expression: &str) -> Result<Self, String> {
        Expression::new(expression).map(Self::Regex)
    }

    /// Returns the number of matches in an unfinished line, and the last match with its groups.
    pub(crate) fn in_line(&self, line: &[u8]) -> (u32, Option<Vec<String>>) {
        match self {
            Self::Texts(_) => {
                let _ = line;
                (0, None)
            }
            #[cfg(feature = "regex")]
            Self::Regex(expression) => expression.in_lines(line, usize::MAX),
        }
    }

    /// Returns the next of several texts in an order, after the first `step` have been found.
    pub(crate) fn next(&self, step: usize) -> Option<String> {
        match self {
            Self::Texts(finders) => {
                let finder = finders.get(step).filter(|_| finders.len() > 1)?;
                Some(format!("{} ({} of {})", shown(finder), step + 1, finders.len()))
            }
            #[cfg(feature = "regex")]
            Self::Regex(_) => None,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Texts(finders) => f.write_str(&finders.iter().map(shown).collect::<Vec<_>>().join(" → ")),
            #[cfg(feature = "regex")]
            Self::Regex(expression) => write!(f, "`{expression}`"),
        }
    }
}

fn finder(text: &str) -> Finder<'static> {
    FinderBuilder::new().build_forward_with_ranker(InLogs, text).into_owned()
}

/// Ranks bytes by how common they are in logs. The search stops at the rarest bytes of its text, so they should really be rare. The default
/// ranks treat digits as rarer than most letters, but logs are full of times and numbers.
struct InLogs;

const COMMONEST_FIRST: &[u8] = b"0123456789 -:./,=[]\"\t\r\netaoinsrhldcumfpgwybvkxjqz";

impl HeuristicFrequencyRank for InLogs {
    fn rank(&self, byte: u8) -> u8 {
        let place = COMMONEST_FIRST.iter().zip(0..).find(|(common, _)| byte.eq_ignore_ascii_case(common));
        place.map_or(0, |(_, place)| u8::MAX - place)
    }
}

fn shown(finder: &Finder<'_>) -> String {
    format!("`{}`", text(finder))
}

fn text(finder: &Finder<'_>) -> String {
    String::from_utf8_lossy(finder.needle()).into_owned()
}

/// A search through a stream, window by window.
pub(crate) struct Search {
    pattern: Pattern,
    /// How many bytes a line may have before it is split.
    #[cfg_attr(not(feature = "regex"), expect(dead_code, reason = "texts are not searched for line by line"))]
    longest_line: usize,
    /// How many texts of an order have been found.
    step: usize,
}

/// The result of a search in a window.
pub(crate) struct Found {
    pub(crate) matches: u32,
    pub(crate) last: Option<Vec<String>>,
    /// How many bytes at the end of the window must be kept for the next search.
    pub(crate) keep: usize,
}

impl Search {
    pub(crate) fn new(pattern: Pattern, longest_line: usize) -> Self {
        Self { pattern, longest_line, step: 0 }
    }

    pub(crate) fn step(&self) -> usize {
        self.step
    }

    /// Returns how many bytes a search keeps at most.
    pub(crate) fn most_to_keep(&self) -> usize {
        match &self.pattern {
            Pattern::Texts(finders) => finders.iter().map(|finder| finder.needle().len() - 1).max().unwrap_or(0),
            #[cfg(feature = "regex")]
            Pattern::Regex(_) => self.longest_line,
        }
    }

    /// Searches `window`: the bytes that were kept, and the new ones. Later bytes do not change its matches.
    pub(crate) fn search(&mut self, window: &[u8]) -> Found {
        match &self.pattern {
            Pattern::Texts(finders) => {
                let (mut matches, mut begin) = (0_u32, 0);
                while let Some(at) = finders[self.step].find(&window[begin..]) {
                    begin += at + finders[self.step].needle().len();
                    self.step += 1;
                    if self.step == finders.len() {
                        self.step = 0;
                        matches = matches.saturating_add(1);
                    }
                }
                let last = (matches > 0).then(|| finders.iter().map(text).collect());
                let keep = (window.len() - begin).min(finders[self.step].needle().len() - 1);
                Found { matches, last, keep }
            }
            #[cfg(feature = "regex")]
            Pattern::Regex(expression) => {
                let open = memchr::memrchr(b'\n', window).map_or(0, |at| at + 1);
                let too_long = (window.len() - open).saturating_sub(1) / self.longest_line * self.longest_line;
                let (lines, rest) = window.split_at(open + too_long);
                let (matches, last) = expression.in_lines(lines, self.longest_line);
                Found { matches, last, keep: rest.len() }
            }
        }
    }

    /// Searches the kept bytes as if the stream ended after them.
    pub(crate) fn search_kept(&self, kept: &[u8]) -> (u32, Option<Vec<String>>) {
        self.pattern.in_line(kept)
    }

    /// Whether an unfinished line can match.
    pub(crate) fn has_open_lines(&self) -> bool {
        !matches!(self.pattern, Pattern::Texts(_))
    }
}
