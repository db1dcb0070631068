//! The arguments of the command line.

use std::error::Error;
use std::num::NonZero;
use std::path::PathBuf;

use lexopt::prelude::*;

const USAGE: &str = "usage: cargo run -- [--crash] [--new] [--attempts N] [--folder PATH]";

#[derive(Debug)]
pub(crate) struct Arguments {
    /// Whether the process kills itself in its second sleep.
    pub(crate) crash: bool,
    /// Whether earlier orders are deleted.
    pub(crate) new: bool,
    /// The attempts of each policy.
    pub(crate) attempts: u32,
    /// The folder of the journal and the ledger.
    pub(crate) folder: PathBuf,
}

impl Arguments {
    /// Reads the arguments of this process.
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        Self::parse(lexopt::Parser::from_env()).map_err(|error| format!("{error}; {USAGE}").into())
    }

    fn parse(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut arguments = Self { crash: false, new: false, attempts: order::ATTEMPTS, folder: PathBuf::from("data") };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("crash") => arguments.crash = true,
                Long("new") => arguments.new = true,
                Long("attempts") => {
                    let attempts = parser.value()?.parse_with(str::parse::<NonZero<u32>>);
                    arguments.attempts = attempts?.get();
                }
                Long("folder") => arguments.folder = parser.value()?.into(),
                other => return Err(other.unexpected()),
            }
        }
        Ok(arguments)
    }
}
