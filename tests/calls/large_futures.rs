//! The stack and memory that large and deeply nested futures take: the figures in the documentation of the attribute.

#![allow(clippy::large_stack_arrays, reason = "their place on the stack is what is measured")]

use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Waker};
use std::thread;

use tenacity::prelude::*;

const KIB: usize = 1024;

/// Holds 64 KiB across an await.
async fn large() -> Option<u8> {
    let held = black_box([1; 64 * KIB]);
    tokio::task::yield_now().await;
    black_box(&held).first().copied()
}

#[retry(stop = stop_after_attempt(3), wait = wait_none())]
async fn in_the_body() -> Option<u8> {
    let held = black_box([1; 64 * KIB]);
    tokio::task::yield_now().await;
    black_box(&held).first().copied()
}

#[retry(stop = stop_after_attempt(3), wait = wait_none())]
async fn in_a_box() -> Option<u8> {
    Box::pin(large()).await
}

/// Polls the boxed future on a stack of this size. If the stack is too small, the process aborts.
fn assert_fits<F: Future<Output = Option<u8>> + 'static>(stack: usize, make: fn() -> F) {
    let poll = move || {
        let mut future: Pin<Box<F>> = Box::pin(make());
        let mut context = Context::from_waker(Waker::noop());
        assert!(future.as_mut().poll(&mut context).is_pending());
        assert!(future.as_mut().poll(&mut context).is_ready());
    };
    thread::Builder::new().stack_size(stack).spawn(poll).unwrap().join().unwrap();
}

#[test]
fn a_64_kib_body_takes_two_more_stack_copies_than_a_plain_function() {
    assert_fits(160 * KIB, large);
    assert_fits(288 * KIB, in_the_body);
}

#[test]
fn a_body_that_boxes_its_large_values_takes_no_more_than_a_plain_function() {
    assert_fits(160 * KIB, in_a_box);
    assert!(size_of_val(&in_a_box()) < 200);
}

/// Annotated functions, each of which awaits the one before it.
macro_rules! nested {
    ($innermost:ident) => {};
    ($inner:ident $outer:ident $($rest:ident)*) => {
        #[retry(stop = stop_after_attempt(2), wait = wait_fixed(1ms))]
        async fn $outer() -> Option<u8> {
            $inner().await
        }
        nested!($outer $($rest)*);
    };
}

async fn f0() -> Option<u8> {
    tokio::task::yield_now().await;
    Some(7)
}

nested!(f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20);

#[tokio::test]
async fn twenty_annotated_functions_that_await_each_other_can_be_spawned() {
    assert_eq!(tokio::spawn(f20()).await.unwrap(), Some(7));
}
