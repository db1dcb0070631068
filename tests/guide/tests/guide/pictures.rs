//! Tests that the pictures in the docs match the strategies.

use std::fs;
use std::path::Path;

use crate::ROOT;

#[path = "../../../../examples/waits_svg/pictures/mod.rs"]
mod drawn;

#[test]
fn the_pictures_in_the_docs_are_those_that_the_example_draws() {
    // A checkout may have other line endings.
    let drawn_by = "docs/*.svg is not up to date: run `cargo run --example waits_svg`";
    assert!(drawn::waits() == include_str!("../../../../docs/waits.svg").replace('\r', ""), "{drawn_by}");
    assert!(drawn::jitters() == include_str!("../../../../docs/jitters.svg").replace('\r', ""), "{drawn_by}");
}

#[test]
fn a_picture_can_be_embedded_in_markdown() {
    let how_it_works = include_str!("../../../../docs/how-it-works.svg").replace('\r', "");
    for picture in [drawn::waits(), drawn::jitters(), how_it_works] {
        assert!(!picture.contains("\n\n") && picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
    }
}

/// Markdown takes a picture for text unless a blank line stands before and after it. rustdoc adds none between two files.
#[test]
fn a_blank_line_separates_each_picture_from_the_text_around_it() {
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).unwrap().replace('\r', "");
    let guide = read("src/guide.rs");
    let files = |page: &str| page.split("../docs/").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect();
    let pages: Vec<Vec<String>> = guide.split("pub mod ").map(files).collect();
    let is_picture = |file: &str| Path::new(file).extension().is_some_and(|extension| extension == "svg");
    let mut pictures = 0;
    for pair in pages.iter().flat_map(|page| page.windows(2)) {
        let [before, after] = pair else { unreachable!("windows of two") };
        if is_picture(after) {
            pictures += 1;
            assert!(read(&format!("docs/{before}")).ends_with("\n\n"), "docs/{before}: end it with a blank line");
        }
        if is_picture(before) {
            assert!(read(&format!("docs/{after}")).starts_with('\n'), "docs/{after}: begin it with a blank line");
        }
    }
    assert!(pictures >= 4, "only {pictures} pictures were found in src/guide.rs");
}
