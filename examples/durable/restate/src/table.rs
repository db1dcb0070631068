//! The planned and the real times of the attempts.

use std::fmt;
use std::time::Duration;

use order::Service;

use crate::hook_log::{Entry, What};

/// The attempts that began, in the sequence of their beginnings.
#[derive(Debug)]
pub struct Table {
    pub rows: Vec<Row>,
}

/// One beginning of an attempt.
#[derive(Clone, Debug)]
pub struct Row {
    pub order: u32,
    pub service: Service,
    pub attempt: u32,
    pub process: u32,
    /// The end of the sleep before it. The first attempt has none, nor has an attempt that was interrupted and begins again.
    pub planned: Option<Duration>,
    pub begun: Duration,
    /// The decisions about it. An attempt that was interrupted has none.
    pub decisions: Vec<What>,
}

impl Table {
    /// Builds the table of an order.
    pub fn of(order: u32, entries: &[Entry]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        let mut upcoming = None;
        for Entry { at, process, service, attempt, what, .. } in entries.iter().filter(|entry| entry.order == order).cloned() {
            match what {
                What::Begins { .. } => {
                    let planned = upcoming.take_if(|(next, _)| *next == (service, attempt)).map(|(_, planned)| planned);
                    rows.push(Row { order, service, attempt, process, planned, begun: at, decisions: Vec::new() });
                }
                decision => {
                    if let What::Sleeps { delay } = decision {
                        upcoming = Some(((service, attempt + 1), at + delay));
                    }
                    let row = rows.iter_mut().rfind(|row| (row.service, row.attempt, row.process) == (service, attempt, process));
                    if let Some(row) = row {
                        row.decisions.push(decision);
                    }
                }
            }
        }
        Self { rows }
    }

    /// Returns the latest beginning after its planned time, or `None` if one is early.
    pub fn latest(&self) -> Option<Duration> {
        let planned = self.rows.iter().filter_map(|row| Some((row.begun, row.planned?)));
        planned
            .map(|(begun, planned)| begun.checked_sub(planned))
            .try_fold(Duration::ZERO, |latest, late| Some(latest.max(late?)))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.rows.first().map_or(Duration::ZERO, |row| row.begun);
        writeln!(f, "order  service   attempt  process   planned      real      late  then")?;
        for Row { order, service, attempt, process, planned, begun, decisions } in &self.rows {
            let seconds = |at: Duration| format!("{:.3} s", at.saturating_sub(start).as_secs_f64());
            let planned_at = planned.map_or("-".to_owned(), seconds);
            let late = planned.map_or("-".to_owned(), |planned| match begun.checked_sub(planned) {
                Some(late) => format!("+{} ms", late.as_millis()),
                None => format!("-{} ms", planned.saturating_sub(*begun).as_millis()),
            });
            let then = decisions.last().map_or("interrupted".to_owned(), What::to_string);
            let (path, begun) = (service.path(), seconds(*begun));
            writeln!(f, "{order:>5}  {path:<8}  {attempt:>7}  {process:>7}  {planned_at:>8}  {begun:>8}  {late:>8}  {then}")?;
        }
        Ok(())
    }
}
