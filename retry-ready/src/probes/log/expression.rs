//! A regular expression that is matched line by line.

use std::fmt;

use regex::bytes::{Match, Regex};

#[derive(Clone)]
pub(super) struct Expression(Regex);

impl Expression {
    pub(super) fn new(expression: &str) -> Result<Self, String> {
        Regex::new(expression).map(Self).map_err(|error| error.to_string())
    }

    /// Returns the number of matches, and the last match with its groups.
    pub(super) fn in_lines(&self, lines: &[u8], longest_line: usize) -> (u32, Option<Vec<String>>) {
        let (mut count, mut last) = (0_u32, None);
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let mut line = line.strip_suffix(b"\n").unwrap_or(line);
            while line.len() > longest_line {
                let (piece, rest) = line.split_at(longest_line);
                self.in_line(piece, &mut count, &mut last);
                line = rest;
            }
            self.in_line(line, &mut count, &mut last);
        }
        (count, last)
    }

    fn in_line(&self, line: &[u8], count: &mut u32, last: &mut Option<Vec<String>>) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        for captures in self.0.captures_iter(line) {
            *count = count.saturating_add(1);
            let group = |group: Option<Match<'_>>| {
                group.map_or_else(String::new, |group| String::from_utf8_lossy(group.as_bytes()).into_owned())
            };
            *last = Some(captures.iter().map(group).collect());
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
