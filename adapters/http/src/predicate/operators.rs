//! The operators `|`, `&` and `!`, and their method forms.

use std::ops;

use tenacity_core::strategies::{RetryAll, RetryAny, RetryNot};

use super::retry_if_transient::RetryIfTransient;

impl<C, Rhs> ops::BitOr<Rhs> for RetryIfTransient<C> {
    type Output = RetryAny<Self, Rhs>;

    fn bitor(self, rhs: Rhs) -> Self::Output {
        RetryAny::new(self, rhs)
    }
}

impl<C, Rhs> ops::BitAnd<Rhs> for RetryIfTransient<C> {
    type Output = RetryAll<Self, Rhs>;

    fn bitand(self, rhs: Rhs) -> Self::Output {
        RetryAll::new(self, rhs)
    }
}

impl<C> ops::Not for RetryIfTransient<C> {
    type Output = RetryNot<Self>;

    fn not(self) -> Self::Output {
        RetryNot::new(self)
    }
}

impl<C> RetryIfTransient<C> {
    /// Retries when this or `other` does: the method form of `|`.
    pub fn or<Rhs>(self, other: Rhs) -> RetryAny<Self, Rhs> {
        self | other
    }

    /// Retries when both this and `other` do: the method form of `&`.
    pub fn and<Rhs>(self, other: Rhs) -> RetryAll<Self, Rhs> {
        self & other
    }

    /// Retries the outcomes that this accepts, and accepts those that this retries: the method form of `!`.
    #[expect(clippy::should_implement_trait, reason = "`Not` is implemented; this is its form for method chains")]
    pub fn not(self) -> RetryNot<Self> {
        !self
    }
}
