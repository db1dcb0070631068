//! Shapes of traits: receivers, generic associated types, `impl Trait` in traits, and higher-ranked bounds.

#![expect(clippy::manual_async_fn, reason = "functions that return a future are under test")]

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use tenacity::prelude::*;

/// A value that counts its attempts. The third one succeeds.
#[derive(Default)]
struct Counter {
    attempts: Cell<u32>,
    text: String,
}

impl Counter {
    fn attempt(&self) -> Result<u32, u32> {
        self.attempts.set(self.attempts.get() + 1);
        if self.attempts.get() < 3 { Err(self.attempts.get()) } else { Ok(self.attempts.get()) }
    }

    #[retry(wait = wait_none())]
    fn pinned_and_shared(self: Pin<&Self>) -> Result<u32, u32> {
        self.attempt()
    }

    #[retry(wait = wait_none())]
    fn pinned(mut self: Pin<&mut Self>) -> Result<u32, u32> {
        self.as_mut().get_mut().text.push('!');
        self.as_ref().pinned_and_shared_once()
    }

    #[retry(wait = wait_none())]
    async fn pinned_async(mut self: Pin<&mut Self>) -> Result<u32, u32> {
        self.as_mut().get_mut().text.push('!');
        tokio::task::yield_now().await;
        self.attempt()
    }

    fn pinned_and_shared_once(self: Pin<&Self>) -> Result<u32, u32> {
        self.attempt()
    }
}

#[tokio::test]
async fn a_pinned_receiver_is_used_by_every_attempt() {
    assert_eq!(Pin::new(&Counter::default()).pinned_and_shared(), Ok(3));
    let (mut sync, mut other) = (Counter::default(), Counter::default());
    assert_eq!(Pin::new(&mut sync).pinned(), Ok(3));
    assert_eq!(Pin::new(&mut other).pinned_async().await, Ok(3));
    assert_eq!((sync.text.as_str(), other.text.as_str()), ("!!!", "!!!"));
}

trait Source {
    type Item<'a>
    where
        Self: 'a;

    fn first(&self) -> Result<Self::Item<'_>, u32>;

    async fn second(&self) -> Result<Self::Item<'_>, u32>;
}

impl Source for Counter {
    type Item<'a> = &'a str;

    #[retry(wait = wait_none())]
    fn first(&self) -> Result<Self::Item<'_>, u32> {
        self.attempt().map(|_| self.text.as_str())
    }

    #[retry(wait = wait_none())]
    async fn second(&self) -> Result<Self::Item<'_>, u32> {
        self.attempt().map(|_| self.text.as_str())
    }
}

#[tokio::test]
async fn an_outcome_may_be_a_generic_associated_type() {
    let counter = Counter { text: "found".into(), ..Counter::default() };
    assert_eq!(counter.first(), Ok("found"));
    counter.attempts.set(0);
    assert_eq!(counter.second().await, Ok("found"));
    assert_eq!(counter.attempts.get(), 3);
}

trait Fetch {
    fn fetch(&self) -> impl Future<Output = Result<u32, u32>>;

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn fetch_twice(&self) -> impl Future<Output = Result<u32, u32>> {
        async move { self.fetch().await.and(Err(9)) }
    }

    fn list(&self) -> Result<impl Iterator<Item = u32> + '_, u32>;
}

impl Fetch for Counter {
    #[retry(wait = wait_none())]
    fn fetch(&self) -> impl Future<Output = Result<u32, u32>> {
        async move { self.attempt() }
    }

    #[retry(wait = wait_none())]
    fn list(&self) -> Result<impl Iterator<Item = u32> + '_, u32> {
        self.attempt().map(|last| 0..last)
    }
}

#[tokio::test]
async fn a_trait_method_may_return_an_opaque_type() {
    let counter = Counter::default();
    assert_eq!(counter.fetch().await, Ok(3));
    assert_eq!((counter.fetch_twice().await, counter.attempts.get()), (Err(9), 5));
    assert_eq!(Counter::default().list().map(Iterator::count), Ok(3));
}

#[test]
fn an_argument_may_be_a_higher_ranked_function() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), retry = retry_if_err(is_early))]
    fn parse<F, P>(parse: F, texts: &[String], is_early: P, attempts: &Cell<usize>) -> Result<usize, String>
    where
        F: for<'a> Fn(&'a str) -> Result<&'a str, &'a str>,
        P: for<'e> Fn(&'e String) -> bool,
    {
        attempts.set(attempts.get() + 1);
        parse(&texts[attempts.get() - 1]).map(str::len).map_err(str::to_owned)
    }

    fn find(text: &str) -> Result<&str, &str> {
        if text.len() > 1 { Ok(text) } else { Err(text) }
    }

    let texts = ["a", "b", "cd"].map(String::from);
    assert_eq!(parse(find, &texts, |e| e != "b", &Cell::new(0)), Err("b".into()));
    assert_eq!(parse(find, &texts, |e| e != "d", &Cell::new(0)), Ok(2));
}

#[test]
fn a_strategy_may_be_a_higher_ranked_boxed_function() {
    struct Rules {
        is_early: Box<dyn for<'e> Fn(&'e u32) -> bool>,
    }

    #[retry(wait = wait_none(), retry = retry_if_err(|e| (rules.is_early)(e)))]
    fn attempt(rules: &Rules, counter: &Counter) -> Result<u32, u32> {
        counter.attempt()
    }

    let rules = Rules { is_early: Box::new(|e| *e < 2) };
    assert_eq!(attempt(&rules, &Counter::default()), Err(2));
}
