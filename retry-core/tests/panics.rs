//! If a strategy rejects a value, its panic names the caller's line, not a line of this crate.

use std::cell::Cell;
use std::panic::{self, Location};
use std::time::Duration;

use tenacity_core::strategies::WaitFixed;
use tenacity_core::*;

const S: Duration = Duration::from_secs(1);

thread_local! {
    static BLAMED: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Returns the line of this file that a panic of `refused` names.
fn blamed<T>(refused: impl FnOnce() -> T + panic::UnwindSafe) -> Option<u32> {
    BLAMED.set(None);
    assert!(panic::catch_unwind(refused).is_err());
    BLAMED.get()
}

#[test]
fn a_panic_names_the_line_of_the_caller() {
    panic::set_hook(Box::new(|panic| {
        BLAMED.set(panic.location().filter(|place| place.file() == file!()).map(Location::line));
    }));
    // Each closure stands on the line of its `line!()`.
    let found = [
        (line!(), blamed(|| stop_after_attempt(0))),
        (line!(), blamed(|| wait_random(S, S / 2))),
        (line!(), blamed(|| wait_decorrelated_jitter(S, S / 2))),
        (line!(), blamed(|| wait_chain(Vec::<WaitFixed>::new()))),
        (line!(), blamed(|| wait_exponential(S).base(-1.0))),
        (line!(), blamed(|| wait_random_exponential(S).base(f64::NAN))),
        (line!(), blamed(|| wait_exponential_jitter(S, S).base(f64::INFINITY))),
        (line!(), blamed(|| wait_fixed(S).jitter_factor(1.5))),
        (line!(), blamed(|| RetryBudget::new().ratio(-1.0))),
        (line!(), blamed(|| RetryBudget::new().capacity(u32::MAX))),
    ];
    drop(panic::take_hook());
    for (line, blamed) in found {
        assert_eq!(blamed, Some(line));
    }
}
