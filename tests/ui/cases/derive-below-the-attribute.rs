// errors: 2

use tenacity::prelude::*;

#[retry]
#[derive(Retryable)]
enum Above {
    #[retry(never)]
    Final,
}

fn main() {
    let _ = Above::Final.verdict();
}
