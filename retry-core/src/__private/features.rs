//! What features bring to an attribute: the default timers, and seeds. They are macros so that a missing feature is one error, in
//! its own words.

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
        compile_error!(
            "an async `#[retry]` needs a timer: enable the feature `tokio` of tenacity, or its feature `futures-timer` and write \
             `timer = tenacity::FuturesTimer`, or give one of your own: `timer = …`"
        )
    };
}

/// A random wait without a seed.
#[cfg(feature = "rand")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_self_seeding {
    () => {};
}

/// A random wait without a seed. The engine would fall back to a weaker source; whether that is enough, the author should decide.
#[cfg(not(feature = "rand"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_self_seeding {
    () => {
        compile_error!("a random wait needs a seed: enable the feature `rand` of tenacity, or give one: `seed = …`")
    };
}

pub use crate::__tenacity_self_seeding as self_seeding;
pub use crate::{__tenacity_async_timer as async_timer, __tenacity_blocking_timer as blocking_timer};
