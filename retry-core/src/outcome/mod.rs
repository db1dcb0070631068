//! The outcome of an attempt, the verdict on it, and the end of a call.

pub(crate) mod finish;
pub(crate) mod returned;
pub(crate) mod timed_out;
pub(crate) mod verdict;

pub use self::finish::Finish;
pub use self::returned::Outcome;
pub use self::timed_out::{FromTimeout, Limit, TimedOut};
pub use self::verdict::Verdict;
