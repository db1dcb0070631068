use std::error::Error;
use std::ops::ControlFlow;
use std::task::Poll;

use super::check::Check;

/// A result of a check that shows by itself whether the wait is over.
///
/// | result of the check | the wait is over at | and returns |
/// |---|---|---|
/// | `bool` | `true` | `()` |
/// | `Option<T>` | `Some(value)` | `value` |
/// | `()` | the first `()` | `()` |
/// | `Poll<T>`, `ControlFlow<T>` | `Ready(value)`, `Break(value)` | `value` |
/// | [`Check<T>`] | `Ready(value)`; it fails at `Fatal(error)` | `value` |
/// | `Result<any of those, E>` | the value in `Ok`, as above; an `Err` means not yet, and the report shows the last one | the same |
///
/// A closure judges any other value: see [`until`](crate::Until::until). To accept any `Ok`, such as that of a connection, make it an
/// `Option`:
///
/// ```
/// # use tenacity::prelude::*;
/// # struct Connection;
/// # async fn connect() -> Result<Connection, std::io::Error> { Ok(Connection) }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), WaitError> {
/// let connection: Connection = wait_for("the database", async || connect().await.map(Some)).await?;
/// # drop(connection);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not show whether a wait is over",
    label = "this check returns `{Self}`",
    note = "a check returns `bool`, `Option<T>`, `Check<T>`, or a `Result` of those; judge any other value by `.until(|value| …)`",
    note = "to accept any `Ok`, write `result.map(Some)`"
)]
pub trait Truthy {
    /// The value that the wait returns.
    type Value;

    /// Converts the result to a [`Check`].
    fn into_check(self) -> Check<Self::Value>;
}

impl Truthy for bool {
    type Value = ();

    fn into_check(self) -> Check<()> {
        if self { Check::Ready(()) } else { Check::pending("false") }
    }
}

impl Truthy for () {
    type Value = ();

    fn into_check(self) -> Check<()> {
        Check::Ready(())
    }
}

impl<T> Truthy for Option<T> {
    type Value = T;

    fn into_check(self) -> Check<T> {
        self.map_or_else(|| Check::pending("None"), Check::Ready)
    }
}

impl<T> Truthy for Poll<T> {
    type Value = T;

    fn into_check(self) -> Check<T> {
        match self {
            Self::Ready(value) => Check::Ready(value),
            Self::Pending => Check::Pending(None),
        }
    }
}

impl<T> Truthy for ControlFlow<T> {
    type Value = T;

    fn into_check(self) -> Check<T> {
        match self {
            Self::Break(value) => Check::Ready(value),
            Self::Continue(()) => Check::Pending(None),
        }
    }
}

impl<T> Truthy for Check<T> {
    type Value = T;

    fn into_check(self) -> Self {
        self
    }
}

impl<C: Truthy, E: Into<Box<dyn Error + Send + Sync>>> Truthy for Result<C, E> {
    type Value = C::Value;

    fn into_check(self) -> Check<C::Value> {
        match self {
            Ok(given) => given.into_check(),
            Err(error) => Check::Retry(error.into()),
        }
    }
}
