//! Probes of [`tenacity`](https://docs.rs/tenacity): wait until something outside of a program is ready.
//!
//! Users depend on `tenacity` with its feature `ready`, whose module `tenacity::ready` re-exports all of this, and explains it.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

mod boxed;
mod joined;
mod look;
mod missing;
mod named;
mod probe;
mod probes;
mod readiness;
mod runtime;
mod wait;

pub use crate::boxed::{BoxProbe, boxed};
pub use crate::joined::both::{All, AllFuture, AllOf, Any, AnyFuture, AnyOf, Either};
pub use crate::joined::many::{Each, Many, ManyFuture};
pub use crate::look::Look;
#[cfg(not(feature = "http"))]
pub use crate::missing::http;
pub use crate::named::{AtOnce, Named, probe};
pub use crate::probe::{Judged, Looking, Probe};
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
pub use crate::wait::leaf::LeafFuture;
pub use crate::wait::running::{Running, WhileRunning};
pub use crate::wait::until_ready::{
    Awaited, Observer, Run, UntilReady, UntilReadyFuture, wait_until_ready, wait_until_ready_sync,
};
