//! Shapes of futures: spawned ones, those of `#[async_trait]`, and annotated tests.

use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use tenacity::prelude::*;

/// Counts an attempt. The third one succeeds with its number.
async fn third(attempts: &AtomicU32) -> Result<u32, u32> {
    tokio::task::yield_now().await;
    let attempt = attempts.fetch_add(1, Ordering::Relaxed) + 1;
    if attempt < 3 { Err(attempt) } else { Ok(attempt) }
}

/// Returns the number of attempts so far, and resets it.
fn take(attempts: &AtomicU32) -> u32 {
    attempts.swap(0, Ordering::Relaxed)
}

#[tokio::test(flavor = "multi_thread")]
async fn futures_are_spawned() {
    #[retry(stop = stop_after_attempt(5), wait = wait_fixed(1us).full_jitter())]
    async fn owned(attempts: Arc<AtomicU32>, _: String) -> Result<u32, u32> {
        third(&attempts).await
    }

    /// The output of an attempt need not be `Send`, if the body does not hold it across an `await`.
    #[retry(stop = stop_after_attempt(5), wait = wait_fixed(1us))]
    async fn unsendable(attempts: Arc<AtomicU32>) -> Result<Rc<u32>, Rc<u32>> {
        third(&attempts).await.map(Rc::new).map_err(Rc::new)
    }

    #[retry(
        stop = stop_after_attempt(limit) | stop_when(|| attempts.load(Ordering::Relaxed) > 9),
        wait = wait_exponential(1us) + wait_random(1ns, 2ns),
        retry = retry_if_err(|e| *e < 9) & !retry_if_ok(|n| *n > 9),
        before = |_| hooks.store(1, Ordering::Relaxed),
        after = |_, _| _ = hooks.fetch_add(1, Ordering::Relaxed),
        on_finish = |_, _, _| _ = hooks.fetch_add(10, Ordering::Relaxed),
        clone(name),
        state = progress,
        fallback = |_, outcome| outcome,
        seed = 1,
    )]
    async fn all_keys(attempts: &AtomicU32, hooks: &AtomicU32, limit: u32, name: String) -> Result<u32, u32> {
        let number = progress.attempt_number();
        let outcome = third(attempts).await;
        drop(name);
        assert!(number <= limit);
        outcome
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn generic<T: Clone + Send + Sync, E: Send>(value: T, ask: impl AsyncSend<E>) -> Result<T, E> {
        ask.ask().await?;
        Ok(value.clone())
    }

    /// A callable with a `Send` future.
    trait AsyncSend<E>: Send + Sync {
        fn ask(&self) -> impl Future<Output = Result<u32, E>> + Send;
    }

    impl AsyncSend<u32> for Arc<AtomicU32> {
        async fn ask(&self) -> Result<u32, u32> {
            third(self).await
        }
    }

    let attempts = Arc::new(AtomicU32::new(0));
    assert_eq!(tokio::spawn(owned(Arc::clone(&attempts), String::new())).await.unwrap(), Ok(3));
    assert_eq!(take(&attempts), 3);
    let shared = Arc::clone(&attempts);
    assert_eq!(tokio::spawn(async move { unsendable(shared).await.is_ok_and(|n| *n == 3) }).await.ok(), Some(true));
    assert_eq!(take(&attempts), 3);
    let (shared, hooks) = (Arc::clone(&attempts), Arc::new(AtomicU32::new(0)));
    let call = {
        let hooks = Arc::clone(&hooks);
        async move { all_keys(&shared, &hooks, 5, "name".into()).await }
    };
    assert_eq!(tokio::spawn(call).await.unwrap(), Ok(3));
    assert_eq!((take(&attempts), take(&hooks)), (3, 11));
    assert_eq!(tokio::spawn(generic("value", Arc::clone(&attempts))).await.unwrap(), Ok("value"));
    assert_eq!(take(&attempts), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn borrowing_futures_are_send() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn borrowing(attempts: &AtomicU32, names: &mut Vec<String>) -> Result<u32, u32> {
        names.push(String::new());
        third(attempts).await
    }

    fn assert_send<F: Future + Send>(future: F) -> F {
        future
    }

    let (attempts, mut names) = (AtomicU32::new(0), Vec::new());
    assert_eq!(assert_send(borrowing(&attempts, &mut names)).await, Ok(3));
    assert_eq!((take(&attempts), names.len()), (3, 3));
}

/// A trait that is `dyn`-compatible because its futures are boxed.
#[async_trait]
trait Service: Send + Sync {
    type Error: Debug + Send + From<u32>;

    fn attempts(&self) -> &AtomicU32;

    fn limit(&self) -> u32 {
        5
    }

    /// A default method with `&self`.
    #[retry(stop = stop_after_attempt(self.limit()), wait = wait_none())]
    async fn by_reference(&self) -> Result<u32, Self::Error> {
        Ok(third(self.attempts()).await?)
    }

    /// A default method with `&mut self`.
    #[retry(stop = stop_after_attempt(self.limit() + extra), wait = wait_none())]
    async fn by_mutable_reference(&mut self, extra: u32, seen: &mut Vec<u32>) -> Result<u32, Self::Error> {
        seen.push(extra);
        Ok(third(self.attempts()).await?)
    }

    /// A default method with `self`.
    #[retry(stop = stop_after_attempt(self.limit()), wait = wait_none())]
    async fn by_value(self) -> Result<u32, Self::Error>
    where
        Self: Sized,
    {
        Ok(third(self.attempts()).await?)
    }

    /// A default function without `self`.
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn without_self(attempts: &AtomicU32, limit: u32) -> Result<u32, u32>
    where
        Self: Sized,
    {
        third(attempts).await
    }

    async fn implemented(&self, name: String, pair: (u32, String), total: u32, _: ()) -> Result<String, u32>;

    async fn implemented_mutably(&mut self, limit: u32) -> Option<u32>;

    /// A default method without a return type.
    #[retry(stop = stop_after_attempt(self.limit()), wait = wait_none(), retry = retry_always())]
    async fn unit(&self) {
        self.attempts().fetch_add(1, Ordering::Relaxed);
    }

    async fn generic<T: ToString + Send + Sync>(&self, value: T) -> Option<String>
    where
        Self: Sized;
}

#[derive(Default)]
struct Remote {
    attempts: AtomicU32,
    limit: u32,
}

#[async_trait]
impl Service for Remote {
    type Error = u32;

    fn attempts(&self) -> &AtomicU32 {
        &self.attempts
    }

    #[retry(
        stop = stop_after_attempt(self.limit) | stop_when(|| self.attempts.load(Ordering::Relaxed) > 9),
        wait = wait_none(),
        retry = retry_if_err(|e| *e < self.limit),
    )]
    async fn implemented(&self, name: String, (first, second): (u32, String), mut total: u32, _: ()) -> Result<String, u32> {
        total += first;
        third(self.attempts()).await?;
        Ok(format!("{name}{second}{total}"))
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), before = |_| assert_eq!(self.limit, 2))]
    async fn implemented_mutably(&mut self, limit: u32) -> Option<u32> {
        *self.attempts.get_mut() += 1;
        tokio::task::yield_now().await;
        (*self.attempts.get_mut() > 3).then_some(limit)
    }

    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none())]
    async fn generic<T: ToString + Send + Sync>(&self, value: T) -> Option<String> {
        third(self.attempts()).await.ok()?;
        Some(value.to_string())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_of_async_trait() {
    let mut remote = Remote { limit: 4, ..Remote::default() };
    assert_eq!((remote.by_reference().await, take(&remote.attempts)), (Ok(3), 3));
    let mut seen = Vec::new();
    assert_eq!((remote.by_mutable_reference(2, &mut seen).await, take(&remote.attempts)), (Ok(3), 3));
    assert_eq!(seen, [2, 2, 2]);
    assert_eq!(Remote::without_self(&remote.attempts, 2).await, Err(2));
    assert_eq!(take(&remote.attempts), 2);
    assert_eq!((remote.implemented("n".into(), (1, "s".into()), 7, ()).await, take(&remote.attempts)), (Ok("ns10".into()), 3));
    assert_eq!((remote.generic(7).await.as_deref(), take(&remote.attempts)), (Some("7"), 3));

    assert_eq!((remote.unit().await, take(&remote.attempts)), ((), 5));

    remote.limit = 2;
    assert_eq!((remote.implemented("n".into(), (1, "s".into()), 7, ()).await, take(&remote.attempts)), (Err(2), 2));
    assert_eq!((remote.implemented_mutably(3).await, take(&remote.attempts)), (None, 3));
    assert_eq!((remote.implemented_mutably(9).await, take(&remote.attempts)), (Some(9), 4));
    assert_eq!(remote.by_value().await, Ok(3));

    let object: Arc<dyn Service<Error = u32>> = Arc::new(Remote::default());
    let shared = Arc::clone(&object);
    assert_eq!(tokio::spawn(async move { shared.by_reference().await }).await.unwrap(), Ok(3));
    assert_eq!(take(object.attempts()), 3);
}

#[async_trait(?Send)]
trait Local {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn ask(&self, attempts: Rc<AtomicU32>) -> Result<u32, u32> {
        third(&attempts).await
    }
}

impl Local for () {}

#[tokio::test]
async fn methods_of_a_local_async_trait() {
    let attempts = Rc::new(AtomicU32::new(0));
    assert_eq!((().ask(Rc::clone(&attempts)).await, take(&attempts)), (Ok(3), 3));
}

static FLAKY_ABOVE: AtomicU32 = AtomicU32::new(0);

#[retry(stop = stop_after_attempt(5), wait = wait_none())]
#[tokio::test]
async fn a_flaky_async_test_above_the_attribute_of_tokio() -> Result<(), u32> {
    third(&FLAKY_ABOVE).await.map(drop)
}

static FLAKY_SYNC: AtomicU32 = AtomicU32::new(0);

#[retry(stop = stop_after_attempt(3), wait = wait_none())]
#[test]
fn a_flaky_test_above() -> Result<(), u32> {
    let attempt = FLAKY_SYNC.fetch_add(1, Ordering::Relaxed) + 1;
    if attempt < 3 { Err(attempt) } else { Ok(()) }
}

static FLAKY_SYNC_BELOW: AtomicU32 = AtomicU32::new(0);

#[test]
#[retry(stop = stop_after_attempt(3), wait = wait_none())]
fn a_flaky_test_below() -> Result<(), u32> {
    let attempt = FLAKY_SYNC_BELOW.fetch_add(1, Ordering::Relaxed) + 1;
    if attempt < 3 { Err(attempt) } else { Ok(()) }
}
