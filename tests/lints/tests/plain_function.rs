//! An annotated function gets the lints of the plain one, and no others: all lints of rustc and of Clippy are on.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The lints that annotated functions alone get: the name, a part of the message, and the reason.
const EXCEPTIONS: [(&str, &str, &str); 1] = [(
    "clippy::result_large_err",
    "closure is very large",
    "the body of a sync function becomes a closure, so that `?` and `return` end the attempt. The lint looks at every closure, those of \
     macros included, and an `allow` in the expansion would be an error below a `forbid`",
)];

/// A lint that was reported: its name, its place, and its message.
type Reported = (String, String, String);

#[test]
fn an_annotated_function_gets_the_lints_of_the_plain_one() {
    let (plain, retried) = (reported("plain"), reported("retried"));
    assert!(plain.len() > 100, "the functions are meant to have lints, and the plain ones have {}", plain.len());
    let is_excepted =
        |lint: &str, message: &str| EXCEPTIONS.iter().any(|(name, text, _)| *name == lint && message.contains(text));
    let (mut added, mut excepted) = (Vec::new(), Vec::new());
    for ((lint, place, message), times) in retried {
        let of_plain = plain.get(&(lint.clone(), place.clone(), message.clone())).copied().unwrap_or(0);
        if times <= of_plain {
            continue;
        }
        let list = if is_excepted(&lint, &message) { &mut excepted } else { &mut added };
        list.push(format!("{place}: {lint}: {message}"));
    }
    assert!(added.is_empty(), "only with `#[retry]`:\n{}", added.join("\n"));
    for (lint, text, reason) in EXCEPTIONS {
        assert!(excepted.iter().any(|report| report.contains(lint)), "never reported: `{lint}`, `{text}`, which {reason}");
    }
}

/// The reports of all lints about the library of this package, with the feature. Each has the number of its copies.
fn reported(feature: &str) -> BTreeMap<Reported, usize> {
    let run = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["clippy", "--quiet", "--lib", "--no-deps", "--message-format=json", "--features", feature, "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("lints"))
        .args(["--", "--cap-lints=warn"])
        .args(every_lint().iter().flat_map(|lint| ["-W", lint]))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("RUSTFLAGS")
        .env_remove("CLIPPY_ARGS")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "`cargo clippy` failed, which the component `clippy` brings:\n{stderr}");
    let mut reported = BTreeMap::new();
    for line in run.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let line: Value = serde_json::from_slice(line).unwrap();
        let is_of_this_package = line["target"]["name"] == "tenacity_lints";
        if let (true, "compiler-message", Some(lint)) =
            (is_of_this_package, line["reason"].as_str().unwrap_or_default(), line["message"]["code"]["code"].as_str())
        {
            *reported.entry((lint.to_owned(), place(&line["message"]), text(&line["message"]["message"]))).or_default() += 1;
        }
    }
    reported
}

/// The lints that rustc allows unless they are asked for, and the groups of Clippy.
fn every_lint() -> Vec<String> {
    let run = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).args(["-W", "help"]).output().unwrap();
    let help = String::from_utf8(run.stdout).unwrap();
    let allowed = help.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, level) = (words.next()?, words.next()?);
        (level == "allow").then(|| name.to_owned())
    });
    let mut lints = allowed.collect::<Vec<_>>();
    assert!(lints.iter().any(|lint| lint == "unused-qualifications"), "`rustc -W help` has another form:\n{help}");
    lints.extend(["all", "pedantic", "nursery", "cargo", "restriction"].map(|group| format!("clippy::{group}")));
    lints
}

/// The file, line and column that a message is about.
fn place(message: &Value) -> String {
    let spans = message["spans"].as_array().unwrap();
    spans
        .iter()
        .find(|span| span["is_primary"] == true)
        .map_or_else(String::new, |span| format!("{}:{}:{}", text(&span["file_name"]), span["line_start"], span["column_start"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
