//! The progress of a job's call, in the job's metadata.

use apalis::prelude::{ExecutionContext, Metadata, MetadataStore};
use tenacity::Saved;

/// The [`Saved`] of a job. It travels in the job's own row, so one statement stores it together with the next `run_at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress(pub Saved);

/// The key of the metadata.
pub const KEY: &str = "retry";

/// Why a job cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum InvalidProgress {
    /// The metadata holds no `Saved` of this version.
    #[error("the job's progress cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The job may be what ends its workers.
    #[error("{0} workers ended during this job")]
    TooManyInterruptions(usize),
}

impl Progress {
    /// Reads the progress of a job, unless the job ended too many workers.
    ///
    /// apalis counts a run when it ends, or when its worker is found dead. `Saved` counts the ended ones only, so the difference is the number
    /// of interruptions. The limit of apalis itself, `max_attempts`, does not bound them: an interrupted job becomes `Pending`, which is
    /// fetched without a look at it.
    pub fn of(context: &ExecutionContext, interruptions: usize) -> Result<Self, InvalidProgress> {
        let progress = Self::extract(context.metadata())?;
        let interrupted = context.attempt().saturating_sub(progress.0.attempts() as usize);
        if interrupted > interruptions { Err(InvalidProgress::TooManyInterruptions(interrupted)) } else { Ok(progress) }
    }

    /// Returns the JSON that the metadata holds.
    pub fn json(&self) -> String {
        serde_json::to_string(&self.0).expect("numbers are always JSON")
    }
}

impl Metadata for Progress {
    type Error = serde_json::Error;

    /// A job without progress has not begun.
    fn extract(metadata: &MetadataStore) -> Result<Self, serde_json::Error> {
        metadata.get(KEY).map_or(Ok(Saved::new()), serde_json::from_str).map(Self)
    }

    fn inject(&self, metadata: &mut MetadataStore) -> Result<(), serde_json::Error> {
        metadata.replace(KEY, self.json());
        Ok(())
    }
}
