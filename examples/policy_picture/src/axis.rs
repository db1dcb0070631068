use std::time::Duration;

/// The time axis of a picture, from the start of the call.
pub(crate) struct TimeAxis {
    /// The label of the axis, with its unit.
    pub(crate) label: &'static str,
    /// The length of the unit, in seconds.
    unit: f64,
    /// The distance between ticks, a whole number of units.
    pub(crate) step: f64,
    /// The end of the axis, in units.
    pub(crate) end: f64,
}

/// The labels, with the lengths of their units in seconds.
const UNITS: [(&str, f64); 8] = [
    ("time, years", 31_557_600.0),
    ("time, days", 86_400.0),
    ("time, h", 3600.0),
    ("time, min", 60.0),
    ("time, s", 1.0),
    ("time, ms", 1e-3),
    ("time, µs", 1e-6),
    ("time, ns", 1e-9),
];
/// An axis has at least this many units, so that its ticks are whole numbers.
const LEAST: f64 = 3.0;
/// The usual number of ticks.
const TICKS: f64 = 6.0;

impl TimeAxis {
    /// Returns an axis that ends at `end`. Its length is a second if `end` is zero.
    pub(crate) fn up_to(end: Duration) -> Self {
        let seconds = if end.is_zero() { 1.0 } else { end.as_secs_f64() };
        let (label, unit) = *UNITS.iter().find(|(_, unit)| seconds / unit >= LEAST).unwrap_or(&UNITS[UNITS.len() - 1]);
        let end = seconds / unit;
        Self { label, unit, step: round_step(end / TICKS), end }
    }

    /// Returns a moment in units of the axis.
    pub(crate) fn units(&self, moment: Duration) -> f64 {
        moment.as_secs_f64() / self.unit
    }

    /// Returns a moment as a fraction of the axis.
    pub(crate) fn fraction(&self, moment: Duration) -> f64 {
        self.units(moment) / self.end
    }

    /// Returns the ticks, in units.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = f64> {
        (0..).map(|tick| f64::from(tick) * self.step).take_while(|tick| *tick <= self.end)
    }
}

/// Rounds a distance between ticks up to 1, 2 or 5 times a power of ten, and to at least 1.
fn round_step(distance: f64) -> f64 {
    let power = 10_f64.powf(distance.max(1.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= distance).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(end: Duration) -> (&'static str, Vec<f64>) {
        let axis = TimeAxis::up_to(end);
        (axis.label, axis.ticks().collect())
    }

    #[test]
    fn ticks_are_whole_numbers_of_the_unit_that_fits() {
        assert_eq!(ticks(Duration::from_secs(45)), ("time, s", vec![0.0, 10.0, 20.0, 30.0, 40.0]));
        assert_eq!(ticks(Duration::from_secs(3)), ("time, s", vec![0.0, 1.0, 2.0, 3.0]));
        assert_eq!(ticks(Duration::from_millis(2900)), ("time, ms", vec![0.0, 500.0, 1000.0, 1500.0, 2000.0, 2500.0]));
        assert_eq!(ticks(Duration::from_secs(240)), ("time, min", vec![0.0, 1.0, 2.0, 3.0, 4.0]));
    }

    #[test]
    fn the_shortest_and_the_longest_axes_have_few_ticks() {
        assert_eq!(ticks(Duration::ZERO), ("time, ms", vec![0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]));
        assert_eq!(ticks(Duration::from_nanos(1)), ("time, ns", vec![0.0, 1.0]));
        let (unit, ticks) = ticks(Duration::MAX);
        assert_eq!((unit, ticks.len()), ("time, years", 6));
    }
}
