//! What `#[retry]` costs, beside the loop that a reviewer would write by hand and beside the peers.
//!
//! * [`service`] is the work: a call that fails as often as it is told to, and does nothing else, so that what is left is the
//!   retrying. What the compiler must not foresee goes through `black_box` there, once, for everybody.
//! * [`cases`] holds one family of cases a file; each begins with its hand-written loop.
//! * [`contender`] times one of them, and [`executor`] drives the async ones: it polls them through a pointer, as a runtime
//!   polls its tasks, but has no timer and no queue, so that the figures are those of the futures.
//! * [`sizes`] tells the size of those futures, with real sleeps on Tokio.
//!
//! Every contender is a function of its own that the loop which times it cannot take in: a sync one is `inline(never)`, an async
//! one is polled through a pointer. All wait for nothing. Ratios to the hand-written loop are worth quoting, nanoseconds are not: machines
//! differ, and share their cores.
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
