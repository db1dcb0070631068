//! The last lines of a log, for the report.

/// How many bytes are kept: enough for the 20 lines of 200 characters that a report shows.
const TAIL: usize = 4 * 1024;

/// The end of a stream.
#[derive(Clone, Default)]
pub(super) struct Tail {
    bytes: Vec<u8>,
    is_cut: bool,
}

impl Tail {
    pub(super) fn take_in(&mut self, read: &[u8]) {
        let new = &read[read.len().saturating_sub(TAIL)..];
        let too_many = (self.bytes.len() + new.len()).saturating_sub(TAIL);
        self.is_cut |= too_many > 0 || new.len() < read.len();
        self.bytes.drain(..too_many.min(self.bytes.len()));
        self.bytes.extend_from_slice(new);
    }

    /// Returns the lines. If the first line has lost its beginning, it is left out, unless it is the only one.
    pub(super) fn lines(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.bytes);
        match text.lines().count() {
            1 if self.is_cut => vec![format!("…{text}")],
            _ => text.lines().skip(usize::from(self.is_cut)).map(str::to_owned).collect(),
        }
    }
}
