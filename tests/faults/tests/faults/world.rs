//! Runs one test at a time, and checks that the test leaves nothing open.

use std::cell::Cell;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tenacity::prelude::*;
use tokio::runtime::{Builder, Runtime};

/// Open sockets are counted for the whole process, so only one test may have some at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// A runtime, and the number of sockets that were open before a test began.
pub(crate) struct World {
    pub(crate) runtime: Runtime,
    sockets: usize,
    _alone: MutexGuard<'static, ()>,
}

impl World {
    pub(crate) fn new() -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { runtime, sockets: open_sockets(), _alone: alone }
    }

    /// Asserts that all sockets are closed. Both ends of every connection, and every listener, were in this process.
    pub(crate) fn assert_nothing_is_left(self) {
        // A worker thread drops a task and its resources a moment after it hands over the task's result.
        wait_for_sync("every task to be gone", || self.runtime.metrics().num_alive_tasks() == 0).run().unwrap();
        wait_for_sync("every socket to be closed", open_sockets)
            .until(|&open| open == self.sockets)
            .show(|open| format!("{open} sockets"))
            .run()
            .unwrap();
    }
}

fn open_sockets() -> usize {
    let files = fs::read_dir("/proc/self/fd").unwrap();
    // The list also contains the directory itself, which is closed when its entry is read.
    let targets = files.filter_map(|file| fs::read_link(file.unwrap().path()).ok());
    targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count()
}

/// Records the arguments of `on_finish`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct End {
    pub(crate) attempts: u32,
    pub(crate) finish: Finish,
    pub(crate) elapsed: Duration,
}

/// How a call ended.
#[derive(Default)]
pub(crate) struct Ending(Cell<Option<End>>);

impl Ending {
    pub(crate) fn tell(&self, state: &RetryState, finish: Finish) {
        assert_eq!(self.0.get(), None, "a call ends once");
        self.0.set(Some(End { attempts: state.attempt_number(), finish, elapsed: state.elapsed() }));
    }

    /// The number of attempts made, and the reason why there were no more.
    pub(crate) fn told(&self) -> (u32, Finish) {
        let end = self.end();
        (end.attempts, end.finish)
    }

    pub(crate) fn end(&self) -> End {
        self.0.get().expect("the call has ended")
    }
}

#[test]
fn an_open_socket_is_counted() {
    let world = World::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    assert_eq!(open_sockets(), world.sockets + 1);
    drop(listener);
    world.assert_nothing_is_left();
}
