//! When the attempts of a policy begin, if each of them fails and takes no time.

use std::iter;
use std::ops::RangeInclusive;
use std::time::Duration;

use tenacity::{RetryConfig, RetryState, Stop, Wait};

use crate::axis::TimeAxis;
use crate::length::Length;

/// The number of simulated calls. Their seeds are fixed, so a policy always has the same picture.
const CALLS: u64 = 1000;
/// A picture has at most this many attempts.
const DRAWN: usize = 30;
/// The attempts of a call are counted up to this number.
const COUNTED: usize = 1000;
/// A limit that is further away than this multiple of the last attempt is not drawn, because it would squeeze the attempts together.
const FAR: u32 = 3;

/// The attempts of all calls with one policy.
pub(crate) struct Timeline {
    /// The policy in words.
    pub(crate) policy: String,
    pub(crate) attempts: Vec<Attempt>,
    /// The time limit, if it is near enough to be drawn.
    pub(crate) limit: Option<Duration>,
    /// The sentences below the picture.
    pub(crate) notes: Vec<String>,
}

/// One attempt: when it begins, after the start of the call.
pub(crate) struct Attempt {
    /// The earliest and the latest possible moment.
    pub(crate) possible: (Duration, Duration),
    /// The moments between which it begins in 90 of 100 calls.
    pub(crate) usual: (Duration, Duration),
    pub(crate) median: Duration,
    /// The share of calls that make this attempt.
    share: f64,
}

impl Timeline {
    pub(crate) fn of(config: &RetryConfig) -> Self {
        let policy = config.policy();
        let limit = config.enabled().then(|| time_limit(&config.stop())).flatten();
        let calls = Calls::simulate(config);
        let attempts = calls.attempts(config, limit);
        let last = attempts.iter().map(|attempt| attempt.possible.1).max().unwrap_or_default();
        let (near, far) = match limit {
            Some(limit) if limit <= last.saturating_mul(FAR) => (Some(limit), None),
            far => (None, far),
        };
        let mut notes = vec![calls.number_of_attempts(is_endless(config)), longest_sleep(policy.worst_case())];
        if let Some(limit) = far {
            notes.push(format!("The time limit, {}, lies far to the right of this picture.", Length(limit)));
        }
        if config.seed().is_some() {
            notes.push(
                "All calls have the same delays, because the policy has a seed. The worst case is that of any seed.".to_owned(),
            );
        }
        notes.push("Attempts take no time here. Real ones do, so the next attempts begin later.".to_owned());
        Self { policy: policy.to_string(), attempts, limit: near, notes }
    }

    pub(crate) fn axis(&self) -> TimeAxis {
        TimeAxis::up_to(self.attempts.iter().map(|attempt| attempt.possible.1).chain(self.limit).max().unwrap_or_default())
    }
}

impl Attempt {
    /// Whether the attempt begins at different times in different calls.
    pub(crate) fn is_spread(&self) -> bool {
        self.possible.0 < self.possible.1
    }

    /// The share of calls that make this attempt, in percent. Only all calls are 100%.
    pub(crate) fn percent(&self) -> String {
        let percent = self.share * 100.0;
        if percent < 1.0 {
            "<1%".to_owned()
        } else if self.share < 1.0 {
            format!("{:.0}%", percent.min(99.0))
        } else {
            "100%".to_owned()
        }
    }
}

/// Simulated calls of a policy.
struct Calls {
    /// The beginnings of each drawn attempt, in order of time.
    beginnings: Vec<Vec<Duration>>,
    /// The fewest and the most attempts of a call. One more than `COUNTED` means any larger number.
    counts: (usize, usize),
}

impl Calls {
    fn simulate(config: &RetryConfig) -> Self {
        let seeds = config.seed().map_or(0..=CALLS - 1, |seed| seed..=seed);
        let most = if is_endless(config) { DRAWN } else { COUNTED };
        let mut beginnings = vec![Vec::new(); DRAWN];
        let mut counts = (usize::MAX, 0);
        for seed in seeds {
            let (mut moment, mut count) = (Duration::ZERO, 0);
            for delay in iter::once(Duration::ZERO).chain(config.policy().seed(seed).delays().take(most)) {
                moment = moment.saturating_add(delay);
                if let Some(moments) = beginnings.get_mut(count) {
                    moments.push(moment);
                }
                count += 1;
            }
            counts = (counts.0.min(count), counts.1.max(count));
        }
        beginnings.retain(|moments| !moments.is_empty());
        for moments in &mut beginnings {
            moments.sort_unstable();
        }
        Self { beginnings, counts }
    }

