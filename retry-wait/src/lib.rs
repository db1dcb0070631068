//! Waits of [`tenacity`](https://docs.rs/tenacity): poll a condition until it is true, or check that it stays true.
//!
//! Depend on `tenacity`. Its module `tenacity::waiting` re-exports everything here, and explains it.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

mod builder;
pub mod engine;
mod entry;
mod judge;
mod parts;
mod report;
mod scale;
mod settings;
mod until;
mod watch;

pub use crate::builder::{Reaching, Waiting};
pub use crate::entry::{AsyncWaiting, DefaultAsyncTimer, SyncWaiting, hold, hold_sync, wait_for, wait_for_sync};
#[doc(hidden)]
pub use crate::judge::check::Check;
pub use crate::judge::final_errors::{FailOn, FinalErrors};
pub use crate::judge::judges::{ByItself, Judge, Show, Shown, UntilOk, UntilResult, UntilValue};
pub use crate::judge::truthy::Truthy;
pub use crate::parts::WaitParts;
pub use crate::report::check_report::CheckReport;
pub use crate::report::error::WaitError;
pub use crate::report::probe_report::{ProbeReport, ProbeState};
pub use crate::report::waited::Waited;
pub use crate::until::Until;
pub use crate::watch::checks::CheckSource;
pub use crate::watch::future::WaitFuture;
pub use crate::watch::guards::{FailIf, FailWhen, Guards, OnLook};
pub use crate::watch::kind::{Found, Held, Reported, Unspanned, WaitKind};
