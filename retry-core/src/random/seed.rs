//! The source of the seed if the user gives none. It depends on the features, in this order:
//!
//! * `rand`: `fastrand`'s generator of the thread, seeded from the clock. Forks of one process draw the same delays if the thread drew
//!   before the fork. On `wasm32-unknown-unknown`, all processes do, unless the program enables `fastrand`'s feature `js`.
//! * `std`: the keys of the standard library's hash maps, which are random for each process, and the clock. All processes draw the same
//!   delays on a target where the standard library has neither, such as `wasm32-unknown-unknown`.
//! * Neither: the address of the stack and the number of runs so far. All processes draw the same delays if that address is fixed, such
//!   as on a device without an operating system.

#[cfg(any(test, not(feature = "std")))]
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
#[cfg(all(feature = "std", any(test, not(feature = "rand"))))]
use std::hash::{BuildHasher, RandomState};

/// Returns a seed for one run.
pub(super) fn fresh() -> u64 {
    #[cfg(feature = "rand")]
    return fastrand::u64(..);
    #[cfg(all(feature = "std", not(feature = "rand")))]
    return keyed();
    #[cfg(not(feature = "std"))]
    placed()
}

/// Each call on a thread gets different keys. A forked process has the keys of its parent, and a restored machine has those of its snapshot.
/// In both cases the time makes the seed differ.
#[cfg(all(feature = "std", any(test, not(feature = "rand"))))]
fn keyed() -> u64 {
    // Reading the time panics on a target without a clock.
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
    // With address space layout randomization, each process has its stack at another address.
    let place = core::ptr::from_ref(&here).addr() as u64;
    super::mix(super::mix(place).wrapping_add(RUNS.fetch_add(1, Relaxed).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts that a thousand seeds differ, and that each bit is set in about half of them.
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
    fn no_two_runs_draw_the_same_seed() {
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
