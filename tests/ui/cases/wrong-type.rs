// errors: 7

use tenacity::prelude::*;

#[retry(stop = 3)]
fn stop() -> Result<(), ()> {
    Err(())
}

#[retry(wait = "a while")]
fn wait() -> Result<(), ()> {
    Err(())
}

#[retry(retry = true)]
fn retry_flag() -> Result<(), ()> {
    Err(())
}

const ATTEMPTS: u32 = 3;

#[retry(stop = ATTEMPTS)]
async fn constant() -> Result<(), ()> {
    Err(())
}

fn attempts() -> u32 {
    3
}

#[retry(stop = attempts())]
async fn call() -> Result<(), ()> {
    Err(())
}

#[retry(stop = stop_after_attempt(3) | 5)]
fn operand() -> Result<(), ()> {
    Err(())
}

#[retry(retry = retry_if_err(|e| e + 1))]
fn closure() -> Result<(), u32> {
    Err(1)
}

fn main() {
    let _ = (stop(), wait(), retry_flag(), constant(), call(), operand(), closure());
}
