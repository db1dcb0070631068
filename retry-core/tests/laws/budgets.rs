//! A `KeyedBudget` forgets the same keys as a list that is sorted at each use.

#![allow(clippy::float_cmp, reason = "thousandths of a token are exact")]

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use tenacity_core::{KeyedBudget, RetryBudget};

/// The keys and the number of withdrawals of each, from the least to the most recently used key.
struct Model {
    keys: Vec<(u8, u32)>,
    max_keys: usize,
}

impl Model {
    /// Uses a key, and returns its withdrawals so far, including this one.
    fn withdraw(&mut self, key: u8) -> u32 {
        let known = self.keys.iter().position(|(known, _)| *known == key).map(|place| self.keys.remove(place));
        if known.is_none() && self.keys.len() == self.max_keys {
            self.keys.remove(0);
        }
        let withdrawn = known.map_or(0, |(_, withdrawn)| withdrawn) + 1;
        self.keys.push((key, withdrawn));
        withdrawn
    }
}

proptest! {
    #[test]
    fn the_least_recently_used_key_starts_over(max_keys in 1_usize..12, uses in vec(0_u8..16, 0..300)) {
        let budgets = KeyedBudget::<u8>::new(max_keys).each(|| RetryBudget::new().capacity(1000).initial(1000));
        let mut model = Model { keys: Vec::new(), max_keys };
        for key in uses {
            let budget = budgets.get(key);
            prop_assert!(budget.try_withdraw());
            prop_assert_eq!(budget.available(), f64::from(1000 - model.withdraw(key)));
            let debug = format!("KeyedBudget {{ keys: {}, max_keys: {max_keys}, .. }}", model.keys.len());
            prop_assert_eq!(format!("{budgets:?}"), debug);
        }
        // Both keep the same keys, so another use creates no new budget.
        for (key, withdrawn) in model.keys {
            prop_assert_eq!(budgets.get(key).available(), f64::from(1000 - withdrawn));
        }
    }

    #[test]
    fn a_table_of_many_keys_keeps_the_latest(keys in 1_u32..600, max_keys in 1_u32..200) {
        let budgets = KeyedBudget::<u32>::new(max_keys as usize);
        let made = (0..keys).map(|key| budgets.get(key)).collect::<Vec<_>>();
        for key in keys.saturating_sub(max_keys)..keys {
            prop_assert!(Arc::ptr_eq(&budgets.get(key), &made[key as usize]));
        }
        if keys > max_keys {
            prop_assert!(!Arc::ptr_eq(&budgets.get(keys - max_keys - 1), &made[(keys - max_keys - 1) as usize]));
        }
    }
}
