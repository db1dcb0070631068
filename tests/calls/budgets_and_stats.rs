//! `budget`, `stats` and `wrap_error`: the state that calls share, and the reports on them.

#![allow(clippy::float_cmp, reason = "thousandths of a token are exact")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tenacity::testing::no_sleep;
use tenacity::{KeyedBudget, RetryStats, prelude::*};

#[test]
fn a_policy_counts_its_successes_too() {
    let stats = RetryStats::new();
    let policy = RetryPolicy::new().wait(wait_none()).stats(&stats);
    policy.call(|| Some(1));
    let mut attempts = 0;
    policy.call(|| {
        attempts += 1;
        (attempts == 2).then_some(1)
    });
    let snapshot = stats.snapshot();
    assert_eq!((snapshot.succeeded_without_retries, snapshot.succeeded_after_retries), (1, 1));
}

#[test]
fn a_budget_pays_for_retries_across_calls_and_kinds_of_calls() {
    static BUDGET: RetryBudget = RetryBudget::new().initial(3);
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), budget = BUDGET)]
    fn fetch(attempts: &mut u32) -> Option<u8> {
        *attempts += 1;
        None
    }
    let (mut first, mut second) = (0, 0);
    fetch(&mut first);
    fetch(&mut second);
    assert_eq!((first, second), (3, 2), "3 tokens: two retries, then one");

    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none()).budget(&BUDGET);
    let (_, report) = policy.call_with_report(|| None::<u8>);
    assert_eq!((report.attempts, report.finish), (1, Finish::BudgetExhausted));
}

#[test]
fn a_call_without_budget_ends_like_any_other_call() {
    let (budget, finishes) = (RetryBudget::new().initial(0), std::cell::Cell::new(0));
    let outcome = retry_block!(
        wait = wait_none(),
        budget = &budget,
        before_sleep = |_, _| unreachable!(),
        on_finish = |_, _, finish| { assert_eq!(finish, Finish::BudgetExhausted); finishes.set(finishes.get() + 1) },
        fallback = |state, _| Some(state.attempt_number()),
        => -> Option<u32> { None }
    );
    assert_eq!((outcome, finishes.get()), (Some(1), 1));
}

#[test]
fn the_deposit_is_made_once_per_call_before_the_first_hook() {
    let budget = RetryBudget::new().ratio(0.5).initial(0);
    let seen = std::cell::Cell::new(0.0);
    let policy = RetryPolicy::new().wait(wait_none()).budget(&budget).before(|_| seen.set(budget.available()));
    policy.call(|| Some(1));
    assert_eq!(seen.get(), 0.5);
    // The second call's deposit pays for its own retry.
    let (_, report) = policy.call_with_report(|| None::<u8>);
    assert_eq!(report.attempts, 2);
}

#[test]
fn a_disabled_call_neither_pays_nor_counts() {
    let (budget, stats) = (RetryBudget::new().initial(0), RetryStats::new());
    retry_block!(enabled = false, budget = &budget, stats = &stats => -> Option<u8> { None });
    RetryPolicy::new().enabled(false).budget(&budget).stats(&stats).call(|| None::<u8>);
    assert!(budget.available() < 0.001);
    assert_eq!(stats.snapshot().calls(), 0);
}

#[test]
fn a_budget_is_looked_up_by_an_argument_of_the_call() {
    static BUDGETS: KeyedBudget<String> = KeyedBudget::new(2);
    #[retry(wait = wait_none(), budget = BUDGETS.get(host))]
    fn fetch(host: &str, attempts: &mut u32) -> Result<(), String> {
        *attempts += 1;
        Err(format!("{host} is down"))
    }
    let mut attempts = 0;
    fetch("a", &mut attempts).unwrap_err();
    fetch("a", &mut attempts).unwrap_err();
    fetch("b", &mut attempts).unwrap_err();
    assert_eq!(attempts, 2 + 1 + 2);
}

