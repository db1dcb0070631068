//! Budgets by key, such as one per host or tenant.

use core::borrow::Borrow;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use std::borrow::ToOwned;
use std::sync::{Arc, OnceLock, PoisonError};
use std::thread_local;

use super::RetryBudget;
use super::recency::{Entry, Recency};
use crate::shared::atomic::{AtomicUsize, Equivalent, Mutex, Set, const_fn};

/// One [`RetryBudget`] per key (a host, a tenant, a shard), so one failing host cannot spend the others' retries.
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
/// It keeps at most `max_keys` budgets. Another new key drops the least recently used one. If that key comes back, it gets a new budget
/// with one token. Calls that hold a dropped budget keep it until they end.
///
/// A lookup of a known key neither locks nor allocates, except that each thread registers itself once. Only new keys take a lock. The
/// cost of a new key grows with the logarithm of `max_keys`, averaged over all uses. In the destructor of a thread-local, a new key gets
/// a budget that is not kept.
#[cfg(feature = "std")]
pub struct KeyedBudget<K> {
    /// Read without a lock. Created at the first use, because its hasher has a random seed.
    table: OnceLock<Set<Arc<Entry<K>>>>,
    /// The same entries, by use. Only new keys lock it.
    recency: Mutex<Recency<K>>,
    /// The number of uses so far. Repeated uses of the same key count once.
    uses: AtomicUsize,
    max_keys: usize,
    make: fn() -> RetryBudget,
}

impl<K> KeyedBudget<K> {
    const_fn! {
        /// Creates a table of at most `max_keys` budgets, each made by [`RetryBudget::new`].
        ///
        /// # Panics
        ///
        /// Panics if `max_keys` is zero.
        #[must_use]
        #[track_caller]
        pub const fn new(max_keys: usize) -> Self {
            assert!(max_keys > 0, "a `KeyedBudget` needs room for at least one key: write `KeyedBudget::new(1000)` for a thousand hosts");
            Self {
                table: OnceLock::new(),
                recency: Mutex::new(Recency::new()),
                uses: AtomicUsize::new(0),
                max_keys,
                make: RetryBudget::new,
            }
        }
    }

    /// Sets the function that makes each budget. The default is [`RetryBudget::new`].
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

impl<K: Eq + Hash> KeyedBudget<K> {
    /// Returns the budget of `key`, which is a `K` or a reference to its borrowed form: `&str` for `String`.
    pub fn get<Q, Form>(&self, key: Q) -> Arc<RetryBudget>
    where
        Q: BudgetKey<K, Form>,
    {
        let (table, wanted) = (self.table.get_or_init(Set::default), Wanted(&key, PhantomData));
        if is_thread_ending() {
            let found = table.pin_owned().get(&wanted).map(|entry| entry.touch(&self.uses));
            return found.unwrap_or_else(|| Arc::new((self.make)()));
        }
        if let Some(entry) = table.pin().get(&wanted) {
            return entry.touch(&self.uses);
        }
        let mut recency = self.recency.lock().unwrap_or_else(PoisonError::into_inner);
        let table = table.pin();
        // If another thread has added the key meanwhile, its budget counts.
        if let Some(entry) = table.get(&wanted) {
            return entry.touch(&self.uses);
        }
        let entry = Arc::new(Entry::new(key.into_key(), (self.make)()));
        let budget = entry.touch(&self.uses);
        if recency.len() >= self.max_keys {
            if let Some(oldest) = recency.take_oldest() {
                table.remove(&oldest);
            }
        }
        recency.add(Arc::clone(&entry));
        table.insert(entry);
        budget
    }
}

/// Whether this thread is running the destructors of its thread-locals. A retry in one of them can find a known key. A write needs the
/// table's own record of the thread, which may already be dropped.
fn is_thread_ending() -> bool {
    struct Record;

    impl Drop for Record {
        fn drop(&mut self) {}
    }

    thread_local! {
        // Created after the table's own record, and therefore dropped before it.
        static RECORD: Record = {
            let _ = Set::<()>::default().pin();
            Record
        };
    }
    RECORD.try_with(|_| ()).is_err()
}

impl<K> fmt::Debug for KeyedBudget<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.recency.lock().unwrap_or_else(PoisonError::into_inner).len();
        f.debug_struct("KeyedBudget").field("keys", &keys).field("max_keys", &self.max_keys).finish_non_exhaustive()
    }
}

