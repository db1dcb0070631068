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

mod builder;
mod check;
mod course;
mod entry;
mod error;
mod evidence;
mod final_errors;
mod future;
mod goal;
mod guards;
mod hint;
mod history;
mod judge;
mod looked;
mod looker;
mod probe_report;
mod report;
mod runtime;
mod scale;
mod skipped;
mod terms;
pub(crate) mod text;
mod truthy;
mod until;
mod waited;
mod watch;

#[cfg(feature = "ready")]
pub(crate) use self::course::Course;
#[cfg(feature = "ready")]
pub(crate) use self::evidence::Evidence;
#[cfg(feature = "ready")]
pub(crate) use self::report::Cause;
#[cfg(feature = "ready")]
pub(crate) use self::terms::{Span, Terms};
#[cfg(feature = "ready")]
pub(crate) use self::watch::Watch;

pub use self::builder::{Reaching, Waiting};
pub use self::check::Check;
pub use self::entry::{AsyncWaiting, DefaultAsyncTimer, SyncWaiting, hold, hold_sync, wait_for, wait_for_sync};
pub use self::error::WaitError;
pub use self::final_errors::{FailOn, FinalErrors};
pub use self::future::WaitFuture;
pub use self::goal::{Found, Goal, Held, Reported, Unspanned};
pub use self::guards::{FailIf, FailWhen, Guards, OnLook};
pub use self::judge::{ByItself, Judge, Judgement, Show, Shown, UntilOk, UntilValue};
pub use self::looked::Looked;
pub use self::looker::Looker;
pub use self::probe_report::{ProbeReport, ProbeState};
pub use self::truthy::Truthy;
pub use self::until::Until;
pub use self::waited::Waited;
