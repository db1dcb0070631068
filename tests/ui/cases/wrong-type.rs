// errors: 6

use tenacity::prelude::*;

const LABEL: &str = "a while";

#[retry(wait = LABEL)]
fn wait() -> Result<(), ()> {
    Err(())
}

const FLAG: bool = true;

#[retry(retry = FLAG)]
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

#[retry(stop = stop_after_attempt(3) | ATTEMPTS)]
fn operand() -> Result<(), ()> {
    Err(())
}

#[retry(retry = retry_if_err(|e| e + 1))]
fn closure() -> Result<(), u32> {
    Err(1)
}

fn main() {
    let _ = (wait(), retry_flag(), constant(), call(), operand(), closure());
}
