//! Tests that the pictures in the docs match the strategies.

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
