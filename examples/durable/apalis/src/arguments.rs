//! The arguments of the command line.

use std::ffi::OsString;

use lexopt::prelude::*;

/// A command.
#[derive(Debug)]
pub enum Command {
    /// Shows the example from start to end.
    Demo(DemoOptions),
    /// Runs one worker.
    Worker(WorkerOptions),
}

/// The options of the demonstration.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// The number of jobs.
    pub jobs: u64,
    /// The number of workers.
    pub workers: usize,
    /// A PostgreSQL server in place of SQLite.
    pub postgres: Option<String>,
    /// Whether a worker is killed in an attempt.
    pub kill: bool,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self { jobs: 10, workers: 3, postgres: None, kill: true }
    }
}

/// The options of a worker.
#[derive(Debug, Default)]
pub struct WorkerOptions {
    /// The URL of the database.
    pub database: String,
    /// The name of the queue.
    pub queue: String,
    /// A name in place of a fresh one.
    pub name: Option<String>,
}

/// Reads the command line.
pub fn parse() -> Result<Command, lexopt::Error> {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "worker") {
        worker(lexopt::Parser::from_args(arguments.drain(1..))).map(Command::Worker)
    } else {
        demo(lexopt::Parser::from_args(arguments)).map(Command::Demo)
    }
}

fn demo(mut parser: lexopt::Parser) -> Result<DemoOptions, lexopt::Error> {
    let mut options = DemoOptions::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("jobs") => options.jobs = parser.value()?.parse()?,
            Long("workers") => options.workers = parser.value()?.parse()?,
            Long("postgres") => options.postgres = Some(parser.value()?.string()?),
            Long("no-kill") => options.kill = false,
            unknown => return Err(unknown.unexpected()),
        }
    }
    Ok(options)
}

fn worker(mut parser: lexopt::Parser) -> Result<WorkerOptions, lexopt::Error> {
    let mut options = WorkerOptions::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("database") => options.database = parser.value()?.string()?,
            Long("queue") => options.queue = parser.value()?.string()?,
            Long("name") => options.name = Some(parser.value()?.string()?),
            unknown => return Err(unknown.unexpected()),
        }
    }
    Ok(options)
}
