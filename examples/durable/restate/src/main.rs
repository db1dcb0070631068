//! The processes of the example. README.md explains it.
//!
//! ```text
//! cargo run                # the demo: starts all others, and kills some
//! cargo run -- service …   # a process of the service `Orders`
//! cargo run -- flaky …     # the three flaky services that an order passes through
//! ```

mod arguments;

use std::process::ExitCode;

use orders::{Error, demo, service};

use self::arguments::Command;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Error> {
    match Command::read()? {
        Command::Demo => demo::run().await,
        Command::Service(arguments) => Ok(service::orders(arguments).await?),
        Command::Flaky { port, ledger } => Ok(service::flaky(port, ledger).await?),
    }
}
