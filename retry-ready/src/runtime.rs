//! The runtime for the I/O of probes. It has its own thread. Its clock runs in real time, even if a test pauses another clock.

use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::thread;

use pin_project_lite::pin_project;
use tenacity_wait::Check;
use tokio::runtime::{Builder, Handle};

use crate::probe::CheckFuture;

/// Returns the runtime. The first call starts it. Its thread ends with the process.
pub(crate) fn runtime() -> &'static Handle {
    static RUNTIME: OnceLock<Handle> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("cannot start the runtime of the probes: free some file descriptors");
        let handle = runtime.handle().clone();
        let run = move || runtime.block_on(std::future::pending::<()>());
        thread::Builder::new()
            .name("tenacity-ready".into())
            .spawn(run)
            .expect("cannot start the thread of the probes: end some threads");
        handle
    })
}

pin_project! {
    /// Enters the runtime whenever the future is polled, on any executor.
    pub(crate) struct InRuntime<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for InRuntime<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = runtime().enter();
        self.project().future.poll(context)
    }
}

/// A check of a probe that needs the runtime.
pub(crate) fn in_runtime<T>(check: impl Future<Output = Check<T>> + Send + 'static) -> CheckFuture<T> {
    Box::pin(InRuntime { future: check })
}
