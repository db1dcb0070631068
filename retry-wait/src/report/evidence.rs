use std::borrow::Cow;
use std::error::Error;
use std::time::Duration;

use super::history::History;
use super::text;

/// What a wait saw. All times are since its start.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Looks that were begun.
    pub(crate) checks: u32,
    /// Looks that gave an answer.
    pub(crate) answers: u32,
    /// Answers that were errors.
    pub(crate) errors: u32,
    /// The longest look that was not cut by the end of the wait.
    pub(crate) longest: Duration,
    /// When the last look began.
    pub(crate) last_look: Duration,
    /// The shortest and the longest pause that the wait strategy gave.
    pub(crate) pauses: Option<(Duration, Duration)>,
    pub(crate) value: Option<(String, Duration)>,
    pub(crate) error: Option<(Box<dyn Error + Send + Sync>, Duration)>,
    pub(crate) history: History,
    /// How long the look had been under way that the end of the wait cut off.
    pub(crate) in_flight: Option<Duration>,
    /// When, by the wall's clock, the last of the looks was cut off that were.
    pub(crate) real: Option<Duration>,
    /// The pauses that `testing::no_sleep()` skipped, and how long the wait took by the wall's clock.
    pub(crate) skipped: Option<(Duration, Duration)>,
    /// The look that held its thread the longest without yielding.
    pub(crate) blocked: Option<(u32, Duration)>,
    /// Whether a sync wait has held a thread of a runtime all the time.
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

    /// How many looks were begun.
    #[must_use]
    pub fn checks(&self) -> u32 {
        self.checks
    }

    /// How long the longest look took, of those that the end of the wait did not cut off.
    #[must_use]
    pub fn longest_check(&self) -> Duration {
        self.longest
    }

    /// The last value that was not ready, as reports show it, and when it was seen.
    #[must_use]
    pub fn last_value(&self) -> Option<(&str, Duration)> {
        self.value.as_ref().map(|(value, at)| (value.as_str(), *at))
    }

    /// The last error with its causes, as reports show it, and when it was seen.
    #[must_use]
    pub fn last_error(&self) -> Option<(String, Duration)> {
        self.error.as_ref().map(|(error, at)| (text::error(&**error), *at))
    }

    /// What a report says of a wait whose looks gave neither a value nor an error, such as `no look completed`.
    #[must_use]
    pub fn without_reason(&self) -> Cow<'static, str> {
        match self {
            Self { checks: 0, .. } => "not looked at yet".into(),
            Self { checks: 1, in_flight: Some(time), .. } => {
                format!("the first look was still running after {}: see `check_timeout`", text::span(*time)).into()
            }
            Self { answers: 0, .. } => "no look completed".into(),
            _ => "not yet".into(),
        }
    }

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
