use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error};
use tenacity_core::RetryPolicy;

use crate::bounds::{Attempts, Total};
use crate::stop::ConfiguredStop;
use crate::wait::ConfiguredWait;

/// The stop and the wait of a policy, read from TOML, JSON or any other self-describing format of serde, or from the environment.
///
/// ```
/// use std::time::Duration;
/// use tenacity::{RetryConfig, prelude::*, testing::VirtualTimer};
///
/// let config: RetryConfig = toml::from_str(r#"
///     attempts = 4
///     total = "30s"
///     wait = { exponential = { initial = "100ms", max = "250ms" } }
/// "#)?;
///
/// let timer = VirtualTimer::new();
/// let policy = config.policy().retry(retry_if_err(|e: &&str| *e == "503")).timer(&timer);
/// assert_eq!(policy.call(|| Err::<(), _>("503")), Err("503"));
/// assert_eq!(timer.sleeps(), [100, 200, 250].map(Duration::from_millis));
/// # Ok::<(), toml::de::Error>(())
/// ```
///
/// Every key is optional. A missing key keeps its default:
///
/// | key | value | default |
/// |---|---|---|
/// | `attempts` | the number of attempts, including the first: `1` or more, or `"unlimited"` | `10` |
/// | `total` | the call stops before a sleep that would end later than this (`stop_before_delay`): a duration, or `"unlimited"` | `"45s"` |
/// | `wait` | one of the waits below | `{ random_exponential = { initial = "100ms", max = "5s" } }` |
/// | `enabled` | `false` makes a call one plain attempt | `true` |
/// | `seed` | a whole number, which gives every call the same delays | a new seed for each call |
///
/// For instance, `attempts = 3` alone means three attempts within 45 s. For a call without bounds, write `attempts = "unlimited"` and
/// `total = "unlimited"`.
///
/// | `wait` | keys with their defaults |
/// |---|---|
/// | `"none"` | |
/// | `{ fixed = "1s" }`, `{ fixed = { delay = "1s" } }` | `jitter = "none"` |
/// | `{ random = { min = "100ms", max = "1s" } }` | |
/// | `{ incrementing = { start = "1s", increment = "2s" } }` | `max`, `jitter = "none"` |
/// | `{ exponential = { initial = "100ms" } }` | `base = 2.0`, `min = "0s"`, `max`, `jitter = "none"` |
/// | `{ fibonacci = { unit = "100ms" } }` | `max`, `jitter = "none"` |
/// | `{ random_exponential = { initial = "100ms" } }` | `base = 2.0`, `min = "0s"`, `max` |
/// | `{ exponential_jitter = { initial = "100ms", jitter = "50ms" } }` | `base = 2.0`, `min = "0s"`, `max` |
/// | `{ decorrelated_jitter = { base = "100ms", max = "5s" } }` | |
/// | `{ chain = ["none", { fixed = "1s" }] }` | |
///
/// Each wait is the strategy of that name: `exponential` is [`wait_exponential`](tenacity_core::wait_exponential). Without `max`, delays
/// have no cap. `jitter` is `"none"`, `"full"`, `"equal"` or `{ factor = 0.2 }`, and is applied last. Durations have a unit, `ns`, `us`,
/// `ms`, `s`, `min` or `h`, as in `"250ms"` or `"1.5s"`. Unknown keys are errors. Values that a constructor would reject are errors, too,
/// such as a `min` above `max`, or `attempts = 0`. An error begins with the path of the value, such as `wait.exponential.max`.
///
/// [`policy`](Self::policy) returns the whole policy. An annotated function can also use its parts:
///
/// ```
/// use std::sync::LazyLock;
/// use tenacity::{RetryConfig, prelude::*};
///
/// static CONFIG: LazyLock<RetryConfig> =
///     LazyLock::new(|| serde_json::from_str(r#"{ "attempts": 2, "wait": "none" }"#).unwrap());
///
/// #[retry(stop = CONFIG.stop(), wait = CONFIG.wait())]
/// fn order(attempts: &mut u32) -> Option<()> {
///     *attempts += 1;
///     None
/// }
///
/// let mut attempts = 0;
/// assert_eq!((order(&mut attempts), attempts), (None, 2));
/// ```
#[derive(Clone, Default, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct RetryConfig(pub(crate) Keys);

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a table with `attempts`, `total`, `wait`, `enabled` and `seed`")]
pub(crate) struct Keys {
    attempts: Attempts,
    total: Total,
    enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    // Last, because no plain key may follow a table in a TOML document.
    wait: ConfiguredWait,
}

impl Default for Keys {
    /// [`default_stop`](crate::default_stop) and [`default_wait`](crate::default_wait).
    fn default() -> Self {
        Self {
            attempts: Attempts(NonZeroU32::new(10)),
            total: Total(Some(Duration::from_secs(45))),
            enabled: true,
            seed: None,
            wait: ConfiguredWait::default(),
        }
    }
}

impl RetryConfig {
    /// Returns the configured policy. Add `.retry(…)`, hooks or a timer to it.
    pub fn policy(&self) -> RetryPolicy<ConfiguredStop, ConfiguredWait> {
        let policy = RetryPolicy::new().stop(self.stop()).wait(self.wait()).enabled(self.enabled());
        match self.0.seed {
            Some(seed) => policy.seed(seed),
            None => policy,
        }
    }

    /// Returns `attempts` and `total` as a stop strategy.
    pub fn stop(&self) -> ConfiguredStop {
        ConfiguredStop::new(self.0.attempts, self.0.total)
    }

    /// Returns `wait` as a wait strategy.
    pub fn wait(&self) -> ConfiguredWait {
        self.0.wait.clone()
    }

    /// Returns `enabled`, for the key of that name in `#[retry]`.
    pub fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// Returns `seed`, if it is set.
    pub fn seed(&self) -> Option<u64> {
        self.0.seed
    }
}

impl fmt::Debug for RetryConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Keys { attempts, total, enabled, seed, wait } = &self.0;
        let mut debug = f.debug_struct("RetryConfig");
        debug.field("attempts", &attempts.0).field("total", &total.0).field("enabled", enabled);
        debug.field("seed", seed).field("wait", wait).finish()
    }
}

impl<'de> Deserialize<'de> for RetryConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_path_to_error::deserialize(deserializer).map(Self).map_err(|error| {
            let (path, inner) = (error.path().to_string(), error.into_inner());
            // An error that shows its place in further lines, as in TOML, needs no path. The path of the whole document is `.`.
            if path == "." || inner.to_string().trim_end().contains('\n') {
                inner
            } else {
                D::Error::custom(format_args!("{path}: {inner}"))
            }
        })
    }
}
