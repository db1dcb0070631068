//! The names around an expansion do not affect it, nor does the name of this crate.

#![deny(warnings)]
#![warn(clippy::pedantic, clippy::nursery)]
#![allow(clippy::redundant_pub_crate, reason = "it contradicts `unreachable_pub`")]

extern crate tenacity as other;

mod facade {
    pub(crate) mod export {
        pub(crate) use tenacity::*;
    }
}

#[allow(dead_code, reason = "the names only have to exist")]
mod shadowed {
    use tenacity::{
        Event, RetryBudget, RetryError, RetryPolicy, RetryStats, TimedOut, retry, retry_if_err, stop_after_attempt, stop_fn,
        wait_none,
    };

    struct Result;
    struct Option;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct Duration;
    struct RetryState;
    mod core {}
    mod std {}
    mod alloc {}

    type Outcome = ::core::result::Result<(), u32>;

    #[retry(
        stop = stop_after_attempt(3) | stop_fn(|s| s.attempt_number() > 9),
        wait = wait_none(),
        retry = retry_if_err(|e| *e < 9),
        before = |_| {},
        fallback = |_, outcome| outcome,
        enabled = true,
        state = progress,
    )]
    pub(super) fn arguments(state: u32, policy: u32, outcome: u32, delay: u32, decision: u32, __outcome: u32) -> Outcome {
        ::core::result::Result::Err(progress.attempt_number() + state + policy + outcome + delay + decision + __outcome)
    }

    static BUDGET: RetryBudget = RetryBudget::new().initial(9);
    static STATS: RetryStats = RetryStats::new();
    static EVENT: Event = Event::new();

    #[retry(
        policy = RetryPolicy::new().wait(wait_none()),
        stop = stop_after_attempt(3),
        attempt_timeout = 1s,
        timeout = 1min,
        budget = &BUDGET,
        stats = &STATS,
        cancel = &EVENT,
        wrap_error
    )]
    pub(super) async fn limited(
        limits: u32,
        lent: u32,
        attempt: u32,
        alarm: u32,
        report: u32,
        hooks: u32,
    ) -> ::core::result::Result<u32, RetryError<Mine>> {
        ::core::result::Result::Err(Mine(limits + lent + attempt + alarm + report + hooks))
    }

    #[derive(Debug)]
    pub(super) struct Mine(pub(super) u32);

    impl ::core::convert::From<TimedOut> for Mine {
        fn from(_: TimedOut) -> Self {
            Self(0)
        }
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), retry = retry_if_err(move |e| *e < 9))]
    pub(super) async fn arguments_async(state: u32, __outcome: u32, pinned: u32) -> Outcome {
        ::core::result::Result::Err(state + __outcome + pinned)
    }
}

#[tokio::test]
async fn shadowed_names_do_not_matter() {
    assert_eq!(shadowed::arguments(0, 0, 0, 0, 0, 0), Err(3));
    assert_eq!(shadowed::arguments_async(1, 1, 1).await, Err(3));
    let error = shadowed::limited(1, 1, 1, 1, 1, 1).await.unwrap_err();
    assert_eq!((error.attempts(), error.last().0), (3, 6));
}

#[test]
fn the_crate_is_found_by_the_given_path() {
    #[other::retry(stop = other::stop_after_attempt(3), wait = other::wait_fixed(1ns), crate = ::tenacity)]
    fn absolute(attempts: &mut u32) -> Option<()> {
        *attempts += 1;
        None
    }

    #[other::retry(stop = other::stop_after_attempt(3), wait = other::wait_fixed(1ns), crate = crate::hygiene::facade::export)]
    fn exported(attempts: &mut u32) -> Option<()> {
        *attempts += 1;
        None
    }

    let mut attempts = 0;
    assert_eq!((absolute(&mut attempts), exported(&mut attempts)), (None, None));
    assert_eq!(attempts, 6);
}

#[test]
fn an_opaque_type_may_appear_in_a_trait_object() {
    #[other::retry(stop = other::stop_after_attempt(3), wait = other::wait_none())]
    fn items(attempts: &mut u8) -> Result<Box<dyn Iterator<Item = impl std::fmt::Debug + use<>>>, u8> {
        *attempts += 1;
        if *attempts > 9 { Ok(Box::new(std::iter::once(*attempts))) } else { Err(*attempts) }
    }

    assert_eq!(items(&mut 0).err(), Some(3));
}
