//! Formats a failed wait, in one line or in full.

use std::fmt::{self, Formatter};
use std::iter;
use std::time::Duration;

use tenacity_core::text::Escaped;

use super::evidence::Evidence;
use super::failure::{Cause, Failure};
use super::hint::hints;
use super::text::{checks, error, limit, seconds, shown, span};
use crate::scale;
use crate::settings::Span;

impl Failure {
    /// The reason of the only probe, if its checks returned neither a value nor an error.
    fn noted(&self) -> Option<&str> {
        let [probe] = &self.probes[..] else { return None };
        let Evidence { value: None, error: None, .. } = &self.evidence else { return None };
        probe.reason().filter(|reason| *reason != self.evidence.without_reason())
    }

    /// Writes the cause, without the evidence.
    fn headline(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let description = Escaped(&self.settings.description);
        // The time that a limit around the wait leaves is measured, so it is rounded.
        let limit = if self.settings.around.is_some() { seconds(self.limit()) } else { limit(self.limit()) };
        let elapsed = seconds(self.elapsed);
        match &self.cause {
            Cause::Timeout if matches!(self.settings.span, Span::Hold(_)) => {
                write!(f, "Expected {description} for {limit}, but the limit around this wait ended it after {elapsed}")
            }
            Cause::Timeout => write!(f, "Timeout waiting for {description} after {limit}"),
            Cause::Fatal => {
                let reason = self.evidence.error.as_ref().map_or_else(String::new, |(last, _)| error(&**last));
                write!(f, "Stopped waiting for {description} after {elapsed}: {reason}")
            }
            Cause::Tripped { what, reason } => {
                write!(f, "Stopped waiting for {description} after {elapsed}: {}: {}", shown(what), shown(reason))
            }
            Cause::Broken => write!(f, "Expected {description} for {limit}, but it broke after {elapsed}"),
            Cause::Unanswered => write!(f, "Expected {description} for {limit}, but the last check gave no answer"),
            Cause::BadScale(mistake) => write!(f, "Cannot wait for {description}: {}", Escaped(mistake)),
        }
    }

    /// The last error with its time, unless the headline shows it.
    fn last_error(&self) -> Option<(String, Duration)> {
        let (last, at) = self.evidence.error.as_ref().filter(|_| !matches!(self.cause, Cause::Fatal))?;
        Some((error(&**last), *at))
    }

    fn value_line(&self) -> Option<String> {
        let (value, at) = self.evidence.value.as_ref()?;
        let repeated = self.evidence.history.last().filter(|entry| entry.found == *value && entry.checks > 1);
        Some(match repeated {
            Some(entry) => {
                let unchanged = entry.last.saturating_sub(entry.first);
                format!("{value} (unchanged for {}, {})", span(unchanged), checks(entry.checks))
            }
            None => format!("{value} (at {})", span(*at)),
        })
    }

    fn errors_line(&self) -> Option<String> {
        let count = format!("{} of {}", self.evidence.errors, checks(self.evidence.checks));
        self.last_error().map(|(last, at)| format!("{count}; last at {}: {last}", span(at)))
    }

    fn timing_line(&self) -> String {
        let every = match self.evidence.pauses {
            None => String::new(),
            Some((shortest, longest)) if shortest == longest => format!("every {longest:?}, "),
            Some((shortest, longest)) => format!("every {shortest:?} to {longest:?}, "),
        };
        let Evidence { last_check, longest, .. } = self.evidence;
        let (last, longest, took) = (span(last_check), span(longest), span(self.elapsed));
        format!("{every}{}, last check at {last}, longest check {longest}, took {took}", checks(self.evidence.checks))
    }

    fn limit_line(&self) -> Option<String> {
        #[expect(clippy::float_cmp, reason = "without a scale, the factor is exactly 1")]
        let is_scaled = self.settings.factor() != 1.0;
        match (self.settings.span, self.settings.around) {
            (Span::Limit(own), Some(around)) if around < own => {
                Some(format!("{}, the rest of the limit around this wait; its own limit is {}", seconds(around), limit(own)))
            }
            (Span::Limit(own), _) if is_scaled => Some(format!(
                "{}, which is {} times the limit in the code ({})",
                limit(own),
                self.settings.factor(),
                scale::VARIABLE
            )),
            _ => None,
        }
    }

    /// A line for each probe, and the last lines of its output.
    fn probe_lines(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.probes.iter().flat_map(|probe| {
            let checks = checks(probe.checks);
            let tail = probe.tail.iter().map(|line| ("", format!("| {line}")));
            iter::once((probe.word(), format!("{} ({checks})", probe.summary()))).chain(tail)
        })
    }

    fn in_flight_line(&self) -> Option<String> {
        self.evidence.in_flight.map(|time| format!("the last check had been running for {} and was cut off", span(time)))
    }
}

/// Writes one line.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        let Evidence { checks: looks, answers, in_flight, value, .. } = &self.evidence;
        if *looks == 0 {
            return Ok(());
        }
        write!(f, " ({}", checks(*looks))?;
        if self.is_by_probe() {
            self.probes.iter().try_for_each(|probe| write!(f, "; {probe}"))?;
            return f.write_str(")");
        }
        match in_flight {
            Some(time) if *looks == 1 => {
                write!(f, "; the first check was still running after {}: see `check_timeout`", span(*time))?;
            }
            _ if *answers == 0 => f.write_str(", none completed")?,
            _ => {}
        }
        if let Some(time) = in_flight.filter(|_| *looks > 1) {
            write!(f, "; the last was cut off while running, after {}", span(time))?;
        }
        if let Some((value, _)) = value {
            write!(f, "; last value: {value}")?;
        }
        if let Some((error, at)) = self.last_error() {
            write!(f, "; last error at {}: {error}", span(at))?;
        }
        if let Some(reason) = self.noted() {
            write!(f, "; {reason}")?;
        }
        f.write_str(")")
    }
}

/// Writes the full report, which `unwrap` prints.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        let looked = self.evidence.checks > 0;
        let lines = [
            ("at", Some(self.settings.site.to_string())),
            ("limit", self.limit_line()),
            ("last value", self.value_line()),
            ("history", Some(self.evidence.history.to_string()).filter(|history| !history.is_empty())),
            ("errors", self.errors_line()),
            ("timing", (looked && !self.is_by_probe()).then(|| self.timing_line())),
            ("in flight", self.in_flight_line()),
        ];
        let lines = lines.into_iter().filter_map(|(name, line)| Some((name, line?)));
        for (name, line) in lines.chain(self.probe_lines()).chain(hints(self).into_iter().map(|hint| ("hint", hint))) {
            write!(f, "\n  {name:<10} {line}")?;
        }
        Ok(())
    }
}
