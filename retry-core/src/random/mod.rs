//! The random generator of a run.
//!
//! It is `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). It computes each output from
//! the numbers of the attempt and of the draw, not from the output before. So a state built for attempt 7 draws the same numbers as a
//! run at that attempt.

pub(crate) mod draw;
pub(crate) mod seed;

use core::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use crate::testing;

/// The increment of `SplitMix64`: 2^64 divided by the golden ratio, made odd.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// One attempt's view of the generator.
///
/// Strategies see the state by shared reference, so the parts that change are atomics. These are the seed, which the first draw sets,
/// and the number of draws. Each atomic has 32 bits, because some targets have no wider ones.
///
/// A state belongs to one call, so plain loads and stores are enough. If two threads share a state anyway, the worst result is that
/// both draw the same number.
#[derive(Debug)]
pub(crate) struct Random {
    low: AtomicU32,
    high: AtomicU32,
    seeded: AtomicBool,
    draws: AtomicU32,
}

impl Random {
    pub(crate) const fn new(seed: Option<u64>) -> Self {
        match seed {
            Some(seed) => Self::resumed(true, seed),
            None => Self::resumed(false, 0),
        }
    }

    /// Continues a generator from its [`parts`](Self::parts).
    #[inline]
    pub(crate) const fn resumed(seeded: bool, seed: u64) -> Self {
        let [low, high] = halves(seed);
        Self { low: AtomicU32::new(low), high: AtomicU32::new(high), seeded: AtomicBool::new(seeded), draws: AtomicU32::new(0) }
    }

    /// Returns whether the generator has a seed, given or drawn, and the seed.
    #[inline]
    pub(crate) fn parts(&self) -> (bool, u64) {
        let seed = u64::from(self.high.load(Relaxed)) << 32 | u64::from(self.low.load(Relaxed));
        (self.seeded.load(Relaxed), seed)
    }

    /// Returns the seed, if one was given or drawn.
    #[inline]
    pub(crate) fn seed(&self) -> Option<u64> {
        let (seeded, seed) = self.parts();
        seeded.then_some(seed)
    }

    /// Returns 64 random bits, independent of every other draw of this run.
    pub(crate) fn next(&self, attempt_number: u32) -> u64 {
        let seed = self.seed().unwrap_or_else(|| self.plant(testing::given_seed().unwrap_or_else(drawn_seed)));
        let draw = self.draws.load(Relaxed);
        self.draws.store(draw.wrapping_add(1), Relaxed);
        // Mixing the seed first keeps neighbouring seeds (1, 2, 3 in tests) from sharing a sequence.
        let address = u64::from(draw) << 32 | u64::from(attempt_number);
        mix(mix(seed).wrapping_add(address.wrapping_mul(GOLDEN)))
    }

    #[cold]
    fn plant(&self, seed: u64) -> u64 {
        let [low, high] = halves(seed);
        self.low.store(low, Relaxed);
        self.high.store(high, Relaxed);
        self.seeded.store(true, Relaxed);
        seed
    }
}

impl Clone for Random {
    fn clone(&self) -> Self {
        let copy = Self::new(self.seed());
        copy.draws.store(self.draws.load(Relaxed), Relaxed);
        copy
    }
}

/// Returns a seed for one run. It has 53 bits, so that it survives in a store that keeps numbers as floating-point or signed ones.
fn drawn_seed() -> u64 {
    seed::fresh() >> 11
}

#[expect(clippy::cast_possible_truncation, reason = "each half drops the bits of the other on purpose")]
const fn halves(seed: u64) -> [u32; 2] {
    [seed as u32, (seed >> 32) as u32]
}

/// The finalizer of `SplitMix64`: a bijection whose every output bit depends on every input bit.
const fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[test]
    fn the_first_outputs_are_those_of_splitmix64() {
        // Reference values of the published C program for seed 1234567.
        assert_eq!(mix(1_234_567), 6_457_827_717_110_365_317);
        assert_eq!(mix(1_234_567_u64.wrapping_add(GOLDEN)), 3_203_168_211_198_807_973);
    }

    #[test]
    fn draws_of_one_attempt_differ_and_repeat_with_the_seed() {
        let draws = |seed| {
            let random = Random::new(Some(seed));
            [random.next(1), random.next(1), random.next(2)]
        };
        assert_eq!(draws(7), draws(7));
        assert_ne!(draws(7), draws(8));
        let [a, b, c] = draws(0);
        assert!(a != b && b != c && a != c);
    }

    #[test]
    fn a_seed_is_kept_whole() {
        let seed = 0x0123_4567_89AB_CDEF;
        assert_eq!(Random::new(Some(seed)).seed(), Some(seed));
    }

    #[test]
    fn two_runs_without_a_given_seed_draw_different_numbers() {
        let first_draw = || Random::new(None).next(1);
        assert_ne!(first_draw(), first_draw());
    }

    #[test]
    fn the_first_draw_sets_the_seed_and_later_draws_keep_it() {
        let random = Random::new(None);
        assert_eq!(random.seed(), None);
        random.next(1);
        let seed = random.seed();
        assert!(seed.is_some());
        random.next(2);
        assert_eq!(random.seed(), seed);
    }
}
