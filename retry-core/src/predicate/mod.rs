//! Predicates: whether a call retries an outcome.

pub(crate) mod cause;
pub(crate) mod closures;
pub(crate) mod constants;
pub(crate) mod failure;
#[cfg(feature = "std")]
pub(crate) mod io;
pub(crate) mod logic;
pub(crate) mod retryable;
pub(crate) mod strategy;

pub use self::cause::caused_by;
pub use self::closures::{
    RetryFn, RetryIfErr, RetryIfNotResult, RetryIfOk, RetryIfResult, retry_fn, retry_if_err, retry_if_not_result, retry_if_ok,
    retry_if_result,
};
pub use self::constants::{RetryAlways, RetryNever, retry_always, retry_never};
pub use self::failure::{RetryIfFailure, retry_if_failure};
#[cfg(feature = "std")]
pub use self::io::io_verdict;
pub use self::logic::{RetryAll, RetryAny, RetryNot};
pub use self::retryable::{RetryIfRetryable, Retryable, retry_if_retryable};
pub use self::strategy::Predicate;
