//! The memory of a log probe. It does not grow with the log.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use tenacity::prelude::*;

/// An allocator that counts the bytes in use, and the most that were ever in use.
struct Measuring;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Measuring {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let in_use = IN_USE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(in_use, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static MEASURING: Measuring = Measuring;

const GIB: u64 = 1 << 30;

/// Repeats the same bytes until `size` bytes are written, and then writes the line that ends the wait.
fn output(again: &'static [u8], size: u64) -> Box<dyn Read + Send> {
    struct Again(&'static [u8]);
    impl Read for Again {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let mut read = 0;
            while let room @ 1.. = (buffer.len() - read).min(self.0.len()) {
                buffer[read..read + room].copy_from_slice(&self.0[..room]);
                read += room;
            }
            Ok(read)
        }
    }
    Box::new(Again(again).take(size).chain(&b"\nready to accept connections\n"[..]))
}

/// One test at a time.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn a_gigabyte_is_read_within_a_megabyte() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let lines: &'static [u8] =
        b"2026-01-01 00:00:00 LOG: connection refused, for the server is still starting up\n".repeat(200).leak();
    let no_lines: &'static [u8] = vec![b'x'; 10_000].leak();
    let wait = |probe| wait_until_ready_sync(probe).timeout(Duration::from_secs(600));
    wait(log(&b"warm\n"[..]).regex("warm")).run().unwrap();
    let text = |again, size| log(output(again, size)).contains("ready to accept connections");
    let regex = |again, size| log(output(again, size)).regex("ready to (accept) connections");
    // Unoptimized expressions are slow. A sixteenth of the log is enough to show that memory does not grow.
    let probes = [
        ("a text in lines", text(lines, GIB)),
        ("a text in one line", text(no_lines, GIB)),
        ("an expression in lines", regex(lines, GIB / 16)),
        ("an expression in one line", regex(no_lines, GIB / 16)),
        ("a text without escape sequences", text(lines, GIB / 16).strip_ansi()),
    ];
    for (what, probe) in probes {
        let most = most_in_use(|| drop(wait(probe).run().unwrap()));
        assert!(most < 1 << 20, "{what}: {most} bytes");
    }
}

/// Returns how many more bytes than before were in use while `work` ran, at most.
fn most_in_use(work: impl FnOnce()) -> usize {
    let before = IN_USE.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    work();
    MOST.load(Ordering::Relaxed).saturating_sub(before)
}

#[test]
fn a_followed_gigabyte_that_is_rotated_and_truncated_is_read_within_a_megabyte() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.log");
    // A sparse file, which takes no space on the disk.
    let gigabyte = |path: &Path| File::create(path).unwrap().set_len(GIB).unwrap();
    let append = |text: &str| OpenOptions::new().append(true).open(&path).unwrap().write_all(text.as_bytes()).unwrap();
    gigabyte(&path);
    append("\none\n");
    let (report, reports) = mpsc::channel();
    let waiting = wait_until_ready_sync(log(&path).in_order(["one", "two", "three"]))
        .timeout(Duration::from_secs(600))
        .on_progress(move |probe| drop(report.send(probe.to_string())));
    let has_come_to = |next: &str| assert!(reports.iter().any(|report| report.contains(next)), "{next}");
    let most = most_in_use(|| {
        thread::scope(|scope| {
            let waiting = scope.spawn(|| waiting.run());
            has_come_to("next is `two`");
            std::fs::rename(&path, folder.path().join("server.log.1")).unwrap();
            gigabyte(&path);
            append("\ntwo\n");
            has_come_to("next is `three`");
            std::fs::write(&path, "three\n").unwrap();
            assert_eq!(waiting.join().unwrap().unwrap(), ["one", "two", "three"]);
        });
    });
    assert!(most < 1 << 20, "{most} bytes");
}
