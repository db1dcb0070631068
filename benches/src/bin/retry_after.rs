//! Prints the time of `tenacity_http::retry_after` as a ratio to `httpdate::parse_http_date`, which parses one date.
//!
//! A date alone costs one parse, and a date beside a `Date` header costs two. The rest is the search in the headers.
//!
//! ```text
//! cargo run --release -p tenacity-benches --bin retry_after
//! ```
//!
//! The contenders take turns, and the fastest turn of each counts, because other load on the machine can only add time.

use std::hint::black_box;
use std::time::{Duration, Instant, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use httpdate::parse_http_date;
use tenacity_http::retry_after;

const TURNS: usize = 1_000;
const CALLS: u32 = 2_000;

const SENT: &str = "Fri, 15 May 2015 15:34:21 GMT";
const LATER: &str = "Fri, 15 May 2015 15:34:51 GMT";

/// One row of the table.
struct Row {
    name: &'static str,
    fastest: Duration,
    turn: Box<dyn FnMut() -> Duration>,
}

impl Row {
    fn of<R>(name: &'static str, mut call: impl FnMut() -> R + 'static) -> Self {
        let turn = move || {
            let begun = Instant::now();
            for _ in 0..CALLS {
                black_box(call());
            }
            begun.elapsed()
        };
        Self { name, fastest: Duration::MAX, turn: Box::new(turn) }
    }
}

/// A response's headers: those given, and four others.
fn headers(delay: &'static str, date: Option<&'static str>) -> HeaderMap {
    let others = [("server", "nginx"), ("content-type", "text/html"), ("content-length", "0"), ("connection", "keep-alive")];
    let others = others.map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value)));
    let mut headers = HeaderMap::from_iter(others);
    headers.insert(RETRY_AFTER, HeaderValue::from_static(delay));
    headers.extend(date.map(|date| (DATE, HeaderValue::from_static(date))));
    headers
}

fn main() {
    let now = parse_http_date(SENT).unwrap_or(SystemTime::UNIX_EPOCH);
    let hint = |name, delay, date, expected| {
        let headers = headers(delay, date);
        assert_eq!(retry_after(&headers, now), Some(Duration::from_secs(expected)), "{name}");
        Row::of(name, move || retry_after(black_box(&headers), now))
    };
    let mut rows = [
        Row::of("`httpdate::parse_http_date`", || parse_http_date(black_box(LATER))),
        hint("`retry_after` of a date", LATER, None, 30),
        hint("`retry_after` of a date, with a `Date`", LATER, Some(SENT), 30),
        hint("`retry_after` of seconds", "120", None, 120),
    ];
    for _ in 0..TURNS {
        for row in &mut rows {
            row.fastest = row.fastest.min((row.turn)());
        }
    }
    let parse = rows[0].fastest.as_secs_f64();
    println!("| reads a header | time ÷ `parse_http_date` |\n|---|---:|");
    for Row { name, fastest, .. } in &rows {
        println!("| {name} | {:.2} |", fastest.as_secs_f64() / parse);
    }
}
