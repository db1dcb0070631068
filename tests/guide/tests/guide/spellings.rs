//! The checks of the pages for readers who come from another library: each spelling on such a page stands in a test.
//!
//! The macros expand to names that the tests import, such as `retry_block!` and `VirtualTimer`.

use std::io::{self, ErrorKind};

/// Returns the sleeps, in milliseconds, of a block that fails each time.
macro_rules! sleeps {
    ($($keys:tt)*) => {{
        let timer = VirtualTimer::new();
        let outcome = retry_block!(timer = timer, $($keys)* => -> io::Result<u32> { refused() });
        assert!(outcome.is_err());
        timer.sleeps().iter().map(Duration::as_millis).collect::<Vec<_>>()
    }};
}

/// Whether a block with this outcome is retried.
macro_rules! retries {
    ($outcome:expr, $($keys:tt)*) => {{
        let mut attempts = 0;
        let _ = retry_block!(stop = stop_after_attempt(2), wait = wait_none(), $($keys)* => -> io::Result<u32> {
            attempts += 1;
            $outcome
        });
        attempts == 2
    }};
}

/// The operation that fails each time.
pub(crate) fn refused() -> io::Result<u32> {
    Err(ErrorKind::ConnectionRefused.into())
}

/// Asserts that the tests contain each spelling in the second column of the page's tables, word for word. Returns the number of spellings.
///
/// A row without a spelling has a dash there, and a reason in the third column.
pub(crate) fn assert_tested(page: &str, tests: &str) -> usize {
    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
    let tests = squeezed(tests);
    let mut spellings = 0;
    for row in page.lines().filter(|line| line.starts_with("| ") && !line.ends_with("| here | |")) {
        // In a table, the bars inside code are escaped.
        let row = row.replace("\\|", "\u{1}");
        let here = row.split('|').nth(2).unwrap().trim().replace('\u{1}', "|");
        if here == "–" {
            let reason = row.split('|').nth(3).unwrap().trim();
            assert!(!reason.is_empty(), "no reason: {row}");
            continue;
        }
        let spelling = here.strip_prefix('`').and_then(|here| here.strip_suffix('`')).expect("one spelling in a row");
        assert!(tests.contains(spelling), "not compiled: {spelling}");
        spellings += 1;
    }
    spellings
}
