//! What the guide shows of the example programs, and does not compile by itself, is what stands in them.

use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The blocks of code that rustdoc leaves alone.
fn excerpts(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.split("```ignore\n").skip(1).filter_map(|rest| rest.split("\n```").next()).map(|block| lines(block).collect())
}

/// The lines, however far they are indented.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim)
}

#[test]
fn excerpts_stand_in_the_examples() {
    let guide = fs::read_to_string(Path::new(ROOT).join("docs/waiting-patterns.md")).unwrap();
    let source = fs::read_to_string(Path::new(ROOT).join("examples/containers/src/database.rs")).unwrap();
    let source: Vec<_> = lines(&source).collect();
    let excerpts: Vec<_> = excerpts(&guide).collect();
    assert_eq!(excerpts.len(), 1);
    for excerpt in excerpts {
        assert!(source.windows(excerpt.len()).any(|lines| lines == excerpt), "not in the example:\n{}", excerpt.join("\n"));
    }
}
