//! Tests that the README and the crate's first page list the features of the manifest.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::ROOT;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(file)).unwrap().replace('\r', "")
}

/// The names in backticks in the first cells of the table below the heading.
fn listed(page: &str) -> BTreeSet<String> {
    let section = page.split("# Features\n").nth(1).unwrap().split("\n# ").next().unwrap();
    let section = section.split("\n## ").next().unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next());
    cells.flat_map(|cell| cell.split('`').step_by(2)).map(str::to_owned).filter(|name| !name.is_empty()).collect()
}

#[test]
fn each_page_lists_all_features() {
    let manifest = read("Cargo.toml");
    let section = manifest.split("[features]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let features =
        section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()));
    let features: BTreeSet<_> = features.filter(|name| name != "default").collect();
    assert!(features.len() > 10, "{features:?}");
    for page in ["README.md", "docs/crate.md"] {
        assert_eq!(listed(&read(page)), features, "{page}");
    }
}
