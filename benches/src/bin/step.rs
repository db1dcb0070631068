//! Prints the time of a step as a ratio to `call_with_report` of one attempt and one read of the wall clock. That read includes the conversion to
//! the time since the Unix epoch, which a step stores.
//!
//! ```text
//! cargo run --release -p tenacity-benches --bin step
//! ```
//!
//! The contenders take turns, and the fastest turn of each counts, because other load on the machine can only add time.

use std::hint::black_box;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tenacity::prelude::*;
use tenacity::{BoxedPolicy, Saved, Step};
use tenacity_benches::executor::block_on;

const TURNS: usize = 1_000;
const CALLS: u32 = 2_000;

type Outcome = Result<u64, u64>;

/// A kind of attempt. The policy of the call allows one attempt, so the call gives up where a step with more attempts plans its sleep.
struct Kind {
    name: &'static str,
    outcome: Outcome,
    /// The attempts that the policy of the step allows.
    attempts: u32,
    saved: Saved,
}

/// Returns the time of a step of this kind, divided by that of a call.
fn ratio<R, S>(kind: &Kind, call: impl Fn(Outcome) -> R, step: impl Fn(Outcome, &Saved) -> S) -> f64 {
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..TURNS {
        let call = || (SystemTime::now().duration_since(UNIX_EPOCH), call(black_box(kind.outcome)));
        // A copy through `black_box` would be one that no caller makes.
        let step = || step(black_box(kind.outcome), black_box(&kind.saved));
        for (fastest, time) in fastest.iter_mut().zip([time(call), time(step)]) {
            *fastest = (*fastest).min(time);
        }
    }
    fastest[1].as_secs_f64() / fastest[0].as_secs_f64()
}

/// Returns the time of many attempts.
fn time<R>(attempt: impl Fn() -> R) -> Duration {
    let begun = Instant::now();
    for _ in 0..CALLS {
        black_box(attempt());
    }
    begun.elapsed()
}

fn main() {
    let Step::Sleep(_, later) = policy(9).step(Saved::new(), || Outcome::Err(7)) else { return };
    let kind = |name, outcome, attempts, saved| Kind { name, outcome, attempts, saved };
    let kinds = [
        kind("the first, succeeds", Ok(7), 9, Saved::new()),
        kind("the first, fails, and the call gives up", Err(7), 1, Saved::new()),
        kind("the first, fails, and the call goes on", Err(7), 9, Saved::new()),
        kind("a later one, succeeds", Ok(7), 9, later),
    ];
    println!("| the attempt | `step` | `step` of a `BoxedPolicy` | `step_async` |\n|---|---:|---:|---:|");
    for kind in &kinds {
        let plain = ratio(
            kind,
            |outcome| policy(1).call_with_report(|| outcome),
            |outcome, saved| policy(kind.attempts).step(*saved, || outcome),
        );
        let (once, more): (BoxedPolicy<Outcome>, BoxedPolicy<Outcome>) = (policy(1).boxed(), policy(kind.attempts).boxed());
        let boxed = ratio(kind, |outcome| once.call_with_report(|| outcome), |outcome, saved| more.step(*saved, || outcome));
        let in_future = ratio(
            kind,
            |outcome| block_on(|| async move { policy(1).call_async_with_report(async || outcome).await }),
            |outcome, saved| block_on(|| async move { policy(kind.attempts).step_async(*saved, async || outcome).await }),
        );
        println!("| {} | {plain:.2} | {boxed:.2} | {in_future:.2} |", kind.name);
    }
    println!("\n`Saved` has {} bytes, a `Step` of this outcome {}.", size_of::<Saved>(), size_of::<Step<Outcome>>());
}

/// The compiler does not see the number of attempts, as if it came from a configuration.
fn policy(attempts: u32) -> RetryPolicy<impl Stop> {
    RetryPolicy::new().stop(stop_after_attempt(black_box(attempts)) | stop_before_delay(Duration::from_hours(1)))
}
