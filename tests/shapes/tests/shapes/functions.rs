//! Shapes of free functions, including recursive functions, nested functions and those that `macro_rules!` generates.

use std::cell::Cell;
use std::time::Duration;

use tenacity::prelude::*;

/// Counts an attempt. The third one succeeds with its number.
fn third(attempts: &Cell<u32>) -> Result<u32, u32> {
    attempts.set(attempts.get() + 1);
    if attempts.get() < 3 { Err(attempts.get()) } else { Ok(attempts.get()) }
}

/// Counts an attempt, and fails.
fn never(attempts: &Cell<u32>) -> Result<u32, u32> {
    attempts.set(attempts.get() + 1);
    Err(attempts.get())
}

#[test]
fn plain() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn plain(attempts: &Cell<u32>) -> Result<u32, u32> {
        third(attempts)
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn failing(attempts: &Cell<u32>) -> Result<u32, u32> {
        never(attempts)
    }

    let attempts = Cell::new(0);
    assert_eq!((plain(&attempts), attempts.take()), (Ok(3), 3));
    assert_eq!((failing(&attempts), attempts.take()), (Err(2), 2));
}

#[tokio::test]
async fn plain_async() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn plain(attempts: &Cell<u32>) -> Result<u32, u32> {
        tokio::task::yield_now().await;
        third(attempts)
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    async fn failing(attempts: &Cell<u32>) -> Result<u32, u32> {
        tokio::task::yield_now().await;
        never(attempts)
    }

    let attempts = Cell::new(0);
    assert_eq!((plain(&attempts).await, attempts.take()), (Ok(3), 3));
    assert_eq!((failing(&attempts).await, attempts.take()), (Err(2), 2));
}

/// An annotated function built from parts that `macro_rules!` captured, each with a different fragment specifier.
macro_rules! produce {
    (
        $name:ident, $output:ty, $stop:expr, $judge:expr, wait_fixed($pause:literal), ($($retry:tt)*),
        fn($($argument:ident: $type:ty),*) $body:block, async $async_name:ident
    ) => {
        #[retry(stop = $stop, wait = wait_fixed($pause), retry = retry_if_err($judge) & $($retry)*)]
        fn $name($($argument: $type),*) -> $output $body

        #[retry(stop = $stop, wait = wait_fixed($pause), retry = retry_if_err($judge) & $($retry)*)]
        async fn $async_name($($argument: $type),*) -> $output $body
    };
}

produce! {
    produced, Result<u32, u32>, stop_after_attempt(5) | stop_after_delay(Duration::from_secs(30)), |e| *e < 9, wait_fixed(1ms),
    (!retry_if_err(|e| *e == 7)), fn(attempts: &Cell<u32>) { third(attempts) }, async produced_async
}

produce! {
    produced_failing, Result<u32, u32>, |state| state.attempt_number() > 3, |e: &u32| *e < 9, wait_fixed(1us),
    (retry_fn(|_, state| state.elapsed() < 30s)), fn(attempts: &Cell<u32>) { never(attempts) }, async produced_failing_async
}

#[tokio::test]
async fn produced_by_macro_rules() {
    let attempts = Cell::new(0);
    assert_eq!((produced(&attempts), attempts.take()), (Ok(3), 3));
    assert_eq!((produced_async(&attempts).await, attempts.take()), (Ok(3), 3));
    assert_eq!((produced_failing(&attempts), attempts.take()), (Err(4), 4));
    assert_eq!((produced_failing_async(&attempts).await, attempts.take()), (Err(4), 4));
}

/// Passes the whole attribute through as tokens, or the whole function as an item.
macro_rules! annotate {
    ([$($keys:tt)*] $(#[$meta:meta])* $vis:vis fn $name:ident($($arguments:tt)*) -> $output:ty $body:block) => {
        $(#[$meta])*
        #[retry($($keys)*)]
        $vis fn $name($($arguments)*) -> $output $body
    };
    (@item [$($keys:tt)*] $item:item) => {
        #[retry($($keys)*)]
        $item
    };
}

annotate! {
    [stop = stop_after_attempt(5) | stop_after_delay(30s), wait = wait_fixed(1.5us), before = |state| before.set(state.attempt_number())]
    /// Documented.
    #[inline]
    pub(crate) fn annotated(before: &Cell<u32>, attempts: &Cell<u32>) -> Result<u32, u32> { third(attempts) }
}

annotate! {
    @item [stop = stop_after_attempt(2), wait = wait_fixed(1us)]
    fn annotated_item(attempts: &Cell<u32>) -> Result<u32, u32> { never(attempts) }
}

annotate! {
    @item [stop = stop_after_attempt(5), wait = wait_fixed(1us)]
    async fn annotated_async_item(attempts: &Cell<u32>) -> Result<u32, u32> { third(attempts) }
}

#[tokio::test]
async fn annotated_by_macro_rules() {
    let (before, attempts) = (Cell::new(0), Cell::new(0));
    assert_eq!((annotated(&before, &attempts), attempts.take(), before.get()), (Ok(3), 3, 3));
    assert_eq!((annotated_item(&attempts), attempts.take()), (Err(2), 2));
    assert_eq!((annotated_async_item(&attempts).await, attempts.take()), (Ok(3), 3));
}

#[test]
fn recursion() {
    /// Each level fails once. If an inner level gives up, the outer level retries it.
    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn descend(depth: u32, attempts: &Cell<u32>) -> Result<u32, u32> {
        attempts.set(attempts.get() + 1);
        if depth == 0 { Err(0) } else { descend(depth - 1, attempts).map_err(|depth| depth + 1) }
    }

    #[retry(stop = stop_after_attempt(9), wait = wait_none())]
    fn climb(depth: u32, attempts: &Cell<u32>) -> Result<u32, u32> {
        if depth == 0 { third(attempts) } else { climb(depth - 1, attempts) }
    }

    let attempts = Cell::new(0);
    assert_eq!((descend(3, &attempts), attempts.take()), (Err(3), 2 + 4 + 8 + 16));
    assert_eq!((climb(3, &attempts), attempts.take()), (Ok(3), 3));
}

#[test]
fn nested_items() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    fn outer(attempts: &Cell<u32>, inner_attempts: &Cell<u32>) -> Result<u32, u32> {
        const STEP: u32 = 1;

        #[derive(Default)]
        struct Step(u32);

        impl Step {
            fn taken(&self) -> Result<u32, u32> {
                if self.0 > 0 {
                    return Ok(self.0);
                }
                Err(0_u32)?;
                Ok(1)
            }
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none())]
        fn inner(attempts: &Cell<u32>) -> Result<u32, u32> {
            never(attempts)?;
            Ok(0)
        }

        attempts.set(attempts.get() + 1);
        assert_eq!(Step(STEP).taken(), Ok(1));
        assert_eq!(Step::default().taken(), Err(0));
        inner(inner_attempts)
    }

    let (attempts, inner_attempts) = (Cell::new(0), Cell::new(0));
    assert_eq!((outer(&attempts, &inner_attempts), attempts.get(), inner_attempts.get()), (Err(6), 3, 6));
}

#[test]
fn inner_attributes_and_no_return_type() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), retry = retry_always())]
    fn unit(attempts: &Cell<u32>) {
        #![allow(unused_must_use, reason = "an attribute inside the body, under test")]
        never(attempts);
    }

    let attempts = Cell::new(0);
    unit(&attempts);
    assert_eq!(attempts.get(), 3);
}
