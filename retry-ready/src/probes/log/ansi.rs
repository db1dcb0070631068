//! Removes the escape sequences that colour text and move the cursor.

use vte::{Params, Parser, Perform};

const PIECE: usize = 512;

/// Converts bytes that were read to plain text. A sequence may be split over several reads.
#[derive(Default)]
pub(super) struct Plain {
    parser: Parser,
    text: Text,
}

#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    /// Whether something was printed since the line began.
    has_begun: bool,
    /// Whether the cursor has returned to the beginning of a line.
    is_back: bool,
}

impl Plain {
    pub(super) fn of(&mut self, read: &[u8]) -> &[u8] {
        self.text.bytes.clear();
        // After each byte of invalid UTF-8, the parser searches its whole input for the next sequence. So each input is short.
        read.chunks(PIECE).for_each(|piece| self.parser.advance(&mut self.text, piece));
        &self.text.bytes
    }
}

impl Text {
    fn put(&mut self, bytes: &[u8]) {
        if self.is_back && self.has_begun {
            self.bytes.push(b'\n');
        }
        (self.is_back, self.has_begun) = (false, true);
        self.bytes.extend_from_slice(bytes);
    }
}

impl Perform for Text {
    fn print(&mut self, c: char) {
        self.put(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn execute(&mut self, control: u8) {
        match control {
            b'\n' => {
                // The search accepts both line ends.
                let end: &[u8] = if self.is_back { b"\r\n" } else { b"\n" };
                self.bytes.extend_from_slice(end);
                (self.is_back, self.has_begun) = (false, false);
            }
            b'\r' => self.is_back = true,
            b'\t' => self.put(b"\t"),
            // A terminal does not show the others.
            _ => {}
        }
    }

    /// Starts a new line if the cursor moves to another line, or to the beginning of this one.
    fn csi_dispatch(&mut self, parameters: &Params, _: &[u8], _: bool, action: char) {
        let is_first = |column: Option<&[u16]>| column.is_none_or(|column| matches!(column, [0 | 1]));
        self.is_back |= match action {
            'A' | 'B' | 'E' | 'F' | 'H' | 'f' => true,
            'G' => is_first(parameters.iter().next()),
            _ => false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&str]) -> String {
        let mut plain = Plain::default();
        let texts = pieces.iter().map(|piece| String::from_utf8_lossy(plain.of(piece.as_bytes())).into_owned());
        texts.collect()
    }

    #[test]
    fn colours_are_removed_and_words_are_kept() {
        assert_eq!(shown(&["\x1b[32mready\x1b[0m\n", "\x1b]0;a title\x07listening\n"]), "ready\nlistening\n");
    }

    #[test]
    fn a_redrawn_line_is_a_new_line() {
        assert_eq!(shown(&["1%\r10%\r\x1b[2Kready\n"]), "1%\n10%\nready\n");
        assert_eq!(shown(&["10%\x1b[2K\x1b[1Gready\n"]), "10%\nready\n");
        assert_eq!(shown(&["building\x1b[1A\x1b[2Kdone\n"]), "building\ndone\n");
        assert_eq!(shown(&["left\x1b[40Gright\n"]), "leftright\n");
    }

    #[test]
    fn cr_lf_is_one_line_end() {
        assert_eq!(shown(&["one\r\n", "two\r", "\nthree\r\r\n"]), "one\r\ntwo\r\nthree\r\n");
    }

    #[test]
    fn a_prompt_appears_before_its_line_ends() {
        assert_eq!(shown(&["\x1b[2J\x1b[H\x1b[1mPassword: "]), "Password: ");
    }

    #[test]
    fn invisible_control_characters_are_removed() {
        assert_eq!(shown(&["ding\x07 dong\x00\tdone\n"]), "ding dong\tdone\n");
    }
}
