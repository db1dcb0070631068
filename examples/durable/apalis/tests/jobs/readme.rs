//! The code in README.md.

#[test]
fn the_readme_quotes_the_source() {
    let (readme, source) = (include_str!("../../README.md"), include_str!("../../src/reschedule.rs"));
    let blocks: Vec<_> = readme.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 1);
    for block in blocks {
        assert!(source.contains(block), "not in src/reschedule.rs:\n{block}");
    }
}
