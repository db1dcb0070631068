//! Prints how fast a log probe searches, compared with `memchr::memmem` over the same bytes, and with `regex` over the same lines.
//!
//! The log is a gigabyte of lines in memory, with the match at its end. The contenders take turns, and the fastest turn of each counts, because
//! other load on the machine can only add time.
//!
//! ```text
//! cargo run --release -p tenacity-benches --bin log_search
//! ```

use std::hint::black_box;
use std::io::Read;
use std::time::{Duration, Instant};

use memchr::memmem;
use regex::bytes::Regex;
use tenacity::prelude::*;
use tenacity::ready::Log;

const SIZE: usize = 1 << 30;
const ROUNDS: usize = 9;
const TEXT: &str = "database system is ready to accept connections on port 5432";
const EXPRESSION: &str = r"ready to accept connections on port (\d+)";

fn main() {
    let bytes: &'static [u8] = lines().leak();
    let regex = Regex::new(EXPRESSION).expect("a valid expression");
    let blocking = || Box::new(bytes) as Box<dyn Read + Send>;
    let contenders: [&dyn Fn() -> bool; 5] = [
        &|| memmem::find(bytes, TEXT.as_bytes()).is_some(),
        &|| is_found(log(bytes).contains(TEXT)),
        &|| is_found(log(blocking()).contains(TEXT)),
        &|| bytes.split(|byte| *byte == b'\n').any(|line| regex.captures(line).is_some()),
        &|| is_found(log(bytes).regex(EXPRESSION)),
    ];
    let mut fastest = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        for (contender, fastest) in contenders.iter().zip(&mut fastest) {
            let begun = Instant::now();
            assert!(black_box(contender()), "the log contains the match");
            *fastest = begun.elapsed().min(*fastest);
        }
    }
    let [memmem, text, blocking, regex, expression] = fastest.map(|time| time.as_secs_f64());
    println!("| speed of a log probe | ratio |\n|---|---:|");
    println!("| a text ÷ `memmem` | {:.2} |", memmem / text);
    println!("| a text, from a blocking reader ÷ `memmem` | {:.2} |", memmem / blocking);
    println!("| a regular expression ÷ `regex`, line by line | {:.2} |", regex / expression);
}

/// Returns a log whose last line matches.
fn lines() -> Vec<u8> {
    let mut log = Vec::with_capacity(SIZE + 100);
    let mut number = 0_u32;
    while log.len() < SIZE {
        number += 1;
        let line = format!(
            "2026-01-01 00:00:00.{number:09} UTC [{}] LOG:  connection {number} was refused: still starting\n",
            number % 977
        );
        log.extend_from_slice(line.as_bytes());
    }
    log.extend_from_slice(TEXT.as_bytes());
    log.push(b'\n');
    log
}

fn is_found(log: Log) -> bool {
    wait_until_ready_sync(log).every(Duration::from_millis(1)).run().is_ok()
}
