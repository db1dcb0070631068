//! A configuration that is written and read again stays the same.

use proptest::prelude::*;
use serde_json::{Value, json};
use tenacity::RetryConfig;

use crate::config;

/// A duration in a configuration.
fn duration() -> impl Strategy<Value = String> {
    prop_oneof![
        (any::<u64>(), prop_oneof![Just("ns"), Just("us"), Just("ms"), Just("s")]).prop_map(|(n, unit)| format!("{n}{unit}")),
        (0..1_000_000_u32, 0..1000_u32).prop_map(|(whole, fraction)| format!("{whole}.{fraction:03}s")),
        (0..10_000_u32).prop_map(|n| format!("{n}min")),
    ]
}

/// Two durations, the shorter first.
fn range() -> impl Strategy<Value = (String, String)> {
    (any::<u32>(), any::<u32>()).prop_map(|(a, b)| (format!("{}ms", a.min(b)), format!("{}ms", a.max(b))))
}

/// A number that no format rounds.
fn number(most: u32) -> impl Strategy<Value = f64> {
    (0..=most * 16).prop_map(|n| f64::from(n) / 16.0)
}

fn jitter() -> impl Strategy<Value = Value> {
    prop_oneof![Just(json!("none")), Just(json!("full")), Just(json!("equal")), number(1).prop_map(|f| json!({ "factor": f }))]
}

/// Any wait except a chain.
fn link() -> impl Strategy<Value = Value> {
    let exponential = || (duration(), number(9), proptest::option::of(range()));
    let bounded = |mut table: Value, bounds: Option<(String, String)>| {
        if let Some((min, max)) = bounds {
            table["min"] = json!(min);
            table["max"] = json!(max);
        }
        table
    };
    prop_oneof![
        Just(json!("none")),
        duration().prop_map(|delay| json!({ "fixed": delay })),
        (duration(), jitter()).prop_map(|(delay, jitter)| json!({ "fixed": { "delay": delay, "jitter": jitter } })),
        range().prop_map(|(min, max)| json!({ "random": { "min": min, "max": max } })),
        (duration(), duration(), duration(), jitter()).prop_map(|(start, increment, max, jitter)| {
            json!({ "incrementing": { "start": start, "increment": increment, "max": max, "jitter": jitter } })
        }),
        (exponential(), jitter()).prop_map(move |((initial, base, bounds), jitter)| {
            json!({ "exponential": bounded(json!({ "initial": initial, "base": base, "jitter": jitter }), bounds) })
        }),
        (duration(), duration(), jitter())
            .prop_map(|(unit, max, jitter)| { json!({ "fibonacci": { "unit": unit, "max": max, "jitter": jitter } }) }),
        exponential().prop_map(move |(initial, base, bounds)| {
            json!({ "random_exponential": bounded(json!({ "initial": initial, "base": base }), bounds) })
        }),
        (exponential(), duration()).prop_map(move |((initial, base, bounds), jitter)| {
            json!({ "exponential_jitter": bounded(json!({ "initial": initial, "base": base, "jitter": jitter }), bounds) })
        }),
        range().prop_map(|(base, max)| json!({ "decorrelated_jitter": { "base": base, "max": max } })),
    ]
}

fn wait() -> impl Strategy<Value = Value> {
    link().prop_recursive(2, 12, 4, |inner| proptest::collection::vec(inner, 1..4).prop_map(|chain| json!({ "chain": chain })))
}

fn any_config() -> impl Strategy<Value = RetryConfig> {
    let attempts = prop_oneof![Just(json!("unlimited")), (1..=u32::MAX).prop_map(|n| json!(n))];
    let total = prop_oneof![Just(json!("unlimited")), duration().prop_map(|total| json!(total))];
    let keys = (attempts, total, wait(), any::<bool>(), proptest::option::of(any::<u64>()));
    keys.prop_map(|(attempts, total, wait, enabled, seed)| {
        let keys = json!({ "attempts": attempts, "total": total, "wait": wait, "enabled": enabled, "seed": seed });
        serde_json::from_value(keys).unwrap()
    })
}

/// Collects the variables that describe `value`. Their names are its paths in upper case, joined by `_`.
fn variables(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                variables(&format!("{path}_{}", key.to_uppercase()), value, found);
            }
        }
        Value::Array(list) => {
            for (n, value) in list.iter().enumerate() {
                variables(&format!("{path}_{n}"), value, found);
            }
        }
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        other => found.push((path.to_owned(), other.to_string())),
    }
}

proptest! {
    #[test]
    fn a_configuration_survives_toml(config in any_config()) {
        let text = toml::to_string(&config).unwrap();
        prop_assert_eq!(toml::from_str::<RetryConfig>(&text).unwrap(), config, "{}", text);
    }

    #[test]
    fn a_configuration_survives_json(config in any_config()) {
        let text = serde_json::to_string(&config).unwrap();
        prop_assert_eq!(serde_json::from_str::<RetryConfig>(&text).unwrap(), config, "{}", text);
    }

    #[test]
    fn a_configuration_survives_the_environment(config in any_config()) {
        let mut found = Vec::new();
        variables("ORDERS_RETRY", &serde_json::to_value(&config).unwrap(), &mut found);
        prop_assert_eq!(RetryConfig::from_vars("ORDERS_RETRY", found.clone()).unwrap(), config, "{:?}", found);
    }

    #[test]
    fn no_delay_of_a_configured_wait_panics(config in any_config(), n in any::<u32>(), seed in any::<u64>()) {
        use tenacity::{RetryState, Wait};

        let state = RetryState::at(n, std::time::Duration::MAX).with_seed(seed);
        let _ = config.wait().delay(&state);
    }
}

#[test]
fn the_defaults_are_written_out() {
    let text = toml::to_string(&RetryConfig::default()).unwrap();
    assert_eq!(
        text,
        "attempts = 10\ntotal = \"45s\"\nenabled = true\n\n[wait.random_exponential]\ninitial = \"100ms\"\nmax = \"5s\"\n"
    );
}

#[test]
fn the_default_values_of_a_wait_are_left_out() {
    let config = config("seed = 1\nwait = { exponential = { initial = '1500ms', base = 2.0, min = '0s', jitter = 'none' } }");
    let expected = json!({
        "attempts": 10, "total": "45s", "enabled": true, "seed": 1, "wait": { "exponential": { "initial": "1500ms" } },
    });
    assert_eq!(serde_json::to_value(config).unwrap(), expected);
}
