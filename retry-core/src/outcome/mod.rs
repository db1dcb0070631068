//! What an attempt returns, and how it is judged.

pub(crate) mod finish;
pub(crate) mod returned;
pub(crate) mod timed_out;
pub(crate) mod verdict;

pub use self::finish::Finish;
pub use self::returned::Outcome;
pub use self::timed_out::{FromTimeout, Limit, TimedOut};
pub use self::verdict::Verdict;
