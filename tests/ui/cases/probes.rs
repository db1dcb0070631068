// errors: 7
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::ready::probe;

fn main() {
    // An address without a probe.
    let _ = wait_until_ready("localhost:5432");
    // A closure whose value does not show whether it is ready.
    let _ = wait_until_ready(|| 7);
    // The same of a future, joined to others.
    let _ = wait_until_ready(tcp("localhost:5432") & async || "up");
    // A port without a host.
    let _ = wait_until_ready(probe("the flag", || true) & tcp(5432));
    // A log that is not readable.
    let _ = log("server.log").contains("ready");
    // A sync wait that is awaited, and an async one that is run.
    let _ = async { wait_until_ready_sync(tcp("localhost:5432")).await };
    let _ = wait_until_ready(tcp("localhost:5432")).timeout(Duration::ZERO).run();
}
