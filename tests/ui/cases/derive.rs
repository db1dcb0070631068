// errors: 9

use std::time::Duration;

use tenacity::prelude::*;

struct Foreign;

#[derive(Retryable)]
enum Types {
    #[retry(after = seconds)]
    Throttled { seconds: u64 },
    #[retry(when = *_0 & 1)]
    Odd(u8),
    #[retry(inherit)]
    Inherited(Foreign),
    #[retry(with = is_soft)]
    Judged(Foreign),
    #[retry(with = status)]
    Status(Foreign),
}

fn is_soft(error: &Types) -> bool {
    matches!(error, Types::Throttled { .. })
}

fn status(_: &Foreign) -> u8 {
    3
}

#[derive(Retryable)]
enum Three {
    #[retry(wen = true)]
    Misspelled,
    #[retry(after = dealy)]
    Throttled { delay: Duration },
    #[retry(never)]
    Final,
}

#[tenacity::retry]
#[derive(Retryable)]
enum Above {
    #[retry(never)]
    Final,
}

#[retry(retry = retry_if_retryable())]
fn fetch() -> Result<(), Three> {
    Err(Three::Final)
}

fn main() {
    let _ = (fetch(), Three::Misspelled.verdict(), Above::Final.verdict());
}
