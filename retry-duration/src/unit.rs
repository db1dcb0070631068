//! The units of time, and their misspellings.

const NANOS_PER_SEC: u128 = 1_000_000_000;

/// The list of units, as messages show it.
pub const UNITS: &str = "`ns`, `us`, `ms`, `s`, `min` or `h`";

/// Each unit, its length in nanoseconds, and its common misspellings in lower case. The longest unit comes first.
pub(crate) const ALL: [(&str, u128, &[&str]); 6] = [
    ("h", 3600 * NANOS_PER_SEC, &["hr", "hrs", "hour", "hours"]),
    ("min", 60 * NANOS_PER_SEC, &["m", "mins", "minute", "minutes"]),
    ("s", NANOS_PER_SEC, &["sec", "secs", "second", "seconds"]),
    ("ms", 1_000_000, &["msec", "msecs", "milli", "millis", "millisecond", "milliseconds"]),
    ("us", 1_000, &["µs", "μs", "usec", "usecs", "micros", "microsecond", "microseconds"]),
    ("ns", 1, &["nsec", "nsecs", "nanos", "nanosecond", "nanoseconds"]),
];

/// The length of the unit `name`, in nanoseconds.
pub(crate) fn length(name: &str) -> Option<u128> {
    ALL.iter().find(|(unit, ..)| *unit == name).map(|(_, length, _)| *length)
}

/// Whether `suffix` begins with the exponent of a number, as in `e-3s`.
pub(crate) fn is_exponent(suffix: &str) -> bool {
    suffix.strip_prefix(['e', 'E']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "+-_".contains(c)))
}

/// The unit that `suffix` means, if it is a misspelling: in upper case, with white space around it, or with another name.
pub(crate) fn meant(suffix: &str) -> Option<&'static str> {
    let suffix = suffix.trim();
    let is_meant = |name: &str| name.chars().eq(suffix.chars().flat_map(char::to_lowercase));
    ALL.iter().find(|(unit, _, others)| is_meant(unit) || others.iter().any(|other| is_meant(other))).map(|(unit, ..)| *unit)
}
