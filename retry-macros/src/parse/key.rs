//! The keys of the attribute.

/// Each key, and how it is written, for messages.
const KEYS: [(&str, &str); 24] = [
    ("stop", "stop = stop_after_attempt(5)"),
    ("wait", "wait = wait_fixed(100ms)"),
    ("retry", "retry = retry_if_err(|e| …)"),
    ("before", "before = |state| …"),
    ("after", "after = |state, outcome| …"),
    ("before_sleep", "before_sleep = |state, outcome| …"),
    ("on_finish", "on_finish = |state, outcome, finish| …"),
    ("fallback", "fallback = |state, outcome| …"),
    ("policy", "policy = POLICY"),
    ("attempt_timeout", "attempt_timeout = 1s"),
    ("timeout", "timeout = 30s"),
    ("timed_out", "timed_out = |cut| …"),
    ("budget", "budget = &BUDGET"),
    ("stats", "stats = &STATS"),
    ("cancel", "cancel = &SHUTDOWN"),
    ("clone", "clone(argument)"),
    ("wrap_error", "wrap_error"),
    ("state", "state = state"),
    ("timer", "timer = my_timer"),
    ("seed", "seed = 42"),
    ("enabled", "enabled = true"),
    ("name", "name = \"fetch\""),
    ("doc", "doc = false"),
    ("crate", "crate = ::path::to::tenacity"),
];

/// What users of other retry libraries write, and what to write here.
const HABITS: [(&str, &str); 20] = [
    ("attempts", "stop = stop_after_attempt(…)"),
    ("max_attempts", "stop = stop_after_attempt(…)"),
    ("max_retries", "stop = stop_after_attempt(…)"),
    ("retries", "stop = stop_after_attempt(…)"),
    ("times", "stop = stop_after_attempt(…)"),
    ("tries", "stop = stop_after_attempt(…)"),
    ("backoff", "wait = wait_exponential(…)"),
    ("delay", "wait = wait_fixed(…)"),
    ("interval", "wait = wait_fixed(…)"),
    ("sleep", "wait = wait_fixed(…)"),
    ("jitter", "wait = wait_random_exponential(…)"),
    ("when", "retry = retry_if_err(|e| …)"),
    ("on", "retry = retry_if_err(|e| …)"),
    ("retry_if", "retry = retry_if_err(|e| …)"),
    ("predicate", "retry = retry_if_err(|e| …)"),
    ("notify", "before_sleep = |state, outcome| …"),
    ("on_retry", "before_sleep = |state, outcome| …"),
    ("deadline", "timeout = 30s"),
    ("throttle", "budget = &BUDGET"),
    ("move", "clone(argument)"),
];

/// How `key` is written.
pub(crate) fn spelling(key: &str) -> &'static str {
    KEYS.iter().find(|(name, _)| *name == key).map_or("key = value", |(_, spelling)| spelling)
}

/// The message for a key that there is not.
pub(crate) fn unknown(key: &str) -> String {
    if key == "reraise" {
        return "unknown key `reraise`: the last error is always returned as it is; remove the key".into();
    }
    if let Some((_, spelling)) = HABITS.iter().find(|(habit, _)| *habit == key) {
        return format!("unknown key `{key}`: write `{spelling}`");
    }
    if let Some(slot) =
        ["stop", "wait", "retry"].into_iter().find(|slot| key.strip_prefix(slot).is_some_and(|rest| rest.starts_with('_')))
    {
        return format!("`{key}` needs its key: write `{slot} = {key}(…)`");
    }
    let nearest = KEYS.iter().map(|(name, _)| (distance(key, name), *name)).min();
    match nearest {
        Some((distance, name)) if distance <= 2 => format!("unknown key `{key}`: did you mean `{name}`?"),
        _ => format!("unknown key `{key}`: the keys are {}", KEYS.map(|(name, _)| format!("`{name}`")).join(", ")),
    }
}

/// The edit distance of Levenshtein, row by row.
fn distance(a: &str, b: &str) -> usize {
    let b = b.chars().collect::<Vec<_>>();
    let mut row = (0..=b.len()).collect::<Vec<_>>();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, right) in b.iter().enumerate() {
            let substitution = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = substitution.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_answered_with_the_key() {
        assert_eq!(unknown("sotp"), "unknown key `sotp`: did you mean `stop`?");
        assert_eq!(unknown("before_slep"), "unknown key `before_slep`: did you mean `before_sleep`?");
    }

    #[test]
    fn habits_and_forgotten_keys_are_answered_with_the_spelling() {
        assert_eq!(unknown("max_attempts"), "unknown key `max_attempts`: write `stop = stop_after_attempt(…)`");
        assert_eq!(unknown("wait_fixed"), "`wait_fixed` needs its key: write `wait = wait_fixed(…)`");
    }

    #[test]
    fn anything_else_is_answered_with_the_list() {
        assert!(unknown("colour").contains("the keys are `stop`, `wait`"));
        assert!(unknown("colour").ends_with("`name`, `doc`, `crate`"));
    }

    #[test]
    fn the_distance_counts_edits() {
        assert_eq!(
            [distance("", "abc"), distance("abc", ""), distance("stop", "stop"), distance("kitten", "sitting")],
            [3, 3, 0, 3]
        );
    }
}
