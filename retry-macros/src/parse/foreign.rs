//! The names of other retry libraries, and what to write in their place.
//!
//! They come from Python's tenacity and stamina, from `backon`, and from the other crates that retry. A name that is ours, too, is not
//! listed. `tests/ui/mistakes` follows each advice.
//!
//! A user's own function may have such a name. So only a bare name counts as foreign: `my::stop_any(…)` and `self::stop_any(…)` are the
//! user's. A name that a user's own strategy is likely to have is not listed, such as `ExponentialBackoff`, `fixed` and `attempts`.

/// Names that share an advice. The advice follows the colon of the message.
pub(crate) type Foreign = (&'static [&'static str], &'static str);

const ATTEMPTS: &str = "write `stop = stop_after_attempt(…)`";
const RETRIES: &str = "write `stop = stop_after_attempt(…)`, which counts the first attempt, too";
const IN_TIME: &str = "write `stop = stop_before_delay(…)`";
const EXPONENTIAL: &str = "write `wait = wait_exponential(…)`";
const FIXED: &str = "write `wait = wait_fixed(…)`";
const ON_ERROR: &str = "write `retry = retry_if_err(|e| …)`";
const RETRY_AFTER: &str = "write `retry = retry_if_err(|e| Verdict::RetryAfter(…))`";

/// Names of keys.
pub(crate) const KEYS: &[Foreign] = &[
    (&["attempts", "max_attempts", "max_attempt_number", "tries", "max_tries"], ATTEMPTS),
    (&["max_retries", "retries", "times", "max_times", "num_retries", "max_n_retries", "without_max_times"], RETRIES),
    (&["max_elapsed_time", "max_elapsed", "max_duration", "total_delay", "total_retry_duration", "t_wait_max"], IN_TIME),
    (&["deadline", "total_timeout"], "write `timeout = …` in async code, or `stop = stop_before_delay(…)`"),
    (&["backoff", "strategy", "wait_initial", "initial", "initial_interval", "initial_delay"], EXPONENTIAL),
    (&["base_delay", "base_delay_ms", "min_delay", "initial_backoff"], EXPONENTIAL),
    (
        &["multiplier", "factor", "exp_base", "wait_exp_base", "backoff_factor", "base"],
        "write `wait = wait_exponential(…).base(…)`",
    ),
    (
        &["wait_max", "max_interval", "max_delay", "max_delay_ms", "max_backoff", "max_wait", "max"],
        "write `wait = wait_exponential(…).max(…)`",
    ),
    (&["min", "min_wait"], "write `wait = wait_exponential(…).min(…)`"),
    (&["start", "increment"], "write `wait = wait_incrementing(…, …)`"),
    (&["delay", "interval", "pause", "sleep_seconds", "retry_delay", "retry_interval"], FIXED),
    (&["jitter", "full_jitter"], "write `wait = wait_random_exponential(…)`"),
    (&["wait_jitter", "max_jitter"], "write `wait = wait_exponential(…).jitter(…)`"),
    (&["randomization_factor", "jitter_factor"], "write `wait = wait_exponential(…).jitter_factor(…)`"),
    (&["when", "on", "retry_if", "retry_on", "predicate", "condition", "if_errors", "retry_for"], ON_ERROR),
    (&["if_not_errors"], "write `retry = retry_if_err(|e| !…)`"),
    (&["until", "retry_on_result"], "write `retry = retry_if_ok(|v| …)`"),
    (&["retry_after", "adjust"], RETRY_AFTER),
    (&["notify", "on_retry"], "write `before_sleep = |state, outcome| …`"),
    (&["before_attempt"], "write `before = |state| …`"),
    (&["after_attempt", "on_error", "on_failure"], "write `after = |state, outcome| …`"),
    (&["on_exit", "on_success", "on_give_up"], "write `on_finish = |state, outcome, finish| …`"),
    (&["retry_error_callback"], "write `fallback = |state, outcome| …`"),
    (&["retry_error_cls"], "write `wrap_error`, and return a `RetryError`"),
    (&["reraise"], "remove it, because the last error is always returned as it is"),
    (&["sleep", "sleeper"], "write `wait = wait_fixed(…)` for the delay, or `timer = …` for another way to sleep"),
    (&["sleep_using_event"], "write `cancel = &…`"),
    (&["retry_with", "retry_policy", "config"], "write `policy = …`"),
    (&["envs_prefix"], "write `policy = …`, with a policy that `RetryConfig` reads from the environment"),
    (&["rng_seed"], "write `seed = …`"),
    (&["statistics"], "write `stats = &…`"),
    (&["throttle"], "write `budget = &…`"),
    (&["context", "move"], "write `clone(…)` for the arguments that the body consumes"),
    (&["set_active", "active", "disabled"], "write `enabled = …`"),
    (&["set_testing", "testing"], "write `tenacity::testing::no_sleep()` in the test instead"),
];