#[test]
fn a_budget_in_a_field_leaves_the_body_free_to_borrow_all_of_self() {
    struct Client {
        budget: RetryBudget,
        stats: RetryStats,
        sent: u32,
    }
    impl Client {
        #[retry(wait = wait_none(), budget = self.budget, stats = self.stats)]
        fn send(&mut self) -> Option<u32> {
            self.count()
        }

        fn count(&mut self) -> Option<u32> {
            self.sent += 1;
            (self.sent > 4).then_some(self.sent)
        }
    }
    let mut client = Client { budget: RetryBudget::new().initial(9), stats: RetryStats::new(), sent: 0 };
    assert_eq!(client.send(), Some(5));
    assert_eq!((client.budget.available(), client.stats.snapshot().retries), (6.1, 4), "one token came back");
}

#[test]
fn a_panic_leaves_budget_and_statistics_consistent() {
    let (budget, stats) = (RetryBudget::new().initial(5), RetryStats::new());
    let base = RetryPolicy::new().wait(wait_none()).budget(&budget).stats(&stats);
    let panics = |call: &dyn Fn() -> Option<u8>| catch_unwind(AssertUnwindSafe(call)).expect_err("it panics");

    panics(&|| base.by_ref().call(|| -> Option<u8> { panic!("body") }));
    panics(&|| base.by_ref().retry(retry_if_result(|_: &Option<u8>| -> bool { panic!("predicate") })).call(|| None));
    assert_eq!((stats.snapshot().attempts(), budget.available()), (0, 5.2), "two deposits");

    // The retry was decided and paid for, but the hook panics before it starts. The retry is not counted, and its token goes back.
    panics(&|| base.by_ref().before_sleep(|_: &RetryState, _: &Option<u8>| panic!("hook")).call(|| None));
    let snapshot = stats.snapshot();
    assert_eq!((snapshot.calls(), snapshot.retries, snapshot.attempts()), (0, 0, 0));
    assert_eq!(budget.available(), 5.3);

    // The call is counted before a hook can panic, in the attribute as well.
    panics(&|| base.by_ref().on_finish(|_: &RetryState, _: &Option<u8>, _| panic!("hook")).call(|| Some(1)));
    panics(&|| retry_block!(stats = &stats, on_finish = |_, _, _| panic!("hook") => -> Option<u8> { Some(1) }));
    assert_eq!((stats.snapshot().calls(), stats.snapshot().succeeded_without_retries), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_was_not_counted_but_the_retries_that_it_made_were() {
    let stats = Arc::new(RetryStats::new());
    #[retry(stop = stop_never(), wait = wait_fixed(1s), stats = stats)]
    async fn fail(stats: Arc<RetryStats>) -> Option<()> {
        None
    }
    tokio::time::timeout(Duration::from_millis(2500), fail(Arc::clone(&stats))).await.unwrap_err();
    let snapshot = stats.snapshot();
    assert_eq!((snapshot.calls(), snapshot.retries, snapshot.slept), (0, 2, Duration::from_secs(2)), "the third never ran");
}

#[test]
fn counts_from_eight_threads_are_complete() {
    static STATS: RetryStats = RetryStats::new();
    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1ms), stats = STATS)]
    fn flaky(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        if *calls % 3 == 0 { Ok(()) } else { Err(()) }
    }
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let _fast = no_sleep();
                for _ in 0..500 {
                    flaky(&mut 0).unwrap();
                    flaky(&mut 2).unwrap();
                }
            });
        }
    });
    let snapshot = STATS.snapshot();
    assert_eq!((snapshot.succeeded_after_retries, snapshot.succeeded_without_retries, snapshot.failed()), (4000, 4000, 0));
    assert_eq!((snapshot.retries, snapshot.attempts(), snapshot.slept), (8000, 16_000, Duration::from_secs(8)));
}

mod wrap_error {
    use std::error::Error;
    use std::num::ParseIntError;

