//! Shapes of methods, whose strategies may use `self` and the arguments.

use std::cell::Cell;
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tenacity::prelude::*;

/// A service that fails until it has made enough attempts.
#[derive(Debug, Default)]
struct Service {
    attempts: AtomicU32,
    succeeds_at: u32,
    limit: u32,
    pause: Duration,
}

impl Service {
    /// Succeeds at attempt `succeeds_at`, and gives up at attempt `limit`.
    fn new(succeeds_at: u32, limit: u32) -> Self {
        Self { succeeds_at, limit, ..Self::default() }
    }

    fn attempt(&self) -> Result<u32, u32> {
        let attempt = self.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        if attempt < self.succeeds_at { Err(attempt) } else { Ok(attempt) }
    }

    fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_fixed(self.pause))]
    fn by_reference(&self) -> Result<u32, u32> {
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_fixed(self.pause))]
    async fn by_reference_async(&self) -> Result<u32, u32> {
        tokio::task::yield_now().await;
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_fixed(self.pause))]
    fn by_mutable_reference(&mut self) -> Result<u32, u32> {
        *self.attempts.get_mut() += 1;
        self.pause += Duration::from_nanos(1);
        if self.attempts() < self.succeeds_at { Err(self.attempts()) } else { Ok(self.attempts()) }
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_fixed(self.pause))]
    async fn by_mutable_reference_async(&mut self) -> Result<u32, u32> {
        *self.attempts.get_mut() += 1;
        tokio::task::yield_now().await;
        if self.attempts() < self.succeeds_at { Err(self.attempts()) } else { Ok(self.attempts()) }
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    #[allow(clippy::needless_pass_by_value, reason = "the shape under test")]
    fn by_value(self) -> Result<u32, u32> {
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    async fn by_value_async(self) -> Result<u32, u32> {
        tokio::task::yield_now().await;
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    fn by_mutable_value(mut self) -> Result<u32, u32> {
        *self.attempts.get_mut() += 10;
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    fn shared(self: Arc<Self>) -> Result<u32, u32> {
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    async fn shared_async(self: Arc<Self>) -> Result<u32, u32> {
        let this = Arc::clone(&self);
        tokio::spawn(async move { this.attempt() }).await.unwrap()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    #[allow(clippy::boxed_local, reason = "the shape under test")]
    fn boxed(self: Box<Self>) -> Result<u32, u32> {
        self.attempt()
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    fn by_reference_to_rc(self: &Rc<Self>) -> Result<Rc<Self>, u32> {
        self.attempt().map(|_| Rc::clone(self))
    }

    /// A fallible constructor: a function without `self`.
    #[retry(stop = stop_after_attempt(Self::LIMIT), wait = wait_none())]
    fn connect(attempts: &Cell<u32>) -> Result<Self, u32> {
        attempts.set(attempts.get() + 1);
        if attempts.get() < 3 { Err(attempts.get()) } else { Ok(Self::default()) }
    }

    const LIMIT: u32 = 3;
}

#[test]
fn every_form_of_self() {
    let run = |call: fn(Service) -> (Result<u32, u32>, u32)| (call(Service::new(3, 5)), call(Service::new(9, 2)));
    let expected = ((Ok(3), 3), (Err(2), 2));
    assert_eq!(run(|service| (service.by_reference(), service.attempts())), expected);
    assert_eq!(run(|mut service| (service.by_mutable_reference(), service.attempts())), expected);
    let shared = |service: Service| {
        let service = Arc::new(service);
        (Arc::clone(&service).shared(), service.attempts())
    };
    assert_eq!(run(shared), expected);

    assert_eq!((Service::new(3, 5).by_value(), Service::new(9, 2).by_value()), (Ok(3), Err(2)));
    assert_eq!((Service::new(20, 5).by_mutable_value(), Service::new(99, 2).by_mutable_value()), (Ok(22), Err(22)));
    assert_eq!((Box::new(Service::new(3, 5)).boxed(), Box::new(Service::new(9, 2)).boxed()), (Ok(3), Err(2)));
    assert_eq!(Rc::new(Service::new(3, 5)).by_reference_to_rc().unwrap().attempts(), 3);
    assert_eq!(Rc::new(Service::new(9, 2)).by_reference_to_rc().unwrap_err(), 2);

    let attempts = Cell::new(0);
    assert_eq!((Service::connect(&attempts).is_ok(), attempts.get()), (true, 3));
}

#[tokio::test]
async fn every_form_of_self_async() {
    for (succeeds_at, limit, expected) in [(3, 5, (Ok(3), 3)), (9, 2, (Err(2), 2))] {
        let new = || Service::new(succeeds_at, limit);
        let service = new();
        assert_eq!((service.by_reference_async().await, service.attempts()), expected);
        let mut service = new();
        assert_eq!((service.by_mutable_reference_async().await, service.attempts()), expected);
        let service = Arc::new(new());
        assert_eq!((Arc::clone(&service).shared_async().await, service.attempts()), expected);
        assert_eq!(new().by_value_async().await, expected.0);
    }
}

trait Fetch {
    const LIMIT: u32;

    type Error: Debug + PartialEq<u32> + From<u32>;

    fn attempt(&self) -> Result<u32, u32>;

    fn limit(&self) -> u32 {
        Self::LIMIT
    }

    /// A default method.
    #[retry(stop = stop_after_attempt(self.limit()), wait = wait_none())]
    fn fetch(&self) -> Result<u32, Self::Error> {
        Ok(self.attempt()?)
    }

    /// A default `async fn`.
    #[retry(stop = stop_after_attempt(Self::LIMIT), wait = wait_none())]
    #[allow(async_fn_in_trait, reason = "nothing here asks whether the future is `Send`")]
    async fn fetch_async(&self) -> Result<u32, Self::Error> {
        tokio::task::yield_now().await;
        Ok(self.attempt()?)
    }

    fn fetch_twice(&mut self, times: u32) -> Option<u32>;

    #[allow(async_fn_in_trait, reason = "nothing here asks whether the future is `Send`")]
    async fn fetch_twice_async(&mut self, times: u32) -> Option<u32>;
}

impl Fetch for Service {
    const LIMIT: u32 = 4;

    type Error = u32;

    fn attempt(&self) -> Result<u32, u32> {
        Self::attempt(self)
    }

    #[retry(stop = stop_after_attempt(self.limit) | stop_after_attempt(times), wait = wait_none())]
    fn fetch_twice(&mut self, times: u32) -> Option<u32> {
        self.attempt().ok()
    }

    #[retry(stop = stop_after_attempt(self.limit) | stop_after_attempt(times), wait = wait_none())]
    async fn fetch_twice_async(&mut self, times: u32) -> Option<u32> {
        self.attempt().ok()
    }
}

#[test]
fn trait_defaults_and_implementations() {
    let (early, late) = (Service::new(3, 0), Service::new(9, 0));
    assert_eq!((early.fetch(), early.attempts(), late.fetch(), late.attempts()), (Ok(3), 3, Err(4), 4));
    let (mut early, mut late) = (Service::new(3, 9), Service::new(9, 9));
    assert_eq!((early.fetch_twice(4), early.attempts()), (Some(3), 3));
    assert_eq!((late.fetch_twice(4), late.attempts()), (None, 4));
}

#[tokio::test]
async fn trait_defaults_and_implementations_async() {
    let (early, late) = (Service::new(3, 0), Service::new(9, 0));
    assert_eq!((early.fetch_async().await, early.attempts()), (Ok(3), 3));
    assert_eq!((late.fetch_async().await, late.attempts()), (Err(4), 4));
    let (mut early, mut late) = (Service::new(3, 9), Service::new(9, 9));
    assert_eq!((early.fetch_twice_async(4).await, early.attempts()), (Some(3), 3));
    assert_eq!((late.fetch_twice_async(4).await, late.attempts()), (None, 4));
}

#[test]
fn a_default_is_called_through_a_trait_object() {
    trait Ask {
        fn ask(&self) -> Option<u32>;

        #[retry(stop = stop_after_attempt(3), wait = wait_none())]
        fn ask_often(&self) -> Option<u32> {
            self.ask()
        }
    }

    impl Ask for Cell<u32> {
        fn ask(&self) -> Option<u32> {
            self.set(self.get() + 1);
            (self.get() % 3 == 0).then_some(self.get())
        }
    }

    let object: &dyn Ask = &Cell::new(0);
    assert_eq!(object.ask_often(), Some(3));
}

/// Generic over its value, its strategy, its lifetime and its limit.
struct Pool<'a, T, S, const LIMIT: u32> {
    idle: &'a [T],
    stop: S,
    attempts: Cell<u32>,
}

impl<'a, T: PartialEq, S: Stop, const LIMIT: u32> Pool<'a, T, S, LIMIT> {
    #[retry(stop = self.stop, wait = wait_none())]
    fn find(&self, wanted: &T) -> Option<&'a T> {
        self.attempts.set(self.attempts.get() + 1);
        self.idle.iter().find(|idle| *idle == wanted)
    }

    #[retry(stop = stop_after_attempt(LIMIT), wait = wait_none())]
    async fn find_async<U>(&self, wanted: U) -> Option<&'a T>
    where
        T: PartialEq<U>,
    {
        self.attempts.set(self.attempts.get() + 1);
        self.idle.iter().find(|idle| **idle == wanted)
    }

    #[retry(stop = &self.stop, wait = wait_none())]
    fn first(&mut self) -> Option<&T> {
        self.attempts.set(self.attempts.get() + 1);
        self.idle.first()
    }
}

#[tokio::test]
async fn generic_implementations() {
    let idle = [String::from("a"), String::from("b")];
    let mut pool = Pool::<_, _, 3> { idle: &idle, stop: stop_after_attempt(2), attempts: Cell::new(0) };
    assert_eq!((pool.find(&"b".into()), pool.attempts.take()), (Some(&idle[1]), 1));
    assert_eq!((pool.find(&"c".into()), pool.attempts.take()), (None, 2));
    assert_eq!((pool.find_async("b").await, pool.attempts.take()), (Some(&idle[1]), 1));
    assert_eq!((pool.find_async("c").await, pool.attempts.take()), (None, 3));
    assert_eq!((pool.first().cloned(), pool.attempts.take()), (Some("a".into()), 1));
    pool.idle = &[];
    assert_eq!((pool.first().cloned(), pool.attempts.take()), (None, 2));
}

/// The number of attempts, and the pauses between them.
#[derive(Clone)]
struct Plan {
    limit: u32,
    pause: Duration,
    hopeless: Vec<u32>,
}

impl Service {
    #[retry(
        stop = stop_after_attempt(plan.limit.min(self.limit)) | stop_when(|| self.attempts() >= plan.limit),
        wait = wait_fixed(self.pause).plus(wait_fixed(plan.pause)) + wait_incrementing(plan.pause, self.pause),
        retry = retry_if_err(|e| !plan.hopeless.contains(e)) | retry_if_ok(|n| *n < self.succeeds_at),
        before_sleep = |state, _| slept.set(state.upcoming_sleep()),
        clone(plan, name),
    )]
    fn planned(&self, plan: Plan, mut name: String, slept: &Cell<Duration>) -> Result<u32, u32> {
        name.push('!');
        drop(plan);
        assert_eq!(name.into_bytes(), b"n!");
        self.attempt()
    }

    #[retry(
        stop = stop_after_attempt(plan.limit.min(self.limit)) | stop_when(|| self.attempts() >= plan.limit),
        wait = wait_fixed(self.pause).plus(wait_fixed(plan.pause)) + wait_incrementing(plan.pause, self.pause),
        retry = retry_if_err(|e| !plan.hopeless.contains(e)) | retry_if_ok(|n| *n < self.succeeds_at),
        before_sleep = |state, _| slept.set(state.upcoming_sleep()),
        clone(plan, name),
    )]
    async fn planned_async(&self, plan: Plan, mut name: String, slept: &Cell<Duration>) -> Result<u32, u32> {
        name.push('!');
        tokio::task::yield_now().await;
        drop(plan);
        assert_eq!(name.into_bytes(), b"n!");
        self.attempt()
    }
}

