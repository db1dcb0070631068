// errors: 2

use tenacity::prelude::*;

#[retry]
fn consumes(name: String) -> Option<String> {
    Some(name)
}

#[retry]
async fn consumes_later(name: String) -> Option<String> {
    Some(name)
}

fn main() {
    let _ = (consumes(String::new()), consumes_later(String::new()));
}
