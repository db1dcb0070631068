//! The processes of the example. README.md explains it.
//!
//! A service ends at the end of its standard input, so with the demo or the test that started it.
//!
//! ```text
//! cargo run                # the demo: starts all others, and kills some
//! cargo run -- service …   # a process of the service `Orders`
//! cargo run -- flaky …     # the three flaky services that an order passes through
//! ```

mod arguments;

use std::io;
use std::process::{self, ExitCode};
use std::thread;

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
    let command = Command::read()?;
    if !matches!(command, Command::Demo) {
        thread::spawn(end_with_standard_input);
    }
    match command {
        Command::Demo => demo::run().await,
        Command::Service(arguments) => Ok(service::orders(arguments).await?),
        Command::Flaky { port, ledger } => Ok(service::flaky(port, ledger).await?),
    }
}

/// Ends this process when its owner has ended, also by SIGKILL.
fn end_with_standard_input() {
    let ended = io::copy(&mut io::stdin().lock(), &mut io::sink());
    process::exit(i32::from(ended.is_err()));
}
