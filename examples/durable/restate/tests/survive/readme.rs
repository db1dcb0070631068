//! The code in README.md.

#[test]
fn the_readme_quotes_the_source() {
    let (readme, source) = (trimmed(include_str!("../../README.md")), trimmed(include_str!("../../src/durable.rs")));
    let blocks: Vec<_> = readme.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 1);
    for block in blocks {
        assert!(source.contains(block), "not in src/durable.rs:\n{block}");
    }
}

/// The source has the block in a function, so it indents it.
fn trimmed(text: &str) -> String {
    text.lines().map(|line| line.trim().to_owned() + "\n").collect()
}
