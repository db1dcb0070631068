//! Compares the table in `tests/ui/mistakes` with the messages. There, a compiler follows each advice.
//!
//! `SNAPSHOTS=overwrite cargo test -p tenacity-macros` writes the messages anew. Read the difference before it is committed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::rows::{self, Row};
use super::{CompileError, compile_errors_of, messages};
use crate::parse::foreign;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/mistakes")
}

fn read() -> Vec<Row> {
    let rows = rows::read(&folder()).unwrap_or_else(|| {
        eprintln!("skipped: {} is not part of the package", folder().display());
        Vec::new()
    });
    assert!(rows.is_empty() || rows.len() > 100, "the folder was not found whole");
    rows
}

/// The errors about what was written, and the column of the first mark.
fn errors(row: &Row) -> (Vec<CompileError>, usize) {
    let marked = row.item(&row.written);
    let column = marked.chars().position(|c| c == '‹').unwrap_or_else(|| panic!("{}: no mark", row.place));
    (compile_errors_of(marked.replace(['‹', '›'], "").parse().unwrap()), column + 1)
}

#[test]
fn each_row_has_one_error_at_its_mark() {
    let mut wrong = Vec::new();
    for row in read() {
        let (found, column) = errors(&row);
        let expected = [CompileError { message: row.message.clone(), line: 1, column }];
        if let (Some(_), [error]) = (env::var_os("SNAPSHOTS"), &found[..]) {
            let (file, line) = row.place.rsplit_once(':').unwrap();
            write_message(file, line.parse().unwrap(), &error.message);
        }
        if found != expected {
            wrong.push(format!("{}: {}\n  found {found:?}\n  instead of {expected:?}", row.place, row.written));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Writes the message below the row that begins in this line.
fn write_message(file: &str, line: usize, message: &str) {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
    lines[line] = format!("! {message}");
    fs::write(file, lines.join("\n") + "\n").unwrap();
}

#[test]
fn each_row_follows_what_its_message_shows() {
    let mut wrong = Vec::new();
    for row in read() {
        let shown = spellings(&row.message);
        assert!(!row.followed.is_empty(), "{}", row.place);
        for followed in &row.followed {
            let removed = if row.message.contains("remove the attribute") { "#[retry]" } else { marked(&row.written) };
            let is_removal = row.message.contains("remove ") && !followed.contains(removed);
            let is_new = *followed != row.written.replace(['‹', '›'], "");
            let is_shown = is_new && shown.iter().any(|spelling| is_in(spelling, followed));
            if !is_removal && !is_shown {
                wrong.push(format!("{}: {followed} is not among {shown:?}", row.place));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text between the marks.
fn marked(written: &str) -> &str {
    let (begin, end) = (written.find('‹').unwrap(), written.find('›').unwrap());
    &written[begin + '‹'.len_utf8()..end]
}

/// The parts of a message's advice in backticks.
fn spellings(message: &str) -> Vec<String> {
    let advice = message.split_once(": ").map_or(message, |(_, advice)| advice);
    advice.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The text with no other spaces than those between words.
fn dense(text: &str) -> String {
    let is_of_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let mut chars = text.chars().peekable();
    let mut dense = String::new();
    while let Some(c) = chars.next() {
        let divides = dense.chars().last().is_some_and(|last| is_of_word(&last)) && chars.peek().is_some_and(is_of_word);
        if c != ' ' || divides {
            dense.push(c);
        }
    }
    dense
}

/// Whether the text has the spelling in it, as whole words. `…` stands for anything.
fn is_in(spelling: &str, text: &str) -> bool {
    let is_of_word = |c: char| c.is_alphabetic() || c == '_';
    let (spelling, text) = (dense(spelling), dense(text));
    let begins_word = spelling.starts_with(is_of_word);
    let ends_word = spelling.ends_with(is_of_word);
    let mut parts = spelling.split('…');
    let first = parts.next().unwrap_or_default();
    text.match_indices(first).any(|(at, _)| {
        let mut rest = &text[at + first.len()..];
        let others = parts.clone().all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        });
        others && !(begins_word && text[..at].ends_with(is_of_word)) && !(ends_word && rest.starts_with(is_of_word))
    })
}

#[test]
fn each_foreign_name_has_its_advice_and_each_advice_a_row() {
    let followed = read().into_iter().map(|row| row.message).collect::<HashSet<_>>();
    let is_followed = |messages: &[String]| followed.is_empty() || messages.iter().any(|message| followed.contains(message));
    let about = |args: String| messages(&args, "async fn f() -> Result<u8, ApiError>");
    for (names, advice) in foreign::KEYS {
        let all = names.iter().map(|name| about(format!("{name} = 5"))).collect::<Vec<_>>();
        for (name, found) in names.iter().zip(&all) {
            assert_eq!(*found, [format!("unknown key `{name}`: {advice}")]);
        }
        assert!(is_followed(&all.concat()), "no row follows: {advice}");
    }
    for (names, advice) in foreign::VALUES {
        let mut all = Vec::new();
        for name in *names {
            let expected = format!("`{name}` is not in this library: {advice}; your own needs a path, as in `self::{name}`");
            let made = if name.starts_with(char::is_uppercase) { format!("{name}::new()") } else { format!("{name}(a, b)") };
            for key in ["stop", "wait", "retry", "before", "fallback", "policy", "timer"] {
                for value in [&made, *name] {
                    // A function that is not called may be a local variable.
                    let is_local = value == *name && name.starts_with(char::is_lowercase) && !name.ends_with("_nothing");
                    assert_eq!(about(format!("{key} = {value}")), if is_local { vec![] } else { vec![expected.clone()] });
                    assert_eq!(about(format!("{key} = my::{value}")), [""; 0]);
                    assert_eq!(about(format!("{key} = self::{value}")), [""; 0]);
                }
            }
            for key in ["stop", "wait", "retry"] {
                assert_eq!(about(format!("{key} = mine({made}, {name})")), [""; 0]);
            }
            if foreign::advice(foreign::KEYS, name).is_none() {
                assert_eq!(about(made), [format!("`{name}` is not in this library: {advice}")]);
            }
            all.push(expected);
        }
        assert!(is_followed(&all), "no row follows: {advice}");
    }
    for (names, advice) in foreign::METHODS {
        let mut all = Vec::new();
        for name in *names {
            let expected = format!("`.{name}(…)` is not in this library: {advice}");
            for receiver in ["wait_exponential(1s)", "(wait_none() + mine()).full_jitter()", "mine().plus(wait_fixed(1s))"] {
                let found = about(format!("wait = {receiver}.{name}(2)"));
                let is_ours = !receiver.starts_with("mine");
                assert_eq!(found, if is_ours { vec![expected.clone()] } else { Vec::new() }, "{receiver}.{name}");
            }
            assert_eq!(about(format!("wait = mine().{name}(2)")), [""; 0]);
            all.push(expected);
        }
        assert!(is_followed(&all), "no row follows: {advice}");
    }
}
