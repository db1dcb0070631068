//! Waits for a condition: checks it repeatedly until it is true or the time is up.
//!
//! | | async | sync |
//! |---|---|---|
//! | until it is true | [`wait_for`]`(description, check)`, awaited | [`wait_for_sync`]`(description, check).run()` |
//! | that it holds for a time | [`hold`]`(description, check).during(d)`, awaited | [`hold_sync`]`(description, check).during(d).run()` |
//!
//! [`Truthy`] lists the values that a check can return. For any other value, pass a closure to [`until`](Until::until). The first check is
//! immediate. The pauses are 50 ms and the limit is 5 s; the methods of [`Waiting`] change them. A failed wait returns a [`WaitError`]. Its
//! `Debug` is the full report.
//!
//! Inside a call with `timeout` or `attempt_timeout`, or inside a check of another wait, a wait ends with that limit, and returns its own
//! error. A retried call inside a check sees the time that the check has left: see [`ambient`](crate::ambient).

pub use tenacity_wait::*;
