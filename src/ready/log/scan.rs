//! The search through a stream, whatever the pieces are in which it is read.

use super::pattern::{Pattern, Search};

/// A window that goes over the stream.
pub(crate) struct Scan {
    search: Search,
    window: Vec<u8>,
    /// The window's begin, up to here, was there before the last read; its end, from there on, is yet to be read.
    fresh: std::ops::Range<usize>,
    /// As much of what was read as has to be searched again.
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
    /// Reads `chunk` bytes at once, and takes as much of a longer line for a line.
    pub(crate) fn by(chunk: usize, pattern: Pattern) -> Self {
        let search = Search::new(pattern, chunk);
        Self { window: vec![0; chunk + search.most_to_keep()], search, fresh: 0..0, keep: 0 }
    }

    /// Where the next bytes are to be read to.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        self.window.copy_within(self.fresh.end - self.keep..self.fresh.end, 0);
        self.fresh = self.keep..self.keep;
        &mut self.window[self.keep..]
    }

    /// Searches what was read there.
    pub(crate) fn take(&mut self, read: usize) -> News {
        self.fresh.end = self.fresh.start + read;
        let found = self.search.search(&self.window[..self.fresh.end]);
        self.keep = found.keep;
        News { matches: found.matches, last: found.last, step: self.search.step() }
    }

    /// Searches the line that the stream has ended in.
    pub(crate) fn end(&mut self) -> News {
        let (matches, last) = self.search.search_kept(self.kept());
        self.keep = 0;
        News { matches, last, step: self.search.step() }
    }

    /// What was read last.
    pub(crate) fn fresh(&self) -> &[u8] {
        &self.window[self.fresh.clone()]
    }

    /// What has to be searched again: of an expression, the line that is being written.
    pub(crate) fn kept(&self) -> &[u8] {
        &self.window[self.fresh.end - self.keep..self.fresh.end]
    }
}
