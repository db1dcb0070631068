//! `#[retry]` on top of the attributes of other crates, which then see the function with the loop in it.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use rstest::rstest;
use tenacity::prelude::*;

/// Counts an attempt, and fails with its number and the argument.
fn fail(attempts: &AtomicU32, mut argument: String) -> Result<String, String> {
    argument += &(attempts.fetch_add(1, Relaxed) + 1).to_string();
    Err(argument)
}

#[test]
fn below_them_it_is_rejected_with_the_right_order() {
    trybuild::TestCases::new().compile_fail("cases/*.rs");
}

#[tokio::test]
async fn a_span_is_around_all_attempts() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(argument))]
    #[tracing::instrument(skip(attempts), err)]
    async fn instrumented(attempts: &AtomicU32, argument: String) -> Result<String, String> {
        fail(attempts, argument)
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(argument))]
    #[tracing::instrument(skip_all, ret)]
    fn instrumented_sync(attempts: &AtomicU32, argument: String) -> Result<String, String> {
        fail(attempts, argument)
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(argument))]
    #[fastrace::trace]
    async fn traced(attempts: &AtomicU32, argument: String) -> Result<String, String> {
        fail(attempts, argument)
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(argument))]
    #[fastrace::trace]
    fn traced_sync(attempts: &AtomicU32, argument: String) -> Result<String, String> {
        fail(attempts, argument)
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(argument))]
    #[async_backtrace::framed]
    async fn framed(attempts: &AtomicU32, argument: String) -> Result<String, String> {
        fail(attempts, argument)
    }

    let new = || AtomicU32::new(0);
    assert_eq!(instrumented(&new(), "a".into()).await, Err("a3".into()));
    assert_eq!(instrumented_sync(&new(), "a".into()), Err("a3".into()));
    assert_eq!(traced(&new(), "a".into()).await, Err("a3".into()));
    assert_eq!(traced_sync(&new(), "a".into()), Err("a3".into()));
    assert_eq!(framed(&new(), "a".into()).await, Err("a3".into()));
}

#[tokio::test]
async fn a_cache_keeps_the_outcome_of_a_whole_call() {
    static ATTEMPTS: AtomicU32 = AtomicU32::new(0);

    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    #[cached::macros::cached]
    fn kept(id: u32) -> Option<u32> {
        let attempt = ATTEMPTS.fetch_add(1, Relaxed) + 1;
        if attempt < 3 { None } else { Some(id + attempt) }
    }

    assert_eq!((kept(1), ATTEMPTS.load(Relaxed)), (Some(4), 3));
    assert_eq!((kept(1), ATTEMPTS.load(Relaxed)), (Some(4), 3));
}

#[tokio::test]
async fn a_recursive_future_is_boxed_around_the_loop() {
    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    #[async_recursion::async_recursion]
    async fn nested(attempts: &AtomicU32, depth: u32) -> Result<u32, u32> {
        attempts.fetch_add(1, Relaxed);
        if depth == 0 { Err(0) } else { nested(attempts, depth - 1).await }
    }

    let attempts = AtomicU32::new(0);
    assert_eq!(nested(&attempts, 2).await, Err(0));
    assert_eq!(attempts.load(Relaxed), 2 + 4 + 8);
}

#[retry(stop = stop_after_attempt(3), wait = wait_none())]
#[rstest]
#[case(1)]
#[case(2)]
fn each_case_is_retried(#[case] number: u32) -> Result<(), u32> {
    static ATTEMPTS: [AtomicU32; 3] = [const { AtomicU32::new(0) }; 3];
    let attempt = ATTEMPTS[number as usize].fetch_add(1, Relaxed) + 1;
    if attempt < 3 { Err(attempt) } else { Ok(()) }
}
