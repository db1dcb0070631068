//! Who looks: a closure, or a probe.

use super::course::Course;

/// Makes the look that the driver runs, told of the course so far.
pub trait Looker {
    /// The look.
    type Looking: Future;

    #[doc(hidden)]
    fn look(&mut self, course: &Course) -> Self::Looking;
}

impl<F: FnMut() -> L, L: Future> Looker for F {
    type Looking = L;

    fn look(&mut self, _: &Course) -> L {
        self()
    }
}
