//! Runs the program.
//!
//! `SNAPSHOTS=overwrite cargo test -p tenacity-example-policy-picture` writes the pictures in tests/golden anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// A policy with jitter and a deadline, which ends the calls after different numbers of attempts.
const JITTERED: &str = r#"attempts = "unlimited"
total = "5s"
wait.random_exponential = { initial = "100ms", max = "2s" }
"#;
const FIXED: &str = "attempts = 5\ntotal = '10s'\nwait.fixed = '1s'\n";

fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_tenacity-example-policy-picture");
    Command::new(program).args(arguments).env_remove("COLUMNS").output().unwrap()
}

/// The standard output of a successful run.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success() && output.stderr.is_empty(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The error of a failed run.
fn error(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!((output.status.code(), &*output.stdout), (Some(1), &b""[..]), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn svg(policy: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture.svg");
    let path = path.to_str().unwrap();
    assert_eq!(printed(&[policy, path]), format!("{path}\n"));
    fs::read_to_string(path).unwrap()
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

#[track_caller]
fn assert_golden(name: &str, picture: &str) {
    if env::var_os("SNAPSHOTS").is_some() {
        fs::write(golden(name), picture).unwrap();
    }
    // A checkout may have other line endings.
    let expected = fs::read_to_string(golden(name)).unwrap().replace('\r', "");
    assert!(picture == expected, "tests/golden/{name} differs from:\n{picture}");
}

#[test]
fn a_policy_with_jitter_and_a_deadline_has_spread_attempts_that_end_at_the_limit() {
    assert_golden("jittered.txt", &printed(&[JITTERED]));
    assert_golden("jittered.svg", &svg(JITTERED));
}

#[test]
fn a_fixed_policy_has_attempts_at_exact_times() {
    assert_golden("fixed.txt", &printed(&[FIXED]));
    assert_golden("fixed.svg", &svg(FIXED));
}

#[test]
fn the_guide_shows_the_picture_of_its_policy() {
    let guide = include_str!("../../../docs/choosing-a-policy.md").replace('\r', "");
    let picture = fs::read_to_string(golden("jittered.txt")).unwrap().replace('\r', "");
    assert!(guide.contains(&format!("```toml\n{JITTERED}```\n")), "the page shows the policy, too");
    assert!(
        guide.contains(&format!("```text\n{picture}```\n")),
        "write tests/golden/jittered.txt into docs/choosing-a-policy.md"
    );
}

#[test]
fn a_policy_is_a_file_or_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a = policy.toml");
    fs::write(&path, FIXED).unwrap();
    let from_file = printed(&[path.to_str().unwrap()]);
    assert_eq!(from_file, printed(&["attempts = 5", "total = '10s'", "wait.fixed = '1s'"]));
    assert_eq!(from_file, printed(&[FIXED]));
}

#[test]
fn the_text_fits_into_the_columns_of_the_terminal() {
    let widest = |columns: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenacity-example-policy-picture"));
        let output = command.args(["wait.fixed = '1s'"]).env("COLUMNS", columns).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().filter(|line| line.ends_with('%')).map(|line| line.chars().count()).max()
    };
    let widths = ["60", "80", "120", "", "wide", "0", "99999999999"].map(widest);
    assert_eq!(widths, [60, 80, 120, 80, 80, 43, 200].map(Some));
}

#[test]
fn a_mistake_in_a_policy_has_the_message_of_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.toml");
    let path = path.to_str().unwrap();
    fs::write(path, "attempts = 3\ntotal = '5m'\n").unwrap();
    let place = "TOML parse error at line 2, column 9\n  |\n2 | total = '5m'\n  |         ^^^^\n";
    let mistake = "`m` is not a unit of time here: write `5min`; the units are `ns`, `us`, `ms`, `s`, `min` or `h`\n";
    assert_eq!(error(&[path]), format!("error: {path}: {place}{mistake}"));
    assert!(error(&["attempts = 0"]).contains("a call makes at least one attempt: write `1` for no retries"));
    assert!(error(&["attempts = "]).starts_with("error: TOML parse error at line 1, column 12\n"));
}

#[test]
fn missing_and_surplus_arguments_are_errors_with_the_usage() {
    let usage = "name a TOML file, or write the keys of a policy: `'attempts = 5' 'wait.fixed = \"1s\"'`\n";
    assert_eq!(error(&[]), format!("error: {usage}"));
    assert_eq!(error(&["picture.svg"]), format!("error: {usage}"));
    assert_eq!(error(&["a.toml", "attempts = 5"]), format!("error: a policy is one file, or keys: {usage}"));
    let missing = error(&["missing.toml"]);
    assert!(missing.starts_with("error: missing.toml: ") && missing.ends_with(usage), "{missing}");
}

#[test]
fn an_svg_that_cannot_be_written_is_an_error() {
    assert!(error(&[FIXED, "missing/picture.svg"]).starts_with("error: missing/picture.svg: "));
}

#[test]
fn a_policy_without_limits_has_its_first_attempts_drawn() {
    let text = printed(&["attempts = 'unlimited'", "total = 'unlimited'"]);
    assert!(text.contains("\n     30 ") && !text.contains("\n     31 "), "{text}");
    assert!(text.contains("Without a limit, a call that only fails never ends. Its first 30 attempts are drawn.\n"), "{text}");
    assert!(text.contains("No limit bounds its sleeps.\n"), "{text}");
}

#[test]
fn many_attempts_are_counted_and_the_first_drawn() {
    let note = |attempts| printed(&[attempts, "wait = 'none'"]);
    assert!(note("attempts = 400").contains("makes 400 attempts. The first 30 are drawn.\n"));
    assert!(note("attempts = 4294967295").contains("makes more than 1000 attempts. The first 30 are drawn.\n"));
}

#[test]
fn a_limit_far_away_is_written_and_not_drawn() {
    let text = printed(&["attempts = 2", "wait.fixed = '1s'", "total = '1h'"]);
    assert!(text.contains("The time limit, 60min, lies far to the right of this picture.\n") && !text.contains('┊'), "{text}");
}

#[test]
fn all_calls_with_a_seed_have_the_same_delays() {
    let text = printed(&["seed = 7"]);
    assert!(text.contains("because the policy has a seed") && !text.contains("possible") && !text.contains('▒'), "{text}");
}

#[test]
fn policies_at_the_extremes_are_drawn() {
    let longest = "18446744073709551615.999999999s";
    let (total, wait) = (format!("total = '{longest}'"), format!("wait.fixed = '{longest}'"));
    let random = format!("wait.random = {{ min = '0s', max = '{longest}' }}");
    let grows = format!("wait.exponential = {{ initial = '{longest}', base = 1e308 }}");
    let base = "wait.decorrelated_jitter = { base = '1ns', max = '5s' }";
    for keys in [
        &["wait = 'none'"][..],
        &["enabled = false"],
        &["attempts = 1"],
        &["total = '0s'"],
        &["total = '1ns'", "wait.fixed = '1ns'"],
        &["wait.fixed = '1ns'"],
        &["total = 'unlimited'", &wait],
        &["attempts = 'unlimited'", &total, &wait],
        &[&total, &random],
        &["total = 'unlimited'", &grows],
        &["attempts = 'unlimited'", "total = 'unlimited'", base],
    ] {
        assert!(printed(keys).contains("median"), "{keys:?}");
        let picture = svg(&keys.join("\n"));
        assert!(picture.ends_with("</svg>\n") && !picture.contains("NaN") && !picture.contains("inf"), "{keys:?}");
    }
}
