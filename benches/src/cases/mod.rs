//! The cases, one family per file.

mod async_attempts;
mod async_deadline;
mod async_timeout;
mod bare;
mod many_attempts;
mod sync_attempts;
mod sync_deadline;
mod variants;
mod waits;

use crate::contender::Contender;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// A description of the case.
    pub name: &'static str,
    /// The number of calls that the service refuses before it answers.
    pub refusals: u32,
    /// The baseline, followed by the contenders that are compared with it.
    pub contenders: &'static [Contender],
}

/// Other ways to retry, compared with the plain attribute: a policy, and optional parts of a call.
pub const VARIANTS: &[Case] = &[
    Case { name: "sync, first attempt succeeds", refusals: 0, contenders: variants::SYNC },
    Case { name: "sync, three failures first", refusals: 3, contenders: variants::SYNC },
    Case { name: "async, first attempt succeeds", refusals: 0, contenders: variants::ASYNC },
    Case { name: "async, three failures first", refusals: 3, contenders: variants::ASYNC },
];

/// This library compared with its peers, in the order of the table.
pub const PEERS: &[Case] = &[
    Case { name: "sync, first attempt succeeds", refusals: 0, contenders: sync_attempts::CONTENDERS },
    Case { name: "sync, three failures first", refusals: 3, contenders: sync_attempts::CONTENDERS },
    Case { name: "sync with a deadline, first attempt succeeds", refusals: 0, contenders: sync_deadline::CONTENDERS },
    Case { name: "sync with a deadline, three failures first", refusals: 3, contenders: sync_deadline::CONTENDERS },
    Case { name: "async, first attempt succeeds", refusals: 0, contenders: async_attempts::AT_ONCE },
    Case { name: "async, three failures first", refusals: 3, contenders: async_attempts::AFTER_FAILURES },
    Case { name: "async with a deadline, first attempt succeeds", refusals: 0, contenders: async_deadline::AT_ONCE },
    Case { name: "async with a deadline, three failures first", refusals: 3, contenders: async_deadline::AFTER_FAILURES },
    Case { name: "async with a `timeout`, first attempt succeeds", refusals: 0, contenders: async_timeout::CONTENDERS },
    Case { name: "async with a `timeout`, three failures first", refusals: 3, contenders: async_timeout::CONTENDERS },
    Case { name: "sync, 10,000 attempts without pauses", refusals: many_attempts::REFUSALS, contenders: many_attempts::SYNC },
    Case { name: "async, 10,000 attempts without pauses", refusals: many_attempts::REFUSALS, contenders: many_attempts::ASYNC },
    Case { name: "all defaults (bare `#[retry]`), first attempt succeeds", refusals: 0, contenders: bare::CONTENDERS },
    Case { name: "three delays, exponential with full jitter", refusals: 0, contenders: waits::CONTENDERS },
];
