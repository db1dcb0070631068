//! Checks of configurations in TOML, in JSON, and as lines of `NAME=value`.

use std::time::Duration;

use tenacity::{RetryConfig, RetryState, Wait};

/// If the input is accepted, the policy obeys the laws and survives a round trip through TOML and JSON. Otherwise the error has a message.
///
/// # Panics
///
/// If the check fails.
pub fn check(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    match toml::from_str(text) {
        Ok(config) => assert_keeps_the_laws(&config),
        Err(error) => assert_tells(error.message(), ""),
    }
    match serde_json::from_str(text) {
        Ok(config) => assert_keeps_the_laws(&config),
        Err(error) => assert_tells(&error.to_string(), ""),
    }
    match RetryConfig::from_vars("R", text.lines().filter_map(|line| line.split_once('='))) {
        Ok(config) => assert_keeps_the_laws(&config),
        Err(error) => {
            assert!(error.variable().starts_with("R_"), "{error}");
            assert_tells(&error.to_string(), error.variable());
        }
    }
}

fn assert_tells(message: &str, subject: &str) {
    let told = message.strip_prefix(subject).unwrap_or_else(|| panic!("{message} is not of {subject}"));
    assert!(told.contains(char::is_alphabetic), "says nothing: {message}");
}

fn assert_keeps_the_laws(config: &RetryConfig) {
    let seed = config.seed().unwrap_or(1);
    // A disabled policy plans no delays.
    let policy = config.policy().seed(seed).enabled(true);
    assert!(policy.to_string().contains("; "), "not a stop and a wait: {policy}");
    if let Some(worst_case) = policy.worst_case() {
        let planned = policy.delays().take(100).fold(Duration::ZERO, Duration::saturating_add);
        assert!(planned <= worst_case, "{planned:?} is more than {worst_case:?}: {config:?}");
    }

    let wait = config.wait();
    let mut previous_sleep = Duration::ZERO;
    for n in (1..=100).chain([u32::MAX]) {
        let state = RetryState::at(n, Duration::MAX).with_previous_sleep(previous_sleep).with_seed(seed);
        let (delay, span) = (wait.delay(&state), wait.span(&state).expect("known of every wait"));
        assert!(span.contains(&delay), "{delay:?} is not within {span:?}: {config:?}");
        previous_sleep = delay;
    }

    let written = toml::to_string(config).expect("TOML");
    assert_eq!(toml::from_str::<RetryConfig>(&written).as_ref(), Ok(config), "{written}");
    let written = serde_json::to_string(config).expect("JSON");
    assert_eq!(serde_json::from_str::<RetryConfig>(&written).expect("JSON"), *config, "{written}");
}
