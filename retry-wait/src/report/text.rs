//! Formats durations, values and errors for reports.

use std::error::Error;
use std::fmt::Write;
use std::time::Duration;

use tenacity_core::text::Escaped;

/// The number of characters of a value or an error that a report shows.
const SHOWN: usize = 200;

/// A limit in seconds, with all digits: `5.0s`, `0.25s`.
pub(crate) fn limit(limit: Duration) -> String {
    format!("{:?}s", limit.as_secs_f64())
}

/// A measured time in seconds, to the millisecond: `0.3s`, `12.417s`.
pub(crate) fn seconds(time: Duration) -> String {
    limit(Duration::new(time.as_secs(), time.subsec_millis() * 1_000_000))
}

/// A measured time, rounded for a reader: `0s`, `310ms`, `4.35s`.
pub(crate) fn span(time: Duration) -> String {
    match time {
        Duration::ZERO => "0s".to_owned(),
        _ if time < Duration::from_secs(1) => format!("{time:.0?}"),
        _ => format!("{time:.2?}"),
    }
}

/// Formats a text as one line of at most 200 characters. A longer text keeps its beginning and its end. Control characters are escaped.
pub fn shown(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for words in text.split(['\n', '\r']).map(str::trim).filter(|words| !words.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        let _ = write!(line, "{}", Escaped(words));
    }
    let length = line.chars().count();
    if length <= SHOWN {
        return line;
    }
    let half = (SHOWN - 1) / 2;
    line.chars().take(half).chain(['…']).chain(line.chars().skip(length - half)).collect()
}

/// Formats an error and its causes: `connect: connection refused`. It leaves out a cause that the text already contains.
pub fn error(error: &(dyn Error + 'static)) -> String {
    let mut written = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !written.contains(&text) {
            let _ = write!(written, ": {text}");
        }
        next = cause.source();
    }
    shown(&written)
}

/// `1 check`, `97 checks`.
pub(crate) fn checks(checks: u32) -> String {
    format!("{checks} check{}", if checks == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_look_as_in_python() {
        let written = [5_000, 250, 0, 60_000, 1_500].map(|millis| limit(Duration::from_millis(millis)));
        assert_eq!(written, ["5.0s", "0.25s", "0.0s", "60.0s", "1.5s"]);
        assert_eq!(seconds(Duration::from_nanos(300_123_456)), "0.3s");
    }

    #[test]
    fn measured_times_are_rounded() {
        let written = [0, 310_400, 4_353_000, 5_000_000].map(|micros| span(Duration::from_micros(micros)));
        assert_eq!(written, ["0s", "310ms", "4.35s", "5.00s"]);
    }

    #[test]
    fn a_long_value_keeps_its_beginning_and_its_end() {
        let text = shown(&format!("begin{}end", "·".repeat(500)));
        assert_eq!(text.chars().count(), 199);
        assert!(text.starts_with("begin") && text.contains('…') && text.ends_with("end"), "{text}");
        assert_eq!(shown("two\n  lines\n"), "two lines");
    }

    #[test]
    fn control_characters_are_escaped() {
        let written = ["a\x1b[2Jb", "50%\r100%\r\n", "\u{202e}txt.exe", "bell\x07", "tab\tstays", "é…"].map(shown);
        assert_eq!(written, ["a\\u{1b}[2Jb", "50% 100%", "\\u{202e}txt.exe", "bell\\u{7}", "tab\tstays", "é…"]);
    }

    #[test]
    fn each_cause_of_an_error_is_written_once() {
        #[derive(Debug)]
        struct Outer(&'static str, std::io::Error);
        impl std::fmt::Display for Outer {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }
        impl Error for Outer {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                Some(&self.1)
            }
        }
        let written = ["connect", "connect: refused"].map(|text| error(&Outer(text, std::io::Error::other("refused"))));
        assert_eq!(written, ["connect: refused"; 2]);
    }
}
