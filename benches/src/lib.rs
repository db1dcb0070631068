//! Benchmarks of `#[retry]` against the loop that a reviewer would write by hand, and against the peers.
//!
//! * [`service`] is the retried work: a call that fails a given number of times and does nothing else. So the time that remains is that of
//!   retrying. The service passes its values through `black_box`, so the compiler cannot foresee them for any contender.
//! * [`cases`] holds one family of cases per file. Each family begins with its hand-written loop.
//! * [`contender`] measures a case, and [`executor`] drives the async ones. Like a runtime, the executor polls through a pointer. It has no
//!   timer and no queue, so the figures are those of the futures.
//! * [`sizes`] measures the size of those futures, with real sleeps on Tokio.
//!
//! Every contender is a separate function that the timing loop cannot inline: a sync one is `inline(never)`, an async one is polled through a
//! pointer. No contender sleeps. Quote ratios to the hand-written loop, not nanoseconds: machines differ, and share their cores.
//!
//! ```text
//! cargo run --release -p tenacity-benches --bin ratios         the table of the README, in Markdown
//! cargo bench -p tenacity-benches --bench overhead             the same cases in criterion, with its statistics
//! ```

pub mod cases;
pub mod contender;
pub mod executor;
pub mod service;
pub mod sizes;
