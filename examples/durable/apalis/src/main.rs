//! Calls over HTTP as jobs of apalis, rescheduled by a policy; several worker processes; one of them is killed. See README.md.

use tenacity_example_durable_apalis::arguments::{Command, parse};
use tenacity_example_durable_apalis::{demo, worker};

#[tokio::main]
async fn main() {
    let ended = match parse() {
        Ok(Command::Demo(options)) => demo::show(options).await,
        Ok(Command::Worker(options)) => worker::run(options).await,
        Err(mistake) => Err(mistake.into()),
    };
    if let Err(error) = ended {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}
