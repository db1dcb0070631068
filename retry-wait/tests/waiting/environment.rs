//! `TENACITY_TIMEOUT_SCALE`. The tests set it in a child process, which runs the ignored test `wait`.

use std::env;
use std::process::Command;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

use crate::millis;

/// Runs the ignored test `name` in a child process with that scale, and returns its output.
fn told(name: &str, scale: &str) -> String {
    let output = Command::new(env::current_exe().unwrap())
        .args([&format!("environment::{name}"), "--exact", "--ignored", "--nocapture"])
        .env("TENACITY_TIMEOUT_SCALE", scale)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    told
}

#[test]
#[ignore = "run by the other tests, with the variable set"]
fn wait() {
    let timer = VirtualTimer::new();
    let waiting = wait_for_sync("it", || false).timeout(millis(1_000)).every(millis(100)).timer(timer.clone());
    let error = waiting.run().unwrap_err();
    println!("waited {:?}, timeout: {}\n{error}\n{error:?}", timer.elapsed(), error.is_timeout());
    let held = VirtualTimer::new();
    hold_sync("it", || true).during(millis(1_000)).timer(held.clone()).run().map_or_else(|e| println!("{e}"), |()| ());
    println!("held {:?}", held.elapsed());
}

#[test]
fn the_scale_multiplies_limits_but_not_intervals() {
    let told = told("wait", "3");
    assert!(
        told.contains("waited 3s, timeout: true\nTimeout waiting for it after 3.0s (31 checks; last value: false)"),
        "{told}"
    );
    assert!(told.contains("\n  limit      3.0s, which is 3 times the limit in the code (TENACITY_TIMEOUT_SCALE)\n"), "{told}");
    assert!(told.contains("\nheld 1s\n"), "{told}");
}

#[test]
fn an_invalid_scale_fails_immediately() {
    let told = told("wait", "slow");
    let mistake = "Cannot wait for it: `TENACITY_TIMEOUT_SCALE` is `slow`: write a number above 0, such as `3` or `1.5`";
    assert!(told.contains(&format!("waited 0ns, timeout: false\n{mistake}\n{mistake}\n  at ")), "{told}");
}
