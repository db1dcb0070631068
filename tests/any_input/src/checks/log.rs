//! What a log probe finds, however its stream is read.

use regex::bytes::Regex;

use crate::pattern::Pattern;
use crate::scan::{News, Scan};

/// The input's first line is what is looked for: a text, texts in an order (`=>` between them), or a regular expression (in `/`); the
/// rest is the log, cut wherever its byte is 0xff. What is found is what a search through the whole log finds.
///
/// # Panics
///
/// If that does not hold.
pub fn check(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else { return };
    let (Ok(wanted), log) = (std::str::from_utf8(&input[..end]), &input[end + 1..]) else { return };
    let pieces = || log.split(|byte| *byte == 0xff);
    let whole = pieces().collect::<Vec<_>>().concat();
    match wanted.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(expression) => check_expression(expression, &whole, pieces),
        None => check_texts(&wanted.split("=>").collect::<Vec<_>>(), &whole, pieces),
    }
}

fn check_expression<'a, P: Iterator<Item = &'a [u8]>>(expression: &str, whole: &[u8], pieces: impl Fn() -> P) {
    let (regex, pattern) = match (Regex::new(expression), Pattern::regex(expression)) {
        (Ok(regex), Ok(pattern)) => (regex, pattern),
        (Err(_), Err(told)) => return assert!(!told.is_empty()),
        _ => panic!("{expression:?} is taken for what it is not"),
    };
    let expected: usize = lines(whole).map(|line| regex.find_iter(line).count()).sum();
    let last = lines(whole).flat_map(|line| regex.find_iter(line)).last();
    let found = scanned(Scan::new(pattern), pieces());
    // A line that goes on may no longer match, so that what was counted of it stays counted.
    assert!(found.matches as usize >= expected, "{expression:?}: {} of {expected}", found.matches);
    if pieces().all(|piece| piece.is_empty() || piece.ends_with(b"\n")) {
        assert_eq!(found.matches as usize, expected, "{expression:?}");
        let last = last.map(|last| String::from_utf8_lossy(last.as_bytes()).into_owned());
        assert_eq!(found.last.map(|groups| groups[0].clone()), last, "{expression:?}");
    }
}

fn check_texts<'a, P: Iterator<Item = &'a [u8]>>(texts: &[&str], whole: &[u8], pieces: impl Fn() -> P) {
    let pattern = if let [text] = texts { Pattern::text(text) } else { Pattern::in_order(texts) };
    let Ok(pattern) = pattern else { return assert!(texts.contains(&"")) };
    let (rounds, step) = in_order(texts, whole);
    for chunk in [1, 7, 64] {
        let found = scanned(Scan::by(chunk, pattern.clone()), pieces());
        assert_eq!((found.matches, found.step), (rounds, step), "{texts:?} by {chunk}");
        assert_eq!(found.last.is_some(), rounds > 0);
        assert_eq!(pattern.next(step).is_some(), texts.len() > 1);
    }
}

/// What a scan finds that is given the pieces one by one, each byte of which has to be there again as what was read last.
fn scanned<'a>(mut scan: Scan, pieces: impl Iterator<Item = &'a [u8]>) -> News {
    let mut sum = News::default();
    for mut piece in pieces {
        while !piece.is_empty() {
            let room = scan.room();
            assert!(!room.is_empty());
            let (read, rest) = piece.split_at(room.len().min(piece.len()));
            room[..read.len()].copy_from_slice(read);
            let news = scan.take(read.len());
            assert_eq!(scan.fresh(), read);
            sum = News { matches: sum.matches + news.matches, last: news.last.or(sum.last), step: news.step };
            piece = rest;
        }
    }
    sum
}

/// How often all texts came, each after the one before it, and how many have come since.
fn in_order(texts: &[&str], mut log: &[u8]) -> (u32, usize) {
    let mut came = 0;
    loop {
        let text = texts[came % texts.len()].as_bytes();
        let Some(at) = log.windows(text.len()).position(|window| window == text) else { break };
        log = &log[at + text.len()..];
        came += 1;
    }
    (u32::try_from(came / texts.len()).expect("an input is short"), came % texts.len())
}

fn lines(log: &[u8]) -> impl Iterator<Item = &[u8]> {
    log.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}
