// errors: 8
use std::io;
use std::time::Duration;

use tenacity::prelude::*;

struct Job;

fn main() {
    // A value that does not say whether the wait is over.
    let _ = wait_for_sync("a number", || 3).run();
    let _ = wait_for_sync("a job", || Ok::<_, io::Error>(Job)).run();
    // An error that is none.
    let _ = wait_for_sync("it", || Err::<bool, ()>(())).run();
    // Nothing says how long.
    let _ = hold_sync("it", || true).run();
    // A blocking check cannot be cut off.
    let _ = wait_for_sync("it", || true).check_timeout(Duration::from_secs(1)).run();
}

async fn find() -> Job {
    Job
}

async fn connect() -> io::Result<Job> {
    Ok(Job)
}

fn is_ready() -> bool {
    true
}

async fn awaited() {
    // A value that does not say whether the wait is over.
    let _ = wait_for("a job", find).await;
    // A wait that blocks.
    let _ = wait_for_sync("it", is_ready).await;
    // A connection, of which any will do.
    let _ = wait_for("postgres", connect).await;
}
