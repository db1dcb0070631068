//! Waiting for a condition: look, and look again, until it is true or the time is up.
//!
//! | | async | sync |
//! |---|---|---|
//! | until it is true | [`wait_for`]`(description, check)`, awaited | [`wait_for_sync`]`(description, check).run()` |
//! | as long as it has to hold | [`hold`]`(description, check).during(d)`, awaited | [`hold_sync`]`(description, check).during(d).run()` |
//!
//! What a check may give is in the table of [`Truthy`]; any other value is judged by [`until`](Until::until). The first look is at
//! once, then every 50 ms, for no longer than 5 s; [`Waiting`] has the words to change that. A wait that fails gives a [`WaitError`], whose
//! `Debug` is the full report.
//!
//! A wait inside a call with `timeout` or `attempt_timeout`, or inside a check of another wait, ends with that limit, and with its own error. A
//! retried call inside a check sees the time that the look has left: see [`ambient`](crate::ambient).

pub use tenacity_wait::*;
