//! The example of polled jobs, as its reader meets it: a process whose lines tell how each job ended.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// The program that `cargo test` builds beside this one; built here when only this file's tests were asked for.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let name = format!("job_polling{}", std::env::consts::EXE_SUFFIX);
    let program = tests.ancestors().nth(2).unwrap().join("examples").join(name);
    if !program.exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--example", "job_polling"]).status().unwrap();
        assert!(built.success());
    }
    program
}

#[test]
fn each_job_ends_as_its_kind_says() {
    let program = program();
    let start = Instant::now();
    let output = Command::new(program).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let of = |kind: &str| told.lines().find_map(|line| line.strip_prefix(kind)).unwrap_or_default();

    assert_eq!((of("report: "), of("flaky: ")), ("completed", "completed"), "{told}");
    let broken = of("broken: Stopped waiting for job 2 to be completed after ");
    assert!(broken.contains("s: the job is failed (3 checks; last value: running)"), "{told}");
    let stuck = of("stuck: Timeout waiting for job 3 to be completed after 2.0s (");
    // On a busy machine the last look, which is at the limit, may be cut off: that is told in between.
    assert!(stuck.contains(" checks; ") && stuck.ends_with("; last value: unknown status `hibernating`)"), "{told}");
    let missing = of("missing: Stopped waiting for job 99 to be completed after ");
    assert!(missing.contains("404 Not Found") && missing.ends_with("(1 check)"), "{told}");
    // The server asked for a second, and the stuck job took its limit.
    assert!(start.elapsed() >= Duration::from_secs(3), "{told}");
}