#[tokio::test]
async fn strategies_use_self_and_arguments_that_the_body_consumes() {
    let nano = Duration::from_nanos(1);
    let plan = |limit, hopeless: &[u32]| Plan { limit, pause: nano, hopeless: hopeless.into() };
    for (plan, limit, expected) in [
        (plan(9, &[]), 9, (Ok(5), 5)),
        (plan(9, &[2]), 9, (Err(2), 2)),
        (plan(3, &[]), 9, (Err(3), 3)),
        (plan(9, &[]), 4, (Err(4), 4)),
    ] {
        // The sleep after attempt n takes 2 + n nanoseconds. No sleep follows the last attempt.
        let new = || Service { pause: nano, ..Service::new(5, limit) };
        let (service, slept) = (new(), Cell::default());
        assert_eq!((service.planned(plan.clone(), "n".into(), &slept), service.attempts()), expected);
        assert_eq!(slept.get(), nano * (1 + expected.1));
        let (service, slept) = (new(), Cell::default());
        assert_eq!((service.planned_async(plan, "n".into(), &slept).await, service.attempts()), expected);
        assert_eq!(slept.get(), nano * (1 + expected.1));
    }
}

#[test]
fn an_argument_may_be_consumed_after_a_strategy_used_it() {
    #[retry(stop = stop_after_attempt(limits.len().try_into().unwrap()), wait = wait_none(), clone(limits))]
    fn consumed(limits: Vec<u8>, seen: &mut Vec<u8>) -> Option<()> {
        seen.extend(limits);
        None
    }

    let mut seen = Vec::new();
    assert_eq!((consumed(vec![1, 2], &mut seen), seen), (None, vec![1, 2, 1, 2]));
}
