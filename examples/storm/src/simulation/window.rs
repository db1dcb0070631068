use std::time::Duration;

use super::client::Budget;

/// The number of slots. Each slot covers one second.
const SLOTS: usize = 10;
/// The deposit of a first attempt. Five of them pay for a retry: 20 %.
const DEPOSIT: i64 = 1;
const PRICE: i64 = 5;
/// The reserve that is available in addition to the deposits: ten retries for each second of the window. The window also forgets withdrawals, so
/// the reserve can be spent again every ten seconds.
const RESERVE: i64 = 10 * 10 * PRICE;

/// A budget for comparison, with its defaults: 20 % of the first attempts of the last ten seconds, and ten retries per second.
///
/// The algorithm is that of Finagle's `RetryBudget`, which tower's `TpsBudget` and the budgets of Linkerd and reqwest follow. It sums the
/// deposits and withdrawals of the last ten seconds. The sum and the reserve together must cover the price of a withdrawal.
pub(crate) struct WindowBudget {
    slots: [i64; SLOTS],
    /// The number of the newest slot, counted from the start of the simulation.
    newest: u64,
}

impl WindowBudget {
    pub(crate) const fn new() -> Self {
        Self { slots: [0; SLOTS], newest: 0 }
    }

    /// Returns the slot of this moment, and clears the expired slots.
    fn slot(&mut self, now: Duration) -> &mut i64 {
        let number = now.as_secs();
        while self.newest < number {
            self.newest += 1;
            self.slots[self.index()] = 0;
        }
        let index = self.index();
        &mut self.slots[index]
    }

    fn index(&self) -> usize {
        usize::try_from(self.newest % SLOTS as u64).expect("it is less than ten")
    }
}

impl Budget for WindowBudget {
    fn deposit(&mut self, now: Duration) {
        *self.slot(now) += DEPOSIT;
    }

    fn try_withdraw(&mut self, now: Duration) -> bool {
        *self.slot(now) -= PRICE;
        let is_covered = self.slots.iter().sum::<i64>() + RESERVE >= 0;
        if !is_covered {
            *self.slot(now) += PRICE;
        }
        is_covered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withdrawals(budget: &mut WindowBudget, second: u64) -> usize {
        (0..1000).take_while(|_| budget.try_withdraw(Duration::from_secs(second))).count()
    }

    #[test]
    fn the_reserve_is_restored_when_its_withdrawals_leave_the_window() {
        let mut budget = WindowBudget::new();
        assert_eq!([0, 9, 10, 19, 50].map(|second| withdrawals(&mut budget, second)), [100, 0, 100, 0, 100]);
    }

    #[test]
    fn five_first_attempts_of_the_window_pay_for_a_retry() {
        let mut budget = WindowBudget::new();
        (0..10).for_each(|_| budget.deposit(Duration::from_secs(5)));
        assert_eq!([14, 15].map(|second| withdrawals(&mut budget, second)), [102, 0]);
    }
}
