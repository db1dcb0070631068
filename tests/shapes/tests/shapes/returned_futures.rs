//! Shapes of functions that return a future instead of being `async`.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture, LocalBoxFuture};
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

#[tokio::test]
async fn an_opaque_future() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    #[allow(clippy::manual_async_fn, reason = "the shape under test")]
    fn elided(attempts: &AtomicU32) -> impl Future<Output = Result<u32, u32>> {
        async move { third(attempts).await }
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    #[allow(clippy::manual_async_fn, reason = "the shape under test")]
    fn named<'a>(attempts: &'a AtomicU32, name: &'a str) -> impl Future<Output = Result<&'a str, Box<u32>>> + Send + 'a {
        async move {
            third(attempts).await?;
            Ok(name)
        }
    }

    let attempts = AtomicU32::new(0);
    assert_eq!((elided(&attempts).await, take(&attempts)), (Ok(3), 3));
    assert_eq!((named(&attempts, "a").await, take(&attempts)), (Err(Box::new(2)), 2));
}

#[tokio::test]
async fn a_boxed_future() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn elided(attempts: &AtomicU32) -> Pin<Box<dyn Future<Output = Result<u32, u32>> + Send + '_>> {
        Box::pin(async move {
            let number = third(attempts).await?;
            Ok(number)
        })
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn local(
        attempts: Rc<AtomicU32>,
    ) -> ::std::pin::Pin<::std::boxed::Box<dyn ::std::future::Future<Output = Result<u32, u32>>>> {
        ::std::boxed::Box::pin(async move { third(&attempts).await })
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn recursive(depth: u32, attempts: &AtomicU32) -> Pin<Box<dyn Future<Output = Option<u32>> + '_>> {
        Box::pin(async move {
            attempts.fetch_add(1, Ordering::Relaxed);
            if depth == 0 { None } else { recursive(depth - 1, attempts).await }
        })
    }

    let attempts = AtomicU32::new(0);
    assert_eq!((elided(&attempts).await, take(&attempts)), (Ok(3), 3));
    assert_eq!((recursive(2, &attempts).await, take(&attempts)), (None, 2 + 4 + 8));
    let attempts = Rc::new(attempts);
    assert_eq!((local(Rc::clone(&attempts)).await, take(&attempts)), (Ok(3), 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boxed_future_by_its_alias() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn sendable(attempts: Arc<AtomicU32>) -> BoxFuture<'static, Result<u32, u32>> {
        async move { third(&attempts).await }.boxed()
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn pinned(attempts: &AtomicU32) -> BoxFuture<'_, Result<u32, u32>> {
        Box::pin(async move { third(attempts).await })
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn local<'a>(attempts: &'a AtomicU32, seen: &'a Cell<u32>) -> LocalBoxFuture<'a, Result<u32, u32>> {
        async move {
            let outcome = third(attempts).await;
            seen.set(attempts.load(Ordering::Relaxed));
            outcome
        }
        .boxed_local()
    }

    let attempts = Arc::new(AtomicU32::new(0));
    assert_eq!(tokio::spawn(sendable(Arc::clone(&attempts))).await.unwrap(), Ok(3));
    assert_eq!((take(&attempts), pinned(&attempts).await, take(&attempts)), (3, Ok(3), 3));
    let seen = Cell::new(0);
    assert_eq!((local(&attempts, &seen).await, seen.get()), (Err(2), 2));
}

#[tokio::test]
async fn statements_before_the_block_run_once_per_call() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), before = |state| assert!(state.attempt_number() <= prepared))]
    fn prepared(calls: &Cell<u32>, attempts: &AtomicU32, limit: u32) -> impl Future<Output = Result<(u32, u32), u32>> {
        calls.set(calls.get() + 1);
        let prepared = calls.get() * 10;
        let double = |n: u32| -> Option<u32> { n.checked_mul(2) };
        async move {
            let number = third(attempts).await?;
            Ok((number, double(prepared).unwrap_or_default()))
        }
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn boxed<'a>(calls: &Cell<u32>, attempts: &'a AtomicU32, limit: u32) -> BoxFuture<'a, Result<u32, u32>> {
        calls.set(calls.get() + 1);
        if limit == 0 {
            return Box::pin(future::ready(Ok(0)));
        }
        Box::pin(async move { third(attempts).await })
    }

    let (calls, attempts) = (Cell::new(0), AtomicU32::new(0));
    let call = prepared(&calls, &attempts, 5);
    assert_eq!((calls.get(), take(&attempts)), (1, 0), "before the future is first polled");
    assert_eq!((call.await, calls.take(), take(&attempts)), (Ok((3, 20)), 1, 3));
    assert_eq!((prepared(&calls, &attempts, 2).await, calls.take(), take(&attempts)), (Err(2), 1, 2));
    assert_eq!((boxed(&calls, &attempts, 5).await, calls.take(), take(&attempts)), (Ok(3), 1, 3));
    assert_eq!((boxed(&calls, &attempts, 0).await, calls.take(), take(&attempts)), (Ok(0), 1, 0));
}

#[tokio::test]
async fn every_statement_in_the_block_runs_in_each_attempt() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn countdown(attempts: &AtomicU32, left: u32) -> impl Future<Output = Result<u32, u32>> {
        assert!(left > 0);
        async move {
            let mut left = left;
            left -= 1;
            third(attempts).await?;
            Ok(left)
        }
    }

    let attempts = AtomicU32::new(0);
    assert_eq!((countdown(&attempts, 5).await, take(&attempts)), (Ok(4), 3));
}

/// A method with a block that moves `self`.
struct Client(AtomicU32);

impl Client {
    #[retry(stop = stop_after_attempt(self.0.load(Ordering::Relaxed) + 2), wait = wait_none())]
    #[allow(clippy::manual_async_fn, reason = "the shape under test")]
    fn ask(&self) -> impl Future<Output = Result<u32, u32>> + Send {
        async move { third(&self.0).await }
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn ask_owned(self: Arc<Self>) -> BoxFuture<'static, Result<u32, u32>> {
        async move { third(&self.0).await }.boxed()
    }
}

#[tokio::test]
async fn methods_that_return_a_future() {
    let client = Arc::new(Client(AtomicU32::new(0)));
    assert_eq!((client.ask().await, take(&client.0)), (Err(2), 2));
    assert_eq!((Arc::clone(&client).ask_owned().await, take(&client.0)), (Ok(3), 3));
}
