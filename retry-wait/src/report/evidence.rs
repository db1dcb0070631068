use std::borrow::Cow;
use std::error::Error;
use std::time::Duration;

use super::history::History;
use super::text;

/// The evidence of a wait: the values, errors and times of its checks so far. All times are since its start.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The number of checks that have begun.
    pub(crate) checks: u32,
    /// The number of checks that completed.
    pub(crate) answers: u32,
    /// The number of checks that returned an error.
    pub(crate) errors: u32,
    /// The time of the longest check, except one that the end of the wait cut off.
    pub(crate) longest: Duration,
    /// When the last check began.
    pub(crate) last_check: Duration,
    /// The shortest and the longest pause of the wait strategy.
    pub(crate) pauses: Option<(Duration, Duration)>,
    pub(crate) value: Option<(String, Duration)>,
    pub(crate) error: Option<(Box<dyn Error + Send + Sync>, Duration)>,
    pub(crate) history: History,
    /// The time that the last check had run when the end of the wait cut it off.
    pub(crate) in_flight: Option<Duration>,
    /// The real time from the start to the moment when a check was last cut off.
    pub(crate) real: Option<Duration>,
    /// The pauses that `testing::no_sleep()` skipped, and the real time of the wait.
    pub(crate) skipped: Option<(Duration, Duration)>,
    /// The number of the check that blocked its thread for the longest time without yielding, and that time.
    pub(crate) blocked: Option<(u32, Duration)>,
    /// Whether a sync wait has blocked a thread of a runtime.
    pub(crate) blocked_a_runtime: bool,
}

impl Evidence {
    pub(crate) fn saw(&mut self, found: impl Into<Cow<'static, str>>, now: Duration) {
        self.history.saw(found.into(), now);
    }

    pub(crate) fn saw_value(&mut self, value: &str, now: Duration) {
        let value = text::shown(value);
        self.saw(value.clone(), now);
        self.value = Some((value, now));
    }

    pub(crate) fn saw_error(&mut self, error: Box<dyn Error + Send + Sync>, now: Duration) {
        self.errors = self.errors.saturating_add(1);
        self.saw(format!("error: {}", text::error(&*error)), now);
        self.error = Some((error, now));
    }

    /// Returns the number of checks that have begun.
    #[must_use]
    pub fn checks(&self) -> u32 {
        self.checks
    }

    /// Returns the time of the longest check, except one that the end of the wait cut off.
    #[must_use]
    pub fn longest_check(&self) -> Duration {
        self.longest
    }

    /// Returns the last value that was not ready, as reports show it, and its time.
    #[must_use]
    pub fn last_value(&self) -> Option<(&str, Duration)> {
        self.value.as_ref().map(|(value, at)| (value.as_str(), *at))
    }

    /// Returns the last error with its causes, as reports show it, and its time.
    #[must_use]
    pub fn last_error(&self) -> Option<(String, Duration)> {
        self.error.as_ref().map(|(error, at)| (text::error(&**error), *at))
    }

    /// Returns the text for a wait without a last value and a last error, such as `no check completed`.
    #[must_use]
    pub fn without_reason(&self) -> Cow<'static, str> {
        match self {
            Self { checks: 0, .. } => "not checked yet".into(),
            Self { checks: 1, in_flight: Some(time), .. } => {
                format!("the first check was still running after {}: see `check_timeout`", text::span(*time)).into()
            }
            Self { answers: 0, .. } => "no check completed".into(),
            _ => "not yet".into(),
        }
    }

    /// Records the time of a check that the end of the wait did not cut off.
    pub(crate) fn took(&mut self, time: Duration) {
        self.longest = self.longest.max(time);
    }

    /// Records a pause of the wait strategy.
    pub(crate) fn paused(&mut self, pause: Duration) {
        let (shortest, longest) = self.pauses.unwrap_or((pause, pause));
        self.pauses = Some((shortest.min(pause), longest.max(pause)));
    }

    pub(crate) fn held_its_thread(&mut self, time: Duration) {
        if self.blocked.is_none_or(|(_, longest)| longest < time) {
            self.blocked = Some((self.checks, time));
        }
    }
}
