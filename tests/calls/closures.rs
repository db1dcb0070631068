//! Closures without type annotations: every constructor that takes one, in every place where a strategy may appear.

#![allow(unused_parens, unused_qualifications, reason = "closures in parentheses, constructors by their paths")]
#![expect(clippy::double_parens, reason = "closures are seen through parentheses")]

use std::cell::Cell;
use std::time::Duration;

use tenacity::prelude::*;

type Outcome = Result<u32, u32>;

/// Counts an attempt, and fails with its number.
fn fail(attempts: &Cell<u32>) -> Outcome {
    attempts.set(attempts.get() + 1);
    Err(attempts.get())
}

/// Counts an attempt, and succeeds with its number.
fn succeed(attempts: &Cell<u32>) -> Outcome {
    fail(attempts).or_else(Ok)
}

/// Counts the attempts of a sync function and of its async twin, both retried by the same keys.
macro_rules! attempts {
    ([$($keys:tt)*] $body:ident) => {
        attempts!([$($keys)*] attempts => $body(attempts))
    };
    ([$($keys:tt)*] $attempts:ident => $body:expr) => {
        attempts!([$($keys)*] $attempts, limit = 0 => $body)
    };
    ([$($keys:tt)*] $attempts:ident, $limit:ident = $value:literal => $body:expr) => {{
        #[retry($($keys)*)]
        #[allow(unused_variables, reason = "most bodies look at no limit")]
        fn blocking($attempts: &Cell<u32>, $limit: u32) -> Outcome {
            $body
        }

        #[retry($($keys)*)]
        #[allow(unused_variables, reason = "most bodies look at no limit")]
        async fn asynchronous($attempts: &Cell<u32>, $limit: u32) -> Outcome {
            tokio::task::yield_now().await;
            $body
        }

        let (blocking_attempts, async_attempts) = (Cell::new(0), Cell::new(0));
        let outcome = blocking(&blocking_attempts, $value);
        assert_eq!(tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(asynchronous(&async_attempts, $value)), outcome);
        assert_eq!(blocking_attempts, async_attempts);
        blocking_attempts.get()
    }};
}

#[test]
fn stops() {
    assert_eq!(attempts!([wait = wait_none(), stop = stop_when(|| attempts.get() > 2)] attempts => fail(attempts)), 3);
    assert_eq!(attempts!([wait = wait_none(), stop = stop_fn(|state| state.attempt_number() > 3)] fail), 4);
    assert_eq!(attempts!([wait = wait_none(), stop = || attempts.get() > 2] attempts => fail(attempts)), 3);
    assert_eq!(attempts!([wait = wait_none(), stop = |state| state.attempt_number() > 3] fail), 4);
    assert_eq!(attempts!([wait = wait_none(), stop = tenacity::stop_fn(|s| s.attempt_number() == 2)] fail), 2);
    assert_eq!(attempts!([wait = wait_none(), stop = stop_fn(|_| true)] fail), 1);
}

#[test]
fn waits() {
    // It sleeps 1 and 2 ns, and would then sleep 3 more.
    const LIMIT: Duration = Duration::from_nanos(5);
    assert_eq!(
        attempts!([stop = |s| s.idle_for() + s.upcoming_sleep() > LIMIT, wait = wait_fn(|s| 1ns * s.attempt_number())] fail),
        3
    );
    assert_eq!(
        attempts!([stop = |s| s.idle_for() + s.upcoming_sleep() > LIMIT, wait = |state| 1ns * state.attempt_number()] fail),
        3
    );
    // 3 ns plus 1 ns, then 4 ns plus 1 ns.
    assert_eq!(
        attempts!([stop = |s| s.idle_for() > 8ns, wait = wait_fn(|s| 3ns * s.attempt_number()).max(4ns) + wait_fixed(1ns)] fail),
        3
    );
    assert_eq!(
        attempts!([stop = |s| s.upcoming_sleep() == 7ns, wait = wait_fixed(4ns).plus((wait_fn(|s| 1ns * s.attempt_number())))] fail),
        3
    );
    assert_eq!(
        attempts!([stop = |s| s.upcoming_sleep() == 2ns, wait = wait_chain((wait_none(), wait_none(), wait_fn(|_| 2ns)))] fail),
        3
    );
    assert_eq!(attempts!([stop = |s| s.upcoming_sleep() == 9ns, wait = wait_fn(|_| 2ns).at_least(9ns)] fail), 1);
    // A closure beside an operand that is hoisted out of the loop.
    assert_eq!(
        attempts!(
            [stop = |s| s.upcoming_sleep() > 5ns, wait = wait_fixed(1ns * limit) + wait_fn(|_| 1ns * attempts.get()),] attempts, limit = 3 => fail(attempts)
        ),
        3
    );
}

