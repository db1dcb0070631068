//! Shapes of the expressions in keys.

use std::cell::Cell;
use std::sync::LazyLock;
use std::time::Duration;

use tenacity::prelude::*;

const PAUSE: Duration = Duration::from_millis(10);
const ATTEMPTS: u32 = 3;
const PAUSES: u8 = 3;
static CONFIGURED: LazyLock<u32> = LazyLock::new(|| 4);

/// Counts an attempt, and fails with its number.
fn fail(attempts: &Cell<u32>) -> Result<(), u32> {
    attempts.set(attempts.get() + 1);
    Err(attempts.get())
}

#[test]
fn a_constant_may_be_computed_by_functions_that_are_not_const() {
    #[retry(stop = stop_after_attempt(ATTEMPTS.max(1)), wait = wait_random(PAUSE, PAUSE * 2))]
    fn by_method(attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    #[retry(stop = stop_after_attempt(*CONFIGURED), wait = wait_decorrelated_jitter(PAUSE, PAUSE.mul_f64(1.5)))]
    fn by_operator(attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    #[retry(stop = stop_after_attempt(u32::from(true)), wait = wait_exponential(PAUSE * 2).base(f64::from(ATTEMPTS)))]
    fn by_function(attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    #[retry(stop = stop_after_attempt(PAUSES as u32 + 2), wait = wait_random(PAUSE, Duration::from_secs_f64(0.02)))]
    fn by_arithmetic(attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    let _skipped = tenacity::testing::no_sleep();
    assert_eq!(by_method(&Cell::new(0)), Err(3));
    assert_eq!(by_operator(&Cell::new(0)), Err(4));
    assert_eq!(by_function(&Cell::new(0)), Err(1));
    assert_eq!(by_arithmetic(&Cell::new(0)), Err(5));
}

#[test]
fn a_constant_may_come_from_a_generic_or_a_trait() {
    trait Limited {
        const LIMIT: u32;

        #[retry(stop = stop_after_attempt(Self::LIMIT + 1), wait = wait_none())]
        fn of_the_trait(&self, attempts: &Cell<u32>) -> Result<(), u32> {
            fail(attempts)
        }
    }
    impl Limited for () {
        const LIMIT: u32 = 1;
    }

    #[retry(stop = stop_after_attempt(N), wait = wait_none())]
    fn of_a_generic<const N: u32>(attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    assert_eq!(().of_the_trait(&Cell::new(0)), Err(2));
    assert_eq!(of_a_generic::<5>(&Cell::new(0)), Err(5));
}

/// An error with its own method, which the closures below call without type annotations.
#[derive(Debug, PartialEq)]
struct Failure(u32);

impl Failure {
    fn is_early(&self) -> bool {
        self.0 < 3
    }
}

#[test]
fn closures_of_a_policy_made_in_place_need_no_types() {
    #[retry(policy = RetryPolicy::new()
        .wait(wait_none())
        .retry(retry_if_err(|e| e.is_early()) | retry_if_ok(|v| v.leading_zeros() > 8))
        .before(|state| seen.set(seen.get() + state.attempt_number()))
        .after(|_, outcome| seen.set(seen.get() + outcome.as_ref().map_or_else(|e| e.0, |_| 0)))
        .before_sleep(|state, outcome| assert_eq!(outcome.as_ref().err().map(|e| e.0), Some(state.attempt_number())))
        .on_finish(|_, outcome, finish| assert!(outcome.as_ref().is_err_and(|e| !e.is_early()) && matches!(finish, Finish::Accepted)))
        .fallback(|_, last| last.or_else(|e| if e.is_early() { Ok(0) } else { Err(e) })))]
    fn counted(attempts: &Cell<u32>, seen: &Cell<u32>) -> Result<u8, Failure> {
        attempts.set(attempts.get() + 1);
        Err(Failure(attempts.get()))
    }

    let (attempts, seen) = (Cell::new(0), Cell::new(0));
    assert_eq!(counted(&attempts, &seen), Err(Failure(3)));
    // `before` sees every attempt; `after` sees the attempts that are retried.
    assert_eq!(seen.get(), (1 + 2 + 3) + (1 + 2));
}

#[tokio::test(start_paused = true)]
async fn closures_of_an_async_policy_made_in_place_need_no_types() {
    #[retry(policy = RetryPolicy::new()
        .stop(stop_after_attempt(2))
        .attempt_timeout(1s)
        .timed_out(|cut| Err(cut.to_string().len()))
        .retry(retry_if_err(|length| length.count_ones() > 0)))]
    async fn late() -> Result<u8, usize> {
        std::future::pending().await
    }

    assert!(late().await.is_err_and(|length| length > 0));
}

struct Client {
    retry: Box<dyn Predicate<Result<(), u32>>>,
    stop: Box<dyn Stop>,
    wait: Box<dyn Wait>,
}

impl Client {
    #[retry(
        retry = !!retry_if_err(|n| *n == 1) | &self.retry,
        stop = stop_when(|| false) | &self.stop,
        wait = wait_fn(|_| Duration::ZERO) + &self.wait,
    )]
    fn borrowed_beside_a_closure(&self, attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    #[retry(retry = self.retry | retry_if_err(|n| *n == 1), stop = self.stop | stop_when(|| false), wait = self.wait + wait_fn(|_| PAUSE))]
    fn named_beside_a_closure(&self, attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }

    #[retry(retry = &self.retry, stop = &self.stop, wait = &(self.wait))]
    fn borrowed_alone(&self, attempts: &Cell<u32>) -> Result<(), u32> {
        fail(attempts)
    }
}

#[test]
fn an_operand_may_be_a_reference_on_either_side_of_a_closure() {
    let client = Client {
        retry: Box::new(retry_if_err(|n: &u32| *n == 2)),
        stop: Box::new(stop_after_attempt(9)),
        wait: Box::new(wait_fixed(PAUSE)),
    };
    let skipped = tenacity::testing::no_sleep();
    assert_eq!(client.borrowed_beside_a_closure(&Cell::new(0)), Err(3));
    assert_eq!(client.named_beside_a_closure(&Cell::new(0)), Err(3));
    assert_eq!(client.borrowed_alone(&Cell::new(0)), Err(1));
    assert_eq!(skipped.sleeps(), [PAUSE, PAUSE, PAUSE * 2, PAUSE * 2]);
}
