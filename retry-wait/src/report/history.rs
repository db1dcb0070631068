//! What the looks found, run by run.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

/// How many runs are kept: enough to tell a condition that is stuck from one that flaps or still moves.
const RUNS: usize = 8;

/// Looks that found the same, one after the other.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) found: Cow<'static, str>,
    pub(crate) looks: u32,
    pub(crate) first: Duration,
    pub(crate) last: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct History {
    runs: VecDeque<Run>,
    earlier: u32,
}

impl History {
    pub(crate) fn saw(&mut self, found: Cow<'static, str>, now: Duration) {
        if let Some(run) = self.runs.back_mut().filter(|run| run.found == found) {
            run.looks = run.looks.saturating_add(1);
            run.last = now;
            return;
        }
        if self.runs.len() == RUNS {
            self.runs.pop_front();
            self.earlier = self.earlier.saturating_add(1);
        }
        self.runs.push_back(Run { found, looks: 1, first: now, last: now });
    }

    pub(crate) fn last(&self) -> Option<&Run> {
        self.runs.back()
    }

    /// Whether every look found the same.
    pub(crate) fn is_uniform(&self) -> bool {
        self.runs.len() == 1
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.earlier > 0 {
            write!(f, "({} runs before) → ", self.earlier)?;
        }
        for (index, run) in self.runs.iter().enumerate() {
            let arrow = if index > 0 { " → " } else { "" };
            write!(f, "{arrow}{}", run.found)?;
            if run.looks > 1 {
                write!(f, " ×{}", run.looks)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(found: &[&'static str]) -> History {
        let mut history = History::default();
        for (second, &found) in (0..).zip(found) {
            history.saw(found.into(), Duration::from_secs(second));
        }
        history
    }

    #[test]
    fn equal_looks_are_one_run() {
        let history = history(&["NEW", "NEW", "PENDING", "PAID", "PAID", "PAID"]);
        assert_eq!(history.to_string(), "NEW ×2 → PENDING → PAID ×3");
        assert!(!history.is_uniform());
        let last = history.last().unwrap();
        assert_eq!((last.first.as_secs(), last.last.as_secs()), (3, 5));
    }

    #[test]
    fn of_a_condition_that_flaps_the_last_runs_are_kept() {
        let flaps = ["up", "down"].repeat(6);
        assert_eq!(history(&flaps).to_string(), format!("(4 runs before) → {}", ["up → down"; 4].join(" → ")));
    }
}
