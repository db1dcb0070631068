use proptest::prelude::*;
use tenacity_core::*;

use crate::any::{duration, lasting_stop, limit, state, stop, thousands};

proptest! {
    #![proptest_config(thousands())]

    #[test]
    fn the_order_of_the_parts_does_not_matter(a in stop(), b in stop(), state in state()) {
        prop_assert_eq!((&a).or(&b).should_stop(&state), (&b).or(&a).should_stop(&state));
        prop_assert_eq!((&a).and(&b).should_stop(&state), (&b).and(&a).should_stop(&state));
    }

    #[test]
    fn the_grouping_of_the_parts_does_not_matter(a in stop(), b in stop(), c in stop(), state in state()) {
        let (a, b, c) = (&a, &b, &c);
        prop_assert_eq!(a.or(b).or(c).should_stop(&state), a.or(b.or(c)).should_stop(&state));
        prop_assert_eq!(a.and(b).and(c).should_stop(&state), a.and(b.and(c)).should_stop(&state));
    }

    #[test]
    fn any_and_all_distribute_over_each_other(a in stop(), b in stop(), c in stop(), state in state()) {
        let (a, b, c) = (&a, &b, &c);
        prop_assert_eq!(a.and(b.or(c)).should_stop(&state), a.and(b).or(a.and(c)).should_stop(&state));
        prop_assert_eq!(a.or(b.and(c)).should_stop(&state), a.or(b).and(a.or(c)).should_stop(&state));
    }

    #[test]
    fn all_stops_no_sooner_and_any_no_later_than_a_part(a in stop(), b in stop(), state in state()) {
        prop_assert!(a.should_stop(&state) || !(&a).and(&b).should_stop(&state));
        prop_assert!(!a.should_stop(&state) || (&a).or(&b).should_stop(&state));
    }

    #[test]
    fn stop_never_is_neutral_in_an_any(a in stop(), state in state()) {
        prop_assert_eq!((stop_never() | &a).should_stop(&state), a.should_stop(&state));
        prop_assert!(!(stop_never() & &a).should_stop(&state));
    }

    #[test]
    fn the_methods_are_the_operators(n in 1..=u32::MAX, b in stop(), state in state()) {
        let a = stop_after_attempt(n);
        prop_assert_eq!(a.or(&b).should_stop(&state), (a | &b).should_stop(&state));
        prop_assert_eq!(a.and(&b).should_stop(&state), (a & &b).should_stop(&state));
    }

    #[test]
    fn a_lasting_stop_stays_stopped(
        stop in lasting_stop(), n in 0..u32::MAX, elapsed in duration(), sleep in duration(), more in duration(),
    ) {
        let earlier = RetryState::at(n, elapsed).with_upcoming_sleep(sleep);
        let later = RetryState::at(n + 1, elapsed.saturating_add(more)).with_upcoming_sleep(sleep);
        prop_assert!(!stop.should_stop(&earlier) || stop.should_stop(&later));
    }

    #[test]
    fn a_limit_before_the_sleep_stops_no_later_than_one_after_it(limit in duration(), state in state()) {
        prop_assert!(!stop_after_delay(limit).should_stop(&state) || stop_before_delay(limit).should_stop(&state));
    }

    #[test]
    fn a_stop_that_reads_no_time_ignores_it(stop in stop(), state in state(), elapsed in duration()) {
        let elsewhen = RetryState::at(state.attempt_number(), elapsed).with_upcoming_sleep(state.upcoming_sleep());
        prop_assert!(stop.reads_time() || stop.should_stop(&state) == stop.should_stop(&elsewhen));
    }

    #[test]
    fn a_stop_that_surely_stops_does_so_now_and_later(
        stop in stop(), n in 0..u32::MAX, elapsed in duration(), sleep in duration(), more in duration(),
    ) {
        let earlier = RetryState::at(n, elapsed).with_upcoming_sleep(sleep);
        let later = RetryState::at(n + 1, elapsed.saturating_add(more)).with_upcoming_sleep(sleep.saturating_add(more));
        prop_assert!(!stop.surely_stops(&earlier) || stop.should_stop(&earlier) && stop.surely_stops(&later));
    }

    #[test]
    fn a_limit_surely_stops_whenever_it_stops(stop in limit(), state in state()) {
        prop_assert_eq!(stop.surely_stops(&state), stop.should_stop(&state));
    }

    #[test]
    fn a_closure_and_an_event_are_read_each_time(answer: bool, state in state()) {
        let event = Event::new();
        prop_assert_eq!(stop_when(|| answer).should_stop(&state), answer);
        prop_assert_eq!(stop_fn(|state: &RetryState| state.attempt_number() > 5).should_stop(&state), state.attempt_number() > 5);
        let stop = stop_when_event_set(&event);
        prop_assert!(!stop.should_stop(&state));
        event.set();
        prop_assert!(stop.should_stop(&state));
        event.clear();
        prop_assert!(!stop.should_stop(&state));
    }
}
