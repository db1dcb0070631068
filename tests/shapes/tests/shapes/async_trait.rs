//! Methods as `#[async_trait]` rewrites them, and similar code that an author wrote by hand.

#![allow(unused_qualifications, reason = "`self::` in a key is a path, and stays one where `self` gets another name")]

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use tenacity::prelude::*;

mod limits {
    pub(crate) fn three() -> u32 {
        3
    }
}

struct Service {
    attempts: AtomicU32,
}

#[async_trait]
trait Consume {
    async fn consume(&self, text: String, other: Vec<u8>) -> Result<(), String>;
    async fn by_path(&mut self) -> Result<(), u32>;
}

#[async_trait]
impl Consume for Service {
    #[retry(stop = stop_after_attempt(text.parse().unwrap_or(1)), wait = wait_none(), clone(text, other))]
    async fn consume(&self, mut text: String, other: Vec<u8>) -> Result<(), String> {
        self.attempts.fetch_add(1, Ordering::Relaxed);
        text.push('!');
        drop(other);
        Err(text)
    }

    #[retry(stop = stop_after_attempt(self::limits::three()), wait = wait_none())]
    async fn by_path(&mut self) -> Result<(), u32> {
        *self.attempts.get_mut() += 1;
        Err(*self.attempts.get_mut())
    }
}

#[tokio::test]
async fn a_cloned_argument_may_be_mut() {
    let service = Service { attempts: AtomicU32::new(0) };
    assert_eq!(service.consume("4".into(), vec![]).await, Err("4!".into()));
    assert_eq!(service.attempts.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn a_path_in_a_key_may_start_with_self() {
    assert_eq!(Service { attempts: AtomicU32::new(0) }.by_path().await, Err(3));
}

#[tokio::test]
async fn a_similar_hand_written_block_restarts_in_every_attempt() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    #[allow(clippy::manual_async_fn, reason = "the shape under test")]
    fn anew(count: u32) -> impl Future<Output = Result<(), u32>> {
        async move {
            let mut count = count;
            {
                count += 1;
                Err(count)
            }
        }
    }

    assert_eq!(anew(0).await, Err(1));
}
