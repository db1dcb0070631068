//! Former names, which still work. They are items of their own: if an item has two names, the compiler prints the one that is first in the
//! alphabet.

use crate::joined::list::{ListFuture, ProbeList};
use crate::wait::on_progress::OnProgress;
use crate::wait::single_probe::ProbeFuture;
use crate::wait::until_ready::{AsyncMode, SyncMode};

/// The former name of [`AsyncMode`].
pub type Awaited = AsyncMode;

/// The former name of [`ProbeFuture`].
pub type LeafFuture<P> = ProbeFuture<P>;

/// The former name of [`ProbeList`].
pub type Many<R> = ProbeList<R>;

/// The former name of [`ListFuture`].
pub type ManyFuture<U> = ListFuture<U>;

/// The former name of [`OnProgress`].
pub type Observer<F> = OnProgress<F>;

/// The former name of [`SyncMode`].
pub type Run = SyncMode;
