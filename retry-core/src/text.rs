//! Text from outside the program, escaped for reports and logs.

use core::fmt::{self, Write};

/// Displays a text with its control characters escaped, so the text cannot clear the reader's screen or reorder other text.
///
/// The escaped characters are line and paragraph separators, marks that set the writing direction, and all control characters except
/// the tab. Everything else stays as it is.
///
/// ```
/// use tenacity::text::Escaped;
///
/// assert_eq!(Escaped("naïve\u{1b}[2J\ttab").to_string(), "naïve\\u{1b}[2J\ttab");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((index, c)) = rest.char_indices().find(|(_, c)| is_harmful(*c)) {
            f.write_str(&rest[..index])?;
            c.escape_default().try_for_each(|c| f.write_char(c))?;
            rest = &rest[index + c.len_utf8()..];
        }
        f.write_str(rest)
    }
}

fn is_harmful(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control(),
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn control_characters_and_direction_marks_are_escaped() {
        let written =
            ["a\x1b[2Jb", "\u{202e}txt.exe", "bell\x07", "tab\tstays", "é…", "", "\r\n"].map(|text| Escaped(text).to_string());
        assert_eq!(written, ["a\\u{1b}[2Jb", "\\u{202e}txt.exe", "bell\\u{7}", "tab\tstays", "é…", "", "\\r\\n"]);
    }
}
