//! The pieces of the descriptions of strategies.

use core::fmt;
use core::time::Duration;

/// Displays a length of time: `1.5s`.
pub(crate) struct Length(pub(crate) Duration);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Duration::MAX => f.write_str("forever"),
            length => write!(f, "{length:?}"),
        }
    }
}

/// Displays a cap with the words before it, or nothing if there is no cap.
pub(crate) struct Cap(pub(crate) &'static str, pub(crate) Duration);

impl fmt::Display for Cap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1 == Duration::MAX { Ok(()) } else { write!(f, "{}{}", self.0, Length(self.1)) }
    }
}

/// Displays a floor after a comma, or nothing if there is no floor.
pub(crate) struct Floor(pub(crate) Duration);

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_zero() { Ok(()) } else { write!(f, ", at least {}", Length(self.0)) }
    }
}

/// Writes `text`, in parentheses if they are needed.
pub(crate) fn write_together(f: &mut fmt::Formatter<'_>, needed: bool, text: fmt::Arguments<'_>) -> fmt::Result {
    if needed { write!(f, "({text})") } else { f.write_fmt(text) }
}
