//! The arguments of the command line.

use std::path::PathBuf;

use lexopt::prelude::*;
use orders::service::Arguments;

const USAGE: &str =
    "usage: cargo run -- [demo | service --port N --shop URL --log FILE [--attempts N] | flaky --port N --ledger FILE]";

#[derive(Debug)]
pub(crate) enum Command {
    Demo,
    Service(Arguments),
    Flaky { port: u16, ledger: PathBuf },
}

impl Command {
    /// Reads the arguments of this process.
    pub(crate) fn read() -> Result<Self, String> {
        Self::parse(lexopt::Parser::from_env()).map_err(|error| format!("{error}; {USAGE}"))
    }

    fn parse(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let (mut command, mut port, mut shop, mut log, mut ledger) = (None, None, None, None, None);
        let mut attempts = order::ATTEMPTS;
        while let Some(argument) = parser.next()? {
            match argument {
                Value(name) if command.is_none() => command = Some(name.string()?),
                Long("port") => port = Some(parser.value()?.parse()?),
                Long("shop") => shop = Some(parser.value()?.string()?),
                Long("attempts") => attempts = parser.value()?.parse::<std::num::NonZero<u32>>()?.get(),
                Long("log") => log = Some(parser.value()?.into()),
                Long("ledger") => ledger = Some(parser.value()?.into()),
                other => return Err(other.unexpected()),
            }
        }
        match (command.as_deref(), port, shop, log, ledger) {
            (None | Some("demo"), None, None, None, None) => Ok(Self::Demo),
            (Some("service"), Some(port), Some(shop), Some(log), None) => {
                Ok(Self::Service(Arguments { port, shop, attempts, log }))
            }
            (Some("flaky"), Some(port), None, None, Some(ledger)) => Ok(Self::Flaky { port, ledger }),
            _ => Err("the arguments do not make a command".into()),
        }
    }
}
