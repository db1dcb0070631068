// errors: 2

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3), wait = wait_none(), stop = stop_never())]
fn fetch() -> Result<(), ()> {
    Err(())
}

// Hooks may be repeated; a fallback may not.
#[retry(before = |_| (), before = |_| (), fallback = |_, last| last, on_finish = |_, _, _| (), fallback = |_, last| last)]
fn hooked() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (fetch(), hooked());
}