#[test]
fn predicates() {
    assert_eq!(attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_err(|e| *e < 3)] fail), 3);
    assert_eq!(attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_ok(|n| *n < 3)] succeed), 3);
    assert_eq!(attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_result(|r| *r != Err(3))] fail), 3);
    assert_eq!(
        attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_not_result(|r| *r == Ok(3))] succeed),
        3
    );
    assert_eq!(attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = |r| r.is_err_and(|e| e < 3)] fail), 3);
    assert_eq!(
        attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_fn(|r, state| r.is_err() && state.attempt_number() < 3)] fail),
        3
    );
    assert_eq!(
        attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = tenacity::prelude::retry_if_err(|e| e.lt(&3))] fail),
        3
    );
    assert_eq!(attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_err(|&e| e < 3)] fail), 3);
}

#[test]
fn verdicts() {
    assert_eq!(
        attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_err(|e| if *e < 3 { Verdict::Retry } else { Verdict::Accept })] fail),
        3
    );
    assert_eq!(
        attempts!([
            stop = |state| state.upcoming_sleep() == 3ns,
            wait = wait_none(),
            retry = |outcome| match outcome {
                Err(e) => Verdict::RetryAfter(1ns * *e),
                Ok(_) => Verdict::Accept,
            },
        ] fail),
        3
    );
    assert_eq!(
        attempts!([
            stop = stop_after_attempt(9),
            wait = wait_none(),
            retry = retry_if_ok(|n| if *n < 3 { Verdict::RetryAfter(1ns) } else { Verdict::Accept }) | retry_if_err(|_| true),
        ] succeed),
        3
    );
    assert_eq!(
        attempts!([
            stop = stop_after_attempt(9),
            wait = wait_none(),
            retry = retry_fn(|_, state| if state.attempt_number() < 3 { Verdict::Retry } else { Verdict::Accept }),
        ] fail),
        3
    );
}

#[test]
fn closures_in_operators_and_parentheses() {
    assert_eq!(attempts!([stop = (stop_when(|| attempts.get() > 2)), wait = wait_none()] attempts => fail(attempts)), 3);
    assert_eq!(attempts!([stop = stop_when((|| attempts.get() > 2)), wait = wait_none()] attempts => fail(attempts)), 3);
    assert_eq!(attempts!([stop = (|| attempts.get() > 2), wait = (|_| 1ns)] attempts => fail(attempts)), 3);
    assert_eq!(
        attempts!([stop = stop_after_attempt(9) | (stop_never() | stop_fn(|s| s.attempt_number() > 2)), wait = wait_none()] fail),
        3
    );
    assert_eq!(
        attempts!([stop = stop_after_attempt(2) & stop_fn(|s| s.attempt_number() > 2) & stop_when(|| true), wait = wait_none()] fail),
        3
    );
    assert_eq!(
        attempts!([
            stop = stop_after_attempt(9),
            wait = wait_none(),
            retry = !(retry_if_err(|e| *e == 3) | retry_if_ok(|_| false)) & !retry_if_ok(|n| *n == 3),
        ] fail),
        3
    );
    assert_eq!(
        attempts!([
            stop = stop_after_attempt(9),
            wait = wait_none(),
            retry = retry_if_ok(|n| *n < 3).or(retry_never()).and(!retry_if_result(|r| r.is_err())),
        ] succeed),
        3
    );
    assert_eq!(attempts!([stop = stop_after_attempt(9), wait = wait_none(), retry = retry_if_err(|e| *e == 3).not()] fail), 3);
}

