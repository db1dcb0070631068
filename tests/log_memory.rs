//! How much memory a log probe takes: as much for a gigabyte as for a line.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tenacity::prelude::*;

/// An allocator that knows how many bytes are in use, and how many there were at most.
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

/// The same bytes again and again, and what is waited for after `size` of them.
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

#[test]
fn a_gigabyte_is_read_within_a_megabyte() {
    let lines: &'static [u8] =
        b"2026-01-01 00:00:00 LOG: connection refused, for the server is still starting up\n".repeat(200).leak();
    let no_lines: &'static [u8] = vec![b'x'; 10_000].leak();
    let wait = |probe| wait_until_ready_sync(probe).timeout(Duration::from_secs(600));
    wait(log(&b"warm\n"[..]).regex("warm")).run().unwrap();
    let text = |again, size| log(output(again, size)).contains("ready to accept connections");
    let regex = |again, size| log(output(again, size)).regex("ready to (accept) connections");
    // Unoptimized, an expression takes its time: a sixteenth shows as well that memory does not grow.
    let probes = [
        ("a text in lines", text(lines, GIB)),
        ("a text in one line", text(no_lines, GIB)),
        ("an expression in lines", regex(lines, GIB / 16)),
        ("an expression in one line", regex(no_lines, GIB / 16)),
        ("what a terminal shows", text(lines, GIB / 16).strip_ansi()),
    ];
    for (what, probe) in probes {
        let before = IN_USE.load(Ordering::Relaxed);
        MOST.store(before, Ordering::Relaxed);
        wait(probe).run().unwrap();
        let most = MOST.load(Ordering::Relaxed) - before;
        assert!(most < 1 << 20, "{what}: {most} bytes");
    }
}
