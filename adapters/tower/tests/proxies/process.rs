//! A server program that the tests start, and end.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use tenacity::prelude::*;

/// A program that is killed when the test is over.
pub(crate) struct Process(Child);

impl Process {
    /// Starts a program, and waits until it listens at the address.
    pub(crate) async fn start(program: &str, args: &[&str], address: SocketAddr) -> Self {
        let child = Command::new(program).args(args).stdout(Stdio::null()).spawn();
        let mut process = Self(child.unwrap_or_else(|error| panic!("{program}: {error}: run scripts/test-proxies")));
        wait_until_ready(tcp(address)).while_running(&mut process.0).await.unwrap();
        process
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both programs have no children here, so nothing outlives them.
        self.0.kill().and_then(|()| self.0.wait().map(drop)).ok();
    }
}

/// Returns an address on which nothing listens. Its port is below those that systems give to outgoing connections, and no other test of this
/// process has it.
pub(crate) fn free_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 15_000 + (std::process::id() % 10_000) as u16;
    loop {
        let address = SocketAddr::from(([127, 0, 0, 1], first + NEXT.fetch_add(1, Ordering::Relaxed)));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}
