//! The names of the variables, without their prefix.

use crate::wait::chain::DEEPEST;

/// A step of a path, from a value to a value inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To a key. There may be other keys beside it.
    Key(&'static str),
    /// To a kind of wait. There is only one.
    Kind(&'static str),
    /// To a wait of a chain.
    Index(usize),
}

const KEYS: [&str; 4] = ["attempts", "total", "enabled", "seed"];

/// Each wait and the paths below it. The empty path is a value of the wait itself. The required paths come first.
const WAITS: [(&str, &[&str]); 8] = [
    ("fixed", &["", "delay", "jitter", "jitter.factor"]),
    ("random", &["min", "max"]),
    ("incrementing", &["start", "increment", "max", "jitter", "jitter.factor"]),
    ("exponential", &["initial", "base", "min", "max", "jitter", "jitter.factor"]),
    ("fibonacci", &["unit", "max", "jitter", "jitter.factor"]),
    ("random_exponential", &["initial", "base", "min", "max"]),
    ("exponential_jitter", &["initial", "jitter", "base", "min", "max"]),
    ("decorrelated_jitter", &["base", "max"]),
];

/// The path of the value that the variable `name` sets.
pub(crate) fn path(name: &str) -> Option<Vec<Step>> {
    match KEYS.into_iter().find(|key| key.to_uppercase() == name) {
        Some(key) => Some(vec![Step::Key(key)]),
        None => below_wait(name.strip_prefix("WAIT")?, vec![Step::Key("wait")]),
    }
}

fn below_wait(rest: &str, mut path: Vec<Step>) -> Option<Vec<Step>> {
    if rest.is_empty() {
        return Some(path);
    }
    if let Some((index, rest)) = link(rest) {
        if path.len() > 2 * DEEPEST {
            return None;
        }
        path.extend([Step::Kind("chain"), Step::Index(index)]);
        return below_wait(rest, path);
    }
    let (kind, key) = waits().find(|(kind, key)| rest == suffix(kind, key))?;
    path.push(Step::Kind(kind));
    path.extend(key.split('.').filter(|key| !key.is_empty()).map(Step::Key));
    Some(path)
}

/// Splits `_CHAIN_3…` into the number and the rest.
fn link(rest: &str) -> Option<(usize, &str)> {
    let rest = rest.strip_prefix("_CHAIN_")?;
    let (digits, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let index = digits.parse::<usize>().ok()?;
    // `00` would be a second name of `0`.
    (index.to_string() == digits).then_some((index, rest))
}

/// Every wait with every path below it.
fn waits() -> impl Iterator<Item = (&'static str, &'static str)> {
    WAITS.into_iter().flat_map(|(kind, keys)| keys.iter().map(move |key| (kind, *key)))
}

/// The rest of a variable's name, after `WAIT`.
fn suffix(kind: &str, key: &str) -> String {
    let separator = if key.is_empty() { "" } else { "_" };
    format!("_{kind}{separator}{}", key.replace('.', "_")).to_uppercase()
}

/// The known name that the unknown `name` most likely means.
pub(crate) fn nearest(name: &str) -> String {
    // No known name is longer, and each comparison takes time.
    let name = name.chars().take(512).collect::<String>().to_uppercase();
    let wait = name.strip_prefix("WAIT").map_or("WAIT", |mut rest| {
        for _ in 0..DEEPEST {
            rest = link(rest).map_or(rest, |(_, after)| after);
        }
        &name[..name.len() - rest.len()]
    });
    let waits = waits().map(|(kind, key)| format!("{wait}{}", suffix(kind, key)));
    let chain = (wait.matches("_CHAIN_").count() < DEEPEST).then(|| format!("{wait}_CHAIN_0"));
    let names = KEYS.map(str::to_uppercase).into_iter().chain([wait.to_owned()]).chain(waits).chain(chain).collect::<Vec<_>>();
    // If `name` is the beginning of a known name, that is the best suggestion.
    let below = format!("{name}_");
    let begun = names.iter().find(|known| **known == name || known.starts_with(&below));
    begun.cloned().or_else(|| Some(tenacity_duration::nearest(&name, names)?.0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_path_in_upper_case() {
        use Step::{Index, Key, Kind};

        for (name, expected) in [
            ("ATTEMPTS", vec![Key("attempts")]),
            ("WAIT", vec![Key("wait")]),
            ("WAIT_FIXED", vec![Key("wait"), Kind("fixed")]),
            ("WAIT_EXPONENTIAL_JITTER", vec![Key("wait"), Kind("exponential"), Key("jitter")]),
            ("WAIT_EXPONENTIAL_JITTER_FACTOR", vec![Key("wait"), Kind("exponential"), Key("jitter"), Key("factor")]),
            ("WAIT_EXPONENTIAL_JITTER_JITTER", vec![Key("wait"), Kind("exponential_jitter"), Key("jitter")]),
            ("WAIT_CHAIN_0", vec![Key("wait"), Kind("chain"), Index(0)]),
            ("WAIT_CHAIN_12_RANDOM_MIN", vec![Key("wait"), Kind("chain"), Index(12), Kind("random"), Key("min")]),
        ] {
            assert_eq!(path(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn every_path_has_its_own_name() {
        let mut names = waits().map(|(kind, key)| suffix(kind, key)).collect::<Vec<_>>();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn an_unknown_name_has_no_path_but_a_nearest_name() {
        for (name, meant) in [
            ("ATEMPTS", "ATTEMPTS"),
            ("attempts", "ATTEMPTS"),
            ("TOTALS", "TOTAL"),
            ("WAIT_FIX", "WAIT_FIXED"),
            ("WAIT_EXPONENTIAL", "WAIT_EXPONENTIAL_INITIAL"),
            ("WAIT_EXPONENTIAL_MAXIMUM", "WAIT_EXPONENTIAL_MAX"),
            ("WAIT_CHAIN", "WAIT_CHAIN_0"),
            ("WAIT_CHAIN_00", "WAIT_CHAIN_0"),
            ("WAIT_CHAIN_1_FIXD", "WAIT_CHAIN_1_FIXED"),
            ("WAIT_CHAIN_1_CHAIN_2_RANDOM", "WAIT_CHAIN_1_CHAIN_2_RANDOM_MIN"),
            ("WAITÄ", "WAIT"),
        ] {
            assert_eq!((path(name), nearest(name).as_str()), (None, meant), "{name}");
        }
    }
}
