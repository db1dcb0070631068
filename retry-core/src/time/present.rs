//! The current time on each clock that a feature enables, plus the sleeps that tests have skipped.

use core::time::Duration;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Whether the standard library has a clock. On bare WebAssembly, reading it panics.
pub(crate) const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// Returns the current time on the standard library's clock, if there is one, without the skipped sleeps.
pub(crate) fn now_if_any() -> Option<Instant> {
    HAS_CLOCK.then(Instant::now)
}

/// Returns the wall time since the Unix epoch, if there is a clock that is set.
#[inline]
pub(crate) fn wall() -> Option<Duration> {
    let now = HAS_CLOCK.then(SystemTime::now)?;
    now.duration_since(UNIX_EPOCH).ok()
}

/// Defines the readings of one clock with instants of type `$instant`.
macro_rules! readings {
    ($(#[$cfg:meta])? $clock:ident of $instant:ty) => {
        $(#[$cfg])?
        pub(crate) mod $clock {
            use core::time::Duration;

            use crate::testing;

            type Instant = $instant;

            #[inline]
            fn after(skipped: Duration) -> Instant {
                let now = Instant::now();
                if skipped.is_zero() { now } else { now.checked_add(skipped).unwrap_or(now) }
            }

            /// Returns the current time, at the beginning of a call.
            #[inline]
            pub(crate) fn now() -> Instant {
                after(testing::skipped_before_call())
            }

            /// Returns the time since `earlier`.
            #[inline]
            pub(crate) fn since(earlier: Instant) -> Duration {
                after(testing::skipped()).saturating_duration_since(earlier)
            }
        }
    };
}

readings! { by_std of std::time::Instant }
readings! { #[cfg(feature = "tokio")] by_tokio of tokio::time::Instant }
