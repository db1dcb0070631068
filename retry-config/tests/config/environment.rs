//! Configuration from environment variables.

use std::env;
use std::process::Command;

use tenacity::{ConfigError, RetryConfig};

use crate::config;

fn from_vars(variables: &[(&str, &str)]) -> Result<RetryConfig, ConfigError> {
    RetryConfig::from_vars("ORDERS_RETRY", variables.iter().copied())
}

/// The variable that the error names, and the rest of the message.
fn refusal(variables: &[(&str, &str)]) -> (String, String) {
    let error = from_vars(variables).expect_err(&format!("{variables:?}"));
    let told = error.to_string();
    let message = told.strip_prefix(&format!("{}: ", error.variable())).unwrap();
    (error.variable().to_owned(), message.to_owned())
}

#[test]
fn the_name_of_a_variable_is_the_path_of_its_key() {
    let variables = [
        ("ORDERS_RETRY_ATTEMPTS", "5"),
        ("ORDERS_RETRY_TOTAL", "1.5min"),
        ("ORDERS_RETRY_ENABLED", "false"),
        ("ORDERS_RETRY_SEED", "18446744073709551615"),
        ("ORDERS_RETRY_WAIT_EXPONENTIAL_INITIAL", "100ms"),
        ("ORDERS_RETRY_WAIT_EXPONENTIAL_BASE", "3"),
        ("ORDERS_RETRY_WAIT_EXPONENTIAL_MAX", "5s"),
        ("ORDERS_RETRY_WAIT_EXPONENTIAL_JITTER", "full"),
    ];
    let expected = config(
        "attempts = 5\ntotal = '90s'\nenabled = false\nseed = 18446744073709551615\n\
         wait = { exponential = { initial = '100ms', base = 3.0, max = '5s', jitter = 'full' } }",
    );
    assert_eq!(from_vars(&variables), Ok(expected));
}

#[test]
fn a_variable_may_be_unlimited_or_none() {
    let variables = [("ORDERS_RETRY_ATTEMPTS", "unlimited"), ("ORDERS_RETRY_TOTAL", "unlimited"), ("ORDERS_RETRY_WAIT", "none")];
    assert_eq!(from_vars(&variables), Ok(config("attempts = 'unlimited'\ntotal = 'unlimited'\nwait = 'none'")));
}

#[test]
fn the_waits_of_a_chain_are_numbered_in_any_order() {
    let variables = [
        ("ORDERS_RETRY_WAIT_CHAIN_2_RANDOM_MAX", "2s"),
        ("ORDERS_RETRY_WAIT_CHAIN_0", "none"),
        ("ORDERS_RETRY_WAIT_CHAIN_2_RANDOM_MIN", "1s"),
        ("ORDERS_RETRY_WAIT_CHAIN_1_FIXED", "1s"),
    ];
    assert_eq!(
        from_vars(&variables),
        Ok(config("wait = { chain = ['none', { fixed = '1s' }, { random = { min = '1s', max = '2s' } }] }"))
    );
    let gap = refusal(&[("ORDERS_RETRY_WAIT_CHAIN_0", "none"), ("ORDERS_RETRY_WAIT_CHAIN_2", "none")]);
    assert_eq!(gap.0, "ORDERS_RETRY_WAIT_CHAIN_1");
    assert!(gap.1.starts_with("the waits of a chain are numbered from 0"), "{}", gap.1);
}

#[test]
fn variables_without_the_prefix_are_ignored() {
    let variables = [("ORDERS_RETRYING", "x"), ("ORDERS", "x"), ("PATH", "/bin"), ("orders_retry_attempts", "0")];
    assert_eq!(from_vars(&variables), Ok(RetryConfig::default()));
}

#[test]
fn the_prefix_may_end_in_its_separator_but_not_be_empty() {
    let variables = [("ORDERS_RETRY_ATTEMPTS", "5")];
    assert_eq!(RetryConfig::from_vars("ORDERS_RETRY_", variables), Ok(config("attempts = 5")));
    assert!(RetryConfig::from_vars("", variables).unwrap_err().to_string().starts_with("the prefix is empty"));
}

#[test]
fn the_error_for_an_unknown_variable_suggests_the_nearest_name() {
    for (name, nearest) in [
        ("ORDERS_RETRY_ATEMPTS", "ORDERS_RETRY_ATTEMPTS"),
        ("ORDERS_RETRY_WAIT_EXPONENTIAL", "ORDERS_RETRY_WAIT_EXPONENTIAL_INITIAL"),
        ("ORDERS_RETRY_WAIT_FIXED_DEALY", "ORDERS_RETRY_WAIT_FIXED_DELAY"),
    ] {
        assert_eq!(refusal(&[(name, "5")]), (name.to_owned(), format!("no such setting: did you mean `{nearest}`?")));
    }
}

#[test]
fn the_error_for_a_very_long_name_is_short() {
    let chains = "_CHAIN_0".repeat(10_000);
    for name in [format!("ORDERS_RETRY_WAIT{chains}_FIXED"), format!("ORDERS_RETRY_WAIT{chains}_FIXE")] {
        let (variable, message) = refusal(&[(&name, "1s")]);
        assert_eq!(variable, name);
        assert!(
            message.starts_with(&format!("no such setting: did you mean `ORDERS_RETRY_WAIT{}", &chains[..16 * 8])),
            "{message}"
        );
        assert!(message.len() < 300, "{message}");
    }
}

