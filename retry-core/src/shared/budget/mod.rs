//! Retry budgets, which limit the load that retries add.

#[cfg(feature = "std")]
pub(crate) mod keyed;
#[cfg(feature = "std")]
pub(crate) mod recency;

#[cfg(feature = "std")]
pub use self::keyed::{BudgetKey, KeyedBudget};
use super::atomic::{AtomicU32, Ordering, const_fn};

/// One token. Tokens are counted in thousandths, so a ratio of 0.1 is exact.
const TOKEN: u32 = 1000;

/// Tokens that pay for retries, shared by all calls to one dependency. While the dependency is healthy, tokens collect. When it fails, they
/// limit the load that retries add.
///
/// The rule:
///
/// * The first attempt of each call deposits `ratio` tokens (0.1), up to `capacity` (10).
/// * Each retry withdraws one token. Without a token, the call ends with [`Finish::BudgetExhausted`](crate::Finish::BudgetExhausted).
/// * If a call that retried is accepted, one token comes back: one per call, not one per retry.
/// * If a call is dropped or cancelled during a sleep, the token of that sleep comes back, because the retry is not made.
///
/// So in the long run, at most one retry per ten calls does not help, whatever the stop strategies allow. A server that never answers
/// receives 1.1 × the calls. A server that fails a share *p* of its requests at random receives at most (1 + 0.1 / *p*) × the calls.
///
/// A new budget holds **one** token (`initial`). If the first retry of a program does not help, failing calls get no retry until ten calls
/// have made their deposits. The reason is a fleet that restarts: all its clients begin together, in front of a server that is just starting.
/// A warm fleet can add *clients × capacity* requests in one burst. The
/// [guide](https://docs.rs/tenacity/latest/tenacity/guide/choosing_a_policy/index.html) shows a simulation.
///
/// ```
/// use tenacity::prelude::*;
///
/// static ORDERS: RetryBudget = RetryBudget::new();
///
/// #[retry(wait = wait_none(), budget = &ORDERS)]
/// fn fetch() -> Result<u8, &'static str> {
///     Err("overloaded")
/// }
///
/// fetch().unwrap_err(); // two attempts: the budget's initial token paid for the second one
/// assert!(ORDERS.available() < 1.0);
/// ```
///
/// A budget is a 32-bit atomic that counts thousandths of a token. Deposits and withdrawals do not lock, allocate or read a clock, and a
/// deposit into a full budget does not write. Together, threads never withdraw more than the initial tokens and the deposits.
///
/// The algorithm is the token bucket of Finagle's `RetryBudget`, without its time window and its reserve of retries per second. The ratio
/// and the scale are those of gRPC's retry throttling (proposal A6).
#[derive(Debug)]
pub struct RetryBudget {
    /// In thousandths of a token, like the other fields.
    tokens: AtomicU32,
    deposit: u32,
    capacity: u32,
    initial: u32,
}

impl RetryBudget {
    const_fn! {
        /// Creates a budget with a ratio of 0.1, a capacity of 10 tokens and 1 initial token.
        #[must_use]
        pub const fn new() -> Self {
            Self::with(TOKEN / 10, 10 * TOKEN, TOKEN)
        }
    }

    const_fn! {
        /// Sets the number of tokens that each first attempt deposits, rounded to thousandths. In the long run, this is the number of
        /// retries per call that may fail to help. Retries that help cost nothing.
        ///
        /// # Panics
        ///
        /// Panics if `ratio` is NaN, negative, or more than 1000.
        #[must_use]
        #[track_caller]
        pub const fn ratio(self, ratio: f64) -> Self {
            assert!(ratio >= 0.0 && ratio <= 1000.0, "a `RetryBudget` needs a ratio between 0.0 and 1000.0: with 0.1, ten calls pay for one retry");
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
            let deposit = (ratio * TOKEN as f64 + 0.5) as u32;
            Self::with(deposit, self.capacity, self.initial)
        }
    }

    const_fn! {
        /// Sets the most tokens that the budget holds: the retries that one client can make in a row after a healthy period.
        ///
        /// # Panics
        ///
        /// Panics if `tokens` is more than a million.
        #[must_use]
        #[track_caller]
        pub const fn capacity(self, tokens: u32) -> Self {
            Self::with(self.deposit, thousandths(tokens), self.initial)
        }
    }

    const_fn! {
        /// Sets the number of tokens of a new budget, at most its capacity.
        ///
        /// # Panics
        ///
        /// Panics if `tokens` is more than a million.
        #[must_use]
        #[track_caller]
        pub const fn initial(self, tokens: u32) -> Self {
            Self::with(self.deposit, self.capacity, thousandths(tokens))
        }
    }

    const_fn! {
        const fn with(deposit: u32, capacity: u32, initial: u32) -> Self {
            let tokens = if initial < capacity { initial } else { capacity };
            Self { tokens: AtomicU32::new(tokens), deposit, capacity, initial }
        }
    }

