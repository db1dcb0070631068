//! The rejected configurations, and their error messages.

use serde_json::json;
use tenacity::{ConfiguredWait, RetryConfig};

/// The error of JSON, which has the path and the message. The error of TOML has the same message, and shows the place.
fn refusal(text: &str) -> String {
    let error = toml::from_str::<RetryConfig>(text).expect_err(text);
    let value = serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
    let with_path = serde_json::from_value::<RetryConfig>(value).expect_err(text).to_string();
    assert!(with_path.ends_with(error.message()), "{with_path}: {error}");
    with_path
}

#[test]
fn an_error_that_shows_its_place_is_not_changed() {
    let error = toml::from_str::<RetryConfig>("attempts = 5\ntotal = '5m'\n").unwrap_err();
    let whole = "TOML parse error at line 2, column 9\n  |\n2 | total = '5m'\n  |         ^^^^\n\
                 `m` is not a unit of time here: write `5min`; the units are `ns`, `us`, `ms`, `s`, `min` or `h`\n";
    assert_eq!(error.to_string(), whole);
    let error = serde_json::from_str::<RetryConfig>(r#"{"total": "5m"}"#).unwrap_err().to_string();
    assert!(error.starts_with("total: `m` is not a unit of time here: write `5min`"), "{error}");
}

#[test]
fn nan_and_infinity_are_rejected() {
    // In TOML only, because JSON has neither.
    for (text, expected) in [
        ("total = nan", "invalid value: floating point `NaN`, expected a duration"),
        (
            "wait = { exponential = { initial = '1s', base = nan } }",
            "invalid value: floating point `NaN`, expected a finite number",
        ),
        (
            "wait = { fibonacci = { unit = '1s', jitter = { factor = nan } } }",
            "invalid value: floating point `NaN`, expected a number from 0 to 1",
        ),
        (
            "wait = { random_exponential = { initial = '1s', base = inf } }",
            "invalid value: floating point `inf`, expected a finite number",
        ),
    ] {
        let error = toml::from_str::<RetryConfig>(text).unwrap_err();
        assert!(error.message().starts_with(expected), "{error}");
    }
}

#[test]
fn an_error_begins_with_the_path_of_its_value() {
    for (text, expected) in [
        ("attempts = 0", "attempts: a call makes at least one attempt: write `1` for no retries"),
        (
            "wait = { exponential = { initial = '100ms', max = '5m' } }",
            "wait.exponential.max: `m` is not a unit of time here: write `5min`",
        ),
        (
            "wait = { fixed = { delay = '1s', jitter = { factor = 1.5 } } }",
            "wait.fixed.jitter.factor: invalid value: floating point `1.5`, expected a number from 0 to 1",
        ),
        (
            "wait = { chain = ['none', { random = { min = 1, max = '1s' } }] }",
            "wait.chain[1].random.min: `1` has no unit: write `\"1s\"`",
        ),
    ] {
        assert!(refusal(text).starts_with(expected), "{text}: {}", refusal(text));
    }
}

#[test]
fn a_duration_needs_a_known_unit() {
    for (text, right) in [
        ("total = 30", "total: `30` has no unit: write `\"30s\"`"),
        ("total = 1.5", "total: `1.5` has no unit: write `\"1.5s\"`"),
        ("total = '30'", "total: `30` has no unit: write `30s`"),
        ("total = '5m'", "total: `m` is not a unit of time here: write `5min`"),
        ("total = '5 days'", "total: ` days` in `5 days` is not a unit of time: write `ns`, `us`, `ms`, `s`, `min` or `h`"),
        ("total = -1", "total: invalid value: integer `-1`, expected a duration such as \"30s\", or \"unlimited\""),
        ("total = 'forever'", "total: `forever` is not a duration"),
    ] {
        assert!(refusal(text).starts_with(right), "{text}: {}", refusal(text));
    }
}

#[test]
fn the_listed_misspellings_have_the_messages_of_the_grammar() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../retry-duration/tests/bad_spellings.txt");
    let Ok(list) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {path} is not part of the package");
        return;
    };
    for line in list.lines() {
        let (text, message) = line.split_once(" => ").unwrap();
        assert_eq!(refusal(&format!("total = '{text}'")), format!("total: {message}"));
        assert_eq!(refusal(&format!("wait = {{ fixed = '{text}' }}")), format!("wait.fixed: {message}"));
    }
}

