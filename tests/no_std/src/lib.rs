//! What a device without an operating system links: a panic handler of its own, no allocator, and a timer that is a register.
//!
//! As a static library, which `scripts/features` makes of it, this links only if nothing below it brings std (whose panic handler would
//! be a second one) or alloc (which would ask for an allocator).

#![no_std]
#![forbid(unsafe_code)]

#[cfg(panic = "abort")]
use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;

use tenacity::prelude::*;
use tenacity::{BlockingTimer, Clock};

// In the ordinary build, whose tests link std, there would be two.
#[cfg(panic = "abort")]
#[panic_handler]
fn halt(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// Counts its milliseconds itself.
#[derive(Debug, Default)]
pub struct Ticks(AtomicU32);

impl Clock for Ticks {
    type Instant = u32;

    fn now(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn since(&self, earlier: u32) -> Duration {
        Duration::from_millis(self.now().wrapping_sub(earlier).into())
    }
}

impl BlockingTimer for Ticks {
    fn sleep(&self, delay: Duration) {
        self.0.fetch_add(delay.as_millis().try_into().unwrap_or(u32::MAX), Ordering::Relaxed);
    }
}

static TICKS: Ticks = Ticks(AtomicU32::new(0));
static BUDGET: RetryBudget = RetryBudget::new();

/// A sensor's reading, by the attribute.
///
/// # Errors
///
/// The last attempt's.
#[retry(
    stop = stop_after_attempt(5) | stop_before_delay(1s),
    wait = wait_exponential(10ms).max(200ms).full_jitter(),
    retry = retry_if_err(|status| *status != 0),
    timer = &TICKS,
    seed = 7,
    budget = &BUDGET,
)]
pub fn read(sensor: fn() -> Result<u16, u8>) -> Result<u16, u8> {
    sensor()
}

/// The same, by a policy.
///
/// # Errors
///
/// The last attempt's.
pub fn read_by_policy(sensor: fn() -> Result<u16, u8>) -> Result<u16, u8> {
    RetryPolicy::new().stop(stop_after_attempt(5)).wait(wait_fixed(Duration::from_millis(10))).timer(&TICKS).call(sensor)
}

/// The same, by the default policy, whose random wait is given no seed.
///
/// # Errors
///
/// The last attempt's.
pub fn read_by_default(sensor: fn() -> Result<u16, u8>) -> Result<u16, u8> {
    RetryPolicy::new().timer(&TICKS).call(sensor)
}
