use std::fmt;
use std::time::Duration;

/// A length of time with three significant digits: `21.3s`.
pub(crate) struct Length(pub(crate) Duration);

/// The units, with their lengths in seconds and the least number that is written in them. Short times such as 90 s stay in seconds.
const UNITS: [(&str, f64, f64); 7] = [
    (" years", 31_557_600.0, 2.0),
    (" days", 86_400.0, 2.0),
    ("h", 3600.0, 2.0),
    ("min", 60.0, 2.0),
    ("s", 1.0, 1.0),
    ("ms", 1e-3, 1.0),
    ("µs", 1e-6, 1.0),
];

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_zero() {
            return f.pad("0s");
        }
        let seconds = self.0.as_secs_f64();
        let unit = UNITS.iter().find(|(_, length, least)| seconds / length >= *least);
        let Some((unit, length, _)) = unit else {
            return f.pad(&format!("{}ns", self.0.as_nanos()));
        };
        let number = seconds / length;
        let digits = if number < 10.0 { 2 } else { usize::from(number < 100.0) };
        let rounded = format!("{number:.digits$}");
        let short = if digits == 0 { &rounded } else { rounded.trim_end_matches('0').trim_end_matches('.') };
        f.pad(&format!("{short}{unit}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_three_digits_and_the_unit_that_fits() {
        let written = |nanos| Length(Duration::from_nanos(nanos)).to_string();
        assert_eq!([0, 7, 1500, 250_000_000, 999_900_000].map(written), ["0s", "7ns", "1.5µs", "250ms", "1000ms"]);
        let written = |millis| Length(Duration::from_millis(millis)).to_string();
        assert_eq!([1000, 21_345, 90_000, 120_000, 9_000_000].map(written), ["1s", "21.3s", "90s", "2min", "2.5h"]);
        assert_eq!(Length(Duration::MAX).to_string(), "584542046091 years");
    }
}
