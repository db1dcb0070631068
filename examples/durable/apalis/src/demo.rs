//! The whole example: a receiver, jobs, worker processes, and a kill.

use std::path::PathBuf;
use std::time::Instant;

use crate::arguments::DemoOptions;
use crate::scene::Scene;
use crate::store::{Row, StoreError};
use crate::summary::Summary;
use crate::table;

/// Runs the jobs, and prints what happens.
pub async fn show(options: DemoOptions) -> Result<(), StoreError> {
    let summary = run(std::env::current_exe()?, &options).await?;
    if options.jobs <= 40 {
        print!("{}", table::of(&summary.gaps()));
    }
    print!("{summary}");
    if summary.kept_all_promises() {
        Ok(())
    } else {
        Err(format!("the run broke a promise: {:?}", summary.wrong_endings()).into())
    }
}

/// Runs the jobs with worker processes of this program, and returns what happened.
pub async fn run(program: PathBuf, options: &DemoOptions) -> Result<Summary, StoreError> {
    let scene = Scene::open(program, options.postgres.as_deref()).await?;
    scene.enqueue(1..=options.jobs).await?;
    let mut workers = (0..options.workers).map(|_| scene.worker(None)).collect::<Result<Vec<_>, _>>()?;
    let began = Instant::now();
    if options.kill {
        let victim = &mut workers[0];
        let third = options.jobs / 3;
        scene
            .until(|_, attempts| {
                attempts.len() as u64 >= third
                    && attempts.iter().any(|attempt| attempt.end.is_none() && victim.is_named(&attempt.worker))
            })
            .await?;
        victim.kill()?;
        println!("killed a worker in an attempt; another one starts under a fresh name");
        workers[0] = scene.worker(None)?;
    }
    let mut ended = false;
    let rows = scene
        .until(|rows, _| {
            ended = workers.iter_mut().any(|worker| worker.has_ended().unwrap_or(true));
            ended || rows.iter().all(Row::is_settled)
        })
        .await?;
    if ended { Err("a worker ended by itself".into()) } else { Ok(Summary::new(rows, scene.ledger.attempts(), began.elapsed())) }
}
