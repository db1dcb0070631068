//! Waiting for a condition: check it again and again, until it is true or the time is up.
//!
//! | | async | sync |
//! |---|---|---|
//! | until it is true | [`wait_for`]`(description, check)`, awaited | [`wait_for_sync`]`(description, check).run()` |
//! | as long as it has to hold | [`hold`]`(description, check).during(d)`, awaited | [`hold_sync`]`(description, check).during(d).run()` |
//!
//! [`Truthy`] lists the values that a check may give. For any other value, pass a closure to [`until`](Until::until). The first check is
//! immediate. The pauses are 50 ms and the limit is 5 s; the methods of [`Waiting`] change them. A failed wait returns a [`WaitError`], whose
//! `Debug` is the full report.
//!
//! A wait inside a call with `timeout` or `attempt_timeout`, or inside a check of another wait, ends with that limit, and with its own error. A
//! retried call inside a check sees the time that the check has left: see [`ambient`](crate::ambient).

pub use tenacity_wait::*;
