//! The feature `serde`: policies from TOML, JSON and the environment.

mod behaviour;
mod environment;
mod refusals;
mod round_trip;

use tenacity::RetryConfig;

/// The configuration that `text`, which is TOML, says.
fn config(text: &str) -> RetryConfig {
    toml::from_str(text).unwrap_or_else(|error| panic!("{text}\n{error}"))
}
