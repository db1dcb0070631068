use std::time::Duration;

use super::client::Budget;

/// The price of a retry in tenths of a token, so sums are exact.
const TOKEN: u32 = 10;
const DEPOSIT: u32 = 1;
const CAPACITY: u32 = 10 * TOKEN;

/// A budget for comparison: a `RetryBudget` that returns no tokens, so a retry costs one whether it helps or not.
pub(crate) struct StrictBudget {
    tokens: u32,
}

impl StrictBudget {
    pub(crate) const fn new() -> Self {
        Self { tokens: TOKEN }
    }
}

impl Budget for StrictBudget {
    fn deposit(&mut self, _: Duration) {
        self.tokens = CAPACITY.min(self.tokens + DEPOSIT);
    }

    fn try_withdraw(&mut self, _: Duration) -> bool {
        let left = self.tokens.checked_sub(TOKEN);
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_first_attempts_pay_for_a_retry() {
        let mut budget = StrictBudget::new();
        let mut withdrawals = |deposits| {
            (0..deposits).for_each(|_| budget.deposit(Duration::ZERO));
            (0..100).take_while(|_| budget.try_withdraw(Duration::ZERO)).count()
        };
        assert_eq!([0, 9, 1, 1000].map(&mut withdrawals), [1, 0, 1, 10]);
    }
}
