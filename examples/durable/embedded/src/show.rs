//! The hooks that print each attempt, and the one that kills the process.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use order::{Outcome, Service, policy};
use tenacity::{BoxedPolicy, prelude::*};

/// Kills the process in its second sleep, if it is armed.
#[derive(Debug)]
pub(crate) struct Crash {
    armed: bool,
    sleeps: AtomicU32,
}

impl Crash {
    pub(crate) fn new(armed: bool) -> Arc<Self> {
        Arc::new(Self { armed, sleeps: AtomicU32::new(0) })
    }

    fn sleep(&self, delay: Duration) {
        if self.sleeps.fetch_add(1, Ordering::Relaxed) == 1 && self.armed {
            thread::spawn(move || {
                thread::sleep(delay / 2);
                println!("{} the process kills itself in this sleep; run again to continue", clock(now()));
                process::abort();
            });
        }
    }
}

/// Returns the policy of a service, with hooks that print its decisions.
pub(crate) fn shown(service: Service, attempts: u32, crash: &Arc<Crash>) -> BoxedPolicy<Outcome> {
    let (path, crash) = (service.path(), Arc::clone(crash));
    let line = move |state: &RetryState, outcome: &Outcome| {
        let seen = outcome.as_ref().map_or_else(ToString::to_string, |_| "done".to_owned());
        format!("{} {path:<8} attempt {}: {seen}", clock(now()), state.attempt_number())
    };
    policy(service, attempts)
        .before_sleep(move |state: &RetryState, outcome: &Outcome| {
            let delay = state.upcoming_sleep();
            let (next, at) = (state.attempt_number() + 1, clock(now() + delay));
            println!("{} → attempt {next} at {at}, in {delay:.2?}", line(state, outcome));
            crash.sleep(delay);
        })
        .on_finish(move |state: &RetryState, outcome: &Outcome, finish: Finish| {
            let reason = match (finish, outcome) {
                (Finish::Stopped, _) => "the attempts or the time are used up",
                (Finish::BudgetExhausted, _) => "the budget is empty",
                (_, Err(_)) => "another attempt would end the same",
                (_, Ok(_)) => "a success",
            };
            println!("{} → the call ends: {reason}", line(state, outcome));
        })
        .boxed()
}

/// The wall time since the Unix epoch.
fn now() -> Duration {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
}

/// Formats a wall time as a time of day, in UTC.
pub(crate) fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, time.subsec_millis())
}
