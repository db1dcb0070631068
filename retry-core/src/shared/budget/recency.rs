//! The entries of a `KeyedBudget`, in the order of their last use.

use core::hash::{Hash, Hasher};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::RetryBudget;
use crate::shared::atomic::{AtomicUsize, Ordering};

/// One key's budget.
pub(super) struct Entry<K> {
    key: K,
    budget: Arc<RetryBudget>,
    last_use: AtomicUsize,
}

impl<K> Entry<K> {
    pub(super) fn new(key: K, budget: RetryBudget) -> Self {
        Self { key, budget: Arc::new(budget), last_use: AtomicUsize::new(0) }
    }

    pub(super) fn key(&self) -> &K {
        &self.key
    }

    /// Returns the budget, and writes the number of this use into the entry. Repeated uses of the same key write nothing.
    #[inline]
    pub(super) fn touch(&self, uses: &AtomicUsize) -> Arc<RetryBudget> {
        let last = uses.load(Ordering::Relaxed);
        if self.last_use.load(Ordering::Relaxed) != last || last == 0 {
            self.last_use.store(uses.fetch_add(1, Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
        }
        Arc::clone(&self.budget)
    }
}

impl<K: Hash> Hash for Entry<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl<K: PartialEq> PartialEq for Entry<K> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<K: Eq> Eq for Entry<K> {}

/// The entries in the order of their last use. [`take_oldest`](Self::take_oldest) updates the order, and nothing else does. So a use of a
/// known key only writes its number into the entry, and needs no lock.
pub(super) struct Recency<K> {
    by_use: BTreeMap<usize, Arc<Entry<K>>>,
    /// The number at which the order begins. After the largest number, the count of uses wraps to zero.
    start: usize,
}

impl<K> Recency<K> {
    pub(super) const fn new() -> Self {
        Self { by_use: BTreeMap::new(), start: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.by_use.len()
    }

    pub(super) fn add(&mut self, entry: Arc<Entry<K>>) {
        self.by_use.insert(entry.last_use.load(Ordering::Relaxed), entry);
    }

    /// Removes the least recently used entry. If an entry was used since its number was last read, it moves to its new place. Averaged over
    /// all uses, this costs a logarithm per use.
    pub(super) fn take_oldest(&mut self) -> Option<Arc<Entry<K>>> {
        // Other threads may keep using all entries meanwhile. Then the oldest use that was seen decides.
        for _ in 0..self.len() {
            let (number, entry) = self.take_first()?;
            if entry.last_use.load(Ordering::Relaxed) == number {
                return Some(entry);
            }
            self.add(entry);
        }
        self.take_first().map(|(_, entry)| entry)
    }

    fn take_first(&mut self) -> Option<(usize, Arc<Entry<K>>)> {
        let (number, _) = self.by_use.range(self.start..).next().or_else(|| self.by_use.first_key_value())?;
        self.start = *number;
        self.by_use.remove_entry(&self.start)
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::vec::Vec;

    use super::*;

    /// Returns the keys from the oldest use to the newest. The entries are added, and then touched again. Uses count from `first`.
    fn order(first: usize, added: [u8; 3], touched: &[u8]) -> Vec<u8> {
        let uses = AtomicUsize::new(first);
        let mut recency = Recency { by_use: BTreeMap::new(), start: first };
        let entries = added.map(|key| Arc::new(Entry::new(key, RetryBudget::new())));
        for entry in &entries {
            entry.touch(&uses);
            recency.add(Arc::clone(entry));
        }
        for key in touched {
            entries.iter().find(|entry| entry.key == *key).unwrap().touch(&uses);
        }
        core::iter::from_fn(|| recency.take_oldest()).map(|entry| entry.key).collect()
    }

    #[test]
    fn a_use_moves_an_entry_to_the_end() {
        assert_eq!(order(0, [1, 2, 3], &[]), [1, 2, 3]);
        assert_eq!(order(0, [1, 2, 3], &[2, 1, 2]), [3, 1, 2]);
        assert_eq!(order(0, [1, 2, 3], &[3, 3, 2, 1, 3, 2]), [1, 3, 2]);
    }

    #[test]
    fn the_order_survives_an_overflow_of_the_count_of_uses() {
        for before in 0..8 {
            assert_eq!(order(usize::MAX - before, [1, 2, 3], &[2, 1, 2]), [3, 1, 2], "{before}");
        }
    }

    #[test]
    fn repeated_uses_of_one_key_count_once() {
        let (uses, entry) = (AtomicUsize::new(0), Entry::new(1, RetryBudget::new()));
        (0..5).for_each(|_| drop(entry.touch(&uses)));
        assert_eq!(uses.into_inner(), 1);
    }
}
