//! The two traits through which both drivers use the parts of a wait.

use std::time::Duration;

use tenacity_core::Wait;

use super::guards::Guards;
use super::kind::WaitKind;
use super::progress::{Flow, Progress};
use crate::judge::final_errors::FinalErrors;
use crate::parts::WaitParts;

/// The parts that a driver needs while a check runs or the wait sleeps.
pub trait DriverParts {
    type Timer;
    type Guards: Guards;

    fn timer(&self) -> &Self::Timer;

    fn guards(&mut self) -> &mut Self::Guards;
}

/// The parts that decide how a wait continues after a check that returns a `C`.
pub trait Decide<C>: DriverParts {
    /// The value that the wait returns.
    type Output;

    /// Judges the result of a check: ends the wait, or returns the next pause. `given` is `None` if the check was cut off.
    fn after_check(&mut self, given: Option<C>, progress: &mut Progress, now: Duration) -> Flow<Self::Output, Duration>;

    /// Ends the wait after a pause, without another check.
    fn after_pause(&self, progress: &Progress, now: Duration) -> Option<Self::Output>;
}

impl<K, T, J, X, G: Guards, W> DriverParts for WaitParts<K, T, J, X, G, W> {
    type Timer = T;
    type Guards = G;

    fn timer(&self) -> &T {
        &self.timer
    }

    fn guards(&mut self) -> &mut G {
        &mut self.guards
    }
}

impl<K, T, J, X, G, W, C> Decide<C> for WaitParts<K, T, J, X, G, W>
where
    X: FinalErrors<C, J>,
    G: Guards,
    W: Wait,
    K: WaitKind<X::Value>,
{
    type Output = K::Output;

    fn after_check(&mut self, given: Option<C>, progress: &mut Progress, now: Duration) -> Flow<K::Output, Duration> {
        let check = given.map(|given| self.final_errors.judge(given, &mut self.judge));
        K::after_check(check, progress, &mut self.delays, now)
    }

    fn after_pause(&self, progress: &Progress, now: Duration) -> Option<K::Output> {
        K::after_pause(progress, now)
    }
}
