//! An order whose retries outlive the process, on an engine inside the process. README.md explains it.
//!
//! ```text
//! cargo run               # charges, reserves and ships an order, and shows each attempt
//! cargo run -- --crash    # kills itself in a sleep; the next run continues there
//! ```

mod arguments;
mod engine;
mod progress;
mod run;
mod show;
mod workflow;

use std::process::ExitCode;

use self::arguments::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    let ended = match Arguments::read() {
        Ok(arguments) => run::run(arguments).await,
        Err(error) => Err(error),
    };
    match ended {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(_)) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
