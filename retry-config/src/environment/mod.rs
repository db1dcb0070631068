//! Configuration from variables of the environment.

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
    /// Reads the variables of the process that begin with `prefix` and `_`.
    ///
    /// The name of a variable is the path of its key in upper case, joined by `_`: under `ORDERS_RETRY`, `total = "30s"` is
    /// `ORDERS_RETRY_TOTAL=30s`, `wait = "none"` is `ORDERS_RETRY_WAIT=none`, `{ fixed = "1s" }` is
    /// `ORDERS_RETRY_WAIT_FIXED=1s`, and the `initial` of an exponential wait `ORDERS_RETRY_WAIT_EXPONENTIAL_INITIAL=100ms`. The
    /// waits of a chain are numbered from 0: `ORDERS_RETRY_WAIT_CHAIN_0=none`, `ORDERS_RETRY_WAIT_CHAIN_1_FIXED=1s`. White space around a
    /// value is ignored, and an empty variable counts as unset.
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
    /// * A value is wrong, as it would be in a file.
    /// * A variable with the prefix is not the path of a key, because it is mistyped for instance.
    /// * A variable is not UTF-8.
    /// * Two variables contradict each other, such as those of two waits.
    /// * The prefix is empty.
    pub fn from_env(prefix: &str) -> Result<Self, ConfigError> {
        Self::from_vars(prefix, env::vars_os())
    }

    /// Reads `variables`, pairs of a name and a value, as [`from_env`](Self::from_env) reads those of the process. Variables without the
    /// prefix are ignored.
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
    /// Those of [`from_env`](Self::from_env).
    pub fn from_vars<N, V>(prefix: &str, variables: impl IntoIterator<Item = (N, V)>) -> Result<Self, ConfigError>
    where
        N: AsRef<OsStr>,
        V: AsRef<OsStr>,
    {
        // `ORDERS_RETRY_` is meant as `ORDERS_RETRY`. Literally, it would match no variable, and report nothing.
        let prefix = prefix.trim_end_matches('_');
        if prefix.is_empty() {
            return Err(ConfigError::new(prefix, "the prefix is empty: give one such as `ORDERS_RETRY`"));
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
    /// Adds the variable `{prefix}_{rest}`, or returns what is wrong with it.
    fn add(&mut self, prefix: &str, rest: &str, text: &str) -> Result<(), String> {
        let variable = format!("{prefix}_{rest}");
        let Some(path) = names::path(rest) else {
            return Err(format!("no such setting: did you mean `{prefix}_{}`?", names::nearest(rest)));
        };
        if text != "none" && matches!(path.last(), Some(Step::Key("wait") | Step::Index(_))) {
            return Err(format!("`{text}` is no wait: write `none`, or give the values of one, as in `{variable}_FIXED=1s`"));
        }
        self.set(&path, &variable, text).map_err(|other| format!("contradicts `{other}`: give one of them"))
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

/// The variable `name`, or the first of those that set its parts.
fn given_variable(given: &BTreeSet<String>, name: String) -> String {
    let part = format!("{name}_");
    let parts = given.iter().find(|variable| variable.starts_with(&part));
    if given.contains(&name) { name } else { parts.cloned().unwrap_or(name) }
}
