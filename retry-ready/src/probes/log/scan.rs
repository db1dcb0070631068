//! The search through a stream, whatever the pieces are in which it is read.

use super::pattern::{Pattern, Search};

/// A window that goes over the stream.
pub(crate) struct Scan {
    search: Search,
    /// What was kept ends, and what is read begins, always at `begin`.
    window: Vec<u8>,
    begin: usize,
    /// As much as was kept before the last read, as that has brought, and as is to be kept of both.
    kept: usize,
    read: usize,
    keep: usize,
}

/// What a read has brought.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Matches that there were not before.
    pub(crate) matches: u32,
    /// The last of them.
    pub(crate) last: Option<Vec<String>>,
    /// Of texts in an order, how many have come.
    pub(crate) step: usize,
}

impl Scan {
    /// Reads `chunk` bytes at once, and takes `longest_line` bytes of a longer line for a line.
    pub(crate) fn by(chunk: usize, longest_line: usize, pattern: Pattern) -> Self {
        let search = Search::new(pattern, longest_line);
        let begin = search.most_to_keep();
        Self { window: vec![0; begin + chunk], search, begin, kept: 0, read: 0, keep: 0 }
    }

    /// Where the next bytes are to be read to.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        let end = self.begin + self.read;
        self.window.copy_within(end - self.keep..end, self.begin - self.keep);
        (self.kept, self.read) = (self.keep, 0);
        &mut self.window[self.begin..]
    }

    /// Searches what was read there.
    pub(crate) fn take(&mut self, read: usize) -> News {
        self.read = read;
        let found = self.search.search(&self.window[self.begin - self.kept..self.begin + read]);
        self.keep = found.keep;
        News { matches: found.matches, last: found.last, step: self.search.step() }
    }

    /// Searches the line that the stream has ended in.
    pub(crate) fn end(&mut self) -> News {
        let (matches, last) = self.search.search_kept(self.open_line());
        self.keep = 0;
        News { matches, last, step: self.search.step() }
    }

    /// What was read last.
    pub(crate) fn fresh(&self) -> &[u8] {
        &self.window[self.begin..self.begin + self.read]
    }

    /// The line that is being written, of a pattern that is searched for in lines.
    pub(crate) fn open_line(&self) -> &[u8] {
        let end = self.begin + self.read;
        let keep = if self.search.has_open_lines() { self.keep } else { 0 };
        &self.window[end - keep..end]
    }
}