#[test]
fn a_value_of_the_wrong_type_is_rejected() {
    for (text, expected) in [
        (
            "attempts = 'five'",
            r#"attempts: invalid value: string "five", expected a number of attempts from 1 to 4294967295, or "unlimited""#,
        ),
        ("attempts = '5'", r#"attempts: invalid value: string "5", expected a number"#),
        ("attempts = -1", "attempts: invalid value: integer `-1`, expected a number"),
        ("attempts = 4294967296", "attempts: invalid value: integer `4294967296`, expected a number"),
        ("attempts = 1.5", "attempts: invalid type: floating point `1.5`, expected a number"),
        ("total = true", "total: invalid type: boolean `true`, expected a duration"),
        ("total = {}", "total: invalid type: map, expected a duration"),
        ("enabled = 'yes'", r#"enabled: invalid type: string "yes", expected a boolean"#),
        ("seed = -1", "seed: invalid value: integer `-1`, expected u64"),
        ("wait = 3", "wait: invalid type: integer `3`, expected a wait such as"),
        ("wait = { exponential = '1s' }", r#"wait.exponential: invalid type: string "1s""#),
        (
            "wait = { exponential = { initial = '1s', base = '2' } }",
            r#"wait.exponential.base: invalid type: string "2", expected f64"#,
        ),
        (
            "wait = { fixed = { delay = '1s', jitter = 0.2 } }",
            "wait.fixed.jitter: invalid type: floating point `0.2`, expected \"none\"",
        ),
        ("wait = { fixed = 1 }", "wait.fixed: `1` has no unit: write `\"1s\"`"),
        ("wait = { fixed = true }", "wait.fixed: invalid type: boolean `true`, expected a duration such as \"1s\", or { delay"),
        ("wait = { chain = 'none' }", r#"wait.chain: invalid type: string "none", expected a sequence"#),
    ] {
        assert!(refusal(text).starts_with(expected), "{text}: {}", refusal(text));
    }
}

#[test]
fn the_error_for_an_unknown_name_lists_the_known_names() {
    for (text, expected) in [
        ("atempts = 5", "atempts: unknown field `atempts`, expected one of `attempts`, `total`, `enabled`, `seed`, `wait`"),
        (
            "wait = { exponential = { initial = '1s', maximum = '5s' } }",
            "wait.exponential.maximum: unknown field `maximum`, expected one of `initial`, `base`, `min`, `max`, `jitter`",
        ),
        (
            "wait = { random = { min = '1s', max = '2s', jitter = 'full' } }",
            "wait.random.jitter: unknown field `jitter`, expected `min` or `max`",
        ),
        ("wait = 'nothing'", "wait: unknown variant `nothing`, expected one of `none`, `fixed`, `random`"),
        ("wait = { constant = '1s' }", "wait.constant: unknown variant `constant`, expected one of `none`, `fixed`"),
        (
            "wait = { fixed = { delay = '1s', jitter = 'half' } }",
            "wait.fixed.jitter: unknown variant `half`, expected one of `none`, `full`, `equal`, `factor`",
        ),
    ] {
        assert!(refusal(text).starts_with(expected), "{text}: {}", refusal(text));
    }
}

#[test]
fn a_value_that_a_constructor_rejects_is_an_error() {
    for (text, expected) in [
        ("wait = { random = { min = '2s', max = '1s' } }", "wait.random: `min`, 2s, must not be greater than `max`, 1s"),
        ("wait = { exponential = { initial = '1s', min = '9s', max = '5s' } }", "wait.exponential: `min`, 9s, must not be"),
        ("wait = { random_exponential = { initial = '1s', min = '9s', max = '5s' } }", "wait.random_exponential: `min`"),
        (
            "wait = { exponential_jitter = { initial = '1s', jitter = '1s', min = '9s', max = '5s' } }",
            "wait.exponential_jitter: `min`",
        ),
        ("wait = { decorrelated_jitter = { base = '6s', max = '5s' } }", "wait.decorrelated_jitter: `base`, 6s, must not be"),
        (
            "wait = { exponential = { initial = '1s', base = -1 } }",
            "wait.exponential.base: invalid value: floating point `-1.0`, expected a finite number of at least 0",
        ),
        ("wait = { exponential_jitter = { initial = '1s', jitter = '1s', base = -0.5 } }", "wait.exponential_jitter.base: "),
        ("wait = { chain = [] }", "wait.chain: the chain is empty: write at least one wait"),
    ] {
        assert!(refusal(text).starts_with(expected), "{text}: {}", refusal(text));
    }
}

#[test]
fn a_wait_is_one_kind_with_its_values() {
    for (text, expected) in [
        (
            "wait = 'exponential'",
            "wait: `exponential` needs its values: write `{ exponential = { initial = \"100ms\", max = \"5s\" } }`",
        ),
        ("wait = { exponential = {} }", "wait.exponential: missing field `initial`"),
        ("wait = { fixed = { jitter = 'full' } }", "wait.fixed: missing field `delay`"),
        ("wait = { fixed = '1s', random = { min = '1s', max = '2s' } }", "wait: `random` is a second wait: write only one"),
        (
            "wait = { fixed = { delay = '1s', jitter = 'factor' } }",
            "wait.fixed.jitter: `factor` needs its values: write `{ factor = 0.2 }`",
        ),
        ("wait = {}", "wait: "),
    ] {
        assert!(refusal(text).starts_with(expected), "{text}: {}", refusal(text));
    }
}

#[test]
fn chains_nest_at_most_16_deep_so_that_every_format_reads_them_back() {
    let nested = |depth| (0..depth).fold(json!("none"), |wait, _| json!({ "chain": [wait] }));
    let config: RetryConfig = serde_json::from_value(json!({ "wait": nested(16) })).unwrap();
    assert_eq!(toml::from_str::<RetryConfig>(&toml::to_string(&config).unwrap()).unwrap(), config);
    let refused = serde_json::from_value::<RetryConfig>(json!({ "wait": nested(17) })).unwrap_err();
    assert!(refused.to_string().contains("wait.chain: chains nest at most 16 deep"), "{refused}");
}

#[test]
fn a_json_error_has_the_line_and_the_path() {
    let error = serde_json::from_str::<RetryConfig>("{ \"wait\":\n  { \"exponential\": { \"initial\": \"5m\" } } }").unwrap_err();
    assert!(error.to_string().starts_with("wait.exponential.initial: `m` is not a unit of time here: write `5min`"), "{error}");
    assert_eq!(error.line(), 2);
    assert!(
        serde_json::from_str::<RetryConfig>("5")
            .unwrap_err()
            .to_string()
            .starts_with("invalid type: integer `5`, expected a table")
    );
}

#[test]
fn a_configuration_below_another_key_has_the_same_errors() {
    #[derive(Debug, serde::Deserialize)]
    struct Service {
        #[expect(dead_code, reason = "it is never read")]
        retry: RetryConfig,
    }

    let told = toml::from_str::<Service>("[retry]\nwait = { chain = ['none', { fixed = 1 }] }").unwrap_err();
    assert!(told.message().starts_with("`1` has no unit: write `\"1s\"`"), "{told}");
    let place = "TOML parse error at line 2, column 37\n  |\n2 | wait = { chain = ['none', { fixed = 1 }] }\n  |                                     ^\n";
    assert!(told.to_string().starts_with(place), "{told}");
    let told = serde_json::from_str::<Service>(r#"{ "retry": { "wait": { "chain": ["none", { "fixed": 1 }] } } }"#).unwrap_err();
    assert!(told.to_string().starts_with("wait.chain[1].fixed: `1` has no unit: write `\"1s\"`"), "{told}");
    let told = toml::from_str::<Service>("retry = 5").unwrap_err();
    assert!(told.message().starts_with("invalid type: integer `5`, expected a table with `attempts`"), "{told}");
}

#[test]
fn a_wait_in_another_configuration_has_the_same_errors() {
    let reversed = r#"{ "random": { "min": "2s", "max": "1s" } }"#;
    assert!(serde_json::from_str::<ConfiguredWait>(reversed).is_err());
}
