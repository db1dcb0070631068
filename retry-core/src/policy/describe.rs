use core::fmt;

use super::hook_list::HookList;
use super::retry_policy::RetryPolicy;
use crate::description::Length;
use crate::stop::strategy::Stop;
use crate::stop::strategy::StopText;
use crate::wait::strategy::Wait;
use crate::wait::strategy::WaitText;

/// Describes a policy for people: when a call stops, how it waits, and its time limits.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let policy = RetryPolicy::new()
///     .stop(stop_after_attempt(5) | stop_after_delay(Duration::from_secs(30)))
///     .wait(wait_exponential(Duration::from_millis(100)).max(Duration::from_secs(5)).full_jitter());
/// assert_eq!(policy.to_string(), "up to 5 attempts or 30s; exponential 100ms ×2 up to 5s, full jitter");
/// assert_eq!(
///     RetryPolicy::new().to_string(),
///     "up to 10 attempts or 45s in all; random exponential 100ms ×2 up to 5s"
/// );
/// assert_eq!(
///     policy.timeout(Duration::from_secs(60)).attempt_timeout(Duration::from_secs(2)).to_string(),
///     "up to 5 attempts or 30s; exponential 100ms ×2 up to 5s, full jitter; within 60s, each attempt within 2s"
/// );
/// assert_eq!(policy.enabled(false).to_string(), "one plain attempt");
/// ```
///
/// A time “in all” includes the coming sleep, as for [`stop_before_delay`](crate::stop_before_delay).
impl<S: Stop, W: Wait, P, H: HookList, T> fmt::Display for RetryPolicy<S, W, P, H, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.enabled {
            return f.write_str("one plain attempt");
        }
        write!(f, "up to {}; {}", StopText(&self.stop), WaitText(&self.wait))?;
        let limits = self.hooks.limits();
        if let Some(limit) = limits.timeout {
            write!(f, "; within {}", Length(limit))?;
        }
        if let Some(limit) = limits.attempt_timeout {
            write!(f, "{} each attempt within {}", if limits.timeout.is_some() { "," } else { ";" }, Length(limit))?;
        }
        Ok(())
    }
}
