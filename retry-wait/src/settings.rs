use std::panic::Location;
use std::time::Duration;

use crate::scale;

/// The settings of a wait, without its closures and its strategy.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The description of the condition. An error shows it after “waiting for”.
    pub description: String,
    /// The source location of the caller.
    pub site: &'static Location<'static>,
    /// How long the wait lasts.
    pub span: Span,
    /// The factor of the limits, or the error message if the environment variable is invalid. `None` until the variable is read.
    pub(crate) scale: Option<Result<f64, String>>,
    /// The time that the limits around the wait leave, if it is less than the limit of the wait.
    pub(crate) around: Option<Duration>,
    /// How long one check may take. `None` means until the wait ends.
    pub check_timeout: Option<Duration>,
    /// How many checks in a row must be ready.
    pub successes: u32,
    /// How long all checks must stay ready.
    pub stable_for: Duration,
}

/// How long a wait lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The wait ends after this time at the latest.
    Limit(Duration),
    /// The condition has to hold for this time.
    Hold(Duration),
}

pub(crate) const DEFAULT_LIMIT: Duration = Duration::from_secs(5);
pub(crate) const DEFAULT_INTERVAL: Duration = Duration::from_millis(50);

impl Settings {
    /// The settings of a wait for one ready check.
    #[must_use]
    pub const fn new(description: String, span: Span, site: &'static Location<'static>) -> Self {
        Self { description, site, span, scale: None, around: None, check_timeout: None, successes: 1, stable_for: Duration::ZERO }
    }

    /// The limit, or the end of the time to hold. A limit around the wait shortens the limit, but not the time to hold.
    pub(crate) fn end(&self) -> Duration {
        match self.span {
            Span::Limit(limit) => self.around.map_or(limit, |around| limit.min(around)),
            Span::Hold(time) => time,
        }
    }

    /// Sets the time that the limits around the wait leave: see [`ambient`](tenacity_core::ambient).
    pub fn lie_within(&mut self, around: Option<Duration>) {
        let (Span::Limit(longest) | Span::Hold(longest)) = self.span;
        self.around = around.filter(|around| *around < longest.saturating_add(self.stable_for));
    }

    /// Multiplies the limits by `TENACITY_TIMEOUT_SCALE`. Only the first call does so. Intervals and the time to hold stay unchanged.
    pub fn scale(&mut self) {
        if self.scale.is_some() {
            return;
        }
        self.scale = Some(scale::from_environment());
        if let Span::Limit(limit) = self.span {
            self.span = Span::Limit(self.scaled(limit));
        }
        self.check_timeout = self.check_timeout.map(|limit| self.scaled(limit));
    }

    /// Returns `limit`, multiplied by the factor of the limits.
    #[must_use]
    pub fn scaled(&self, limit: Duration) -> Duration {
        scale::scaled(limit, self.factor())
    }

    /// The factor of the limits.
    pub(crate) fn factor(&self) -> f64 {
        self.scale.as_ref().and_then(|scale| scale.as_ref().ok()).copied().unwrap_or(1.0)
    }
}
