//! Draws a policy: when each attempt begins, how far the jitter spreads it, and where the time limit lies.
//!
//! ```text
//! cargo run -p tenacity-example-policy-picture -- policy.toml
//! cargo run -p tenacity-example-policy-picture -- policy.toml picture.svg
//! cargo run -p tenacity-example-policy-picture -- 'attempts = 5' 'wait.fixed = "1s"'
//! ```
//!
//! The policy is a TOML file, or its keys as arguments. `RetryConfig` lists the keys. With the name of an SVG file, the program writes that file.
//! Without one, it prints the picture as text, in a width of `COLUMNS` or 80 characters.

use std::io::{self, Write};
use std::process::ExitCode;
use std::{env, fs};

mod arguments;
mod axis;
mod length;
mod svg;
mod text;
mod timeline;

use self::arguments::Arguments;
use self::timeline::Timeline;

fn main() -> ExitCode {
    match draw() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn draw() -> Result<(), String> {
    let Arguments { config, svg } = Arguments::read(env::args_os().skip(1))?;
    let timeline = Timeline::of(&config);
    let printed = match svg {
        None => text::picture(&timeline, columns()),
        Some(path) => {
            fs::write(&path, svg::picture(&timeline)).map_err(|error| format!("{path}: {error}"))?;
            format!("{path}\n")
        }
    };
    io::stdout().write_all(printed.as_bytes()).map_err(|error| format!("the standard output: {error}"))
}

/// The width of the terminal.
fn columns() -> usize {
    env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(80)
}
