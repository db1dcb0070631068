//! The parts for crates that build their own kind of wait, as `tenacity-ready` does for probes. All other users need only
//! [`wait_for`](crate::wait_for).
//!
//! [`watch`] makes a wait from [`Settings`] and a [`CheckSource`]. The source makes each check from its number and the time that it may take.
//! [`WaitFuture::evidence`] returns the evidence so far. [`WaitFuture::look_again`] continues a wait after its end.
//! [`WaitError::of_probes`](crate::WaitError::of_probes) turns the error of one probe into that of a wait for several. [`text`] formats
//! values and errors as reports do.

use tenacity_core::{AsyncTimer, Wait};

#[doc(hidden)]
use crate::judge::judges::ByItself;
use crate::parts::WaitParts;
pub use crate::report::evidence::Evidence;
pub use crate::settings::{Settings, Span};
pub use crate::watch::checks::{CheckSource, NextCheck};
use crate::watch::future::WaitFuture;
use crate::watch::kind::Found;
use crate::watch::steps::Watch;

/// Formats values and errors as reports do.
pub mod text {
    pub use crate::report::text::{error, shown};
}

/// The future that [`watch`] makes.
pub type Watching<F, W, T> = WaitFuture<F, WaitParts<Found, T, ByItself, (), (), W>>;

/// Waits until a check of `source` is ready. `wait` sets the pauses, and `timer` measures the time.
///
/// ```
/// use std::future::{Ready, ready};
/// use std::panic::Location;
/// use std::time::Duration;
/// use tenacity::prelude::*;
/// use tenacity::testing::VirtualTimer;
/// use tenacity::waiting::engine::{CheckSource, NextCheck, Settings, Span, watch};
///
/// /// Is ready at its third check.
/// struct Third;
///
/// impl CheckSource for Third {
///     type Checking = Ready<Option<u32>>;
///
///     fn check(&mut self, next: NextCheck) -> Self::Checking {
///         ready(Some(next.number).filter(|number| *number == 3))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), WaitError> {
/// let settings = Settings::new("the third check".into(), Span::Limit(Duration::from_secs(5)), Location::caller());
/// let wait = wait_fixed(Duration::from_secs(1));
/// assert_eq!(watch(Third, settings, wait, VirtualTimer::new()).await?, 3);
/// # Ok(())
/// # }
/// ```
pub fn watch<F: CheckSource, W: Wait, T: AsyncTimer>(source: F, settings: Settings, wait: W, timer: T) -> Watching<F, W, T> {
    WaitFuture::new(source, Watch::new(settings, WaitParts::new(timer).with_wait(wait)))
}
