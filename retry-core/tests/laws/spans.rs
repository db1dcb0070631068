//! The span of a wait: the range of its possible delays.

use std::time::Duration;

use proptest::prelude::*;
use tenacity_core::*;

use crate::any::{base, duration, range, state, steady_wait, thousands, wait};

/// Returns the shortest and the longest of 200 delays.
fn spread(wait: &dyn Wait, state: &RetryState) -> (Duration, Duration) {
    let delays = (0..200).map(|_| wait.delay(state));
    delays.fold((Duration::MAX, Duration::ZERO), |(low, high), delay| (low.min(delay), high.max(delay)))
}

proptest! {
    #![proptest_config(thousands())]

    #[test]
    fn no_delay_leaves_the_span(wait in wait(), state in state()) {
        if let Some(span) = wait.span(&state) {
            let delays = [(); 3].map(|()| wait.delay(&state));
            prop_assert!(delays.iter().all(|delay| span.contains(delay)), "{delays:?} {span:?}");
        }
    }

    #[test]
    fn without_a_draw_the_span_is_the_delay(wait in steady_wait(), state in state()) {
        let delay = wait.delay(&state);
        prop_assert_eq!(wait.span(&state), Some(delay..=delay));
    }

    #[test]
    fn a_longer_previous_sleep_lowers_no_bound(wait in wait(), state in state(), more in duration()) {
        let longer = state.clone().with_previous_sleep(state.previous_sleep().saturating_add(more));
        if let (Some(span), Some(wider)) = (wait.span(&state), wait.span(&longer)) {
            prop_assert!(span.start() <= wider.start() && span.end() <= wider.end());
        }
    }

    #[test]
    fn a_cap_gives_a_span_to_a_wait_without_one(max in duration(), state in state()) {
        let wait = wait_fn(|state: &RetryState| state.elapsed());
        prop_assert_eq!(wait.span(&state), None);
        prop_assert_eq!(wait.full_jitter().plus(wait_none()).at_least(max).span(&state), None);
        prop_assert_eq!(wait.at_most(max).span(&state), Some(Duration::ZERO..=max));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..thousands() })]

    #[test]
    fn draws_come_near_both_ends_of_their_span(
        (min, max) in range(), initial in duration(), more in duration(), base in base(), factor in 0.0..=1.0, state in state(),
    ) {
        // Halves, so that no sum saturates at the longest duration.
        let (initial, more) = (initial / 2, more / 2);
        let fixed = wait_fixed(initial);
        let waits: [&dyn Wait; 8] = [
            &wait_random(min, max),
            &wait_random_exponential(initial).base(base).min(min).max(max),
            &wait_exponential_jitter(initial, more).base(1.0),
            &wait_decorrelated_jitter(min, max),
            &fixed.full_jitter(),
            &fixed.equal_jitter(),
            &fixed.jitter(more),
            &fixed.jitter_factor(factor),
        ];
        for (index, wait) in waits.into_iter().enumerate() {
            let (start, end) = wait.span(&state).unwrap().into_inner();
            let (low, high) = spread(wait, &state);
            // The probability that none of 200 draws is in an outer tenth is 10^-9. Two nanoseconds allow for rounding.
            let slack = end.abs_diff(start) / 10 + Duration::from_nanos(2);
            prop_assert!(low.abs_diff(start) <= slack && end.abs_diff(high) <= slack, "{index}: {low:?} {high:?} of {start:?} {end:?}");
        }
    }
}
