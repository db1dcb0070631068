//! Searches a stream that is read in pieces of any size.

use super::pattern::{Pattern, Search};

/// A window that moves over the stream.
pub(crate) struct Scan {
    search: Search,
    /// The kept bytes end at `begin`, and the new bytes begin there.
    window: Vec<u8>,
    begin: usize,
    /// How many bytes were kept before the last read.
    kept: usize,
    /// How many bytes the last read has read.
    read: usize,
    /// How many of all these bytes to keep for the next read.
    keep: usize,
}

/// The new matches of a read.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// The number of new matches.
    pub(crate) matches: u32,
    /// The last new match, with its groups.
    pub(crate) last: Option<Vec<String>>,
    /// How many texts of an order have been found.
    pub(crate) step: usize,
}

impl Scan {
    /// Creates a scan that reads up to `chunk` bytes at a time, and splits lines that are longer than `longest_line` bytes.
    pub(crate) fn by(chunk: usize, longest_line: usize, pattern: Pattern) -> Self {
        let search = Search::new(pattern, longest_line);
        let begin = search.most_to_keep();
        Self { window: vec![0; begin + chunk], search, begin, kept: 0, read: 0, keep: 0 }
    }

    /// Returns the buffer for the next bytes.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        let end = self.begin + self.read;
        self.window.copy_within(end - self.keep..end, self.begin - self.keep);
        (self.kept, self.read) = (self.keep, 0);
        &mut self.window[self.begin..]
    }

    /// Searches the bytes that were read into [`room`](Self::room).
    pub(crate) fn take(&mut self, read: usize) -> News {
        self.read = read;
        let found = self.search.search(&self.window[self.begin - self.kept..self.begin + read]);
        self.keep = found.keep;
        News { matches: found.matches, last: found.last, step: self.search.step() }
    }

    /// Searches the unfinished line at the end of the stream.
    pub(crate) fn end(&mut self) -> News {
        let (matches, last) = self.search.search_kept(self.open_line());
        self.keep = 0;
        News { matches, last, step: self.search.step() }
    }

    /// Returns the bytes of the last read.
    pub(crate) fn fresh(&self) -> &[u8] {
        &self.window[self.begin..self.begin + self.read]
    }

    /// Returns the unfinished line, if the pattern is matched line by line.
    pub(crate) fn open_line(&self) -> &[u8] {
        let end = self.begin + self.read;
        let keep = if self.search.has_open_lines() { self.keep } else { 0 };
        &self.window[end - keep..end]
    }
}
