//! Configuration from environment variables.

mod names;
mod values;

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;

use serde_path_to_error::{Path, Segment};

use self::names::Step;
use self::values::{EnvValue, ValueError};
use super::{ConfigError, RetryConfig};

impl RetryConfig {
    /// Reads a configuration from the environment variables of the process. Their names begin with `prefix` and `_`.
    ///
    /// The rest of a name is the path of the key in upper case, joined by `_`. With the prefix `ORDERS_RETRY`:
    ///
    /// | in TOML | in the environment |
    /// |---|---|
    /// | `total = "30s"` | `ORDERS_RETRY_TOTAL=30s` |
    /// | `wait = "none"` | `ORDERS_RETRY_WAIT=none` |
    /// | `wait = { fixed = "1s" }` | `ORDERS_RETRY_WAIT_FIXED=1s` |
    /// | `wait = { exponential = { initial = "100ms" } }` | `ORDERS_RETRY_WAIT_EXPONENTIAL_INITIAL=100ms` |
    /// | `wait = { chain = ["none", { fixed = "1s" }] }` | `ORDERS_RETRY_WAIT_CHAIN_0=none`, `ORDERS_RETRY_WAIT_CHAIN_1_FIXED=1s` |
    ///
    /// The waits of a chain are numbered from 0. White space around a value is ignored, and an empty variable counts as unset.
    ///
    /// ```no_run
    /// # use tenacity::RetryConfig;
    /// let policy = RetryConfig::from_env("ORDERS_RETRY")?.policy();
    /// # let _: Option<u8> = policy.call(|| Some(1));
    /// # Ok::<(), tenacity::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// * A value is invalid. The rules are those of a configuration file.
    /// * A variable with the prefix is not the path of a key, for instance because it is misspelled.
    /// * A variable is not UTF-8.
    /// * Two variables contradict each other, for instance because they set two waits.
    /// * The prefix is empty.
    pub fn from_env(prefix: &str) -> Result<Self, ConfigError> {
        Self::from_vars(prefix, env::vars_os())
    }

    /// Reads a configuration from `variables`, which are pairs of a name and a value. The rules are those of [`from_env`](Self::from_env).
    /// Variables without the prefix are ignored.
    ///
    /// ```
    /// # use tenacity::{ConfigError, RetryConfig};
    /// let variables = [("ORDERS_RETRY_ATTEMPTS", "5"), ("ORDERS_RETRY_WAIT_FIXED", "1s"), ("PATH", "/bin")];
    /// let config = RetryConfig::from_vars("ORDERS_RETRY", variables)?;
    /// assert_eq!(config, toml::from_str("attempts = 5\nwait = { fixed = '1s' }").unwrap());
    /// # Ok::<(), ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The same as those of [`from_env`](Self::from_env).
    pub fn from_vars<N, V>(prefix: &str, variables: impl IntoIterator<Item = (N, V)>) -> Result<Self, ConfigError>
    where
        N: AsRef<OsStr>,
        V: AsRef<OsStr>,
    {
        // The prefix `ORDERS_RETRY_` means `ORDERS_RETRY`. Taken literally, it would match no variable and report no error.
        let prefix = prefix.trim_end_matches('_');
        if prefix.is_empty() {
            return Err(ConfigError::new(prefix, "the prefix is empty: write one, such as `ORDERS_RETRY`"));
        }
        let (mut given, mut values) = (BTreeSet::new(), EnvValue::empty_table());
        for (name, text) in variables {
            let (name, text) = (name.as_ref(), text.as_ref());
            let variable = name.to_string_lossy().into_owned();
            let Some(rest) = variable.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')) else { continue };
            let (Some(_), Some(text)) = (name.to_str(), text.to_str()) else {
                return Err(ConfigError::new(variable, "not valid UTF-8"));
            };
            // A variable from a CRLF file ends in a carriage return.
            let text = text.trim();
            if !text.is_empty() {
                values.add(prefix, rest, text).map_err(|message| ConfigError::new(&variable, message))?;
                given.insert(variable);
            }
        }
        serde_path_to_error::deserialize(values).map(Self).map_err(|error| {
            let name = variable_at(prefix, error.path());
            let ValueError { message, below } = error.into_inner();
            let variable = match below {
                Some(below) => format!("{name}_{below}"),
                None => given_variable(&given, name),
            };
            ConfigError::new(variable, message)
        })
    }
}

impl EnvValue {
    /// Adds the variable `{prefix}_{rest}`, or returns an error message.
    fn add(&mut self, prefix: &str, rest: &str, text: &str) -> Result<(), String> {
        let variable = format!("{prefix}_{rest}");
        let Some(path) = names::path(rest) else {
            return Err(format!("no such setting: did you mean `{prefix}_{}`?", names::nearest(rest)));
        };
        if text != "none" && matches!(path.last(), Some(Step::Key("wait") | Step::Index(_))) {
            return Err(format!("`{text}` is not a wait: write `none`, or set the values of one, as in `{variable}_FIXED=1s`"));
        }
        self.set(&path, &variable, text).map_err(|other| format!("contradicts `{other}`: set only one of them"))
    }
}

/// The variable that sets the value at `path`.
fn variable_at(prefix: &str, path: &Path) -> String {
    path.iter().fold(prefix.to_owned(), |name, step| match step {
        Segment::Map { key } => name + "_" + &key.to_uppercase(),
        Segment::Enum { variant } => name + "_" + &variant.to_uppercase(),
        Segment::Seq { index } => format!("{name}_{index}"),
        Segment::Unknown => name,
    })
}

/// The variable `name` if it is given, or the first given variable that sets a part of it.
fn given_variable(given: &BTreeSet<String>, name: String) -> String {
    let part = format!("{name}_");
    let parts = given.iter().find(|variable| variable.starts_with(&part));
    if given.contains(&name) { name } else { parts.cloned().unwrap_or(name) }
}
