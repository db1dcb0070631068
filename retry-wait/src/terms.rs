use std::panic::Location;
use std::time::Duration;

use crate::scale;

/// What a wait was asked for, without its closures and its strategy.
#[derive(Clone, Debug)]
pub struct Terms {
    /// What is waited for: the words after “waiting for” in an error.
    pub description: String,
    /// The line of the user's that waits.
    pub site: &'static Location<'static>,
    /// How long the wait lasts.
    pub span: Span,
    /// The factor of the limits, or why the environment gives none; unset until it was read.
    pub(crate) scale: Option<Result<f64, String>>,
    /// The time that the limits around the wait leave, if that is less than its own limit.
    pub(crate) around: Option<Duration>,
    /// How long one look may take; without it, until the wait ends.
    pub check_timeout: Option<Duration>,
    /// How many ready looks in a row end the wait.
    pub successes: u32,
    /// How long every look must have been ready.
    pub stable_for: Duration,
}

/// How long a wait lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// No longer than this.
    Limit(Duration),
    /// Just so long: the condition has to hold.
    Hold(Duration),
}

pub(crate) const DEFAULT_LIMIT: Duration = Duration::from_secs(5);
pub(crate) const DEFAULT_INTERVAL: Duration = Duration::from_millis(50);

impl Terms {
    /// The terms of a wait for one ready look.
    #[must_use]
    pub const fn new(description: String, span: Span, site: &'static Location<'static>) -> Self {
        Self { description, site, span, scale: None, around: None, check_timeout: None, successes: 1, stable_for: Duration::ZERO }
    }

    /// The limit, or the end of the time to hold. A limit around the wait shortens the one, and cannot shorten the other.
    pub(crate) fn end(&self) -> Duration {
        match self.span {
            Span::Limit(limit) => self.around.map_or(limit, |around| limit.min(around)),
            Span::Hold(time) => time,
        }
    }

    /// Notes what the limits around the wait leave: see [`ambient`](tenacity_core::ambient).
    pub fn lie_within(&mut self, around: Option<Duration>) {
        let (Span::Limit(longest) | Span::Hold(longest)) = self.span;
        self.around = around.filter(|around| *around < longest.saturating_add(self.stable_for));
    }

    /// Multiplies the limits, once, by `TENACITY_TIMEOUT_SCALE`. An interval and a time to hold stay unchanged.
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

    /// `limit`, multiplied as the limits were.
    #[must_use]
    pub fn scaled(&self, limit: Duration) -> Duration {
        scale::scaled(limit, self.factor())
    }

    /// The factor of the limits.
    pub(crate) fn factor(&self) -> f64 {
        self.scale.as_ref().and_then(|scale| scale.as_ref().ok()).copied().unwrap_or(1.0)
    }
}
