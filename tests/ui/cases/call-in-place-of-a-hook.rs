// errors: 6

use tenacity::prelude::*;

fn note() {}

#[retry(before = note())]
fn before() -> Option<u8> {
    None
}

#[retry(after = note())]
fn after() -> Option<u8> {
    None
}

#[retry(before_sleep = note())]
async fn before_sleep() -> Option<u8> {
    None
}

#[retry(on_finish = note())]
fn on_finish() -> Option<u8> {
    None
}

#[retry(fallback = note())]
fn fallback() -> Option<u8> {
    None
}

async fn note_later(_: &RetryState, _: &Option<u8>) {}

#[retry(before_sleep = note_later)]
async fn asynchronous() -> Option<u8> {
    None
}

fn main() {}
