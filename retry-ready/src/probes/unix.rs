use std::path::PathBuf;
use std::time::Duration;

use tenacity_wait::Check;
use tokio::net::UnixStream;

use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};
use crate::runtime::in_runtime;

/// Ready when a connection to this Unix socket is accepted. This proves more than [`file`](crate::file()): if a server is killed, the file of
/// its socket remains.
///
/// ```
/// use tenacity::prelude::*;
/// use tenacity::ready::unix;
///
/// # let path = std::env::temp_dir().join(format!("socket-{}", std::process::id()));
/// # let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
/// wait_until_ready_sync(unix(&path)).run()?;
/// # std::fs::remove_file(path).unwrap();
/// # Ok::<(), WaitError>(())
/// ```
pub fn unix(path: impl Into<PathBuf>) -> Unix {
    Unix { path: path.into() }
}

/// See [`unix`].
#[derive(Clone, Debug)]
pub struct Unix {
    path: PathBuf,
}

impl Probe for Unix {
    type Output = ();
    type Checking = CheckFuture;

    fn check(&mut self, context: CheckContext) -> CheckFuture {
        let path = self.path.clone();
        context.note("no answer");
        in_runtime(async move {
            match UnixStream::connect(path).await {
                Ok(_) => Check::Ready(()),
                Err(error) => Check::Retry(error.into()),
            }
        })
    }

    fn describe(&self) -> String {
        format!("unix {}", self.path.display())
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(Duration::from_secs(1))
    }
}
