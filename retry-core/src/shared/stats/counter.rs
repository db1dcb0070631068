//! A 64-bit counter, also for targets with only 32-bit atomics.

#[cfg(not(any(loom, target_has_atomic = "64")))]
pub(super) use self::Halves as Counter;
#[cfg(any(loom, target_has_atomic = "64"))]
pub(super) use self::Wide as Counter;
#[cfg(any(test, not(any(loom, target_has_atomic = "64"))))]
use crate::shared::atomic::AtomicU32;
#[cfg(any(loom, target_has_atomic = "64"))]
use crate::shared::atomic::AtomicU64;
use crate::shared::atomic::{Ordering, const_fn};

/// A counter of one 64-bit atomic.
#[cfg(any(loom, target_has_atomic = "64"))]
#[derive(Default)]
pub(super) struct Wide(AtomicU64);

#[cfg(any(loom, target_has_atomic = "64"))]
impl Wide {
    const_fn! {
        pub(super) const fn new() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    #[inline]
    pub(super) fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A counter of two 32-bit atomics. The addition that overflows the lower half carries into the upper half, so nothing is lost. A read
/// between the two steps misses the carry.
#[cfg(any(test, not(any(loom, target_has_atomic = "64"))))]
#[derive(Default)]
pub(super) struct Halves {
    low: AtomicU32,
    high: AtomicU32,
}

#[cfg(any(test, not(any(loom, target_has_atomic = "64"))))]
#[cfg_attr(any(loom, target_has_atomic = "64"), allow(dead_code, reason = "tested everywhere"))]
impl Halves {
    const_fn! {
        pub(super) const fn new() -> Self {
            Self { low: AtomicU32::new(0), high: AtomicU32::new(0) }
        }
    }

    pub(super) fn add(&self, n: u64) {
        #[allow(clippy::cast_possible_truncation, reason = "the two halves")]
        let (low, high) = (n as u32, (n >> 32) as u32);
        let carries = self.low.fetch_add(low, Ordering::Relaxed).checked_add(low).is_none();
        let high = high.wrapping_add(u32::from(carries));
        if high > 0 {
            self.high.fetch_add(high, Ordering::Relaxed);
        }
    }

    pub(super) fn get(&self) -> u64 {
        u64::from(self.high.load(Ordering::Relaxed)) << 32 | u64::from(self.low.load(Ordering::Relaxed))
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn halves_carry() {
        let halves = Halves::new();
        let all = [u64::from(u32::MAX), 1, 5 << 32 | 7, u64::from(u32::MAX), u64::MAX];
        let mut sum = 0_u64;
        for n in all {
            halves.add(n);
            sum = sum.wrapping_add(n);
            assert_eq!(halves.get(), sum);
        }
    }
}
