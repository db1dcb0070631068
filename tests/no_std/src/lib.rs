//! A program for a device without an operating system: its own panic handler, no allocator, and a register as its timer.
//!
//! `scripts/features` builds it as a static library. The library links only if no dependency needs std, with its second panic handler, or
//! alloc, which needs an allocator.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(panic = "abort")]
use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;

use tenacity::prelude::*;
use tenacity::{BlockingTimer, Clock};

// The tests of the ordinary build link std, which already has a panic handler.
#[cfg(panic = "abort")]
#[panic_handler]
fn halt(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// A clock in milliseconds that only its own sleeps advance.
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

/// Reads a sensor with retries, through the attribute.
///
/// # Errors
///
/// Returns the error of the last attempt.
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

/// Reads a sensor with retries, through a policy.
///
/// # Errors
///
/// Returns the error of the last attempt.
pub fn read_by_policy(sensor: fn() -> Result<u16, u8>) -> Result<u16, u8> {
    RetryPolicy::new().stop(stop_after_attempt(5)).wait(wait_fixed(Duration::from_millis(10))).timer(&TICKS).call(sensor)
}

/// Reads a sensor with retries, through the default policy and its random wait without a seed.
///
/// # Errors
///
/// Returns the error of the last attempt.
pub fn read_by_default(sensor: fn() -> Result<u16, u8>) -> Result<u16, u8> {
    RetryPolicy::new().timer(&TICKS).call(sensor)
}
