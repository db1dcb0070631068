//! How strategies are told to a person: the pieces that their descriptions are made of.

use core::fmt;
use core::time::Duration;

/// A length of time: `1.5s`.
pub(crate) struct Length(pub(crate) Duration);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Duration::MAX => f.write_str("forever"),
            length => write!(f, "{length:?}"),
        }
    }
}

/// A cap and the words before it; nothing when there is none.
pub(crate) struct Cap(pub(crate) &'static str, pub(crate) Duration);

impl fmt::Display for Cap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1 == Duration::MAX { Ok(()) } else { write!(f, "{}{}", self.0, Length(self.1)) }
    }
}

/// A floor after a comma; nothing when there is none.
pub(crate) struct Floor(pub(crate) Duration);

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_zero() { Ok(()) } else { write!(f, ", at least {}", Length(self.0)) }
    }
}

/// Writes `text`, in parentheses if it has to hold together.
pub(crate) fn write_together(f: &mut fmt::Formatter<'_>, needed: bool, text: fmt::Arguments<'_>) -> fmt::Result {
    if needed { write!(f, "({text})") } else { f.write_fmt(text) }
}
