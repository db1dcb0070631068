//! The results of the checks. Equal results in a row are one entry.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

/// The number of entries that are kept. They are enough to distinguish a condition that is stuck from one that flaps or makes progress.
const ENTRIES: usize = 8;

/// Checks in a row that had the same result.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) found: Cow<'static, str>,
    pub(crate) checks: u32,
    pub(crate) first: Duration,
    pub(crate) last: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct History {
    entries: VecDeque<Entry>,
    earlier: u32,
}

impl History {
    pub(crate) fn saw(&mut self, found: Cow<'static, str>, now: Duration) {
        if let Some(entry) = self.entries.back_mut().filter(|entry| entry.found == found) {
            entry.checks = entry.checks.saturating_add(1);
            entry.last = now;
            return;
        }
        if self.entries.len() == ENTRIES {
            self.entries.pop_front();
            self.earlier = self.earlier.saturating_add(1);
        }
        self.entries.push_back(Entry { found, checks: 1, first: now, last: now });
    }

    pub(crate) fn last(&self) -> Option<&Entry> {
        self.entries.back()
    }

    /// Whether every check had the same result.
    pub(crate) fn is_uniform(&self) -> bool {
        self.entries.len() == 1
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.earlier > 0 {
            write!(f, "({} runs before) → ", self.earlier)?;
        }
        for (index, entry) in self.entries.iter().enumerate() {
            let arrow = if index > 0 { " → " } else { "" };
            write!(f, "{arrow}{}", entry.found)?;
            if entry.checks > 1 {
                write!(f, " ×{}", entry.checks)?;
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
    fn equal_results_in_a_row_are_one_entry() {
        let history = history(&["NEW", "NEW", "PENDING", "PAID", "PAID", "PAID"]);
        assert_eq!(history.to_string(), "NEW ×2 → PENDING → PAID ×3");
        assert!(!history.is_uniform());
        let last = history.last().unwrap();
        assert_eq!((last.first.as_secs(), last.last.as_secs()), (3, 5));
    }

    #[test]
    fn the_last_entries_of_a_flapping_condition_are_kept() {
        let flaps = ["up", "down"].repeat(6);
        assert_eq!(history(&flaps).to_string(), format!("(4 runs before) → {}", ["up → down"; 4].join(" → ")));
    }
}
