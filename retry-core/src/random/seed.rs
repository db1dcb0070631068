//! The seed of a run that is given none.
//!
//! | features | source | runs that draw the same delays |
//! |---|---|---|
//! | `rand` | `fastrand`'s generator of the thread, seeded from the clock | in processes forked from one, if the thread drew before the fork; every process on `wasm32-unknown-unknown`, unless the program turns on `fastrand`'s feature `js` |
//! | `std` | the keys of the standard library's hash maps, random for each process, and the clock | every process where the standard library has neither, such as `wasm32-unknown-unknown` |
//! | neither | the address of the stack, and the number of runs so far | every process where the address is fixed, such as a device without an operating system |

#[cfg(any(test, not(feature = "std")))]
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
#[cfg(all(feature = "std", any(test, not(feature = "rand"))))]
use std::hash::{BuildHasher, RandomState};

/// A seed for one run.
pub(super) fn fresh() -> u64 {
    #[cfg(feature = "rand")]
    return fastrand::u64(..);
    #[cfg(all(feature = "std", not(feature = "rand")))]
    return keyed();
    #[cfg(not(feature = "std"))]
    placed()
}

/// No two calls of a thread get the same keys. A forked process has the keys of its parent, and a restored machine those of its snapshot;
/// the time differs there.
#[cfg(all(feature = "std", any(test, not(feature = "rand"))))]
fn keyed() -> u64 {
    // Asking for the time panics where there is no clock.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    let moment = ();
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    let moment = std::time::Instant::now();
    RandomState::new().hash_one(moment)
}

#[cfg(any(test, not(feature = "std")))]
fn placed() -> u64 {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let here = 0_u8;
    // Systems with address space layout randomization place the stack anew for each process.
    let place = core::ptr::from_ref(&here).addr() as u64;
    super::mix(super::mix(place).wrapping_add(RUNS.fetch_add(1, Relaxed).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts that a thousand seeds differ from each other, and that each of their bits is as often set as not.
    fn assert_spread(source: fn() -> u64) {
        let mut seeds = [0; 1000].map(|_: u64| source());
        for bit in 0..u64::BITS {
            let set = seeds.iter().filter(|seed| *seed >> bit & 1 == 1).count();
            assert!((380..=620).contains(&set), "bit {bit} is set in {set} of 1000 seeds");
        }
        seeds.sort_unstable();
        assert!(seeds.is_sorted_by(|a, b| a < b), "two seeds are the same");
    }

    #[test]
    fn no_two_runs_share_a_seed_that_nobody_gave() {
        assert_spread(fresh);
        assert_spread(placed);
        #[cfg(feature = "std")]
        assert_spread(keyed);
    }

    #[cfg(feature = "std")]
    #[test]
    fn threads_that_start_together_do_not_share_a_seed() {
        for source in [fresh, keyed, placed] {
            let threads = [(); 8].map(|()| std::thread::spawn(source));
            let mut seeds = threads.map(|thread| thread.join().unwrap());
            seeds.sort_unstable();
            assert!(seeds.is_sorted_by(|a, b| a < b), "{seeds:?}");
        }
    }
}
