//! Which errors end a wait at once.

use std::error::Error;

use super::check::Check;
use super::judges::Judge;

/// Errors that are final, asked before the judge is.
pub trait FinalErrors<C, J> {
    /// What the wait gives.
    type Value;

    /// Says what the look found.
    fn judge(&mut self, given: C, judge: &mut J) -> Check<Self::Value>;
}

impl<C, J: Judge<C>> FinalErrors<C, J> for () {
    type Value = J::Value;

    fn judge(&mut self, given: C, judge: &mut J) -> Check<J::Value> {
        judge.judge(given)
    }
}

/// One more kind of final errors. See [`Waiting::fail_on`](crate::Waiting::fail_on).
#[derive(Clone, Copy, Debug)]
pub struct FailOn<X, P> {
    pub(crate) others: X,
    pub(crate) is_final: P,
}

impl<T, E, J, X, P> FinalErrors<Result<T, E>, J> for FailOn<X, P>
where
    E: Into<Box<dyn Error + Send + Sync>>,
    X: FinalErrors<Result<T, E>, J>,
    P: FnMut(&E) -> bool,
{
    type Value = X::Value;

    fn judge(&mut self, given: Result<T, E>, judge: &mut J) -> Check<X::Value> {
        match given {
            Err(error) if (self.is_final)(&error) => Check::Fatal(error.into()),
            given => self.others.judge(given, judge),
        }
    }
}