/// Names of functions and types that make the value of a key.
pub(crate) const VALUES: &[Foreign] = &[
    (&["stop_any", "retry_any"], "write `… | …`"),
    (&["stop_all", "retry_all"], "write `… & …`"),
    (&["wait_combine"], "write `… + …`"),
    (&["wait_full_jitter"], "write `wait_random_exponential(…)`"),
    (&["wait_exception"], RETRY_AFTER),
    (&["retry_if_exception"], "write `retry_if_err(|e| …)`"),
    (&["retry_if_exception_type", "if_errors"], "write `retry_if_err(|e| matches!(e, …))`"),
    (
        &["retry_if_not_exception_type", "retry_unless_exception_type", "if_not_errors"],
        "write `retry_if_err(|e| !matches!(e, …))`",
    ),
    (&["retry_if_exception_message"], "write `retry_if_err(|e| e.to_string() == …)`"),
    (&["retry_if_not_exception_message"], "write `retry_if_err(|e| e.to_string() != …)`"),
    (&["retry_if_exception_cause_type"], "write `retry_if_err(|e| caused_by::<…>(e))`"),
    (&["ExponentialBuilder", "retry_backoff"], EXPONENTIAL),
    (&["ConstantBuilder", "FixedInterval"], FIXED),
    (&["FibonacciBuilder"], "write `wait = wait_fibonacci(…)`"),
    (
        &["Retrying", "AsyncRetrying", "TornadoRetrying", "RetryingCaller", "AsyncRetryingCaller"],
        "write `policy = RetryPolicy::new()`",
    ),
    (&["retry_context"], "write `retry_block!(… => { … })` in a function"),
    (&["sleep_using_event"], "write `cancel = &…`"),
    (&["before_nothing", "after_nothing", "before_sleep_nothing"], "remove the key, because no hook runs by itself"),
    (&["TryAgain"], "write `retry_if_err(|e| …)`, and let the body return an error"),
];

/// Names of methods.
pub(crate) const METHODS: &[Foreign] = &[
    (&["multiplier", "with_multiplier", "factor", "with_factor", "exp_base"], "write `.base(…)`"),
    (&["with_jitter"], "write `.full_jitter()`"),
    (&["with_randomization_factor", "randomization_factor"], "write `.jitter_factor(…)`"),
    (&["with_max_delay", "max_delay", "with_max_interval", "max_interval"], "write `.max(…)`"),
    (&["with_min_delay", "min_delay", "with_initial_interval", "with_delay"], "write the first delay in `wait_exponential(…)`"),
    (&["without_max_delay"], "remove it, because only `.max(…)` bounds the delays"),
    (
        &["with_max_times", "with_max_retries", "max_retries", "max_attempts", "take"],
        "write `stop = stop_after_attempt(…)` beside it",
    ),
    (&["without_max_times"], "write `stop = stop_never()` beside it"),
    (
        &["with_total_delay", "with_max_elapsed_time", "with_total_retry_duration"],
        "write `stop = stop_before_delay(…)` beside it",
    ),
    (&["when"], "write `retry = retry_if_err(|e| …)` beside it"),
    (&["notify", "on_retry"], "write `before_sleep = |state, outcome| …` beside it"),
    (&["adjust"], "write `retry = retry_if_err(|e| Verdict::RetryAfter(…))` beside it"),
    (&["sleep"], "write `timer = …` beside it"),
    (&["context"], "write `clone(…)` beside it"),
    (&["build"], "remove it, because a strategy is complete without it"),
];

/// The advice about this name.
pub(crate) fn advice(list: &[Foreign], name: &str) -> Option<&'static str> {
    list.iter().find(|(names, _)| names.contains(&name)).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::constructor;
    use crate::parse::key;

    #[test]
    fn no_name_is_ours_or_listed_twice() {
        for list in [KEYS, VALUES, METHODS] {
            let mut names = list.iter().flat_map(|(names, _)| *names).collect::<Vec<_>>();
            let listed = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), listed);
        }
        let ours = |name: &str| syn::parse_str(name).is_ok_and(|name| constructor::find(&name).is_some());
        for name in KEYS.iter().flat_map(|(names, _)| *names) {
            assert!(key::find(name).is_none(), "{name}");
        }
        for name in VALUES.iter().flat_map(|(names, _)| *names) {
            assert!(!ours(name), "{name}");
        }
        for name in METHODS.iter().flat_map(|(names, _)| *names) {
            assert!(!syn::parse_str(name).is_ok_and(|name| constructor::is_method(&name)), "{name}");
        }
    }
}
