//! The feature `serde`: policies from TOML, JSON and the environment.

mod behaviour;
mod environment;
mod refusals;
mod round_trip;

use tenacity::RetryConfig;

/// Reads a configuration from TOML.
fn config(text: &str) -> RetryConfig {
    toml::from_str(text).unwrap_or_else(|error| panic!("{text}\n{error}"))
}
