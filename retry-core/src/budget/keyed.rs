//! One budget per host or tenant.

use core::borrow::Borrow;
use core::fmt;
use core::hash::Hash;
use core::sync::atomic::AtomicUsize;
use std::borrow::ToOwned;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError};

use super::RetryBudget;
use crate::atomic::{Mutex, Ordering, Swap, const_fn};

/// One [`RetryBudget`] per key (a host, a tenant, a shard), so that what one of them wastes the others do not lack.
///
/// ```
/// use tenacity::{KeyedBudget, prelude::*};
///
/// static BUDGETS: KeyedBudget<String> = KeyedBudget::new(1000);
///
/// #[retry(wait = wait_none(), budget = BUDGETS.get(host))]
/// fn fetch(host: &str) -> Result<u8, String> {
///     Err(format!("{host} is overloaded"))
/// }
///
/// fetch("a").unwrap_err();
/// assert_eq!(BUDGETS.get("a").available(), 0.1);
/// assert_eq!(BUDGETS.get("b").available(), 1.0);
/// ```
///
/// It keeps at most `max_keys` budgets. One key more drops the least recently used one, which starts anew, with one token, when it comes
/// back. Finding a known key neither locks nor allocates; a new key copies the table, so let `max_keys` be about what is in use at
/// a time.
#[cfg(feature = "std")]
pub struct KeyedBudget<K> {
    /// Replaced as a whole, so that reading needs no lock.
    table: OnceLock<Swap<Table<K>>>,
    /// Held by whoever replaces it.
    replacing: Mutex<()>,
    /// The number of uses so far, but that of the same key again.
    uses: AtomicUsize,
    max_keys: usize,
    make: fn() -> RetryBudget,
}

type Table<K> = HashMap<K, Arc<Entry>>;

struct Entry {
    budget: Arc<RetryBudget>,
    last_use: AtomicUsize,
}

impl<K> KeyedBudget<K> {
    const_fn! {
        /// At most `max_keys` budgets, each a [`RetryBudget::new`].
        ///
        /// # Panics
        ///
        /// If `max_keys` is zero.
        #[must_use]
        #[track_caller]
        pub const fn new(max_keys: usize) -> Self {
            assert!(max_keys > 0, "a `KeyedBudget` keeps at least one key: write `KeyedBudget::new(1000)` for a thousand hosts");
            Self {
                table: OnceLock::new(),
                replacing: Mutex::new(()),
                uses: AtomicUsize::new(0),
                max_keys,
                make: RetryBudget::new,
            }
        }
    }

    /// How each budget begins, in place of [`RetryBudget::new`].
    ///
    /// ```
    /// # use tenacity::{KeyedBudget, prelude::*};
    /// static BUDGETS: KeyedBudget<u32> = KeyedBudget::new(100).each(|| RetryBudget::new().capacity(20));
    /// # assert_eq!(BUDGETS.get(1).available(), 1.0);
    /// ```
    #[must_use]
    pub const fn each(mut self, make: fn() -> RetryBudget) -> Self {
        self.make = make;
        self
    }
}

impl<K: Eq + Hash + Clone> KeyedBudget<K> {
    /// The budget of `key`, which is a `K` or what a `K` is borrowed as: `&str` for `String`.
    pub fn get<Q, Form>(&self, key: Q) -> Arc<RetryBudget>
    where
        Q: BudgetKey<K, Form>,
    {
        let table = self.table().load();
        if let Some(entry) = key.find(&table) {
            return self.touch(entry);
        }
        drop(table);
        let _replacing = self.replacing.lock().unwrap_or_else(PoisonError::into_inner);
        let table = self.table().load();
        // Another thread may have been quicker; then its budget is the one.
        if let Some(entry) = key.find(&table) {
            return self.touch(entry);
        }
        let mut replaced = Table::clone(&table);
        if replaced.len() >= self.max_keys {
            self.drop_least_recent(&mut replaced);
        }
        let entry = Entry { budget: Arc::new((self.make)()), last_use: AtomicUsize::new(0) };
        let budget = self.touch(&entry);
        replaced.insert(key.into_key(), Arc::new(entry));
        self.table().store(Arc::new(replaced));
        budget
    }

    fn table(&self) -> &Swap<Table<K>> {
        self.table.get_or_init(Swap::default)
    }

    /// The budget, marked as just used. A key that is used again and again writes nothing.
    fn touch(&self, entry: &Entry) -> Arc<RetryBudget> {
        let uses = self.uses.load(Ordering::Relaxed);
        if entry.last_use.load(Ordering::Relaxed) != uses || uses == 0 {
            entry.last_use.store(self.uses.fetch_add(1, Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
        }
        Arc::clone(&entry.budget)
    }

    fn drop_least_recent(&self, table: &mut Table<K>) {
        let uses = self.uses.load(Ordering::Relaxed);
        // The age instead of the number itself, which begins anew after the largest one.
        let age = |entry: &Entry| uses.wrapping_sub(entry.last_use.load(Ordering::Relaxed));
        let oldest = table.iter().max_by_key(|(_, entry)| age(entry)).map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            table.remove(&key);
        }
    }
}

impl<K> fmt::Debug for KeyedBudget<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.table.get().map_or(0, |table| table.load().len());
        f.debug_struct("KeyedBudget").field("keys", &keys).field("max_keys", &self.max_keys).finish_non_exhaustive()
    }
}

