//! Mistakes, and what the compiler says of them. Each text is read for three things: one error a mistake, its place, its remedy.
//!
//! The texts are those of the toolchain in `rust-toolchain.toml`.

use std::fs;
use std::path::Path;

#[test]
fn mistakes_are_told_where_they_are_with_a_remedy() {
    let cases = trybuild::TestCases::new();
    // A case that passes makes the others be built instead of checked, which is when constants are evaluated.
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/*.rs");
}

/// Each file says in its first line how many mistakes it makes.
#[test]
fn mistakes_are_told_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let source = entry.unwrap().path();
        if source.extension().is_some_and(|extension| extension == "rs") {
            files += 1;
            let text = fs::read_to_string(&source).unwrap();
            let made = text.lines().next().unwrap().strip_prefix("// errors: ").unwrap().parse::<usize>().unwrap();
            let told = fs::read_to_string(source.with_extension("stderr")).unwrap();
            let told = told.lines().filter(|line| line.starts_with("error")).count();
            assert_eq!(told, made, "{}", source.display());
        }
    }
    assert!(files > 10, "the folder was not found whole");
}
