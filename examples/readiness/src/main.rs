//! Waits for services that start, and shows their progress.
//!
//! `cargo run -p tenacity-example-readiness` starts four services and waits for all of them. On a terminal, each has a line that is redrawn.
//! Elsewhere, each change is a new line. With `-- --fail`, one service never becomes ready, and the report shows which.

mod progress;
mod services;

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::ready::probe;

use self::progress::Progress;
use self::services::{WORKER, Worker};

fn main() -> ExitCode {
    let words: Vec<_> = env::args().skip(1).collect();
    let shown = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => wait(true, Duration::from_secs(30)),
        ["--fail"] => wait(false, Duration::from_secs(2)),
        [WORKER, ref rest @ ..] => services::work(rest.first().copied()).map_err(Into::into),
        _ => Err("write `--fail` or nothing".into()),
    };
    if let Err(error) = shown {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

#[tokio::main(flavor = "current_thread")]
async fn wait(worker_writes_pid: bool, limit: Duration) -> Result<(), Box<dyn Error>> {
    let database = services::listen_late()?;
    let shop = services::answer_503_twice().await?;
    let mut worker = Worker::start(worker_writes_pid)?;

    let all = probe("database", tcp(database))
        & probe("shop", http(format!("http://{shop}/health")))
        & probe("worker's log", log(worker.output()).regex(r"listening on port (\d+)"))
        & probe("worker's pid", file(worker.pid_file()).non_empty());
    let mut progress = Progress::on_stdout();
    let outcome =
        wait_until_ready(all).timeout(limit).while_running(worker.process()).on_progress(|report| progress.show(report)).await;
    progress.end();

    // `Debug` is the full report.
    let ((((), ()), matched), ()) = outcome.map_err(|error| format!("{error:?}"))?;
    println!("all are ready, and the worker listens on port {}", matched[1]);
    Ok(())
}
