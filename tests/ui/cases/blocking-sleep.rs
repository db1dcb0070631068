// errors: 1

use std::time::Duration;

use tenacity::prelude::*;

#[retry]
async fn blocks() -> Option<()> {
    std::thread::sleep(Duration::from_secs(1));
    None
}

fn main() {
    let _ = blocks();
}