    use super::*;

    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1s), wrap_error)]
    fn parse(text: &str) -> Result<u8, RetryError<ParseIntError>> {
        let number = text.parse()?;
        Ok(number)
    }

    #[test]
    fn the_wrapped_error_reports_attempts_and_time() {
        let _fast = no_sleep();
        assert_eq!(parse("7").unwrap(), 7);
        let error = parse("x").unwrap_err();
        assert_eq!((error.attempts(), error.finish()), (3, Finish::Stopped));
        assert!(error.elapsed() >= Duration::from_secs(2));
        assert_eq!(error.source().unwrap().to_string(), error.last().to_string());
        assert!(error.to_string().starts_with("invalid digit found in string (gave up after 3 attempts in 2."));
        assert_eq!(error.into_last(), "x".parse::<u8>().unwrap_err());
    }

    #[test]
    fn an_error_that_is_not_retried_is_wrapped_too() {
        #[retry(retry = retry_never(), wrap_error)]
        fn fatal() -> Result<(), RetryError<String>> {
            Err("fatal".into())
        }
        let error = fatal().unwrap_err();
        assert_eq!((error.attempts(), error.finish(), error.last().as_str()), (1, Finish::Accepted, "fatal"));
    }

    #[tokio::test(start_paused = true)]
    async fn it_works_with_every_other_key_and_behind_an_alias() {
        type Answer = Result<u8, RetryError<String>>;
        #[retry(
            policy = RetryPolicy::new().wait(wait_fixed(Duration::from_secs(1))),
            stop = stop_after_attempt(2),
            enabled = enabled,
            on_finish = |_, outcome, finish| assert!(outcome.is_err() && finish == Finish::Stopped),
            fallback = |_, outcome| outcome.map_err(|e| e + "!"),
            wrap_error,
        )]
        async fn answer(enabled: bool) -> Answer {
            Err("down".to_string())
        }
        let error = answer(true).await.unwrap_err();
        assert_eq!((error.last().as_str(), error.attempts(), error.elapsed()), ("down!", 2, Duration::from_secs(1)));
        assert_eq!(answer(false).await.unwrap_err().last(), "down");
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_cut_reports_the_timeout() {
        #[retry(timeout = 2s, wrap_error)]
        async fn hang() -> Result<(), RetryError<TimedOut>> {
            std::future::pending().await
        }
        let error = hang().await.unwrap_err();
        assert_eq!((error.finish(), error.attempts(), error.elapsed()), (Finish::TimedOut, 1, Duration::from_secs(2)));
    }

    #[test]
    fn an_error_that_is_not_retried_reports_the_earlier_attempts() {
        #[retry(wait = wait_none(), retry = retry_if_err(|e| *e == "busy"), wrap_error)]
        fn answer(errors: &mut Vec<&'static str>) -> Result<u8, RetryError<&'static str>> {
            Err(errors.remove(0))
        }
        let error = answer(&mut vec!["busy", "busy", "fatal"]).unwrap_err();
        assert_eq!((error.attempts(), error.finish(), *error.last()), (3, Finish::Accepted, "fatal"));
    }

    #[test]
    fn a_block_wraps_its_error() {
        let wrapped: Result<u8, RetryError<ParseIntError>> =
            retry_block!(stop = stop_after_attempt(2), wait = wait_none(), wrap_error => { "x".parse::<u8>() });
        assert_eq!(wrapped.unwrap_err().attempts(), 2);
    }
}

type Answer = Result<u8, &'static str>;

