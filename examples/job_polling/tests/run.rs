//! Runs the polling example as a process and checks its output for each job.

use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn each_job_ends_as_its_kind_describes() {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_tenacity-example-job-polling")).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let of = |kind: &str| told.lines().find_map(|line| line.strip_prefix(kind)).unwrap_or_default();

    assert_eq!((of("report: "), of("flaky: ")), ("completed", "completed"), "{told}");
    let broken = of("broken: Stopped waiting for job 2 to be completed after ");
    assert!(broken.contains("s: the job is failed (3 checks; last value: running)"), "{told}");
    let stuck = of("stuck: Timeout waiting for job 3 to be completed after 2.0s (");
    // On a busy machine, the last check, which is at the limit, may be cut off. The output mentions that in the middle.
    assert!(stuck.contains(" checks; ") && stuck.ends_with("; last value: unknown status `hibernating`)"), "{told}");
    let missing = of("missing: Stopped waiting for job 99 to be completed after ");
    assert!(missing.contains("404 Not Found") && missing.ends_with("(1 check)"), "{told}");
    // The server asked for a delay of one second, and the stuck job took its limit of two.
    assert!(start.elapsed() >= Duration::from_secs(3), "{told}");
}
