//! Tests that the guide's excerpts of the example programs, which it does not compile, match the programs.

use std::fs;
use std::path::Path;

use crate::ROOT;

/// The code blocks that rustdoc ignores.
fn excerpts(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.split("```ignore\n").skip(1).filter_map(|rest| rest.split("\n```").next()).map(|block| lines(block).collect())
}

/// The lines, without their indentation.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim)
}

#[test]
fn excerpts_match_the_examples() {
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
    let guide = read("docs/waiting-patterns.md");
    let sources =
        ["examples/containers/src/database.rs", "tests/clients/lib.rs", "tests/guide/tests/guide/fixtures.rs"].map(read);
    let sources = sources.each_ref().map(|source| lines(source).collect::<Vec<_>>());
    let excerpts: Vec<_> = excerpts(&guide).collect();
    assert_eq!(excerpts.len(), 6);
    for excerpt in excerpts {
        let stands_in = |source: &Vec<&str>| source.windows(excerpt.len()).any(|lines| lines == excerpt);
        assert!(sources.iter().any(stands_in), "in no example:\n{}", excerpt.join("\n"));
    }
}
