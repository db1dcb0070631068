//! Former names, which still work. They are items of their own: if an item has two names, the compiler prints the one that is first in the
//! alphabet.

use crate::settings::Settings;
use crate::watch::kind::WaitKind;

/// The former name of [`Settings`].
pub type Terms = Settings;

/// The former name of [`WaitKind`].
pub trait Goal<V>: WaitKind<V> {}

impl<V, K: WaitKind<V>> Goal<V> for K {}
