// errors: 3

use std::time::Duration;

use tenacity::Saved;
use tenacity::prelude::*;

fn charge() -> Option<u8> {
    None
}

async fn charge_later() -> Option<u8> {
    None
}

fn main() {
    let policy = RetryPolicy::new();
    let saved = Saved::new();
    let _ = policy.step(saved, charge());
    let _ = policy.step(saved, charge_later);
    let _ = policy.timeout(Duration::from_secs(60)).step(saved, charge);
}
