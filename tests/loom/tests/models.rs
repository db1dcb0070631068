//! The models of budgets and statistics. Each runs once per possible interleaving of its threads.

#![cfg(loom)]

use loom::sync::Arc;
use loom::thread;
use tenacity_core::{KeyedBudget, RetryBudget, RetryPolicy, RetryStats, retry_always, stop_after_attempt, wait_none};

/// Returns the number of withdrawals that succeed, out of this many tries.
fn withdraw(budget: &RetryBudget, tries: u32) -> u32 {
    (0..tries).map(|_| u32::from(budget.try_withdraw())).sum()
}

#[test]
fn threads_never_withdraw_more_than_the_budget_holds() {
    loom::model(|| {
        let budget = Arc::new(RetryBudget::new().initial(2));
        let others = [(); 2].map(|()| {
            let budget = Arc::clone(&budget);
            thread::spawn(move || withdraw(&budget, 2))
        });
        let taken = withdraw(&budget, 1) + others.into_iter().map(|other| other.join().unwrap()).sum::<u32>();
        assert_eq!(taken, 2);
        assert!(budget.available() < 0.001);
    });
}

#[test]
fn no_deposit_is_lost_or_counted_twice() {
    loom::model(|| {
        let budget = Arc::new(RetryBudget::new().ratio(1.0).capacity(3).initial(0));
        let depositor = {
            let budget = Arc::clone(&budget);
            thread::spawn(move || (0..2).for_each(|_| budget.deposit()))
        };
        let withdrawer = {
            let budget = Arc::clone(&budget);
            thread::spawn(move || withdraw(&budget, 2))
        };
        budget.deposit();
        depositor.join().unwrap();
        let taken = withdrawer.join().unwrap();
        // No deposit is lost to the capacity: there are only three deposits, and the capacity is three.
        assert_eq!(taken + withdraw(&budget, 4), 3);
    });
}

#[test]
fn a_full_budget_stays_full_under_contention() {
    loom::model(|| {
        let budget = Arc::new(RetryBudget::new().ratio(1.0).capacity(1).initial(1));
        let other = {
            let budget = Arc::clone(&budget);
            thread::spawn(move || {
                budget.deposit();
                withdraw(&budget, 1)
            })
        };
        budget.deposit();
        let taken = withdraw(&budget, 1) + other.join().unwrap();
        assert!((1..=2).contains(&taken), "one initial token, and one more if a deposit happens between the withdrawals");
        assert_eq!(withdraw(&budget, 2) + taken, taken, "nothing is left over");
    });
}

#[test]
fn a_token_that_is_given_back_is_neither_lost_nor_doubled() {
    loom::model(|| {
        let budget = Arc::new(RetryBudget::new().capacity(2).initial(1));
        let other = {
            let budget = Arc::clone(&budget);
            thread::spawn(move || {
                let taken = withdraw(&budget, 1);
                (0..taken).for_each(|_| budget.give_back());
                taken
            })
        };
        let taken = withdraw(&budget, 1);
        (0..taken).for_each(|_| budget.give_back());
        assert!(taken + other.join().unwrap() >= 1, "at least one thread takes the token");
        assert_eq!(withdraw(&budget, 2), 1, "every taken token is back");
    });
}

#[test]
fn tokens_that_are_given_back_together_stay_within_the_capacity() {
    loom::model(|| {
        let budget = Arc::new(RetryBudget::new().capacity(2).initial(1));
        let other = {
            let budget = Arc::clone(&budget);
            thread::spawn(move || budget.give_back())
        };
        budget.give_back();
        other.join().unwrap();
        assert_eq!(withdraw(&budget, 3), 2);
    });
}

#[test]
fn two_threads_that_add_the_same_key_share_one_budget() {
    loom::model(|| {
        let budgets = Arc::new(KeyedBudget::<u8>::new(4));
        let other = {
            let budgets = Arc::clone(&budgets);
            thread::spawn(move || u32::from(budgets.get(1).try_withdraw()))
        };
        let taken = u32::from(budgets.get(1).try_withdraw());
        assert_eq!(taken + other.join().unwrap(), 1, "a new budget holds one token");
    });
}

#[test]
fn a_key_that_is_used_while_it_is_dropped_still_has_a_budget() {
    loom::model(|| {
        let budgets = Arc::new(KeyedBudget::<u8>::new(2));
        let oldest = budgets.get(1);
        budgets.get(2);
        let user = {
            let budgets = Arc::clone(&budgets);
            thread::spawn(move || budgets.get(1))
        };
        budgets.get(3);
        let used = user.join().unwrap();
        // Either the use was in time, and the other key was dropped, or the use was too late, and the key got a new budget.
        let is_in_time = std::sync::Arc::ptr_eq(&used, &oldest);
        assert!(is_in_time || used.try_withdraw());
        assert_eq!(format!("{:?}", &*budgets), "KeyedBudget { keys: 2, max_keys: 2, .. }");
    });
}

#[test]
fn two_new_keys_in_a_full_table_each_replace_an_old_key() {
    loom::model(|| {
        let budgets = Arc::new(KeyedBudget::<u8>::new(2));
        let kept = [1, 2].map(|key| budgets.get(key));
        let other = {
            let budgets = Arc::clone(&budgets);
            thread::spawn(move || budgets.get(3))
        };
        let here = budgets.get(4);
        let there = other.join().unwrap();
        assert!(std::sync::Arc::ptr_eq(&budgets.get(3), &there) && std::sync::Arc::ptr_eq(&budgets.get(4), &here));
        assert!(!std::sync::Arc::ptr_eq(&budgets.get(1), &kept[0]));
    });
}

#[test]
fn statistics_count_every_call_and_retry() {
    loom::model(|| {
        let stats = Arc::new(RetryStats::new());
        let call = |stats: &RetryStats| {
            let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).retry(retry_always()).stats(stats);
            policy.call(|| None::<()>);
        };
        let other = {
            let stats = Arc::clone(&stats);
            thread::spawn(move || call(&stats))
        };
        call(&stats);
        other.join().unwrap();
        let snapshot = stats.snapshot();
        assert_eq!((snapshot.calls(), snapshot.retries, snapshot.stopped, snapshot.attempts()), (2, 2, 2, 4));
    });
}
