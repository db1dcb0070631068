//! For a crate that waits in a way of its own, as the probes of `tenacity-ready` do. Everybody else needs [`wait_for`](crate::wait_for)
//! alone.
//!
//! [`watch`] makes a wait of [`Terms`] and a [`Looker`]. The looker makes each look, and gets its number and the time it may take. The
//! wait shows what it saw so far ([`WaitFuture::evidence`]), and can go on after its end ([`WaitFuture::look_again`]). Its error can stand
//! for several waits ([`WaitError::of_probes`](crate::WaitError::of_probes)). [`text`] writes values and errors as reports do.

use tenacity_core::{AsyncTimer, Wait};

use crate::judge::judges::ByItself;
use crate::parts::WaitParts;
pub use crate::report::evidence::Evidence;
pub use crate::terms::{Span, Terms};
use crate::watch::future::WaitFuture;
use crate::watch::kind::Found;
pub use crate::watch::looker::{Looker, NextLook};
use crate::watch::steps::Watch;

/// How values and errors are written in a report.
pub mod text {
    pub use crate::report::text::{error, shown};
}

/// What [`watch`] makes.
pub type Watching<F, W, T> = WaitFuture<F, WaitParts<Found, T, ByItself, (), (), W>>;

/// A wait for what `looker` finds, with pauses by `wait`, on the clock of `timer`.
///
/// ```
/// use std::future::{Ready, ready};
/// use std::panic::Location;
/// use std::time::Duration;
/// use tenacity::prelude::*;
/// use tenacity::testing::VirtualTimer;
/// use tenacity::waiting::engine::{Looker, NextLook, Span, Terms, watch};
///
/// /// Is ready at its third look.
/// struct Third;
///
/// impl Looker for Third {
///     type Looking = Ready<Option<u32>>;
///
///     fn look(&mut self, next: NextLook) -> Self::Looking {
///         ready(Some(next.number).filter(|number| *number == 3))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), WaitError> {
/// let terms = Terms::new("the third look".into(), Span::Limit(Duration::from_secs(5)), Location::caller());
/// let wait = wait_fixed(Duration::from_secs(1));
/// assert_eq!(watch(Third, terms, wait, VirtualTimer::new()).await?, 3);
/// # Ok(())
/// # }
/// ```
pub fn watch<F: Looker, W: Wait, T: AsyncTimer>(looker: F, terms: Terms, wait: W, timer: T) -> Watching<F, W, T> {
    WaitFuture::new(looker, Watch::new(terms, WaitParts::new(timer).with_wait(wait)))
}
