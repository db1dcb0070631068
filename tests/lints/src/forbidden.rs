//! A crate that forbids lints may use the attribute: an `allow` in an expansion would be an error there.

use std::io;

use tenacity::prelude::*;
use tenacity::{Event, RetryStats};

static STATS: RetryStats = RetryStats::new();
static STOPPING: Event = Event::new();

/// Fetches.
///
/// # Errors
///
/// Never.
#[retry(stop = (stop_after_attempt(3) | stop_after_delay(30s)), retry = retry_if_err(|e| is_timeout(e)), clone(name))]
pub fn fetch(name: String) -> io::Result<String> {
    Ok(name)
}

fn is_timeout(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::TimedOut
}

/// Fetches.
///
/// # Errors
///
/// Never.
#[retry(retry = |outcome| outcome.is_err(), before_sleep = |state, outcome| note(state, outcome), stats = &STATS, cancel = &STOPPING, timeout = 30s)]
pub async fn fetch_async(name: &mut String) -> io::Result<usize> {
    use std::fmt::Write as _;
    name.write_str("!").map_err(io::Error::other)?;
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    Ok(name.len())
}

fn note(state: &RetryState, _: &io::Result<usize>) {
    assert!(state.attempt_number() > 0);
}

/// An error that classifies itself.
#[derive(Debug, Retryable)]
#[non_exhaustive]
pub enum FetchError<E> {
    /// The connection was reset.
    #[retry]
    Reset,
    /// The server asked for a delay.
    #[retry(after = delay)]
    Throttled {
        /// The delay.
        delay: Option<std::time::Duration>,
        /// The path of the request.
        path: String,
    },
    /// Another status.
    #[retry(when = (*status >= 502))]
    Status {
        /// The status.
        status: u16,
    },
    /// The transport failed.
    #[retry(inherit)]
    Io(io::Error),
    /// The handler failed.
    #[retry(inherit)]
    Handler(E),
    /// The disk failed.
    #[retry(with = is_timeout)]
    Disk(io::Error),
    /// The former name of `Reset`.
    #[deprecated = "use `Reset`"]
    #[retry]
    Aborted,
    /// There is no such page.
    NotFound,
}
