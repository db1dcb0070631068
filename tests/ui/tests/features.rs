//! Errors of the compiler for an annotated function that needs a feature which is off. This package's tests turn all features on, so each
//! case is a separate crate.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// The output of the compiler for a crate that depends on tenacity with `features` alone, and has `source` for its library.
fn check(name: &str, features: &str, source: &str) -> String {
    cargo("check", name, features, "src/lib.rs", source)
}

/// The output of cargo's subcommand `what` for a crate that depends on tenacity with `features` alone, and has `source` in `file`.
fn cargo(what: &str, name: &str, features: &str, file: &str, source: &str) -> String {
    let root = &Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(package.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ntenacity = {{ path = {:?}, default-features = false, features = [{features}] }}\n",
        root.display().to_string()
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

/// The errors in that output.
fn errors(name: &str, features: &str, source: &str) -> Vec<String> {
    let output = check(name, features, source);
    // An error with a number is the compiler's own, so it stays as it is.
    let errors = output.lines().filter(|line| line.starts_with("error"));
    let errors = errors.map(|line| line.strip_prefix("error: ").unwrap_or(line).to_owned());
    errors.filter(|error| !error.starts_with("could not compile")).collect()
}

#[test]
fn an_async_function_without_a_timer_needs_the_feature() {
    let output = errors(
        "without-tokio",
        r#""macros", "std", "rand""#,
        "#[retry(stop = stop_after_attempt(3))]\npub async fn later() -> Option<()> {\n    None\n}\n",
    );
    assert_eq!(
        output,
        ["an async `#[retry]` needs a timer: enable the feature `tokio` of tenacity, or enable `futures-timer` and write \
          `timer = tenacity::FuturesTimer`, or write `timer = …`"]
    );
}

#[test]
fn an_async_policy_without_a_timer_needs_the_features() {
    let call = |timer: &str| {
        format!(
            "pub async fn later() -> Option<()> {{\n    RetryPolicy::new(){timer}.call_async(|| async {{ None }}).await\n}}\n"
        )
    };
    let output = |features, timer| check("policy-without-tokio", features, &call(timer));
    let missing = output(r#""std", "rand""#, "");
    assert!(missing.contains("error[E0277]: this policy has no async timer"), "{missing}");
    assert!(missing.contains("`futures-timer` and write `.timer(tenacity::FuturesTimer)`"), "{missing}");
    assert_eq!(output(r#""futures-timer", "rand""#, ".timer(tenacity::FuturesTimer)"), "");
}

#[test]
fn an_async_function_may_have_the_timer_of_any_executor() {
    let output = check(
        "with-futures-timer",
        r#""macros", "futures-timer", "rand""#,
        "#[retry(timer = tenacity::FuturesTimer)]\npub async fn later() -> Option<()> {\n    None\n}\n",
    );
    assert_eq!(output, "");
}

#[test]
fn a_sync_function_without_a_timer_needs_the_feature() {
    let output = errors(
        "without-std",
        r#""macros""#,
        "#[retry(stop = stop_after_attempt(3), wait = wait_none())]\npub fn now() -> Option<()> {\n    None\n}\n",
    );
    assert_eq!(output, ["a sync `#[retry]` needs a timer: enable the feature `std` of tenacity, or write `timer = …`"]);
}

#[test]
fn a_random_wait_without_a_seed_needs_the_feature() {
    let function =
        |keys: &str| format!("#[retry(stop = stop_after_attempt(3), {keys})]\npub fn now() -> Option<()> {{\n    None\n}}\n");
    let output = |keys| errors("without-rand", r#""macros", "std""#, &function(keys));
    let expected = ["a random wait needs a seed: enable the feature `rand` of tenacity, or write `seed = …`"];
    assert_eq!(output("wait = wait_fixed(1s).equal_jitter()"), expected);
    assert_eq!(output("name = \"the default wait\""), expected);
    assert_eq!(output("seed = 7"), [""; 0]);
    assert_eq!(output("wait = wait_exponential(1s)"), [""; 0]);
}

#[test]
fn a_probe_and_a_pattern_behind_a_feature_name_it() {
    let output = |probe: &str| {
        let wait = format!("pub fn wait() -> Result<(), WaitError> {{\n    wait_until_ready_sync({probe}).run().map(drop)\n}}\n");
        errors("without-ready-http", r#""ready""#, &wait)
    };
    assert_eq!(
        output(r#"http("http://localhost/health").status(|status| status < 500)"#),
        ["error[E0277]: `http(…)` needs the feature `ready-http` of `tenacity`"]
    );
    assert_eq!(
        output(r#"log(std::path::Path::new("server.log")).regex("port [0-9]+").times(2)"#),
        ["error[E0277]: `.regex(…)` needs the feature `ready-regex` of `tenacity`"]
    );
    assert_eq!(output(r#"log(std::path::Path::new("server.log")).contains("port") & tcp("db:5432")"#), [""; 0]);
}

/// How many packages a build of the library has, with `arguments` of `cargo tree`.
fn packages(arguments: &[&str]) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tree = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["tree", "--locked", "--package", "tenacity", "--prefix", "none", "--format", "{p}"])
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    // A star marks the packages that were listed before.
    tree.lines().map(|line| line.trim_end_matches(" (*)")).collect::<HashSet<_>>().len()
}

#[test]
fn a_build_has_few_packages() {
    let ready = packages(&["--edges", "normal", "--features", "ready"]);
    assert!(ready <= 25, "{ready} for the feature `ready`");
    let quickstart = packages(&["--edges", "normal,build,dev"]);
    assert!(quickstart <= 110, "{quickstart} for `cargo run --example quickstart`");
}

/// Cargo adds up the features of all default members, also for an example of one.
#[test]
fn no_default_member_asks_for_what_the_quickstart_does_not_use() {
    for package in ["aws-lc-sys", "tenacity-config"] {
        let tree = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["tree", "--locked", "--edges", "normal,build,dev", "--invert", package])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .output()
            .unwrap();
        let output = String::from_utf8_lossy(&tree.stderr);
        assert!(!tree.status.success() && output.contains("did not match any packages"), "{package}: {output}");
    }
}

/// The random delays of a crate without the feature `rand`, where the attribute cannot see that a seed is missing. These places are a
/// policy, a policy as the base, a strategy that the attribute does not know, and a strategy outside of a call.
fn draws_without_rand(name: &str, features: &str) -> String {
    let output = cargo(
        "run",
        name,
        features,
        "src/main.rs",
        r#"
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// A timer that records its sleeps instead.
#[derive(Default)]
struct Recorder(RefCell<Vec<Duration>>);

impl tenacity::Clock for Recorder {
    type Instant = ();

    fn now(&self) {}

    fn since(&self, (): ()) -> Duration {
        Duration::ZERO
    }
}

impl BlockingTimer for Recorder {
    fn sleep(&self, delay: Duration) {
        self.0.borrow_mut().push(delay);
    }
}

fn jitter() -> impl Wait {
    wait_random(Duration::ZERO, Duration::from_secs(1))
}

#[retry(policy = RetryPolicy::new(), stop = stop_after_attempt(2), timer = timer)]
fn by_base(timer: &Recorder) -> Option<()> {
    None
}

#[retry(wait = jitter(), stop = stop_after_attempt(2), timer = timer)]
fn by_unknown_strategy(timer: &Recorder) -> Option<()> {
    None
}

fn main() {
    let timer = Recorder::default();
    let attempts = Cell::new(0);
    RetryPolicy::new().timer(&timer).call(|| {
        attempts.set(attempts.get() + 1);
        None::<()>
    });
    assert_eq!(attempts.get(), 10);
    by_base(&timer);
    by_unknown_strategy(&timer);
    timer.sleep(jitter().delay(&RetryState::at(1, Duration::ZERO)));
    let sleeps = timer.0.take();
    assert_eq!(sleeps.len(), 12, "{sleeps:?}");
    let policy = RetryPolicy::new();
    assert!(!policy.delays().eq(policy.delays()), "two runs draw the same delays");
    eprintln!("drew {sleeps:?}");
}
"#,
    );
    assert!(output.starts_with("drew ["), "{output}");
    output
}

#[test]
fn without_a_seed_each_process_draws_its_own_delays() {
    let draws = || draws_without_rand("draws-without-rand", r#""macros", "std""#);
    assert_ne!(draws(), draws());
}

/// Here the system decides whether processes differ: it can be set to put every stack at the same address.
#[test]
fn without_std_and_a_seed_each_run_draws_its_own_delays() {
    draws_without_rand("draws-without-std", r#""macros""#);
}