/// Makes calls whose attempts return these answers, each with its own budget. Returns the tokens that each call costs in the end.
async fn costs_of(answers: &[Answer]) -> [f64; 5] {
    type Answers<'a> = std::iter::Copied<std::slice::Iter<'a, Answer>>;
    #[retry(stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_err(|e| *e != "final"), budget = budget)]
    fn sync(budget: &RetryBudget, answers: &mut Answers<'_>) -> Answer {
        answers.next().unwrap()
    }
    #[retry(stop = stop_after_attempt(9), wait = wait_fixed(1s), retry = retry_if_err(|e| *e != "final"), budget = budget, stats = stats)]
    async fn later(budget: &RetryBudget, stats: &RetryStats, answers: &mut Answers<'_>) -> Answer {
        answers.next().unwrap()
    }
    let stats = RetryStats::new();
    let budgets = [(); 5].map(|()| RetryBudget::new().ratio(0.0).capacity(20).initial(20));
    let policy = RetryPolicy::new().stop(stop_after_attempt(9)).wait(wait_none()).retry(retry_if_err(|e: &&str| *e != "final"));
    let answers = || answers.iter().copied();
    let (mut second, mut third) = (answers(), answers());
    let _ = sync(&budgets[0], &mut answers());
    let _ = later(&budgets[1], &stats, &mut answers()).await;
    let _ = policy.budget(&budgets[2]).call(|| second.next().unwrap());
    let _ = policy.budget(&budgets[3]).call_async(|| std::future::ready(third.next().unwrap())).await;
    let with_budget = policy.budget(&budgets[4]);
    let mut run = with_budget.start();
    let _ = answers().find(|answer| run.decide(answer).is_break());
    budgets.each_ref().map(|budget| 20.0 - budget.available())
}

#[tokio::test(start_paused = true)]
async fn one_token_comes_back_when_a_call_that_retried_is_accepted() {
    assert_eq!(costs_of(&[Ok(1)]).await, [0.0; 5], "a first attempt costs none and earns none");
    assert_eq!(costs_of(&[Err("busy"), Ok(1)]).await, [0.0; 5]);
    assert_eq!(costs_of(&[Err("busy"), Err("busy"), Err("busy"), Ok(1)]).await, [2.0; 5], "one, and not one for each retry");
    assert_eq!(costs_of(&[Err("busy"), Err("final")]).await, [0.0; 5], "an error that is not to be retried is accepted, too");
    assert_eq!(costs_of(&[Err("busy"); 9]).await, [8.0; 5], "retries that did not help are paid for");
}

#[test]
fn a_token_that_comes_back_does_not_exceed_the_capacity() {
    let budget = RetryBudget::new().ratio(1.0).capacity(2).initial(2);
    let mut failures = 1;
    RetryPolicy::new().wait(wait_none()).budget(&budget).call(|| {
        budget.deposit();
        let fails = failures > 0;
        failures = 0;
        (!fails).then_some(1)
    });
    assert_eq!(budget.available(), 2.0);
}

/// Budgets that are stored elsewhere, each reached by another expression.
#[test]
fn a_budget_may_come_from_any_expression_that_lends_or_shares_it() {
    struct Budgets(Arc<RetryBudget>);

    impl AsRef<RetryBudget> for Budgets {
        fn as_ref(&self) -> &RetryBudget {
            &self.0
        }
    }

    impl Budgets {
        fn lent(&self) -> &RetryBudget {
            &self.0
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none(), budget = self.lent())]
        fn by_reference(&self) -> Option<u8> {
            None
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none(), budget = Arc::clone(&self.0))]
        fn by_pointer(&self) -> Option<u8> {
            None
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none(), budget = Self(self.0.clone()))]
        fn by_a_type_of_ones_own(&self) -> Option<u8> {
            None
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none(), budget = &*self.0)]
        fn by_dereference(&self) -> Option<u8> {
            None
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none(), budget = { let shared = &self.0; &**shared })]
        fn by_block(&self) -> Option<u8> {
            None
        }
    }

    let budgets = Budgets(Arc::new(RetryBudget::new().initial(10)));
    let calls =
        [Budgets::by_reference, Budgets::by_pointer, Budgets::by_a_type_of_ones_own, Budgets::by_dereference, Budgets::by_block];
    for call in calls {
        let before = budgets.0.available();
        assert_eq!(call(&budgets), None);
        assert!(budgets.0.available() < before);
    }
}
