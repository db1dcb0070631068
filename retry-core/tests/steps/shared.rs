//! Budgets and statistics belong to a process, and a call may take part in several.

use tenacity::testing;
use tenacity_core::*;

use crate::{NOON, SECOND, done, sleep};

#[test]
fn only_the_first_step_deposits() {
    let budget = RetryBudget::new().initial(5);
    let policy = RetryPolicy::new().wait(wait_none()).budget(&budget);
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let first = budget.available();
    assert!((4.0..4.2).contains(&first), "one deposit, one token: {first}");
    let (_, saved) = sleep(policy.step_at(saved, NOON, || None::<u8>));
    assert!((first - budget.available() - 1.0).abs() < 0.001, "one token: {}", budget.available());
    assert_eq!(saved.attempts(), 2);
}

#[test]
fn a_success_returns_no_token() {
    let budget = RetryBudget::new().initial(5);
    let policy = RetryPolicy::new().wait(wait_none()).budget(&budget);
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let spent = budget.available();
    assert_eq!(done(policy.step_at(saved, NOON, || Some(1))).1.finish, Finish::Accepted);
    assert!((budget.available() - spent).abs() < 0.001);
    // The same with an observed end, which takes another way through the decision.
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let spent = budget.available();
    let observed = policy.on_finish(|_: &RetryState, _: &Option<u8>, _| {});
    assert_eq!(done(observed.step_at(saved, NOON, || Some(1))).1.attempts, 2);
    assert!((budget.available() - spent).abs() < 0.001);
}

#[test]
fn an_empty_budget_ends_the_call() {
    let budget = RetryBudget::new();
    let policy = RetryPolicy::new().wait(wait_none()).budget(&budget);
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let (_, report) = done(policy.step_at(saved, NOON, || None::<u8>));
    assert_eq!((report.attempts, report.finish), (2, Finish::BudgetExhausted));
}

#[test]
fn a_process_counts_the_retries_that_it_makes_and_the_calls_that_it_ends() {
    let (first, second) = (RetryStats::new(), RetryStats::new());
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND));
    let (_, saved) = sleep(policy.stats(&first).step_at(Saved::new(), NOON, || None::<u8>));
    let (_, report) = done(policy.stats(&second).step_at(saved, NOON + SECOND, || Some(1)));
    assert_eq!(report.attempts, 2);
    let (first, second) = (first.snapshot(), second.snapshot());
    assert_eq!((first.calls(), first.retries), (0, 0));
    assert_eq!((second.calls(), second.succeeded_after_retries, second.retries, second.slept), (1, 1, 1, SECOND));
    assert_eq!(first.attempts() + second.attempts(), 2, "the sum is exact");
}

#[test]
fn the_guards_of_tests_hold_for_steps() {
    let policy = RetryPolicy::new().wait(wait_exponential(SECOND).full_jitter());
    let planned = {
        let _seeded = testing::seed(7);
        sleep(policy.step_at(Saved::new(), NOON, || None::<u8>)).0
    };
    assert_eq!(Some(planned), policy.seed(7).delays().next());
    let _capped = testing::no_sleep().attempts(1);
    assert_eq!(done(policy.step_at(Saved::new(), NOON, || None::<u8>)).1.finish, Finish::Stopped);
}

#[test]
fn a_test_that_skips_the_sleeps_needs_no_clock_of_its_own() {
    let policy = RetryPolicy::new().stop(stop_after_delay(SECOND * 60)).wait(wait_fixed(SECOND));
    let mut saved = Saved::new();
    for attempt in 1.. {
        match policy.step(saved, || None::<u8>) {
            Step::Sleep(_, next) => saved = next,
            Step::Done(_, report) => {
                assert_eq!((attempt, report.finish), (report.attempts, Finish::Stopped));
                assert!(report.attempts == 60 || report.attempts == 61, "{report:?}");
                return;
            }
        }
    }
}
