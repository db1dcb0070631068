//! Where probes do their I/O: a runtime on a thread of its own, whose clock is the wall's whatever a test does to its own.

use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, Clock};
use tenacity_wait::Check;
use tokio::runtime::{Builder, Handle};
use tokio::time::Sleep;

use crate::probe::Looking;

/// The runtime, begun by the first who asks. Its thread ends with the process.
pub(crate) fn runtime() -> &'static Handle {
    static RUNTIME: OnceLock<Handle> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("probes need a runtime of their own: free some file descriptors");
        let handle = runtime.handle().clone();
        let run = move || runtime.block_on(std::future::pending::<()>());
        thread::Builder::new().name("tenacity-ready".into()).spawn(run).expect("probes need a thread of their own: free some");
        handle
    })
}

pin_project! {
    /// A future that finds itself in that runtime whenever it is polled, whoever polls it.
    pub(crate) struct Outside<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Outside<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = runtime().enter();
        self.project().future.poll(context)
    }
}

/// A look of a probe that needs that runtime.
pub(crate) fn looking<T>(look: impl Future<Output = Check<T>> + Send + 'static) -> Looking<T> {
    Box::pin(Outside { future: look })
}

/// The time that passes in the world: no test pauses it, and no guard skips its sleeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WallTimer;

impl Clock for WallTimer {
    type Instant = Instant;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn since(&self, earlier: Instant) -> Duration {
        earlier.elapsed()
    }
}

impl AsyncTimer for WallTimer {
    type Sleep = Sleep;

    fn sleep(&self, delay: Duration) -> Sleep {
        let _entered = runtime().enter();
        tokio::time::sleep(delay)
    }
}
