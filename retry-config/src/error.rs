use std::fmt;

use tenacity_core::text::Escaped;

/// An error of [`RetryConfig::from_env`](crate::RetryConfig::from_env). It names the environment variable and describes the mistake.
///
/// ```
/// use tenacity::RetryConfig;
///
/// let error = RetryConfig::from_vars("ORDERS_RETRY", [("ORDERS_RETRY_WAIT_FIXED", "5m")]).unwrap_err();
/// assert_eq!(error.variable(), "ORDERS_RETRY_WAIT_FIXED");
/// assert!(error.to_string().starts_with("ORDERS_RETRY_WAIT_FIXED: `m` is not a unit of time here: write `5min`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    variable: String,
    message: String,
}

impl ConfigError {
    pub(crate) fn new(variable: impl Into<String>, message: impl Into<String>) -> Self {
        Self { variable: variable.into(), message: message.into() }
    }

    /// Returns the name of the variable, with its prefix. If the prefix is empty, the name is empty, too.
    pub fn variable(&self) -> &str {
        &self.variable
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = Escaped(&self.message);
        if self.variable.is_empty() { message.fmt(f) } else { write!(f, "{}: {message}", Escaped(&self.variable)) }
    }
}

impl std::error::Error for ConfigError {}
