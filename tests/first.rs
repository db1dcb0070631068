//! First light.

use std::cell::Cell;
use std::time::Duration;
use tenacity::prelude::*;

#[derive(Debug, PartialEq)]
struct E(u32);
impl E {
    fn is_transient(&self) -> bool {
        self.0 < 10
    }
}

#[retry(stop = stop_after_attempt(3), wait = wait_none())]
fn plain(n: &Cell<u32>) -> Result<u32, E> {
    n.set(n.get() + 1);
    Err(E(n.get()))?;
    Ok(1)
}

#[retry(stop = stop_after_attempt(5) | stop_after_delay(30s), wait = wait_exponential(1ms).max(5ms).full_jitter(),
    retry = retry_if_err(|e| e.is_transient()) | retry_if_ok(|v| v == &3),
    before_sleep = |state, outcome| log.set(log.get() + state.attempt_number() + u32::from(outcome.is_err())))]
async fn fetch(log: &Cell<u32>, n: &mut u32) -> Result<u32, E> {
    *n += 1;
    if *n < 3 {
        return Err(E(*n));
    }
    tokio::task::yield_now().await;
    Ok(*n)
}

struct S {
    limit: u32,
    made: u32,
}
impl S {
    #[retry(stop = stop_after_attempt(self.limit), wait = wait_none(), retry = |r| r.is_none(), clone(name))]
    fn poll(&mut self, name: String) -> Option<String> {
        self.made += 1;
        if self.made == 4 {
            Some(name)
        } else {
            drop(name);
            None
        }
    }
}

#[test]
fn it_runs() {
    let n = Cell::new(0);
    assert_eq!(plain(&n), Err(E(3)));
    let mut s = S { limit: 4, made: 0 };
    assert_eq!(s.poll("x".into()), Some("x".into()));
    let _ = Duration::ZERO;
}

#[tokio::test(start_paused = true)]
async fn it_runs_async() {
    let (log, mut n) = (Cell::new(0), 0);
    assert_eq!(fetch(&log, &mut n).await, Ok(4));
    assert_eq!(log.get(), 1 + 1 + 2 + 1 + 3);
}