#[test]
fn white_space_around_a_value_is_ignored_and_an_empty_variable_is_unset() {
    let read = |total| RetryConfig::from_vars("ORDERS_RETRY", [("ORDERS_RETRY_ATTEMPTS", " 5\n"), ("ORDERS_RETRY_TOTAL", total)]);
    assert_eq!(read("30s\r").unwrap(), toml::from_str("attempts = 5\ntotal = '30s'").unwrap());
    for empty in ["", " ", "\r\n"] {
        assert_eq!(read(empty).unwrap(), toml::from_str("attempts = 5").unwrap());
    }
}

#[test]
fn an_error_names_its_variable() {
    for (name, text, expected) in [
        ("ORDERS_RETRY_ATTEMPTS", "0", "a call makes at least one attempt"),
        ("ORDERS_RETRY_ATTEMPTS", "many", "invalid value: string \"many\", expected a number of attempts"),
        ("ORDERS_RETRY_ATTEMPTS", "-1", "invalid value: string \"-1\", expected a number of attempts"),
        ("ORDERS_RETRY_TOTAL", "30", "`30` has no unit: write `30s`"),
        ("ORDERS_RETRY_TOTAL", "\x1b[2J", "`\\u{1b}[2J` is not a duration"),
        ("ORDERS_RETRY_ENABLED", "yes", "invalid type: string \"yes\", expected a boolean"),
        ("ORDERS_RETRY_SEED", "x", "invalid type: string \"x\", expected u64"),
        (
            "ORDERS_RETRY_WAIT",
            "exponential",
            "`exponential` is not a wait: write `none`, or set the values of one, as in `ORDERS_RETRY_WAIT_FIXED=1s`",
        ),
        (
            "ORDERS_RETRY_WAIT_CHAIN_0",
            "1s",
            "`1s` is not a wait: write `none`, or set the values of one, as in `ORDERS_RETRY_WAIT_CHAIN_0_FIXED=1s`",
        ),
        ("ORDERS_RETRY_WAIT_FIXED", "5m", "`m` is not a unit of time here: write `5min`"),
        ("ORDERS_RETRY_WAIT_CHAIN_0_FIXED", "5m", "`m` is not a unit of time here: write `5min`"),
    ] {
        let (variable, message) = refusal(&[(name, text)]);
        assert!(variable == name && message.starts_with(expected), "{variable}: {message}");
    }
}

#[test]
fn an_error_in_several_variables_names_one_of_them() {
    let (min, max) = ("ORDERS_RETRY_WAIT_RANDOM_MIN", "ORDERS_RETRY_WAIT_RANDOM_MAX");
    let (variable, message) = refusal(&[(min, "2s"), (max, "1s")]);
    assert_eq!((variable.as_str(), message.as_str()), (max, "`min`, 2s, must not be greater than `max`, 1s"));
    assert_eq!(refusal(&[(min, "2s")]), (max.to_owned(), "the value is missing".to_owned()));
}

#[test]
fn variables_that_contradict_each_other_are_rejected() {
    for [first, second] in [
        [("WAIT_FIXED", "1s"), ("WAIT_EXPONENTIAL_INITIAL", "1s")],
        [("WAIT", "none"), ("WAIT_FIXED", "1s")],
        [("WAIT_FIXED", "1s"), ("WAIT_FIXED_JITTER", "full")],
        [("WAIT_CHAIN_0_FIXED", "1s"), ("WAIT_CHAIN_0_FIBONACCI_UNIT", "1s")],
        [("WAIT_CHAIN_0", "none"), ("WAIT_RANDOM_MIN", "1s")],
    ] {
        for [(one, a), (other, b)] in [[first, second], [second, first]] {
            let names = [one, other].map(|name| format!("ORDERS_RETRY_{name}"));
            let told = refusal(&[(&names[0], a), (&names[1], b)]);
            assert_eq!(told, (names[1].clone(), format!("contradicts `{}`: set only one of them", names[0])));
        }
    }
}

#[cfg(unix)]
#[test]
fn invalid_utf_8_is_an_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let broken = OsStr::from_bytes(b"5\xFF");
    let error = RetryConfig::from_vars("ORDERS_RETRY", [("ORDERS_RETRY_ATTEMPTS", broken)]).unwrap_err();
    assert_eq!(error.to_string(), "ORDERS_RETRY_ATTEMPTS: not valid UTF-8");
    let name = OsStr::from_bytes(b"ORDERS_RETRY_\xFF");
    assert!(RetryConfig::from_vars("ORDERS_RETRY", [(name, "5")]).is_err());
    assert_eq!(RetryConfig::from_vars("ORDERS_RETRY", [(broken, broken)]), Ok(RetryConfig::default()));
}

#[test]
fn from_env_reads_the_variables_of_the_process() {
    const PREFIX: &str = "TENACITY_TEST_OF_CONFIG";

    // The test runs itself again in a child process, because changing the variables of this process needs unsafe code.
    if env::var_os(format!("{PREFIX}_ATTEMPTS")).is_some() {
        assert_eq!(RetryConfig::from_env(PREFIX), Ok(config("attempts = 7\nwait = { fixed = '1s' }")));
        return;
    }
    assert_eq!(RetryConfig::from_env(PREFIX), Ok(RetryConfig::default()));
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "environment::from_env_reads_the_variables_of_the_process"])
        .env(format!("{PREFIX}_ATTEMPTS"), "7")
        .env(format!("{PREFIX}_WAIT_FIXED"), "1s")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&status.stdout);
    assert!(status.status.success() && told.contains("1 passed"), "{told}");
}
