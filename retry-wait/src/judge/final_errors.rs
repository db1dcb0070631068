//! The errors that end a wait immediately.

use std::error::Error;

use super::check::Check;
use super::judges::Judge;

/// Decides which errors are final, before the judge sees them.
pub trait FinalErrors<C, J> {
    /// The value that the wait returns.
    type Value;

    /// Turns the return value of a check into a [`Check`].
    fn judge(&mut self, given: C, judge: &mut J) -> Check<Self::Value>;
}

impl<C, J: Judge<C>> FinalErrors<C, J> for () {
    type Value = J::Value;

    fn judge(&mut self, given: C, judge: &mut J) -> Check<J::Value> {
        judge.judge(given)
    }
}

/// Adds a closure that decides which errors are final. See [`Waiting::fail_on`](crate::Waiting::fail_on).
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
