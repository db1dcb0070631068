//! A way to retry, and the measurement of its time.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::service::Service;

/// A way to retry.
#[derive(Clone, Copy, Debug)]
pub struct Contender {
    /// The contender's column in the table.
    pub column: Column,
    /// Returns the time of this many runs, each against a service that refuses this many calls.
    pub time: fn(runs: u64, refusals: u32) -> Duration,
}

/// The column of a contender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are names")]
pub enum Column {
    HandWritten,
    Tenacity,
    Backon,
    Relentless,
    TokioRetry2,
    Retry,
    Annotated,
    PolicyCall,
    PolicyKey,
    Budget,
    Stats,
}

impl Column {
    /// The peers, from left to right.
    pub const PEERS: &[Self] =
        &[Self::HandWritten, Self::Tenacity, Self::Backon, Self::Relentless, Self::TokioRetry2, Self::Retry];

    /// The optional parts of an annotated function, from left to right.
    pub const VARIANTS: &[Self] = &[Self::Annotated, Self::PolicyCall, Self::PolicyKey, Self::Budget, Self::Stats];

    /// The heading of the column.
    pub const fn head(self) -> &'static str {
        match self {
            Self::HandWritten => "hand-written",
            Self::Tenacity => "tenacity",
            Self::Backon => "backon",
            Self::Relentless => "relentless",
            Self::TokioRetry2 => "tokio-retry2",
            Self::Retry => "retry",
            Self::Annotated => "`#[retry]`",
            Self::PolicyCall => "`policy.call`",
            Self::PolicyKey => "`policy = …`",
            Self::Budget => "`budget`",
            Self::Stats => "`stats`",
        }
    }
}

/// Returns the time of this many runs. Each contender gets its own loop, which calls it directly.
#[inline]
pub fn time<R>(runs: u64, refusals: u32, run: impl Fn(&Service) -> R) -> Duration {
    let start = Instant::now();
    for _ in 0..runs {
        let service = Service::refusing(refusals);
        black_box(run(&service));
    }
    start.elapsed()
}

/// `blocking!(Column, function)`: a contender that is a function of the service.
macro_rules! blocking {
    ($column:ident, $function:path) => {
        $crate::contender::Contender {
            column: $crate::contender::Column::$column,
            time: |runs, refusals| $crate::contender::time(runs, refusals, |service| $function(service)),
        }
    };
}

/// `task!(Column, function)`: a contender that is an async function of the service, polled as a task.
macro_rules! task {
    ($column:ident, $function:path) => {
        $crate::contender::Contender {
            column: $crate::contender::Column::$column,
            time: |runs, refusals| {
                $crate::contender::time(runs, refusals, |service| $crate::executor::block_on(|| $function(service)))
            },
        }
    };
}

pub(crate) use {blocking, task};
