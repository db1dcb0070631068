//! Tests that docs/compile-errors.md quotes the errors of `tests/ui` word for word. The page's own examples compile the lines to write.

use std::fs;
use std::path::Path;

use crate::ROOT;

#[path = "../../../../retry-macros/src/mistakes/rows.rs"]
#[allow(dead_code, reason = "this test compares the rows, and compiles none of them")]
mod rows;

/// The sources of the errors for which the page shows no line.
const ATTRIBUTE: [&str; 3] =
    ["retry-macros/src/attribute.rs", "retry-macros/src/model/mod.rs", "retry-macros/src/parse/order.rs"];

/// A mistake in a table of the page.
struct Shown {
    written: String,
    error: String,
    /// The lines to write, unless the cell has only words.
    write: Vec<String>,
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap().replace('\r', "")
}

fn page() -> String {
    read("docs/compile-errors.md")
}

/// The parts in backticks.
fn code(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The rows of the tables. A heading has no code in its first cell.
fn shown(page: &str) -> Vec<Shown> {
    let mut shown = Vec::new();
    for line in page.lines() {
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else { continue };
        // An escaped `|` is part of a cell.
        let row = row.replace("\\|", "\0");
        let cells = row.split(" | ").map(|cell| cell.replace('\0', "|")).collect::<Vec<_>>();
        let [written, error, write] = &cells[..] else { panic!("three cells expected: {line}") };
        if let [written] = &code(written)[..] {
            shown.push(Shown { written: written.clone(), error: error.clone(), write: code(write) });
        }
    }
    assert!(shown.len() > 80, "only {} rows were found", shown.len());
    shown
}

/// Source text in which a string literal of several lines is one line.
fn joined(text: &str) -> String {
    text.split("\\\n").map(str::trim_start).collect()
}

/// The files with mistakes, each with the errors that the compiler prints, or that a test expects.
fn cases() -> Vec<(String, String)> {
    let features = joined(&read("tests/ui/tests/features.rs"));
    let mut cases = vec![(features.clone(), features)];
    for file in fs::read_dir(Path::new(ROOT).join("tests/ui/cases")).unwrap() {
        let printed = file.unwrap().path();
        if printed.extension().is_some_and(|extension| extension == "stderr") {
            cases.push((read(printed.with_extension("rs")), read(printed)));
        }
    }
    assert!(cases.len() > 20, "the folder was not found whole");
    cases
}

/// The error as the compiler prints it: `E0277: …` is `error[E0277]: …`.
fn printed(error: &str) -> String {
    match error.split_once(": ") {
        Some((number, message)) if number.starts_with("E0") => format!("error[{number}]: {message}"),
        _ => error.to_owned(),
    }
}

#[test]
fn each_row_is_a_tested_mistake() {
    let (rows, cases) = (rows::read(&Path::new(ROOT).join("tests/ui/mistakes")).unwrap(), cases());
    let mut wrong = Vec::new();
    for Shown { written, error, write } in shown(&page()) {
        let is_same = |row: &&rows::Row| row.message == error && row.written.replace(['‹', '›'], "") == written;
        let followed = rows.iter().filter(is_same).flat_map(|row| &row.followed).collect::<Vec<_>>();
        let is_row = if write.is_empty() {
            followed.iter().any(|line| line.is_empty())
        } else {
            write.iter().all(|line| followed.contains(&line))
        };
        let is_case = |(source, errors): &(String, String)| {
            written.split('…').all(|part| source.contains(part)) && errors.contains(&printed(&error))
        };
        // Only the rows have lines to write.
        if !is_row && (!followed.is_empty() || !cases.iter().any(is_case)) {
            wrong.push(format!("`{written}`: {error}: {write:?} instead of {followed:?}"));
        }
    }
    assert!(wrong.is_empty(), "in no table and no case:\n{}", wrong.join("\n"));
}

#[test]
fn each_error_without_a_line_is_one_of_the_attribute() {
    // One message has the name of the attribute above in it.
    let source = ATTRIBUTE.map(|path| joined(&read(path))).concat().replace("{attribute}", "#[instrument]");
    let page = page();
    // `…` at the end stands for the rest.
    let errors = page.lines().filter_map(|line| line.strip_prefix("error: ")).map(|error| error.trim_end_matches('…'));
    let errors = errors.collect::<Vec<_>>();
    assert_eq!(errors.len(), ATTRIBUTE.len());
    for error in errors {
        assert!(source.contains(error), "no message of the attribute: {error}");
    }
}
