//! Text without the escape sequences that colour it and move the cursor.

use vte::{Parser, Perform};

const PIECE: usize = 512;

/// What was read, freed of them; a sequence may be split over reads.
#[derive(Default)]
pub(super) struct Plain {
    parser: Parser,
    text: Text,
}

#[derive(Default)]
struct Text(Vec<u8>);

impl Plain {
    pub(super) fn of(&mut self, read: &[u8]) -> &[u8] {
        self.text.0.clear();
        // After each byte that is no UTF-8, the parser looks through all that it was given for the next sequence.
        read.chunks(PIECE).for_each(|piece| self.parser.advance(&mut self.text, piece));
        &self.text.0
    }
}

impl Perform for Text {
    fn print(&mut self, c: char) {
        self.0.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Line ends and tabs among them.
    fn execute(&mut self, control: u8) {
        self.0.push(control);
    }
}
