//! What the README and the guide say, held against the code.

mod coming_from_python;
mod excerpts;
mod first_screen;
mod fixtures;
mod links;
mod pictures;
mod public_paths;

/// The repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
