//! What is told to a user whose features do not bring what an annotated function needs. The features of this package's tests are all
//! on, so each case is a crate of its own.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// What the compiler tells of a crate that depends on tenacity with `features` alone, and has `source` for its library.
fn check(name: &str, features: &str, source: &str) -> String {
    cargo("check", name, features, "src/lib.rs", source)
}

/// What cargo tells as it does `what` with a crate that depends on tenacity with `features` alone, and has `source` in `file`.
fn cargo(what: &str, name: &str, features: &str, file: &str, source: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(package.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ntenacity = {{ path = '{}', default-features = false, features = [{features}] }}\n",
        root.display()
    );
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::write(package.join(file), format!("use tenacity::prelude::*;\n\n{source}")).unwrap();
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let run = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([what, "--quiet", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("features"))
        .current_dir(&package)
        .output()
        .unwrap();
    String::from_utf8(run.stderr).unwrap()
}

/// The errors in what it tells.
fn errors(name: &str, features: &str, source: &str) -> Vec<String> {
    let told = check(name, features, source);
    // An error with a number is none of ours: it stays as it is told.
    let errors = told.lines().filter(|line| line.starts_with("error"));
    let errors = errors.map(|line| line.strip_prefix("error: ").unwrap_or(line).to_owned());
    errors.filter(|error| !error.starts_with("could not compile")).collect()
}

#[test]
fn an_async_function_without_a_timer_is_told_the_feature() {
    let told = errors(
        "without-tokio",
        r#""macros", "std", "rand""#,
        "#[retry(stop = stop_after_attempt(3))]\npub async fn later() -> Option<()> {\n    None\n}\n",
    );
    assert_eq!(
        told,
        ["an async `#[retry]` needs a timer: enable the feature `tokio` of tenacity, or its feature `futures-timer` and write \
          `timer = tenacity::FuturesTimer`, or give one of your own: `timer = …`"]
    );
}

#[test]
fn an_async_policy_without_a_timer_is_told_the_features() {
    let call = |timer: &str| {
        format!(
            "pub async fn later() -> Option<()> {{\n    RetryPolicy::new(){timer}.call_async(|| async {{ None }}).await\n}}\n"
        )
    };
    let told = |features, timer| check("policy-without-tokio", features, &call(timer));
    let missing = told(r#""std", "rand""#, "");
    assert!(missing.contains("error[E0277]: this policy has no async timer"), "{missing}");
    assert!(missing.contains("`futures-timer` and write `.timer(tenacity::FuturesTimer)`"), "{missing}");
    assert_eq!(told(r#""futures-timer", "rand""#, ".timer(tenacity::FuturesTimer)"), "");
}

#[test]
fn an_async_function_may_have_the_timer_of_any_executor() {
    let told = check(
        "with-futures-timer",
        r#""macros", "futures-timer", "rand""#,
        "#[retry(timer = tenacity::FuturesTimer)]\npub async fn later() -> Option<()> {\n    None\n}\n",
    );
    assert_eq!(told, "");
}

#[test]
fn a_sync_function_without_a_timer_is_told_the_feature() {
    let told = errors(
        "without-std",
        r#""macros""#,
        "#[retry(stop = stop_after_attempt(3), wait = wait_none())]\npub fn now() -> Option<()> {\n    None\n}\n",
    );
    assert_eq!(told, ["a sync `#[retry]` needs a timer: enable the feature `std` of tenacity, or give one: `timer = …`"]);
}

#[test]
fn a_random_wait_without_a_seed_is_told_the_feature() {
    let function =
        |keys: &str| format!("#[retry(stop = stop_after_attempt(3), {keys})]\npub fn now() -> Option<()> {{\n    None\n}}\n");
    let told = |keys| errors("without-rand", r#""macros", "std""#, &function(keys));
    let expected = ["a random wait needs a seed: enable the feature `rand` of tenacity, or give one: `seed = …`"];
    assert_eq!(told("wait = wait_fixed(1s).equal_jitter()"), expected);
    assert_eq!(told("name = \"the default wait\""), expected);
    assert_eq!(told("seed = 7"), [""; 0]);
    assert_eq!(told("wait = wait_exponential(1s)"), [""; 0]);
}

/// The engine by hand, which the attribute does not look after.
#[test]
fn a_random_wait_of_a_state_without_a_seed_panics_with_the_remedy() {
    let told = cargo(
        "run",
        "state-without-rand",
        r#""std""#,
        "src/main.rs",
        "use std::time::Duration;\n\nfn main() {\n    wait_random(Duration::ZERO, Duration::MAX).delay(&RetryState::at(1, Duration::ZERO));\n}\n",
    );
    assert!(
        told.contains("a random wait needs a seed: give one (`RetryState::with_seed`), or enable the feature `rand` of tenacity"),
        "{told}"
    );
}
