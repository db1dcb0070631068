//! The atomics and locks of the shared types. Under `cfg(loom)`, they are those of the model checker.

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

/// A set that many threads read and write. The model checker treats each of its operations as one indivisible step.
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

/// A condition variable without timeouts, because no time passes in the model checker. A thread that is not notified waits forever, and
/// the model checker reports it.
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

/// Defines a constructor that is `const`, except under the model checker, because its atomics have no `const` constructor.
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
