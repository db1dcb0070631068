// errors: 8
use std::io;
use std::time::Duration;

use tenacity::prelude::*;

struct Job;

fn main() {
    // A value that does not show whether the wait is over.
    let _ = wait_for_sync("a number", || 3).run();
    let _ = wait_for_sync("a job", || Ok::<_, io::Error>(Job)).run();
    // An error type that is not an error.
    let _ = wait_for_sync("it", || Err::<bool, ()>(())).run();
    // A wait without a limit.
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
    // A value that does not show whether the wait is over.
    let _ = wait_for("a job", find).await;
    // A wait that blocks.
    let _ = wait_for_sync("it", is_ready).await;
    // Any connection is enough.
    let _ = wait_for("postgres", connect).await;
}
