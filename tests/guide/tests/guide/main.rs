//! Tests of the claims that the README and the guide make about the code.

#[macro_use]
mod spellings;

mod coming_from_backon;
mod coming_from_python;
mod compile_errors;
mod excerpts;
mod features;
mod first_screen;
mod fixtures;
mod links;
mod pictures;
mod public_paths;

/// The root of the repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
