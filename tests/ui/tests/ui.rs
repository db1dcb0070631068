//! Mistakes, and the compiler's errors about them. Each text is read for three things: one error a mistake, its place, its remedy.
//!
//! The texts are those of the toolchain in `rust-toolchain.toml`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../../retry-macros/src/mistakes/rows.rs"]
mod rows;

#[test]
fn mistakes_are_reported_at_their_place_with_a_remedy() {
    let cases = trybuild::TestCases::new();
    // A case that passes makes the others be built instead of checked, which is when constants are evaluated.
    cases.pass("cases/pass/*.rs");
    cases.pass(followed());
    cases.compile_fail("cases/*.rs");
}

/// Writes a program that follows every advice of the table in `mistakes`, each in a module of its own.
fn followed() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mistakes");
    let mut program = "#![allow(dead_code, unused)]\n\n".to_owned();
    for row in rows::read(&folder).unwrap() {
        for (followed, nth) in row.followed.iter().zip(1..) {
            let (place, item) = (row.place.rsplit('/').next().unwrap(), row.item(followed));
            let module = place.replace(['.', ':'], "_");
            let comment = format!("// {place}: {}\n// {}", row.written, row.message);
            writeln!(program, "{comment}\nmod {module}_{nth} {{\n    use crate::*;\n\n    {item}\n}}\n").unwrap();
        }
    }
    program += &fs::read_to_string(folder.join("given.rs")).unwrap();
    program += "\nfn main() {}\n";
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("followed-advice.rs");
    fs::write(&path, program).unwrap();
    path
}

/// The compiler shows lines of the standard library where the component `rust-src` is installed, and only there.
#[test]
fn no_text_depends_on_the_source_of_the_standard_library() {
    for (source, printed) in cases() {
        // trybuild's name for the place of that source.
        assert!(
            !printed.contains("$RUST"),
            "{}: choose a mistake whose text names no line of the standard library",
            source.display()
        );
    }
}

/// The first line of each file counts its mistakes.
#[test]
fn mistakes_are_reported_once() {
    for (source, printed) in cases() {
        let text = fs::read_to_string(&source).unwrap();
        let made = text.lines().next().unwrap().strip_prefix("// errors: ").unwrap().parse::<usize>().unwrap();
        let printed = printed.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(printed, made, "{}", source.display());
    }
}

/// Each file of mistakes, with the compiler's text about it.
fn cases() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let cases: Vec<_> =
        sources.map(|source| (source.clone(), fs::read_to_string(source.with_extension("stderr")).unwrap())).collect();
    assert!(cases.len() > 10, "the folder was not found whole");
    cases
}
