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
    /// What the limits were multiplied by.
    pub(super) scale: f64,
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
        Self { description, site, span, scale: 1.0, check_timeout: None, successes: 1, stable_for: Duration::ZERO }
    }

    /// Limits are scaled; an interval and a time to hold are not.
    pub(super) fn scale(&mut self, factor: f64) {
        if let Span::Limit(limit) = &mut self.span {
            *limit = scale::scaled(*limit, factor);
        }
        self.check_timeout = self.check_timeout.map(|limit| scale::scaled(limit, factor));
        self.scale = factor;
    }
}
