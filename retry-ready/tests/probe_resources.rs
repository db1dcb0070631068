//! Checks leave no file descriptor, thread or process behind, and report when no descriptor is free. This is a separate test program,
//! because other tests would open descriptors at the same time.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tenacity::prelude::*;
use tenacity::ready::IntoReadiness;

/// One test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn closed_port() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

fn count(folder: &str) -> usize {
    fs::read_dir(folder).unwrap().count()
}

/// Returns the numbers of open descriptors, children and threads. The pool that Tokio keeps for blocking work does not count.
fn in_use() -> (usize, usize, usize) {
    let tasks = || fs::read_dir("/proc/self/task").unwrap().map(|task| task.unwrap().path());
    let children = |task: &Path| fs::read_to_string(task.join("children")).unwrap_or_default().split_whitespace().count();
    let is_pooled = |task: &Path| fs::read_to_string(task.join("comm")).is_ok_and(|name| name.starts_with("tokio-rt-worker"));
    let threads = tasks().filter(|task| !is_pooled(task)).count();
    (count("/proc/self/fd"), tasks().map(|task| children(&task)).sum(), threads)
}

/// Asserts that `looks` checks leave no more behind than one check does.
fn leaves_nothing<P, K>(looks: u32, probe: impl Fn() -> P)
where
    P: IntoReadiness<K>,
{
    let wait = |limit| {
        let waited = wait_until_ready_sync(probe()).timeout(limit).every(millis(1)).successes(u32::MAX).run();
        waited.err().expect("no probe is ready `u32::MAX` times").checks()
    };
    wait(Duration::ZERO);
    // Readers of files end up to 20 ms after their wait.
    thread::sleep(millis(200));
    let before = in_use();
    let mut made = 0;
    while made < looks {
        made += wait(millis(500));
    }
    wait_for_sync("all resources to be released", || {
        if in_use() == before { Check::Ready(()) } else { Check::pending(format!("{:?}, not {before:?}", in_use())) }
    })
    .run()
    .unwrap();
}

#[test]
fn checks_of_a_closed_port_leave_nothing_behind() {
    let _alone = alone();
    let address = closed_port();
    leaves_nothing(1_000, || tcp(address));
    leaves_nothing(100, || tcp(address).closed());
}

#[test]
fn requests_leave_nothing_behind() {
    let _alone = alone();
    let address = closed_port();
    leaves_nothing(300, || http(format!("http://{address}/health")));

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = std::io::Read::read(&mut stream, &mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    leaves_nothing(300, || http(format!("http://{address}/health")));
}

#[test]
fn runs_of_commands_leave_nothing_behind() {
    let _alone = alone();
    leaves_nothing(100, || command(["false"]));
    leaves_nothing(20, || command(["no-such-program"]));
}

#[test]
fn followed_logs_leave_nothing_behind() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.log");
    fs::write(&path, "starting\n").unwrap();
    leaves_nothing(100, || log(&path).contains("ready"));
    leaves_nothing(100, || log(folder.path().join("missing")).contains("ready"));
    leaves_nothing(100, || log(File::open(&path).unwrap()).contains("ready"));
}

#[test]
fn without_a_free_descriptor_a_port_is_neither_ready_nor_closed() {
    let _alone = alone();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    // The first check opens the descriptors that probes keep.
    wait_until_ready_sync(tcp(address)).run().unwrap();

    let limit = getrlimit(Resource::Nofile);
    let highest =
        fs::read_dir("/proc/self/fd").unwrap().map(|fd| fd.unwrap().file_name().to_string_lossy().parse().unwrap_or(0u64)).max();
    setrlimit(Resource::Nofile, Rlimit { current: highest.map(|fd| fd + 3), maximum: limit.maximum }).unwrap();
    let taken: Vec<_> = std::iter::repeat_with(|| File::open("/dev/null")).map_while(Result::ok).collect();
    assert!(TcpStream::connect(address).is_err());
    let closed = wait_until_ready_sync(tcp(address).closed()).timeout(millis(100)).run();
    let ready = wait_until_ready_sync(tcp(address)).timeout(Duration::ZERO).run();
    drop(taken);
    setrlimit(Resource::Nofile, limit).unwrap();

    for waited in [closed, ready] {
        let error = waited.unwrap_err();
        assert!(error.is_timeout() && error.to_string().contains("Too many open files"), "{error}");
    }
}
