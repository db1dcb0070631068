use std::io;
use std::mem;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::group::Group;

/// How many bytes at the end of an output the report keeps.
pub(super) const REPORTED: usize = 2048;

/// How long the output is read after the command has ended. Processes that it left behind may hold the output open.
const OUTPUT_LIMIT: Duration = Duration::from_millis(200);

/// The exit status of a command, and the ends of its outputs.
pub(super) struct Finished {
    pub(super) status: ExitStatus,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
}

pub(super) async fn run(mut command: process::Command, kept: usize) -> io::Result<Finished> {
    let mut group = Group::watched();
    let mut child = command.kill_on_drop(true).spawn()?;
    group.lead_by(child.id());
    let (stdout, stderr) = (Output::default(), Output::default());
    let mut reading = JoinSet::new();
    reading.spawn(read(child.stdout.take(), stdout.clone(), kept));
    reading.spawn(read(child.stderr.take(), stderr.clone(), REPORTED));
    let status = child.wait().await?;
    group.leave();
    let _ = timeout(OUTPUT_LIMIT, async { while reading.join_next().await.is_some() {} }).await;
    Ok(Finished { status, stdout: stdout.take(), stderr: stderr.take() })
}

/// The end of the output so far. It holds at most twice the bytes to keep.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Output {
    fn add(&self, piece: &[u8], kept: usize) {
        let mut end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        end.extend_from_slice(piece);
        if end.len() > 2 * kept {
            let too_many = end.len() - kept;
            end.drain(..too_many);
        }
    }

    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn read(reader: Option<impl AsyncRead + Unpin>, output: Output, kept: usize) {
    let Some(mut reader) = reader else { return };
    let mut piece = vec![0; REPORTED];
    loop {
        match reader.read(&mut piece).await {
            Ok(0) => return,
            Ok(read) => output.add(&piece[..read], kept),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// Returns the last `kept` bytes.
pub(super) fn last_bytes(output: &[u8], kept: usize) -> &[u8] {
    &output[output.len().saturating_sub(kept)..]
}
