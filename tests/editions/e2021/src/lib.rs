//! Functions of edition 2021 with `#[retry]`, in a crate that renames the dependency.

#![deny(warnings)]

use persistence::prelude::*;

/// Succeeds at the third attempt.
///
/// # Errors
///
/// Fails before the third attempt.
#[retry(crate = ::persistence, stop = stop_after_attempt(5) | stop_when(|| *attempts > 9), wait = wait_fixed(1ns), retry = retry_if_err(|e| *e < 9))]
pub fn blocking(attempts: &mut u32) -> Result<u32, u32> {
    *attempts += 1;
    if *attempts < 3 {
        Err(*attempts)?;
    }
    Ok(*attempts)
}

/// Succeeds at the third attempt.
///
/// # Errors
///
/// Fails before the third attempt.
#[retry(crate = ::persistence, stop = stop_after_attempt(5) | stop_when(|| *attempts > 9), wait = wait_fixed(1ns), retry = retry_if_err(|e| *e < 9))]
pub async fn asynchronous(attempts: &mut u32) -> Result<u32, u32> {
    *attempts += 1;
    std::future::ready(()).await;
    if *attempts < 3 {
        Err(*attempts)?;
    }
    Ok(*attempts)
}

/// Succeeds at the third attempt. The prelude of this edition does not contain `Future`.
#[retry(crate = ::persistence, wait = wait_fixed(1ns), clone(name))]
#[allow(clippy::elidable_lifetime_names, clippy::manual_async_fn, reason = "the shape under test")]
pub fn returning<'a>(attempts: &'a mut u32, name: String) -> impl std::future::Future<Output = Option<String>> + 'a {
    async move {
        *attempts += 1;
        if *attempts < 3 {
            None
        } else {
            Some(name)
        }
    }
}

/// Has an argument whose name is a keyword in later editions.
///
/// # Errors
///
/// Always returns an error.
#[retry(crate = ::persistence, stop = stop_after_attempt(gen), wait = wait_fixed(1ns), state = progress)]
pub fn keyword(gen: u32) -> Result<(), u32> {
    Err(progress.attempt_number())
}

/// Succeeds at the third attempt.
pub fn block(attempts: &mut u32) -> Option<u32> {
    retry_block!(crate = ::persistence, stop = stop_after_attempt(5), wait = wait_none() => -> Option<u32> {
        *attempts += 1;
        Some(*attempts).filter(|n| *n == 3)
    })
}

/// Stores a budget beside the fields that its methods change.
#[derive(Debug)]
pub struct Client {
    budget: RetryBudget,
    attempts: u32,
}

impl Client {
    /// Succeeds at the third attempt.
    ///
    /// # Errors
    ///
    /// Fails before the third attempt, or after a minute.
    #[retry(crate = ::persistence, policy = RetryPolicy::new(), wait = wait_fixed(1ns), timeout = 1min, budget = self.budget, wrap_error)]
    pub async fn fetch(&mut self) -> Result<u32, RetryError<TimedOut>> {
        self.attempts += 1;
        if self.attempts < 3 {
            Ok(RetryPolicy::new()
                .timeout(std::time::Duration::ZERO)
                .call_async(std::future::pending::<Result<u32, TimedOut>>)
                .await?)
        } else {
            Ok(self.attempts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_function_is_retried() {
        let counted = |attempts: u32| (attempts, attempts);
        let mut attempts = 0;
        assert_eq!((blocking(&mut attempts).unwrap(), attempts), counted(3));
        let mut attempts = 0;
        assert_eq!((asynchronous(&mut attempts).await.unwrap(), attempts), counted(3));
        let mut attempts = 0;
        assert_eq!(returning(&mut attempts, "a".into()).await.as_deref(), Some("a"));
        assert_eq!(attempts, 3);
        assert_eq!(keyword(4), Err(4));
        let mut attempts = 0;
        assert_eq!((block(&mut attempts).unwrap(), attempts), counted(3));
        let mut client = Client { budget: RetryBudget::new().initial(9), attempts: 0 };
        assert_eq!(client.fetch().await.unwrap(), 3);
    }
}
