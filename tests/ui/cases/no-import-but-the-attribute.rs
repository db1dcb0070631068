// errors: 1

use tenacity::retry;

#[retry(stop = stop_after_attempt(3))]
fn fetch() -> Option<u8> {
    None
}

fn main() {
    let _ = fetch();
}
