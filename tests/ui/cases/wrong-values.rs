// errors: 12

use tenacity::prelude::*;

#[retry(doc = 3)]
fn doc() -> Option<()> {
    None
}

#[retry(state = "state")]
fn state() -> Option<()> {
    None
}

#[retry(state = self)]
fn keyword() -> Option<()> {
    None
}

#[retry(crate = ::tenacity::<u8>)]
fn arguments() -> Option<()> {
    None
}

#[retry(crate = tenacity)]
fn path() -> Option<()> {
    None
}

#[retry(seed = "random")]
fn seed() -> Option<()> {
    None
}

#[retry(enabled = 1)]
fn enabled() -> Option<()> {
    None
}

#[retry(name = 7)]
fn name() -> Option<()> {
    None
}

#[retry(timer = 5)]
fn timer() -> Option<()> {
    None
}

#[retry(before_sleep = |state: &u32, _| drop(state))]
fn hook() -> Option<()> {
    None
}

#[retry(before_sleep = |state| drop(state))]
fn arity() -> Option<()> {
    None
}

#[retry(fallback = |_, _| 3)]
fn fallback() -> Option<()> {
    None
}

fn main() {
    let _ = (doc(), state(), keyword(), arguments(), path(), seed(), enabled(), name(), timer(), hook(), arity(), fallback());
}
