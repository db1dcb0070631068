//! The present by each clock that a feature brings, moved by the sleeps that tests have skipped.

use std::time::Instant;

/// Whether the standard library has a clock: on bare WebAssembly, asking it panics.
pub(crate) const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// The present by the standard library's clock, if there is one. Skipped sleeps do not move it.
pub(crate) fn now_if_any() -> Option<Instant> {
    HAS_CLOCK.then(Instant::now)
}

/// The readings of one clock, whose instants are `$instant`.
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

            /// The present, as a call begins.
            #[inline]
            pub(crate) fn now() -> Instant {
                after(testing::skipped_before_call())
            }

            /// The time since `earlier`.
            #[inline]
            pub(crate) fn since(earlier: Instant) -> Duration {
                after(testing::skipped()).saturating_duration_since(earlier)
            }
        }
    };
}

readings! { by_std of std::time::Instant }
readings! { #[cfg(feature = "tokio")] by_tokio of tokio::time::Instant }
