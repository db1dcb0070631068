//! Waits until something outside this program is ready: a server, a command, a log, a file.
//!
//! | probe | is ready when |
//! |---|---|
//! | [`tcp`]`("db:5432")` | a connection is accepted |
//! | [`http`]`("http://localhost:8080/health")` | the response has a status of 200 to 299 |
//! | [`command`]`(["pg_isready"])` | the command ends with exit status 0 |
//! | [`log`](log())`(reader).contains("…")` | the text has been written |
//! | [`file()`]`("/run/db.pid")` | the path exists |
//! | `unix("/run/db.sock")` | a connection is accepted |
//! | a closure | its value is ready, by [`Truthy`](crate::Truthy); [`probe`] adds a name |
//! | `a & b`, `a \| b` | both are ready; either is ready. Both are checked concurrently |
//! | a `Vec` of one of these | all are ready; [`boxed`] gives them one type |
//!
//! Write a closure last, or inside [`probe`]. Otherwise an operator after it is part of its body.
//!
//! Four rules hold for every probe:
//!
//! * `closed` and `gone` need a proof: a refusal, or a path that does not exist. Any other error means not ready.
//! * Reports escape control characters in output, paths and errors.
//! * A read that fails with `Interrupted`, `WouldBlock` or a read timeout of its reader is retried.
//! * The last check has time for its I/O. If a blocked thread or a stopped process delays the wait past its limit, that check gets the
//!   lost time back.
//!
//! Inside a call with `timeout` or `attempt_timeout`, or inside a check of another wait, a wait ends with that limit, and returns its own
//! report. If a closure calls a `#[retry]` function, that call is limited to the time that the check has left.
//!
//! [`wait_until_ready`] is async, [`wait_until_ready_sync`] blocks. Both run in real time, even on a paused Tokio clock. On failure, the
//! [`WaitError`](crate::WaitError) lists each probe: when it became ready, or why it did not.
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
