//! The atomics and locks of what is shared between threads; under `cfg(loom)`, those of the model checker.

#[cfg(not(loom))]
pub(crate) use core::sync::atomic::AtomicU32;
#[cfg(all(not(loom), target_has_atomic = "64"))]
pub(crate) use core::sync::atomic::AtomicU64;
pub(crate) use core::sync::atomic::Ordering;
#[cfg(all(not(loom), feature = "std"))]
pub(crate) use core::sync::atomic::{AtomicBool, AtomicUsize};
#[cfg(all(not(loom), feature = "std"))]
pub(crate) use std::sync::{Condvar, Mutex, MutexGuard};

#[cfg(loom)]
pub(crate) use loom::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize};
#[cfg(loom)]
pub(crate) use loom::sync::{Mutex, MutexGuard};
#[cfg(feature = "std")]
pub(crate) use papaya::Equivalent;
#[cfg(all(not(loom), feature = "std"))]
pub(crate) use papaya::HashSet as Set;

/// A set that many threads read and write at a time: to the model checker, each of its operations is one indivisible step.
#[cfg(loom)]
pub(crate) struct Set<T>(Mutex<std::vec::Vec<T>>);

#[cfg(loom)]
impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Mutex::new(std::vec::Vec::new()))
    }
}

#[cfg(loom)]
impl<T: Clone + Eq> Set<T> {
    pub(crate) fn pin(&self) -> &Self {
        self
    }

    pub(crate) fn pin_owned(&self) -> &Self {
        self
    }

    pub(crate) fn get(&self, wanted: &impl Equivalent<T>) -> Option<T> {
        self.0.lock().unwrap().iter().find(|item| wanted.equivalent(item)).cloned()
    }

    pub(crate) fn insert(&self, item: T) {
        self.0.lock().unwrap().push(item);
    }

    pub(crate) fn remove(&self, item: &T) {
        self.0.lock().unwrap().retain(|other| other != item);
    }
}

/// A condition variable: to the model checker no time passes, so whoever is not notified waits for ever, which it reports.
#[cfg(loom)]
pub(crate) struct Condvar(loom::sync::Condvar);

#[cfg(loom)]
impl Condvar {
    pub(crate) fn new() -> Self {
        Self(loom::sync::Condvar::new())
    }

    pub(crate) fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        _: core::time::Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> std::sync::LockResult<MutexGuard<'a, T>> {
        while condition(&mut guard) {
            guard = self.0.wait(guard)?;
        }
        Ok(guard)
    }

    pub(crate) fn notify_all(&self) {
        self.0.notify_all();
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
