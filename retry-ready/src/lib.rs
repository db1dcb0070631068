//! Probes of [`tenacity`](https://docs.rs/tenacity): wait until something outside of a program is ready.
//!
//! Depend on `tenacity` with its feature `ready`. The module `tenacity::ready` re-exports and explains this crate.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

mod boxed;
mod check_context;
mod closure;
mod joined;
mod missing_features;
mod name;
mod notes;
mod probe;
mod probes;
mod readiness;
mod runtime;
mod wait;
mod wall_timer;

pub use crate::boxed::{BoxProbe, boxed};
pub use crate::check_context::CheckContext;
pub use crate::closure::{AtOnce, Judged};
#[doc(hidden)]
pub use crate::joined::all::{All, AllFuture, AllOf};
pub use crate::joined::any::{Any, AnyFuture, AnyOf, Either};
pub use crate::joined::list::{Each, ListFuture, ProbeList};
#[cfg(not(feature = "http"))]
pub use crate::missing_features::http;
pub use crate::name::{Named, probe};
pub use crate::probe::{CheckFuture, Probe};
pub use crate::probes::address::ToAddress;
pub use crate::probes::command::{Command, command};
pub use crate::probes::file::{File, file};
#[cfg(feature = "http")]
pub use crate::probes::http::{Http, http};
pub use crate::probes::log::source::LogSource;
pub use crate::probes::log::{Log, log};
pub use crate::probes::tcp::{Tcp, tcp};
#[cfg(unix)]
pub use crate::probes::unix::{Unix, unix};
pub use crate::readiness::{AsItIs, Immediate, IntoReadiness, Readiness};
pub use crate::wait::on_progress::OnProgress;
pub use crate::wait::running::{Running, WhileRunning};
pub use crate::wait::single_probe::ProbeFuture;
pub use crate::wait::until_ready::{AsyncMode, SyncMode, UntilReady, wait_until_ready, wait_until_ready_sync};
pub use crate::wait::until_ready_future::UntilReadyFuture;
