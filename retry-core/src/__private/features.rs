//! The default timers and seeds of an attribute, which depend on features. They are macros, so a missing feature is one error with its
//! own message.

/// The default blocking timer.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_blocking_timer {
    () => {
        $crate::StdTimer
    };
}

/// The error if there is no default blocking timer.
#[cfg(not(feature = "std"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_blocking_timer {
    () => {
        compile_error!("a sync `#[retry]` needs a timer: enable the feature `std` of tenacity, or write `timer = …`")
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

/// The error if there is no default async timer.
#[cfg(not(feature = "tokio"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_async_timer {
    () => {
        compile_error!(
            "an async `#[retry]` needs a timer: enable the feature `tokio` of tenacity, or enable `futures-timer` and write \
             `timer = tenacity::FuturesTimer`, or write `timer = …`"
        )
    };
}

/// Accepts a random wait without a seed.
#[cfg(feature = "rand")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_self_seeding {
    () => {};
}

/// Rejects a random wait without a seed. The engine would fall back to a weaker source, and the author should decide whether that is
/// enough.
#[cfg(not(feature = "rand"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_self_seeding {
    () => {
        compile_error!("a random wait needs a seed: enable the feature `rand` of tenacity, or write `seed = …`")
    };
}

pub use crate::__tenacity_self_seeding as self_seeding;
pub use crate::{__tenacity_async_timer as async_timer, __tenacity_blocking_timer as blocking_timer};
