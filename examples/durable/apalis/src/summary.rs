//! The judgement of a run: the ledger and the database against the plan.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use crate::answers::{Answer, ending, plan};
use crate::ledger::Attempt;
use crate::store::Row;

/// All that happened to the jobs of one run.
#[derive(Debug)]
pub struct Summary {
    /// The jobs, as the database has them.
    pub rows: Vec<Row>,
    /// The attempts of each message, in the order of their begin.
    pub attempts: BTreeMap<u64, Vec<Attempt>>,
    /// From the start of the workers to the end of the last job.
    pub elapsed: Duration,
}

/// The gap between two attempts of a job, beside its plan.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// The number of the message.
    pub number: u64,
    /// The number of the attempt before the gap.
    pub attempt: u32,
    /// The planned delay.
    pub planned: Duration,
    /// The time from the end of one attempt to the begin of the next.
    pub real: Duration,
}

impl Summary {
    /// Sorts the attempts by their job.
    pub fn new(mut rows: Vec<Row>, ledger: Vec<Attempt>, elapsed: Duration) -> Self {
        rows.sort_by_key(|row| row.number);
        let mut attempts = BTreeMap::<_, Vec<_>>::new();
        for attempt in ledger {
            attempts.entry(attempt.number).or_default().push(attempt);
        }
        Self { rows, attempts, elapsed }
    }

    /// Returns the gaps between counted attempts of all jobs.
    pub fn gaps(&self) -> Vec<Gap> {
        let of_job = |(&number, attempts): (&u64, &Vec<Attempt>)| {
            let planned = plan(number);
            let follows = |pair: &&[Attempt]| pair[1].attempt == pair[0].attempt + 1 && pair[0].answer.is_some();
            let gap = |pair: &[Attempt]| Gap {
                number,
                attempt: pair[0].attempt,
                planned: planned.get(pair[0].attempt as usize - 1).copied().unwrap_or(Duration::MAX),
                real: Duration::from_secs_f64((pair[1].begin - pair[0].end.unwrap_or(pair[0].begin)).max(0.0)),
            };
            attempts.windows(2).filter(follows).map(gap).collect::<Vec<_>>()
        };
        self.attempts.iter().flat_map(of_job).collect()
    }

    /// Returns the jobs that two workers ran at the same time.
    pub fn at_two_places(&self) -> Vec<u64> {
        let overlap = |pair: &[Attempt]| pair[0].end.is_none_or(|end| pair[1].begin < end);
        self.attempts.iter().filter(|(_, attempts)| attempts.windows(2).any(overlap)).map(|(&number, _)| number).collect()
    }

    /// Returns the gaps that are shorter than planned.
    pub fn hammered(&self) -> Vec<Gap> {
        self.gaps().into_iter().filter(|gap| gap.real < gap.planned).collect()
    }

    /// Returns the attempts that began again because their worker ended.
    pub fn interrupted(&self) -> usize {
        let again = |pair: &&[Attempt]| pair[0].attempt == pair[1].attempt;
        self.attempts.values().map(|attempts| attempts.windows(2).filter(again).count()).sum()
    }

    /// Returns the jobs whose end is not the one that the receiver's answers imply, each with the difference.
    pub fn wrong_endings(&self) -> Vec<String> {
        let judge = |row: &Row| {
            let ending = ending(row.number);
            let attempts = self.attempts.get(&row.number).map_or(&[][..], Vec::as_slice);
            let last = attempts.last().map_or((0, None), |last| (last.attempt, last.answer));
            let reason = match ending.answer {
                Answer::Accepted => None,
                Answer::Rejected => Some("the receiver answered 400 Bad Request (not retried; attempts: 1, elapsed: "),
                _ => Some("the receiver answered 503 Service Unavailable (stopped; attempts: 6, elapsed: "),
            };
            let right = last == (ending.attempts, Some(ending.answer))
                && row.is_settled()
                && row.is_dead() == reason.is_some()
                && reason.is_none_or(|reason| row.error.as_ref().is_some_and(|error| error.starts_with(reason)));
            (!right).then(|| format!("{row:?} ended with {last:?}, not with {ending:?}"))
        };
        self.rows.iter().filter_map(judge).collect()
    }

    /// Returns whether each job ended once, as its answers imply, and no attempt came too early.
    pub fn kept_all_promises(&self) -> bool {
        self.wrong_endings().is_empty() && self.at_two_places().is_empty() && self.hammered().is_empty()
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let dead: Vec<_> = self.rows.iter().filter(|row| row.is_dead()).collect();
        let attempts: usize = self.attempts.values().map(Vec::len).sum();
        let seconds = self.elapsed.as_secs_f64();
        let jobs = self.rows.len();
        #[allow(clippy::cast_precision_loss, reason = "a number of jobs")]
        let rate = jobs as f64 / seconds;
        writeln!(
            f,
            "{} jobs done, {} dead letters, {attempts} attempts in {seconds:.1} s ({rate:.0} jobs/s)",
            jobs - dead.len(),
            dead.len()
        )?;
        for row in dead.iter().take(5) {
            writeln!(f, "  dead letter {}: {}", row.number, row.error.as_deref().unwrap_or("without a reason"))?;
        }
        let line = |f: &mut Formatter<'_>, name: &str, count: usize| writeln!(f, "{name:<28}{count}");
        line(f, "interrupted attempts:", self.interrupted())?;
        line(f, "jobs lost or ended wrongly:", self.wrong_endings().len())?;
        line(f, "jobs at two places at once:", self.at_two_places().len())?;
        line(f, "attempts before their time:", self.hammered().len())
    }
}
