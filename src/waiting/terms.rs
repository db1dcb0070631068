use std::panic::Location;
use std::time::Duration;

use super::scale;

/// What was asked for, but for its typed parts.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    pub(crate) description: String,
    /// The line of the user's that waits.
    pub(crate) site: &'static Location<'static>,
    pub(crate) span: Span,
    /// The factor of the limits, or why the environment gives none; unset until it was read.
    pub(crate) scale: Option<Result<f64, String>>,
    /// The time that the limits around the wait leave, if that is less than its own limit.
    pub(super) around: Option<Duration>,
    pub(crate) check_timeout: Option<Duration>,
    pub(crate) successes: u32,
    pub(crate) stable_for: Duration,
}

/// How long a wait lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// No longer than this.
    Limit(Duration),
    /// Just so long: the condition has to hold.
    Hold(Duration),
}

pub(super) const DEFAULT_LIMIT: Duration = Duration::from_secs(5);
pub(super) const DEFAULT_INTERVAL: Duration = Duration::from_millis(50);

impl Terms {
    pub(crate) const fn new(description: String, span: Span, site: &'static Location<'static>) -> Self {
        Self { description, site, span, scale: None, around: None, check_timeout: None, successes: 1, stable_for: Duration::ZERO }
    }

    /// The limit, or the end of the time to hold. A limit around the wait shortens the one, and cannot shorten the other.
    pub(super) fn end(&self) -> Duration {
        match self.span {
            Span::Limit(limit) => self.around.map_or(limit, |around| limit.min(around)),
            Span::Hold(time) => time,
        }
    }

    /// Notes what the limits around the wait leave.
    pub(crate) fn lie_within(&mut self, around: Option<Duration>) {
        let (Span::Limit(longest) | Span::Hold(longest)) = self.span;
        self.around = around.filter(|around| *around < longest.saturating_add(self.stable_for));
    }

    /// Multiplies the limits, once, by the factor of the environment. An interval and a time to hold stay unchanged.
    pub(crate) fn scale(&mut self) {
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
    pub(crate) fn scaled(&self, limit: Duration) -> Duration {
        scale::scaled(limit, self.factor())
    }

    /// The factor of the limits.
    pub(super) fn factor(&self) -> f64 {
        self.scale.as_ref().and_then(|scale| scale.as_ref().ok()).copied().unwrap_or(1.0)
    }
}