/// What a budget can be found by: a key, or what the key is borrowed as. `Form` tells the two apart and is always inferred.
#[cfg(feature = "std")]
#[diagnostic::on_unimplemented(
    message = "a `KeyedBudget<{K}>` is not found by a `{Self}`",
    note = "give it a `{K}`, or a reference to what a `{K}` is borrowed as: `&str` for `String`"
)]
pub trait BudgetKey<K, Form> {
    /// The entry of this key.
    #[doc(hidden)]
    fn find<'t, V>(&self, table: &'t HashMap<K, V>) -> Option<&'t V>;

    /// The key to keep.
    #[doc(hidden)]
    fn into_key(self) -> K;
}

/// The key itself. See [`BudgetKey`].
#[derive(Debug)]
pub enum Owned {}

/// What the key is borrowed as. See [`BudgetKey`].
#[derive(Debug)]
pub enum Borrowed {}

impl<K: Eq + Hash> BudgetKey<K, Owned> for K {
    fn find<'t, V>(&self, table: &'t HashMap<K, V>) -> Option<&'t V> {
        table.get(self)
    }

    fn into_key(self) -> K {
        self
    }
}

impl<Q> BudgetKey<Q::Owned, Borrowed> for &Q
where
    Q: ToOwned + Eq + Hash + ?Sized,
    Q::Owned: Eq + Hash,
{
    fn find<'t, V>(&self, table: &'t HashMap<Q::Owned, V>) -> Option<&'t V> {
        table.get(Borrow::<Q>::borrow(*self))
    }

    fn into_key(self) -> Q::Owned {
        self.to_owned()
    }
}

#[cfg(all(test, not(loom)))]
#[allow(clippy::float_cmp, reason = "thousandths of a token are exact")]
mod tests {
    use std::string::{String, ToString};

    use super::*;

    #[test]
    fn each_key_has_a_budget_of_its_own() {
        let budgets = KeyedBudget::<String>::new(10);
        assert!(budgets.get("a").try_withdraw());
        assert!(!budgets.get("a").try_withdraw());
        assert!(budgets.get("b").try_withdraw());
    }

    #[test]
    fn a_key_is_found_in_every_form() {
        let (name, budgets) = ("a".to_string(), KeyedBudget::<String>::new(10));
        let budget = budgets.get("a");
        assert!(
            [budgets.get(&name), budgets.get(name.as_str()), budgets.get(name)].iter().all(|found| Arc::ptr_eq(found, &budget))
        );

        let numbers = KeyedBudget::<u64>::new(10);
        assert!(Arc::ptr_eq(&numbers.get(7), &numbers.get(&7)));
        let words = KeyedBudget::<&'static str>::new(10);
        assert!(Arc::ptr_eq(&words.get("a"), &words.get("a")));
    }

    #[test]
    fn the_least_recently_used_key_is_dropped_and_starts_anew() {
        let budgets = KeyedBudget::<u8>::new(2);
        assert!(budgets.get(1).try_withdraw());
        assert!(budgets.get(2).try_withdraw());
        let kept = budgets.get(1);
        budgets.get(3);
        assert!(Arc::ptr_eq(&kept, &budgets.get(1)));
        assert_eq!(budgets.get(2).available(), 1.0);
        assert_eq!(std::format!("{budgets:?}"), "KeyedBudget { keys: 2, max_keys: 2, .. }");
    }

    #[test]
    fn the_order_of_use_and_not_of_the_keys_decides() {
        for (older, newer) in [(1, 2), (2, 1)] {
            let budgets = KeyedBudget::<u8>::new(2);
            budgets.get(older);
            let kept = budgets.get(newer);
            budgets.get(3);
            assert!(Arc::ptr_eq(&kept, &budgets.get(newer)), "{newer}");
        }
    }

    #[test]
    fn a_budget_in_use_outlives_its_key() {
        let budgets = KeyedBudget::<u8>::new(1);
        let first = budgets.get(1);
        budgets.get(2);
        assert!(first.try_withdraw());
    }

    #[test]
    fn threads_that_meet_at_a_new_key_share_its_budget() {
        let budgets = KeyedBudget::<u8>::new(10).each(|| RetryBudget::new().initial(3));
        let withdrawn = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| withdrawn.fetch_add(usize::from(budgets.get(1).try_withdraw()), Ordering::Relaxed));
            }
        });
        assert_eq!(withdrawn.into_inner(), 3);
    }

    #[test]
    #[should_panic = "at least one key"]
    fn a_table_for_no_keys_is_refused() {
        let _ = KeyedBudget::<u8>::new(0);
    }
}
