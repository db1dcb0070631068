use core::fmt;
use core::time::Duration;

use crate::unit::ALL;

/// Displays a duration in the longest unit that leaves no fraction. [`parse`](crate::parse) reads the text back.
///
/// ```
/// use std::time::Duration;
/// use tenacity_duration::Written;
///
/// assert_eq!([90, 7200].map(|secs| Written(Duration::from_secs(secs)).to_string()), ["90s", "2h"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written(pub Duration);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.as_nanos();
        if nanos == 0 {
            return f.write_str("0s");
        }
        let whole = ALL.iter().find(|(_, length, _)| nanos % length == 0);
        whole.map_or(Ok(()), |(unit, length, _)| write!(f, "{}{unit}", nanos / length))
    }
}
