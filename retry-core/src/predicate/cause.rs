use core::error::Error;

/// How far a chain of sources is followed. One that is longer leads back to itself, or never ends.
const LONGEST_CHAIN: usize = 128;

/// Whether `error`, or anything in its [`source`](Error::source) chain, is a `T`.
///
/// For the closures of [`retry_if_err`](crate::retry_if_err), where what went wrong is wrapped in an error that says what was
/// being done:
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
/// The error inside an `io::Error` counts too, though `io::Error::source` leaves it out. A chain that leads back to itself, or
/// never ends, is given up after 128 errors. Match on the error instead when more than its type matters.
pub fn caused_by<T>(error: &(dyn Error + 'static)) -> bool
where
    T: Error + 'static,
{
    core::iter::successors(Some(error), |error| inner(*error)).take(LONGEST_CHAIN).any(<dyn Error>::is::<T>)
}

fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    // The source of an `io::Error` made from another error is that one's source.
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

    /// Its own source, for ever.
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
    fn a_chain_without_an_end_is_given_up() {
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
