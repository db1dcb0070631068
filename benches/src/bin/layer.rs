//! Prints the cost of a layer of tower around a service that succeeds immediately. Each layer has a budget. The columns are the time as a ratio to
//! the bare service, the size of the future, and the allocations of a call.
//!
//! ```text
//! cargo run --release -p tenacity-benches --bin layer
//! ```
//!
//! The contenders take turns, and the fastest turn of each counts, because other load on the machine can only add time.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::future::{Ready, ready};
use std::hint::black_box;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use tenacity::prelude::*;
use tenacity_benches::executor;
use tenacity_tower::RetryLayer;
use tower::retry::Policy;
use tower::retry::budget::{Budget, TpsBudget};
use tower::{Layer, Service};

const TURNS: usize = 400;
const CALLS: u32 = 5_000;

/// Counts the allocations of this thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

#[expect(unsafe_code, reason = "an allocator can be counted in no other way")]
// SAFETY: every method forwards to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller upholds the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the contract.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Succeeds immediately.
#[derive(Clone)]
struct Echo;

impl Service<u64> for Echo {
    type Response = u64;
    type Error = Refused;
    type Future = Ready<Result<u64, Refused>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refused>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: u64) -> Self::Future {
        ready(Ok(black_box(request)))
    }
}

/// The error that no call returns.
#[derive(Clone, Debug)]
struct Refused;

/// The policy that tower's documentation shows: attempts, and a budget.
#[derive(Clone)]
struct Attempts {
    left: u32,
    budget: Arc<TpsBudget>,
}

impl Policy<u64, u64, Refused> for Attempts {
    type Future = Ready<()>;

    fn retry(&mut self, _: &mut u64, result: &mut Result<u64, Refused>) -> Option<Ready<()>> {
        if result.is_ok() {
            self.budget.deposit();
            return None;
        }
        let may_retry = self.left > 0 && self.budget.withdraw();
        self.left = self.left.saturating_sub(1);
        may_retry.then(|| ready(()))
    }

    fn clone_request(&mut self, request: &u64) -> Option<u64> {
        Some(*request)
    }
}

/// Calls the service once, as a task does.
fn call<S: Service<u64, Response = u64>>(service: &mut S) -> u64 {
    let mut context = Context::from_waker(Waker::noop());
    assert!(service.poll_ready(&mut context).is_ready(), "the service is always ready");
    let request = black_box(7);
    executor::block_on(|| service.call(request)).unwrap_or(0)
}

/// One row of the table.
struct Row {
    name: &'static str,
    fastest: Duration,
    size: usize,
    allocations: u64,
    turn: Box<dyn FnMut() -> Duration>,
}

impl Row {
    fn of<S>(name: &'static str, mut service: S) -> Self
    where
        S: Service<u64, Response = u64> + 'static,
    {
        let size = size_of::<S::Future>();
        call(&mut service);
        let before = ALLOCATIONS.with(Cell::get);
        call(&mut service);
        let allocations = ALLOCATIONS.with(Cell::get) - before;
        let turn = move || {
            let begun = Instant::now();
            for _ in 0..CALLS {
                black_box(call(&mut service));
            }
            begun.elapsed()
        };
        Self { name, fastest: Duration::MAX, size, allocations, turn: Box::new(turn) }
    }
}

fn main() {
    static BUDGET: RetryBudget = RetryBudget::new();
    let runtime = executor::runtime();
    let _entered = runtime.enter();
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).budget(&BUDGET);
    let boxed: tenacity::BoxedPolicy<Result<u64, Refused>> = policy.boxed();
    let attempts = Attempts { left: 2, budget: Arc::new(TpsBudget::default()) };
    let resilience = tower_resilience_retry::RetryLayer::<u64, u64, Refused>::builder()
        .max_attempts(3)
        .budget(tower_resilience_retry::RetryBudgetBuilder::new().token_bucket().build().expect("the defaults are valid"))
        .build();
    let mut rows = [
        Row::of("the bare service", Echo),
        Row::of("`tenacity_tower::RetryLayer`", RetryLayer::new(policy).layer(Echo)),
        Row::of("the same, with a `BoxedPolicy`", RetryLayer::new(boxed).layer(Echo)),
        Row::of("`tower::retry`", tower::retry::RetryLayer::new(attempts).layer(Echo)),
        Row::of("`tower-resilience-retry`", resilience.layer(Echo)),
    ];
    for _ in 0..TURNS {
        for row in &mut rows {
            row.fastest = row.fastest.min((row.turn)());
        }
    }
    let bare = rows[0].fastest.as_secs_f64();
    println!("| a service that succeeds immediately | time ÷ bare | future, bytes | allocations |");
    println!("|---|---:|---:|---:|");
    for Row { name, fastest, size, allocations, .. } in &rows {
        println!("| {name} | {:.1} | {size} | {allocations} |", fastest.as_secs_f64() / bare);
    }
}
