use std::time::Duration;

use proptest::prelude::*;
use tenacity_core::strategies::{RetryAny, RetryNever};
use tenacity_core::*;

use crate::any::{duration, state, thousands};

/// A predicate with a fixed verdict.
#[derive(Clone, Copy, Debug)]
struct Says(Verdict);

impl Predicate<()> for Says {
    fn verdict(&self, (): &(), _: &RetryState) -> Verdict {
        self.0
    }
}

/// A fixed verdict with operators: `retry_never() | Says(…)` has the same verdict as `Says(…)`.
type Operand = RetryAny<RetryNever, Says>;

fn without_hint() -> impl Strategy<Value = Operand> {
    any::<bool>().prop_map(|retry| retry_never() | Says(retry.into()))
}

fn with_hint() -> impl Strategy<Value = Operand> {
    prop_oneof![
        1 => without_hint(),
        2 => duration().prop_map(|delay| retry_never() | Says(Verdict::RetryAfter(delay))),
    ]
}

fn verdict(predicate: impl Predicate<()>) -> Verdict {
    predicate.verdict(&(), &RetryState::at(1, Duration::ZERO))
}

fn retries(predicate: impl Predicate<()>) -> bool {
    verdict(predicate).is_retry()
}

proptest! {
    #![proptest_config(thousands())]

    #[test]
    fn de_morgan_holds_without_hints(a in without_hint(), b in without_hint()) {
        prop_assert_eq!(verdict(!(a | b)), verdict(!a & !b));
        prop_assert_eq!(verdict(!(a & b)), verdict(!a | !b));
    }

    #[test]
    fn de_morgan_holds_with_hints_for_the_decision(a in with_hint(), b in with_hint()) {
        prop_assert_eq!(retries(!(a | b)), retries(!a & !b));
        prop_assert_eq!(retries(!(a & b)), retries(!a | !b));
    }

    #[test]
    fn two_nots_only_drop_the_hint(a in with_hint()) {
        prop_assert_eq!(verdict(!!a), Verdict::from(retries(a)));
    }

    #[test]
    fn the_order_of_an_and_does_not_matter_and_the_longer_hint_wins(a in with_hint(), b in with_hint()) {
        prop_assert_eq!(verdict(a & b), verdict(b & a));
        if let (Verdict::RetryAfter(x), Verdict::RetryAfter(y)) = (verdict(a), verdict(b)) {
            // A hint of zero is ignored.
            let longer = x.max(y);
            prop_assert_eq!(verdict(a & b), if longer.is_zero() { Verdict::Retry } else { Verdict::RetryAfter(longer) });
        }
    }

    #[test]
    fn the_order_of_an_or_matters_only_for_the_hint(a in with_hint(), b in with_hint()) {
        prop_assert_eq!(retries(a | b), retries(b | a));
        prop_assert_eq!(verdict(a | b), if retries(a) { verdict(a) } else { verdict(b) });
    }

    #[test]
    fn grouping_does_not_matter(a in with_hint(), b in with_hint(), c in with_hint()) {
        prop_assert_eq!(verdict((a | b) | c), verdict(a | (b | c)));
        prop_assert_eq!(verdict((a & b) & c), verdict(a & (b & c)));
    }

    #[test]
    fn the_methods_are_the_operators(a in with_hint(), b in with_hint()) {
        prop_assert_eq!(verdict(a.or(b)), verdict(a | b));
        prop_assert_eq!(verdict(a.and(b)), verdict(a & b));
        prop_assert_eq!(verdict(a.not()), verdict(!a));
    }

    #[test]
    fn always_and_never_are_opposites_in_any_state(outcome in any::<Result<u8, u8>>(), state in state()) {
        prop_assert_eq!((!retry_always()).verdict(&outcome, &state), retry_never().verdict(&outcome, &state));
        prop_assert_eq!((!retry_never()).verdict(&outcome, &state), retry_always().verdict(&outcome, &state));
    }

    #[test]
    fn errors_and_missing_values_are_failures(outcome in any::<Result<u8, u8>>(), state in state()) {
        let failed = retry_if_failure().verdict(&outcome, &state);
        prop_assert_eq!(failed, outcome.is_err().into());
        prop_assert_eq!(failed, retry_if_err(|_: &u8| true).verdict(&outcome, &state));
        prop_assert_eq!(failed, retry_if_failure().verdict(&outcome.ok(), &state));
    }

    #[test]
    fn a_closure_sees_only_its_own_case(outcome in any::<Result<u8, u8>>(), limit: u8, state in state()) {
        let above = |value: &u8| *value > limit;
        prop_assert_eq!(retry_if_err(above).verdict(&outcome, &state), outcome.is_err_and(|e| e > limit).into());
        prop_assert_eq!(retry_if_ok(above).verdict(&outcome, &state), outcome.is_ok_and(|v| v > limit).into());
    }

    #[test]
    fn if_not_is_the_opposite_of_if(value: u8, limit: u8, state in state()) {
        let above = |value: &u8| *value > limit;
        let (is, is_not) = (retry_if_result(above), retry_if_not_result(above));
        prop_assert_eq!(is_not.verdict(&value, &state), (!is).verdict(&value, &state));
    }

    #[test]
    fn a_retryable_error_decides_its_own_verdict(error in with_hint(), value: u8, state in state()) {
        let verdict = error.verdict(&(), &state);
        prop_assert_eq!(retry_if_retryable().verdict(&Err::<u8, _>(Classified(verdict)), &state), verdict);
        prop_assert!(!retry_if_retryable().verdict(&Ok::<_, Classified>(value), &state).is_retry());
        prop_assert_eq!(retry_fn(|(): &(), _: &RetryState| verdict).verdict(&(), &state), verdict);
    }
}

struct Classified(Verdict);

impl Retryable for Classified {
    fn verdict(&self) -> Verdict {
        self.0
    }
}
