//! Waiting until something outside of this program is ready: a server, a command, a log, a file.
//!
//! | probe | is ready when |
//! |---|---|
//! | [`tcp`]`("db:5432")` | a connection is accepted |
//! | [`http`]`("http://localhost:8080/health")` | the answer has a status of 200 to 299 |
//! | [`command`]`(["pg_isready"])` | it ends with exit status 0 |
//! | [`log`]`(reader).contains("…")` | the text was written |
//! | [`file()`]`("/run/db.pid")` | the path exists |
//! | `unix("/run/db.sock")` | a connection is accepted |
//! | a closure | what it gives is ready, by [`Truthy`](crate::Truthy); [`probe`] names it |
//! | `a & b`, `a \| b` | both are, looked at side by side; or the first is |
//! | a `Vec` of one of these | all are; [`boxed`] makes them of one type |
//!
//! A closure stands last, or within [`probe`], because it takes in what follows it.
//!
//! Four rules hold for every probe:
//!
//! * `closed` and `gone` are ready on proof alone: a refusal, or a path that does not exist. An error of any other kind is reported as not ready.
//! * Reports escape control characters of what was read, of paths and of errors.
//! * A read that fails with `Interrupted`, `WouldBlock` or a read timeout of the reader's own is tried again.
//! * The last look has time for its I/O. If the wait was not polled until after its limit, because something blocked its thread or
//!   stopped the process, that look gets as much time as was lost.
//!
//! A wait inside a call with `timeout` or `attempt_timeout`, or inside a check of another wait, ends with that limit, and with its own report.
//! A closure that calls a `#[retry]` function limits that call to the time which its look has left.
//!
//! [`wait_until_ready`] awaits them, [`wait_until_ready_sync`] blocks. Time is that of the world: a paused Tokio clock does not move
//! it. What fails is a [`WaitError`](crate::WaitError) that tells of each probe when it was ready, or why it is not.
//!
//! ```no_run
//! use std::time::Duration;
//! use tenacity::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), WaitError> {
//! let database = tcp("db:5432") & command(["psql", "-h", "db", "-c", "SELECT 1"]);
//! wait_until_ready(database).timeout(Duration::from_secs(30)).await?;
//! # Ok(())
//! # }
//! ```

pub use tenacity_ready::*;
