//! Clocks and timers: their traits, and the implementations that features enable.

#[cfg(feature = "std")]
pub mod ambient;
#[cfg(feature = "std")]
pub(crate) mod event;
#[cfg(feature = "futures-timer")]
pub(crate) mod futures;
#[cfg(feature = "std")]
pub(crate) mod present;
#[cfg(feature = "std")]
pub(crate) mod resumed;
#[cfg(feature = "std")]
pub(crate) mod std;
pub(crate) mod timer;
#[cfg(feature = "tokio")]
pub(crate) mod tokio;
#[cfg(feature = "testing")]
pub(crate) mod virtual_timer;
pub(crate) mod wall;

#[cfg(feature = "tokio")]
pub use self::event::EventSleep;
#[cfg(feature = "std")]
pub use self::event::{EventInstant, EventTimer};
#[cfg(feature = "futures-timer")]
pub use self::futures::FuturesTimer;
#[cfg(feature = "std")]
pub use self::std::StdTimer;
pub use self::timer::{AsyncTimer, BlockingTimer, Clock};
#[cfg(feature = "tokio")]
pub use self::tokio::TokioTimer;