#[test]
fn with_move() {
    assert_eq!(attempts!([stop = stop_when(move || attempts.get() > 2), wait = wait_none()] attempts => fail(attempts)), 3);
    assert_eq!(
        attempts!(
            [stop = move |state| state.attempt_number() > limit, wait = move |s| 1ns * s.attempt_number()] attempts, limit = 2 => fail(attempts)
        ),
        3
    );
    assert_eq!(
        attempts!(
            [
                stop = stop_after_attempt(9) | stop_fn(move |state| state.attempt_number() > limit),
                wait = wait_fn(move |_| 1ns * limit) + wait_none(),
                retry = retry_if_err(move |e| *e < limit * 9) & !retry_if_ok(move |n| *n > limit),
            ] attempts, limit = 2 => fail(attempts)
        ),
        3
    );
    assert_eq!(
        attempts!(
            [
                stop = stop_after_attempt(9),
                wait = wait_none(),
                retry = retry_if_not_result(move |r| *r == Err(limit)) & retry_if_result(move |r| *r != Ok(limit)),
            ] attempts, limit = 3 => fail(attempts)
        ),
        3
    );
    assert_eq!(
        attempts!(
            [stop = stop_after_attempt(9), wait = wait_none(), retry = retry_fn(move |r, _| *r != Err(limit))] attempts, limit = 3 => fail(attempts)
        ),
        3
    );
    assert_eq!(
        attempts!(
            [stop = stop_after_attempt(9), wait = wait_none(), retry = move |r| *r != Err(limit)] attempts, limit = 3 => fail(attempts)
        ),
        3
    );
    // One with `move` and one without.
    assert_eq!(
        attempts!(
            [stop = stop_when(move || limit > 9) | stop_when(|| attempts.get() > limit), wait = wait_none()] attempts, limit = 2 => fail(attempts)
        ),
        3
    );
}

/// A macro that passes each part in an invisible group.
macro_rules! grouped {
    ($stop:expr, $wait:expr, $retry:expr, $judge:expr, $more:expr) => {
        #[retry(stop = $stop | stop_fn($more), wait = $wait + $wait, retry = $retry & !retry_if_err($judge))]
        fn grouped(attempts: &Cell<u32>) -> Outcome {
            fail(attempts)
        }

        #[retry(stop = $stop | stop_fn($more), wait = $wait + $wait, retry = $retry & !retry_if_err($judge))]
        async fn grouped_async(attempts: &Cell<u32>) -> Outcome {
            fail(attempts)
        }
    };
}

grouped!(
    stop_fn(|s| s.upcoming_sleep() == Duration::from_nanos(6)),
    wait_fn(|s| Duration::from_nanos(1) * s.attempt_number()),
    retry_if_err(|e| *e < 9),
    |e| *e == 7,
    |_| false
);

macro_rules! bare {
    ($name:ident, $stop:expr, $wait:expr, $retry:expr) => {
        #[retry(stop = $stop, wait = $wait, retry = $retry)]
        fn $name(attempts: &Cell<u32>) -> Outcome {
            fail(attempts)
        }
    };
}

bare!(bare, |s| s.attempt_number() > 2, |_| Duration::ZERO, |r| r.is_err());
bare!(bare_with_move, move |s| s.attempt_number() > 2, move |_| Duration::ZERO, move |r| r.is_err());

#[tokio::test]
async fn closures_in_invisible_groups() {
    let attempts = Cell::new(0);
    assert_eq!((grouped(&attempts), attempts.take()), (Err(3), 3));
    assert_eq!((grouped_async(&attempts).await, attempts.take()), (Err(3), 3));
    assert_eq!((bare(&attempts), attempts.take()), (Err(3), 3));
    assert_eq!((bare_with_move(&attempts), attempts.take()), (Err(3), 3));
}

struct Client {
    n: u32,
    pause: Duration,
    stop: Box<dyn Stop>,
    made: Cell<u32>,
}

impl Client {
    /// Counts how often it is called.
    fn stop(&self) -> impl Stop + use<> {
        self.made.set(self.made.get() + 1);
        stop_after_attempt(self.n)
    }

    #[retry(stop = stop_after_attempt(self.n) | stop_when(|| attempts.get() >= most), wait = wait_fixed(self.pause) + wait_fn(|_| self.pause))]
    fn ask(&self, attempts: &Cell<u32>, most: u32) -> Outcome {
        fail(attempts)
    }

    #[retry(stop = stop_after_attempt(self.n) | stop_when(|| attempts.get() >= most), wait = wait_fixed(self.pause) + wait_fn(|_| self.pause))]
    async fn ask_async(&self, attempts: &Cell<u32>, most: u32) -> Outcome {
        fail(attempts)
    }

