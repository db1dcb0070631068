//! The search through a stream, whatever the pieces are in which it is read.

use super::pattern::{Pattern, Search};

/// As much as is read at once: little enough to stay in the cache of a core until it is searched.
const CHUNK: usize = 64 * 1024;

/// A window that goes over the stream.
pub(crate) struct Scan {
    search: Search,
    window: Vec<u8>,
    /// The window's begin, up to here, was there before the last read; its end, from there on, is yet to be read.
    fresh: std::ops::Range<usize>,
    /// As much of what was read as has to be searched again.
    keep: usize,
    counted: u32,
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
    pub(crate) fn new(pattern: Pattern) -> Self {
        Self::by(CHUNK, pattern)
    }

    /// Reads no more than `chunk` bytes at once, and what has to be searched again.
    pub(crate) fn by(chunk: usize, pattern: Pattern) -> Self {
        let overlap = pattern.longest_text();
        Self { search: Search::new(pattern), window: vec![0; chunk + overlap], fresh: 0..0, keep: 0, counted: 0 }
    }

    /// Where the next bytes are to be read to.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        self.window.copy_within(self.fresh.end - self.keep..self.fresh.end, 0);
        self.fresh = self.keep..self.keep;
        &mut self.window[self.keep..]
    }

    /// Searches what was read there.
    pub(crate) fn take(&mut self, read: usize) -> News {
        let end = self.fresh.start + read;
        self.fresh.end = end;
        let found = self.search.search(&self.window[..end], end == self.window.len());
        self.keep = found.keep;
        let matches = found.matches.saturating_sub(self.counted);
        self.counted += matches;
        News { matches, last: found.last, step: self.search.step() }
    }

    /// What was read last.
    pub(crate) fn fresh(&self) -> &[u8] {
        &self.window[self.fresh.clone()]
    }
}
