//! The stable costs of a call through the layer, beside `tower::retry`: allocations and the size of the future.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::future::{Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tenacity::{BoxedPolicy, prelude::*};
use tenacity_tower::RetryLayer;
use tower::{Layer, Service};

/// Counts the allocations of this thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

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

/// Fails at its first call. A clone continues the count.
#[derive(Clone)]
struct FailsFirst(Cell<u32>);

impl Service<u8> for FailsFirst {
    type Response = u8;
    type Error = ();
    type Future = Ready<Result<u8, ()>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: u8) -> Self::Future {
        let calls = self.0.replace(self.0.get() + 1);
        // The clone for the second attempt has the count of the service that failed.
        ready(if calls == 0 { Err(()) } else { Ok(request) })
    }
}

/// Returns the allocations of one call.
fn allocations(service: &mut impl Service<u8, Response = u8, Error = ()>) -> u64 {
    let mut context = Context::from_waker(Waker::noop());
    let before = ALLOCATIONS.with(Cell::get);
    assert!(service.poll_ready(&mut context).is_ready());
    let answer = pin!(service.call(7)).poll(&mut context);
    assert_eq!(answer, Poll::Ready(Ok(7)));
    ALLOCATIONS.with(Cell::get) - before
}

#[test]
fn a_call_does_not_allocate() {
    static BUDGET: RetryBudget = RetryBudget::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none()).budget(&BUDGET);
    let boxed: BoxedPolicy<Result<u8, ()>> = policy.boxed();
    // A first attempt that succeeds, and one that is retried.
    for calls in [1, 0] {
        let server = FailsFirst(Cell::new(calls));
        assert_eq!(allocations(&mut RetryLayer::new(policy).layer(server.clone())), 0);
        assert_eq!(allocations(&mut RetryLayer::new(boxed.clone()).layer(server)), 0);
    }
}

#[test]
fn the_size_of_the_future_is_known() {
    fn size<S: Service<u8>>(_: &S) -> usize {
        size_of::<S::Future>()
    }

    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none());
    let typed = RetryLayer::new(policy).layer(FailsFirst(Cell::new(0)));
    let boxed: BoxedPolicy<Result<u8, ()>> = policy.boxed();
    let boxed = RetryLayer::new(boxed).layer(FailsFirst(Cell::new(0)));
    // The future contains its sleep. A boxed policy keeps its outcome for the case of a cancel, too.
    assert_eq!((size(&typed), size(&boxed)), (280, 400));
}