/// A key of a [`KeyedBudget`], owned or borrowed. `Form` distinguishes the two and is always inferred.
#[cfg(feature = "std")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of a `KeyedBudget<{K}>`",
    note = "pass a `{K}`, or a reference to its borrowed form: `&str` for `String`"
)]
pub trait BudgetKey<K, Form> {
    /// Whether it equals this key.
    #[doc(hidden)]
    fn is(&self, key: &K) -> bool;

    /// Hashes like the key.
    #[doc(hidden)]
    fn hash_key<H: Hasher>(&self, state: &mut H);

    /// Converts into the key that the table keeps.
    #[doc(hidden)]
    fn into_key(self) -> K;
}

/// The key itself. See [`BudgetKey`].
#[derive(Debug)]
pub enum Owned {}

/// A borrowed key. See [`BudgetKey`].
#[derive(Debug)]
pub enum Borrowed {}

impl<K: Eq + Hash> BudgetKey<K, Owned> for K {
    fn is(&self, key: &K) -> bool {
        self == key
    }

    fn hash_key<H: Hasher>(&self, state: &mut H) {
        self.hash(state);
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
    fn is(&self, key: &Q::Owned) -> bool {
        *self == Borrow::<Q>::borrow(key)
    }

    fn hash_key<H: Hasher>(&self, state: &mut H) {
        self.hash(state);
    }

    fn into_key(self) -> Q::Owned {
        self.to_owned()
    }
}

/// A key of either form, for a lookup in the table.
struct Wanted<'a, Q, K, Form>(&'a Q, PhantomData<fn(K, Form)>);

impl<Q: BudgetKey<K, Form>, K, Form> Hash for Wanted<'_, Q, K, Form> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash_key(state);
    }
}

impl<Q: BudgetKey<K, Form>, K, Form> Equivalent<Arc<Entry<K>>> for Wanted<'_, Q, K, Form> {
    fn equivalent(&self, entry: &Arc<Entry<K>>) -> bool {
        self.0.is(entry.key())
    }
}

#[cfg(all(test, not(loom)))]
#[allow(clippy::float_cmp, reason = "thousandths of a token are exact")]
mod tests {
    use std::string::{String, ToString};
    use std::sync::atomic::Ordering;

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
    fn the_least_recently_used_key_is_dropped() {
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
    fn the_order_of_use_decides_and_not_the_order_of_keys() {
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
    fn threads_that_add_the_same_key_share_its_budget() {
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
    fn threads_that_add_keys_keep_at_most_max_keys() {
        let budgets = KeyedBudget::<u32>::new(8);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let budgets = &budgets;
                scope.spawn(move || {
                    for number in 0..2000 {
                        budgets.get(number % 6);
                        budgets.get(1000 * thread + number);
                        assert!(budgets.recency.lock().unwrap().len() <= 8);
                    }
                });
            }
        });
        assert_eq!((budgets.recency.into_inner().unwrap().len(), budgets.table.into_inner().unwrap().pin().len()), (8, 8));
    }

    #[test]
    fn a_retry_while_a_thread_ends_finds_its_budget() {
        static BUDGETS: KeyedBudget<u8> = KeyedBudget::new(2);
        struct AtTheEnd;
        impl Drop for AtTheEnd {
            fn drop(&mut self) {
                assert!(!BUDGETS.get(1).try_withdraw(), "a known key");
                assert!(BUDGETS.get(2).try_withdraw(), "a new key");
            }
        }
        thread_local!(static AT_THE_END: AtTheEnd = const { AtTheEnd });
        for is_first in [true, false] {
            let ends = std::thread::spawn(move || {
                if is_first {
                    AT_THE_END.with(|_| ());
                }
                let _ = BUDGETS.get(1).try_withdraw();
                AT_THE_END.with(|_| ());
            });
            ends.join().unwrap();
        }
    }

    #[test]
    #[should_panic = "at least one key"]
    fn a_table_for_zero_keys_panics() {
        let _ = KeyedBudget::<u8>::new(0);
    }
}