    fn attempts(&self, config: &RetryConfig, limit: Option<Duration>) -> Vec<Attempt> {
        let wait = config.wait();
        let earliest = beginnings(&wait, |delays| *delays.start());
        let latest = beginnings(&wait, |delays| *delays.end());
        let possible = earliest.zip(latest.map(|latest| limit.map_or(latest, |limit| latest.min(limit))));
        let all = share_of(self.beginnings[0].len());
        let attempt = |(moments, possible): (&Vec<Duration>, _)| {
            let at = |percent: usize| moments[(moments.len() - 1) * percent / 100];
            let possible = if config.seed().is_some() { (at(0), at(100)) } else { possible };
            Attempt { possible, usual: (at(5), at(95)), median: at(50), share: share_of(moments.len()) / all }
        };
        self.beginnings.iter().zip(possible).map(attempt).collect()
    }

    fn number_of_attempts(&self, is_endless: bool) -> String {
        let (fewest, most) = self.counts;
        let number = match (fewest, most) {
            _ if is_endless => {
                format!("Without a limit, a call that only fails never ends. Its first {DRAWN} attempts are drawn.")
            }
            (1, 1) => "A call makes one attempt.".to_owned(),
            (fewest, most) if fewest > COUNTED && most > COUNTED => {
                format!("A call that only fails makes more than {COUNTED} attempts.")
            }
            (fewest, most) if most > COUNTED => format!("A call that only fails makes at least {fewest} attempts."),
            (fewest, most) if fewest == most => format!("A call that only fails makes {most} attempts."),
            (fewest, most) => {
                format!("A call that only fails makes {fewest} to {most} attempts, in {CALLS} simulated calls.")
            }
        };
        if most > DRAWN && !is_endless { format!("{number} The first {DRAWN} are drawn.") } else { number }
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are few calls")]
fn share_of(calls: usize) -> f64 {
    calls as f64
}

/// The beginnings of the attempts, each after the shortest or the longest delay.
fn beginnings(wait: &impl Wait, bound: fn(&RangeInclusive<Duration>) -> Duration) -> impl Iterator<Item = Duration> {
    let next = move |(n, slept, moment): &(u32, Duration, Duration)| {
        let span = wait.span(&RetryState::at(*n, Duration::ZERO).with_previous_sleep(*slept));
        let delay = bound(&span.unwrap_or(Duration::ZERO..=Duration::MAX));
        Some((n + 1, delay, moment.saturating_add(delay)))
    };
    iter::successors(Some((1, Duration::ZERO, Duration::ZERO)), next).map(|(.., moment)| moment)
}

/// Whether neither a number of attempts nor a time ends a call.
fn is_endless(config: &RetryConfig) -> bool {
    config.enabled() && !config.stop().surely_stops(&RetryState::at(u32::MAX, Duration::MAX))
}

/// Returns the time after which a call stops, for any number of attempts.
fn time_limit(stop: &impl Stop) -> Option<Duration> {
    let stops = |elapsed| stop.surely_stops(&RetryState::at(0, elapsed));
    let (mut low, mut high) = (Duration::ZERO, Duration::MAX);
    if !stops(high) || stops(low) {
        return stops(low).then_some(low);
    }
    while low + Duration::from_nanos(1) < high {
        let middle = low + high.saturating_sub(low) / 2;
        if stops(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

fn longest_sleep(worst_case: Option<Duration>) -> String {
    match worst_case {
        None => "No limit bounds its sleeps.".to_owned(),
        Some(Duration::ZERO) => "It never sleeps.".to_owned(),
        Some(Duration::MAX) => "In the worst case, it sleeps forever.".to_owned(),
        Some(longest) => format!("In the worst case, it sleeps for {} in all.", Length(longest)),
    }
}
