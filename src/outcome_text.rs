//! The text of an outcome in a log. The outcome's value need not be printable.

use core::fmt::{Display, Formatter, Result};

use crate::Outcome;

/// An outcome of any type: its error, if it has one, and its kind.
#[derive(Clone, Copy)]
pub(crate) struct OutcomeText<'a> {
    pub(crate) error: Option<&'a dyn Display>,
    pub(crate) kind: &'static str,
}

impl<'a> OutcomeText<'a> {
    pub(crate) fn of<R: Outcome<Error: Display>>(outcome: &'a R) -> Self {
        let error = outcome.error().map(|error| error as &dyn Display);
        let kind = match error {
            Some(_) => "error",
            None if outcome.is_failure() => "no value",
            None => "unwanted value",
        };
        Self { error, kind }
    }
}

impl Display for OutcomeText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.error {
            Some(error) => error.fmt(f),
            None => f.write_str(self.kind),
        }
    }
}
