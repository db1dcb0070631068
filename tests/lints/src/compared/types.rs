//! Error types, plain and with the derive.

use core::time::Duration;
use std::io;

#[cfg(feature = "retried")]
use tenacity::Retryable;

use crate::compared::errors::Busy;

/// Every form, on variants of every shape.
#[derive(Debug)]
#[cfg_attr(feature = "retried", derive(Retryable))]
#[non_exhaustive]
pub enum Forms<E> {
    #[cfg_attr(feature = "retried", retry)]
    Reset,
    #[cfg_attr(feature = "retried", retry)]
    Closed(u8),
    #[cfg_attr(feature = "retried", retry(after = delay))]
    Throttled {
        delay: Option<Duration>,
        path: String,
    },
    #[cfg_attr(feature = "retried", retry(when = (*status >= 502 && *status != 505)))]
    Status {
        status: u16,
        body: String,
    },
    #[cfg_attr(feature = "retried", retry(when = _1.is_empty()))]
    Pair(u8, String),
    #[cfg_attr(feature = "retried", retry(inherit))]
    Io(io::Error),
    #[cfg_attr(feature = "retried", retry(inherit = source))]
    Generic {
        source: E,
        attempts: u32,
    },
    #[cfg_attr(feature = "retried", retry(with = is_soft))]
    Judged(Busy),
    #[deprecated = "use `Reset`"]
    #[cfg_attr(feature = "retried", retry)]
    Aborted,
    NotFound,
}

const fn is_soft(error: &Busy) -> bool {
    error.is_busy()
}

#[must_use]
pub const fn uses_what_only_forms_use(error: &Busy) -> bool {
    is_soft(error)
}

/// With the other default.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "retried", derive(Retryable))]
#[cfg_attr(feature = "retried", retry)]
pub enum Turned<'a> {
    Reset,
    #[cfg_attr(feature = "retried", retry(never))]
    Text(&'a str),
}

#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "retried", derive(Retryable))]
pub enum Empty {}

#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "retried", derive(Retryable))]
pub struct Plain;

#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "retried", derive(Retryable))]
#[cfg_attr(feature = "retried", retry(when = self.0 > 500))]
pub struct Tuple(pub u16);

/// Inherited from, with bounds of its own.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "retried", derive(Retryable))]
#[cfg_attr(feature = "retried", retry(inherit = error))]
pub struct Context<'a, E, const N: usize>
where
    E: Clone,
{
    pub error: E,
    pub places: [&'a str; N],
}

/// Only the form reads the delay.
#[cfg_attr(feature = "retried", derive(Retryable))]
#[cfg_attr(feature = "retried", retry(after = delay))]
pub struct Private {
    delay: Duration,
    path: String,
}

impl Private {
    #[must_use]
    pub const fn new(path: String) -> Self {
        Self { delay: Duration::ZERO, path }
    }

    #[must_use]
    pub const fn path(&self) -> &str {
        self.path.as_str()
    }
}