    #[retry(stop = self.stop() | stop_when(|| attempts.get() >= most), wait = wait_none())]
    fn ask_once_for_the_strategy(&self, attempts: &Cell<u32>, most: u32) -> Outcome {
        fail(attempts)
    }

    #[retry(stop = &self.stop | stop_when(|| attempts.get() >= most), wait = wait_none())]
    fn ask_by_a_place(&self, attempts: &Cell<u32>, most: u32) -> Outcome {
        fail(attempts)
    }

    #[retry(stop = (self.stop) | stop_when(|| self.n >= most), wait = wait_none())]
    fn ask_mutably(&mut self, most: u32) -> Outcome {
        self.n += 1;
        Err(self.n)
    }
}

#[tokio::test]
async fn operands_beside_a_closure_are_evaluated_once() {
    let mut client = Client { n: 4, pause: Duration::from_nanos(1), stop: Box::new(stop_after_attempt(4)), made: Cell::new(0) };
    for (most, expected) in [(3, 3), (9, 4)] {
        let attempts = Cell::new(0);
        assert_eq!((client.ask(&attempts, most), attempts.take()), (Err(expected), expected));
        assert_eq!((client.ask_async(&attempts, most).await, attempts.take()), (Err(expected), expected));
        assert_eq!((client.ask_once_for_the_strategy(&attempts, most), attempts.take()), (Err(expected), expected));
        assert_eq!(client.made.take(), 1);
        assert_eq!((client.ask_by_a_place(&attempts, most), attempts.take()), (Err(expected), expected));
    }
    assert_eq!(client.ask_mutably(7), Err(7));
    assert_eq!(client.ask_mutably(99), Err(11));
}

#[tokio::test]
async fn a_closure_reads_a_value_that_the_body_borrows_mutably() {
    #[retry(
        stop = stop_after_attempt(9) | stop_when(|| log.len() > limit),
        wait = wait_fn(|_| 1ns * log.len().try_into().unwrap_or(0)),
        retry = retry_if_err(|e| *e < log.len() * 9) & retry_fn(|_, state| log.len() == state.attempt_number() as usize),
        before = |state| assert_eq!(log.len() + 1, state.attempt_number() as usize),
        after = |_, outcome| assert_eq!(*outcome, Err(log.len())),
        on_finish = |_, _, finish| assert!(finish == Finish::Stopped && !log.is_empty()),
    )]
    fn append(log: &mut Vec<Duration>, limit: usize) -> Result<(), usize> {
        log.push(Duration::ZERO);
        Err(log.len())
    }

    #[retry(
        stop = stop_after_attempt(9) | stop_when(|| log.len() > limit),
        wait = wait_fn(|_| 1ns * log.len().try_into().unwrap_or(0)),
        retry = retry_if_err(|e| *e < log.len() * 9) & retry_fn(|_, state| log.len() == state.attempt_number() as usize),
        before_sleep = |state, _| assert_eq!(state.upcoming_sleep().as_nanos() as usize, log.len()),
    )]
    async fn append_async(mut log: Vec<Duration>, limit: usize) -> Result<(), usize> {
        let log = &mut log;
        tokio::task::yield_now().await;
        log.push(Duration::ZERO);
        Err(log.len())
    }

    let mut log = Vec::new();
    assert_eq!((append(&mut log, 2), log.len()), (Err(3), 3));
    assert_eq!(append_async(Vec::new(), 2).await, Err(3));
}

#[test]
fn a_boxed_strategy_beside_a_closure_is_borrowed() {
    fn thrice() -> Box<dyn Stop> {
        Box::new(stop_after_attempt(3))
    }

    fn at_once() -> Box<dyn Wait> {
        Box::new(wait_none())
    }

    #[retry(stop = stop_when(|| full.get()).or(thrice()), wait = wait_chain((wait_fn(|_| Duration::ZERO), at_once())))]
    fn fill(full: &Cell<bool>, attempts: &Cell<u32>) -> Option<u8> {
        attempts.set(attempts.get() + 1);
        None
    }

    let (full, attempts) = (Cell::new(false), Cell::new(0));
    fill(&full, &attempts);
    assert_eq!(attempts.get(), 3);
}
