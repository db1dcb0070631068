use std::panic::{UnwindSafe, catch_unwind};
use std::time::Duration;

use tenacity_core::strategies::WaitNone;
use tenacity_core::*;

const SECOND: Duration = Duration::from_secs(1);

/// Returns the message with which a constructor rejects its arguments.
fn refusal<T>(construct: impl FnOnce() -> T + UnwindSafe) -> String {
    let payload = catch_unwind(construct).err().expect("the arguments were not refused");
    let message = payload.downcast_ref::<&str>().map(ToString::to_string);
    message.or_else(|| payload.downcast_ref::<String>().cloned()).expect("a panic has a message")
}

fn assert_names<T>(argument: &str, construct: impl FnOnce() -> T + UnwindSafe) {
    let message = refusal(construct);
    assert!(message.contains(&format!("`{argument}`")), "{message}");
}

#[test]
fn a_base_is_a_finite_number_and_not_negative() {
    for base in [f64::NAN, -f64::NAN, -1.0, -f64::MIN_POSITIVE, f64::INFINITY, f64::NEG_INFINITY] {
        assert_names("base", || wait_exponential(SECOND).base(base));
        assert_names("base", || wait_random_exponential(SECOND).base(base));
        assert_names("base", || wait_exponential_jitter(SECOND, SECOND).base(base));
    }
}

#[test]
fn a_jitter_factor_is_a_number_from_zero_to_one() {
    for factor in [f64::NAN, -f64::NAN, -0.1, 1.0 + f64::EPSILON, 20.0, f64::INFINITY, f64::NEG_INFINITY] {
        assert_names("factor", || wait_fixed(SECOND).jitter_factor(factor));
    }
    for factor in [0.0, -0.0, f64::MIN_POSITIVE, 1.0] {
        let _ = wait_fixed(SECOND).jitter_factor(factor);
    }
}

#[test]
fn a_call_makes_at_least_one_attempt() {
    assert_names("n", || stop_after_attempt(0));
}

#[test]
fn a_range_is_not_reversed() {
    assert_names("min", || wait_random(SECOND, Duration::ZERO));
    assert_names("base", || wait_decorrelated_jitter(SECOND, Duration::ZERO));
}

#[test]
fn a_chain_is_not_empty() {
    assert_names("list", || wait_chain(Vec::<WaitNone>::new()));
}
