//! The timers that an attribute without `timer = …` uses. They are macros so that a missing feature is one error, in its own words.

/// The default blocking timer.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_blocking_timer {
    () => {
        $crate::StdTimer
    };
}

/// The default blocking timer, of which there is none.
#[cfg(not(feature = "std"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_blocking_timer {
    () => {
        compile_error!("a sync `#[retry]` needs a timer: enable the feature `std` of tenacity, or give one: `timer = …`")
    };
}

/// The default async timer.
#[cfg(feature = "tokio")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_async_timer {
    () => {
        $crate::TokioTimer
    };
}

/// The default async timer, of which there is none.
#[cfg(not(feature = "tokio"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_async_timer {
    () => {
        compile_error!("an async `#[retry]` needs a timer: enable the feature `tokio` of tenacity, or give one: `timer = …`")
    };
}

pub use crate::{__tenacity_async_timer as async_timer, __tenacity_blocking_timer as blocking_timer};
