//! The atomics of what is shared between threads; under `cfg(loom)`, those of the model checker.

#[cfg(not(loom))]
pub(crate) use core::sync::atomic::AtomicU32;
#[cfg(all(not(loom), target_has_atomic = "64"))]
pub(crate) use core::sync::atomic::AtomicU64;
pub(crate) use core::sync::atomic::Ordering;

#[cfg(all(not(loom), feature = "std"))]
pub(crate) use arc_swap::ArcSwap as Swap;
#[cfg(all(not(loom), feature = "std"))]
pub(crate) use std::sync::Mutex;

#[cfg(loom)]
pub(crate) use loom::sync::Mutex;
#[cfg(loom)]
pub(crate) use loom::sync::atomic::{AtomicU32, AtomicU64};

/// A shared pointer that is replaced as a whole: to the model checker, one indivisible step.
#[cfg(loom)]
#[derive(Default)]
pub(crate) struct Swap<T>(Mutex<std::sync::Arc<T>>);

#[cfg(loom)]
impl<T> Swap<T> {
    pub(crate) fn load(&self) -> std::sync::Arc<T> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn store(&self, value: std::sync::Arc<T>) {
        *self.0.lock().unwrap() = value;
    }
}

/// Makes a constructor `const`, except where the model checker's atomics cannot be.
macro_rules! const_fn {
    ($(#[$attr:meta])* $vis:vis const fn $($rest:tt)*) => {
        #[cfg(not(loom))]
        $(#[$attr])*
        $vis const fn $($rest)*

        #[cfg(loom)]
        $(#[$attr])*
        $vis fn $($rest)*
    };
}

pub(crate) use const_fn;
