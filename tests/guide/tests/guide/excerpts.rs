//! Tests that the guide's excerpts, which it does not compile, match their sources: example programs, and expansions of the attribute.

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

/// Asserts that the page has so many excerpts, and that each stands in one of the sources.
fn assert_excerpts<const N: usize>(page: &str, count: usize, sources: [impl AsRef<Path>; N]) {
    let read = |path: &Path| fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
    let page = read(page.as_ref());
    let sources = sources.map(|source| read(source.as_ref()));
    let sources = sources.each_ref().map(|source| lines(source).collect::<Vec<_>>());
    let excerpts: Vec<_> = excerpts(&page).collect();
    assert_eq!(excerpts.len(), count);
    for excerpt in excerpts {
        let stands_in = |source: &Vec<&str>| source.windows(excerpt.len()).any(|lines| lines == excerpt);
        assert!(sources.iter().any(stands_in), "in no source:\n{}", excerpt.join("\n"));
    }
}

#[test]
fn excerpts_match_the_examples() {
    let sources = ["examples/containers/src/database.rs", "tests/clients/lib.rs", "tests/guide/tests/guide/fixtures.rs"];
    assert_excerpts("docs/waiting-patterns.md", 6, sources);
}

#[test]
fn excerpts_match_the_durable_examples() {
    let sources = ["embedded/src/workflow.rs", "apalis/src/reschedule.rs", "restate/src/durable.rs"];
    assert_excerpts("docs/durable-retries.md", 4, sources.map(|path| format!("examples/durable/{path}")));
}

#[test]
fn excerpts_match_the_expansions() {
    let snapshot = "retry-macros/tests/snapshots/sync_attempts_and_fixed_wait";
    let (input, output) = (format!("{snapshot}.in.rs"), format!("{snapshot}.out.rs"));
    assert_excerpts("docs/one-call.md", 2, [&input, &output]);
}
