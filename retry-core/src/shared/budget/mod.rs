//! Budgets: what keeps retries from becoming the outage.

#[cfg(feature = "std")]
pub(crate) mod keyed;
#[cfg(feature = "std")]
pub(crate) mod recency;

#[cfg(feature = "std")]
pub use self::keyed::{BudgetKey, KeyedBudget};
use super::atomic::{AtomicU32, Ordering, const_fn};

/// The unit that tokens are counted in: a thousandth, so that a ratio of 0.1 is exact.
const TOKEN: u32 = 1000;

/// Tokens that pay for retries, shared by all calls to one dependency: while it is healthy they collect, and when it fails there are
/// only so many retries to make things worse with.
///
/// The rule:
///
/// * The first attempt of each call deposits `ratio` tokens (0.1), up to `capacity` (10).
/// * Each retry withdraws one token. Without a token, the call ends with [`Finish::BudgetExhausted`](crate::Finish::BudgetExhausted).
/// * If a call that retried is accepted, one token comes back: one per call, not one per retry.
/// * If a call is dropped or cancelled in its sleep, the token of that sleep comes back, because the retry is not made.
///
/// So in the long run there is at most one retry that did not help per ten calls, whatever the stop strategies allow. A server that never
/// answers gets 1.1 × the calls; one that fails a share *p* of its requests at random gets at most 1 + 0.1 / *p* times.
///
/// A new budget holds **one** token (`initial`). If the first retry of a program does not help, failing calls get no retry until ten calls
/// have paid in. The reason: the clients of a fleet that restarts all begin at once, in front of a server that is just getting up. A warm
/// fleet may add *clients × capacity* requests at once. The
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
/// fetch().unwrap_err(); // two attempts: the second one was paid by the token that the budget began with
/// assert!(ORDERS.available() < 1.0);
/// ```
///
/// It is an atomic of 32 bits that counts thousandths of a token; neither a deposit nor a withdrawal locks, allocates or reads a clock,
/// and a deposit into a full budget writes nothing. Threads together never withdraw more than was deposited.
///
/// The algorithm is the token bucket of Finagle's `RetryBudget` without its window of time and its reserve of retries per second,
/// with the ratio and the scale of gRPC's retry throttling (proposal A6).
#[derive(Debug)]
pub struct RetryBudget {
    /// In thousandths of a token, as are the others.
    tokens: AtomicU32,
    deposit: u32,
    capacity: u32,
    initial: u32,
}

impl RetryBudget {
    const_fn! {
        /// A budget with a ratio of 0.1, a capacity of 10 tokens and 1 token to begin with.
        #[must_use]
        pub const fn new() -> Self {
            Self::with(TOKEN / 10, 10 * TOKEN, TOKEN)
        }
    }

    const_fn! {
        /// How many tokens each first attempt deposits: in the long run, the number of retries per call that may fail to help. Retries
        /// that help cost nothing. It is rounded to thousandths.
        ///
        /// # Panics
        ///
        /// If `ratio` is NaN, negative, or more than 1000.
        #[must_use]
        #[track_caller]
        pub const fn ratio(self, ratio: f64) -> Self {
            assert!(ratio >= 0.0 && ratio <= 1000.0, "the ratio of a `RetryBudget` is between 0.0 and 1000.0: with 0.1, ten calls pay for one retry");
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
            let deposit = (ratio * TOKEN as f64 + 0.5) as u32;
            Self::with(deposit, self.capacity, self.initial)
        }
    }

    const_fn! {
        /// The most tokens that it holds: the retries that one client may make in a row after a time of health.
        ///
        /// # Panics
        ///
        /// If `tokens` is more than a million.
        #[must_use]
        #[track_caller]
        pub const fn capacity(self, tokens: u32) -> Self {
            Self::with(self.deposit, thousandths(tokens), self.initial)
        }
    }

    const_fn! {
        /// The tokens that it begins with, at most its capacity.
        ///
        /// # Panics
        ///
        /// If `tokens` is more than a million.
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

    /// Pays in for a first attempt. Calls do so by themselves; it is public for loops of your own.
    #[inline]
    pub fn deposit(&self) {
        let fill = |tokens: u32| {
            let filled = tokens.saturating_add(self.deposit).min(self.capacity);
            (filled != tokens).then_some(filled)
        };
        // No other memory is published with the tokens, so their own order is all that is needed.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fill);
    }

    /// Takes one token, for one retry; `false`, and nothing taken, if there is less.
    #[must_use = "a retry without a token is what the budget is there to prevent"]
    #[inline]
    pub fn try_withdraw(&self) -> bool {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| tokens.checked_sub(TOKEN)).is_ok()
    }

    /// Puts one token back, up to the capacity. Calls do so when they are accepted after a retry, and when they do not make a retry that
    /// they have paid for. It is public for loops of your own.
    #[inline]
    pub fn give_back(&self) {
        let fill = |tokens: u32| {
            let filled = tokens.saturating_add(TOKEN).min(self.capacity);
            (filled != tokens).then_some(filled)
        };
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fill);
    }

    /// The tokens that it holds now; the whole ones are the retries that it would let pass.
    pub fn available(&self) -> f64 {
        f64::from(self.tokens.load(Ordering::Relaxed)) / f64::from(TOKEN)
    }
}

#[track_caller]
const fn thousandths(tokens: u32) -> u32 {
    assert!(tokens <= 1_000_000, "a `RetryBudget` holds at most 1000000 tokens, which is no limit any more: give it fewer");
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
    fn it_begins_with_one_token() {
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
    fn it_holds_no_more_than_its_capacity() {
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
    fn a_ratio_that_is_no_number_is_refused() {
        let _ = RetryBudget::new().ratio(f64::NAN);
    }

    #[test]
    #[should_panic = "at most 1000000 tokens"]
    fn a_boundless_capacity_is_refused() {
        let _ = RetryBudget::new().capacity(1_000_001);
    }

    #[cfg(feature = "std")]
    #[test]
    fn threads_withdraw_exactly_what_was_deposited() {
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
