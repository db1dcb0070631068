//! Draws the pictures of the page "Waits compared": `docs/waits.svg` and `docs/jitters.svg`.
//!
//! ```text
//! cargo run --example waits_svg
//! ```

use std::path::Path;
use std::{fs, io};

mod pictures;

fn main() -> io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (name, picture) in [("waits.svg", pictures::waits()), ("jitters.svg", pictures::jitters())] {
        fs::write(docs.join(name), picture)?;
        println!("docs/{name}");
    }
    Ok(())
}
