//! The list of keys, and what to write for one that is unknown.

use proc_macro2::Ident;
use syn::{Expr, Path};

use super::foreign;

/// The kind of value that a key holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// `key = expression`
    Expression,
    /// `key = function`, as often as needed.
    Hooks,
    /// `key`, alone.
    Flag,
    /// `key(name, name)`
    Names,
    /// `key = name`
    Binding,
    /// `key = ::path`
    CratePath,
}

/// A key, and how to write it.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) spelling: &'static str,
}

/// A key of the user's, with its value.
pub(crate) struct KeyValue<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

// The field of `Args` for each `Kind`.
type Expression = Option<KeyValue<Expr>>;
type Hooks = Vec<KeyValue<Expr>>;
type Flag = Option<KeyValue<()>>;
type Names = Option<KeyValue<Vec<Ident>>>;
type Binding = Option<KeyValue<Ident>>;
type CratePath = Option<KeyValue<Path>>;

/// The field of [`Args`] that the value of a key belongs to.
pub(crate) enum Field<'a> {
    Expression(&'a mut Expression),
    Hooks(&'a mut Hooks),
    Flag(&'a mut Flag),
    Names(&'a mut Names),
    Binding(&'a mut Binding),
    CratePath(&'a mut CratePath),
}

macro_rules! keys {
    ($($name:literal $field:ident: $kind:ident, $spelling:literal;)*) => {
        /// Every key, in the order of the messages.
        pub(crate) const KEYS: &[Key] = &[$(Key { name: $name, kind: Kind::$kind, spelling: $spelling }),*];

        /// The arguments: every key that was given.
        #[derive(Default)]
        pub(crate) struct Args {
            $(pub(crate) $field: $kind,)*
        }

        impl Args {
            /// The field for the key of this name.
            pub(super) fn field(&mut self, name: &str) -> Option<Field<'_>> {
                match name {
                    $($name => Some(Field::$kind(&mut self.$field)),)*
                    _ => None,
                }
            }
        }
    };
}

keys! {
    "stop" stop: Expression, "stop = stop_after_attempt(5)";
    "wait" wait: Expression, "wait = wait_fixed(100ms)";
    "retry" retry: Expression, "retry = retry_if_err(|e| …)";
    "before" before: Hooks, "before = |state| …";
    "after" after: Hooks, "after = |state, outcome| …";
    "before_sleep" before_sleep: Hooks, "before_sleep = |state, outcome| …";
    "on_finish" on_finish: Hooks, "on_finish = |state, outcome, finish| …";
    "fallback" fallback: Expression, "fallback = |state, outcome| …";
    "policy" policy: Expression, "policy = POLICY";
    "attempt_timeout" attempt_timeout: Expression, "attempt_timeout = 1s";
    "timeout" timeout: Expression, "timeout = 30s";
    "timed_out" timed_out: Expression, "timed_out = |cut| …";
    "budget" budget: Expression, "budget = &BUDGET";
    "stats" stats: Expression, "stats = &STATS";
    "cancel" cancel: Expression, "cancel = &SHUTDOWN";
    "clone" clone: Names, "clone(…)";
    "wrap_error" wrap_error: Flag, "wrap_error";
    "state" state: Binding, "state = state";
    "timer" timer: Expression, "timer = my_timer";
    "seed" seed: Expression, "seed = 42";
    "enabled" enabled: Expression, "enabled = true";
    "name" name: Expression, "name = \"fetch\"";
    "doc" doc: Expression, "doc = false";
    "crate" crate_path: CratePath, "crate = ::path::to::tenacity";
}

/// The key of this name.
pub(crate) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The message for an unknown key. `is_given` knows the keys that were read before it.
pub(crate) fn unknown(key: &str, is_given: impl Fn(&str) -> bool) -> String {
    if let Some(advice) = foreign::advice(foreign::KEYS, key) {
        return format!("unknown key `{key}`: {advice}");
    }
    if let Some(advice) = foreign::advice(foreign::VALUES, key) {
        return format!("`{key}` is not in this library: {advice}");
    }
    let slot =
        ["stop", "wait", "retry"].into_iter().find(|slot| key.strip_prefix(slot).is_some_and(|rest| rest.starts_with('_')));
    if let Some(slot) = slot {
        let operator = if slot == "wait" { "+" } else { "|" };
        return if is_given(slot) {
            format!("`{key}` needs an operator: write `{slot} = … {operator} {key}(…)`")
        } else {
            format!("`{key}` needs its key: write `{slot} = {key}(…)`")
        };
    }
    if key.chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '_') {
        return format!("`{key}` needs its key: write for instance `policy = {key}`");
    }
    // In alphabetical order, which decides between two that are as near.
    let mut names = KEYS.iter().map(|known| known.name).collect::<Vec<_>>();
    names.sort_unstable();
    match tenacity_duration::nearest(key, names) {
        Some((name, edits)) if edits <= 2 => format!("unknown key `{key}`: did you mean `{name}`?"),
        _ => {
            let known = KEYS.iter().map(|known| format!("`{}`", known.name)).collect::<Vec<_>>();
            format!("unknown key `{key}`: the keys are {}", known.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(key: &str) -> String {
        unknown(key, |_| false)
    }

    #[test]
    fn a_near_miss_is_answered_with_the_key() {
        assert_eq!(ask("sotp"), "unknown key `sotp`: did you mean `stop`?");
        assert_eq!(ask("before_slep"), "unknown key `before_slep`: did you mean `before_sleep`?");
        assert_eq!(ask("stat"), "unknown key `stat`: did you mean `state`?");
    }

    #[test]
    fn habits_and_forgotten_keys_are_answered_with_the_spelling() {
        assert_eq!(ask("max_attempts"), "unknown key `max_attempts`: write `stop = stop_after_attempt(…)`");
        assert_eq!(ask("wait_fixed"), "`wait_fixed` needs its key: write `wait = wait_fixed(…)`");
    }

    #[test]
    fn anything_else_is_answered_with_the_list() {
        assert!(ask("colour").contains("the keys are `stop`, `wait`"));
        assert!(ask("colour").ends_with("`name`, `doc`, `crate`"));
    }
}
