// errors: 3

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3))]
struct Client {
    retries: u32,
}

#[retry]
const fn constant() -> Option<u32> {
    None
}

trait Fetch {
    #[retry]
    fn fetch(&self) -> Option<u32>;
}

fn main() {
    let _ = (Client { retries: 1 }.retries, constant());
}
