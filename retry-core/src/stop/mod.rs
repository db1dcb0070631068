//! Stop strategies: when a call gives up.

pub(crate) mod attempts;
pub(crate) mod closures;
pub(crate) mod combined;
pub(crate) mod delay;
#[cfg(feature = "std")]
pub(crate) mod event;
pub(crate) mod logic;
pub(crate) mod strategy;

pub use self::attempts::{StopAfterAttempt, StopNever, stop_after_attempt, stop_never};
pub use self::closures::{StopFn, StopWhen, stop_fn, stop_when};
pub use self::combined::{StopAll, StopAny};
pub use self::delay::{StopAfterDelay, StopBeforeDelay, stop_after_delay, stop_before_delay};
#[cfg(feature = "std")]
pub use self::event::{StopWhenEventSet, stop_when_event_set};
pub use self::strategy::Stop;