    /// Deposits the tokens of a first attempt. Calls do so themselves; the method is public for your own loops.
    #[inline]
    pub fn deposit(&self) {
        let fill = |tokens: u32| {
            let filled = tokens.saturating_add(self.deposit).min(self.capacity);
            (filled != tokens).then_some(filled)
        };
        // The tokens do not publish any other memory, so `Relaxed` is enough.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fill);
    }

    /// Takes one token for one retry. If there is less than one token, takes nothing and returns `false`.
    #[must_use = "if this returns `false`, the retry has no token and should not be made"]
    #[inline]
    pub fn try_withdraw(&self) -> bool {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| tokens.checked_sub(TOKEN)).is_ok()
    }

    /// Puts one token back, up to the capacity. Calls do so when they are accepted after a retry, and when they do not make a retry that
    /// they have paid for. The method is public for your own loops.
    #[inline]
    pub fn give_back(&self) {
        let fill = |tokens: u32| {
            let filled = tokens.saturating_add(TOKEN).min(self.capacity);
            (filled != tokens).then_some(filled)
        };
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fill);
    }

    /// Returns the number of tokens that the budget holds now. It allows one retry for each whole token.
    pub fn available(&self) -> f64 {
        f64::from(self.tokens.load(Ordering::Relaxed)) / f64::from(TOKEN)
    }
}

#[track_caller]
const fn thousandths(tokens: u32) -> u32 {
    assert!(tokens <= 1_000_000, "a `RetryBudget` holds at most 1000000 tokens: pass a smaller number");
    tokens * TOKEN
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}

impl AsRef<Self> for RetryBudget {
    fn as_ref(&self) -> &Self {
        self
    }
}

#[cfg(all(test, not(loom)))]
#[allow(clippy::float_cmp, reason = "thousandths of a token are exact")]
pub(crate) mod tests {
    use super::*;

    fn withdrawals(budget: &RetryBudget) -> u32 {
        (0..u32::MAX).take_while(|_| budget.try_withdraw()).fold(0, |count, _| count + 1)
    }

    #[test]
    fn a_new_budget_holds_one_token() {
        assert_eq!(withdrawals(&RetryBudget::new()), 1);
    }

    #[test]
    fn ten_first_attempts_pay_for_one_retry() {
        let budget = RetryBudget::new().initial(0);
        for _ in 0..9 {
            budget.deposit();
        }
        assert!(!budget.try_withdraw());
        budget.deposit();
        assert_eq!((budget.available(), withdrawals(&budget)), (1.0, 1));
    }

    #[test]
    fn a_budget_holds_at_most_its_capacity() {
        let budget = RetryBudget::new();
        for _ in 0..1000 {
            budget.deposit();
        }
        assert_eq!((budget.available(), withdrawals(&budget)), (10.0, 10));
        assert_eq!(RetryBudget::new().initial(5).capacity(2).available(), 2.0);
        assert_eq!(RetryBudget::new().capacity(2).initial(5).available(), 2.0);
        assert_eq!(RetryBudget::new().capacity(0).available(), 0.0);
    }

    #[test]
    fn the_largest_budget_does_not_overflow() {
        let budget = RetryBudget::new().capacity(1_000_000).initial(1_000_000).ratio(1000.0);
        budget.deposit();
        assert_eq!(budget.available(), 1_000_000.0);
    }

    #[test]
    fn a_static_budget_is_configured_in_place() {
        static BUDGET: RetryBudget = RetryBudget::new().ratio(0.25).capacity(100).initial(3);
        BUDGET.deposit();
        assert_eq!(BUDGET.available(), 3.25);
    }

    #[test]
    #[should_panic = "between 0.0 and 1000.0"]
    fn a_ratio_of_nan_panics() {
        let _ = RetryBudget::new().ratio(f64::NAN);
    }

    #[test]
    #[should_panic = "at most 1000000 tokens"]
    fn a_capacity_above_a_million_panics() {
        let _ = RetryBudget::new().capacity(1_000_001);
    }

    #[cfg(feature = "std")]
    #[test]
    fn threads_withdraw_exactly_the_deposits() {
        use std::sync::atomic::AtomicU32 as Total;

        let budget = RetryBudget::new().ratio(1.0).capacity(1_000_000).initial(0);
        let withdrawn = Total::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..20_000).for_each(|_| budget.deposit()));
                scope.spawn(|| {
                    let taken = (0..30_000).filter(|_| budget.try_withdraw()).count();
                    withdrawn.fetch_add(u32::try_from(taken).unwrap(), Ordering::Relaxed);
                });
            }
        });
        assert_eq!(withdrawn.into_inner() + withdrawals(&budget), 80_000);
    }
}
