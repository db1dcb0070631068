use core::error::Error;

/// The maximum number of errors to follow in a chain of sources. A longer chain is assumed to loop or to be endless.
const LONGEST_CHAIN: usize = 128;

/// Returns whether `error`, or any error in its [`source`](Error::source) chain, is a `T`.
///
/// Use it in a closure of [`retry_if_err`](crate::retry_if_err) if the cause is wrapped in another error:
///
/// ```
/// # use std::{error::Error, fmt, io, time::Duration};
/// # use tenacity::prelude::*;
/// #[derive(Debug)]
/// struct LoadError { source: io::Error }
///
/// impl fmt::Display for LoadError {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("the page did not load") }
/// }
///
/// impl Error for LoadError {
///     fn source(&self) -> Option<&(dyn Error + 'static)> { Some(&self.source) }
/// }
///
/// let predicate = retry_if_err(|e: &LoadError| caused_by::<io::Error>(e));
/// let outcome: Result<(), _> = Err(LoadError { source: io::ErrorKind::TimedOut.into() });
/// assert!(predicate.verdict(&outcome, &RetryState::at(1, Duration::ZERO)).is_retry());
///
/// let boxed: Box<dyn Error + Send + Sync> = "no cause".into();
/// assert!(!caused_by::<io::Error>(&*boxed));
/// ```
///
/// The error inside an `io::Error` counts too, although `io::Error::source` skips it. The search ends after 128 errors, because a chain
/// may loop or be endless. If more than the type of the error matters, match on it instead.
pub fn caused_by<T>(error: &(dyn Error + 'static)) -> bool
where
    T: Error + 'static,
{
    core::iter::successors(Some(error), |error| inner(*error)).take(LONGEST_CHAIN).any(<dyn Error>::is::<T>)
}

fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    // The source of an `io::Error` that wraps another error is the source of the wrapped error.
    #[cfg(feature = "std")]
    if let Some(wrapped) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        return Some(wrapped);
    }
    error.source()
}

#[cfg(test)]
mod tests {
    use core::fmt;

    use super::*;

    #[derive(Debug)]
    struct Root;

    #[derive(Debug)]
    struct Wrapped(Root);

    /// An error that is its own source.
    #[derive(Debug)]
    struct Ouroboros;

    macro_rules! errors {
        ($($error:ident: $self:ident => $source:expr;)+) => {$(
            impl fmt::Display for $error {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(stringify!($error))
                }
            }

            impl Error for $error {
                fn source(&$self) -> Option<&(dyn Error + 'static)> {
                    $source
                }
            }
        )+};
    }

    errors! {
        Root: self => None;
        Wrapped: self => Some(&self.0);
        Ouroboros: self => Some(self);
    }

    #[test]
    fn the_error_itself_and_its_sources_count() {
        assert!(caused_by::<Wrapped>(&Wrapped(Root)));
        assert!(caused_by::<Root>(&Wrapped(Root)));
        assert!(!caused_by::<Wrapped>(&Root));
    }

    #[test]
    fn the_search_ends_in_an_endless_chain() {
        assert!(!caused_by::<Root>(&Ouroboros));
        assert!(caused_by::<Ouroboros>(&Ouroboros));
    }

    #[cfg(feature = "std")]
    #[test]
    fn the_error_inside_an_io_error_counts() {
        use std::io;

        let nested = io::Error::other(io::Error::other(Wrapped(Root)));
        assert!(caused_by::<Wrapped>(&nested));
        assert!(caused_by::<Root>(&nested));
        assert!(!caused_by::<Ouroboros>(&nested));
    }
}
