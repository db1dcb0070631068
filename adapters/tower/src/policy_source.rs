//! Where a layer gets the policy of a call from.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Returns the policy of a call. [`RetryLayer`](crate::RetryLayer)'s constructors make the two sources.
///
/// The trait is sealed. Use it only in the bounds of generic code.
pub trait PolicySource<Q>: sealed::Sealed {
    /// A pointer to the policy.
    type Policy: Deref;

    /// Returns the policy of the call with this request.
    fn policy(&self, request: &Q) -> Self::Policy;
}

mod sealed {
    pub trait Sealed {}
    impl<P> Sealed for super::Shared<P> {}
    impl<F> Sealed for super::PerRequest<F> {}
}

/// One policy for all calls.
pub struct Shared<P>(Arc<P>);

/// A policy for each request.
pub struct PerRequest<F>(Arc<F>);

/// A policy that its call owns.
#[derive(Clone, Copy, Debug)]
pub struct Owned<P>(P);

impl<P> Shared<P> {
    pub(crate) fn new(policy: P) -> Self {
        Self(Arc::new(policy))
    }
}

impl<F> PerRequest<F> {
    pub(crate) fn new(policy: F) -> Self {
        Self(Arc::new(policy))
    }
}

impl<Q, P> PolicySource<Q> for Shared<P> {
    type Policy = Arc<P>;

    #[inline]
    fn policy(&self, _: &Q) -> Arc<P> {
        Arc::clone(&self.0)
    }
}

impl<Q, P, F: Fn(&Q) -> P> PolicySource<Q> for PerRequest<F> {
    type Policy = Owned<P>;

    #[inline]
    fn policy(&self, request: &Q) -> Owned<P> {
        Owned((self.0)(request))
    }
}

impl<P> Deref for Owned<P> {
    type Target = P;

    #[inline]
    fn deref(&self) -> &P {
        &self.0
    }
}

impl<P> Clone for Shared<P> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<F> Clone for PerRequest<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<P: fmt::Debug> fmt::Debug for Shared<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shared").field(&self.0).finish()
    }
}

impl<F> fmt::Debug for PerRequest<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PerRequest").finish_non_exhaustive()
    }
}
