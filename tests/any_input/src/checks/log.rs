//! Checks the matches of a log probe, however its stream is split.

use regex::bytes::Regex;

use crate::pattern::Pattern;
use crate::scan::{News, Scan};

/// The first line of the input is the pattern: a text, texts in an order (`=>` between them), or a regular expression (in `/`). The rest is the
/// log, split at each byte 0xff. The probe finds the same matches as a search through the whole log.
///
/// # Panics
///
/// If the check fails.
pub fn check(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else { return };
    let (Ok(wanted), log) = (std::str::from_utf8(&input[..end]), &input[end + 1..]) else { return };
    let pieces = || log.split(|byte| *byte == 0xff).filter(|piece| !piece.is_empty());
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
    for (chunk, longest) in [(1, 1), (1, 7), (7, 1), (7, 7), (7, 64), (64, 7), (1 << 13, 1 << 16)] {
        let mut scan = Scan::by(chunk, longest, pattern.clone());
        let (mut read, mut sum) = (Vec::new(), News::default());
        for piece in pieces() {
            sum = and_then(sum, scanned(&mut scan, piece));
            read.extend_from_slice(piece);
            // The count includes the line that is still being written, so it is correct at any time. A line that grows is counted again.
            let (open, _) = pattern.in_line(scan.open_line());
            assert_eq!(
                sum.matches + open,
                in_lines(&regex, &read, longest).0,
                "{expression:?} by {chunk}, {longest}, of {read:?}"
            );
        }
        sum = and_then(sum, scan.end());
        assert_eq!((sum.matches, sum.last), in_lines(&regex, whole, longest), "{expression:?} by {chunk}, {longest}");
    }
}

fn check_texts<'a, P: Iterator<Item = &'a [u8]>>(texts: &[&str], whole: &[u8], pieces: impl Fn() -> P) {
    let pattern = if let [text] = texts { Pattern::text(text) } else { Pattern::in_order(texts) };
    let Ok(pattern) = pattern else { return assert!(texts.contains(&"")) };
    let (rounds, step) = in_order(texts, whole);
    for chunk in [1, 7, 64] {
        let mut scan = Scan::by(chunk, 1, pattern.clone());
        let found = pieces().fold(News::default(), |sum, piece| and_then(sum, scanned(&mut scan, piece)));
        assert_eq!((found.matches, found.step), (rounds, step), "{texts:?} by {chunk}");
        assert_eq!(found.last.is_some(), rounds > 0);
        assert_eq!(pattern.next(step).is_some(), texts.len() > 1);
        assert_eq!(scan.end().matches, 0);
    }
}

/// Feeds a piece to the scan and returns the matches. Asserts that the scan's newest bytes are the bytes that it was given.
fn scanned(scan: &mut Scan, mut piece: &[u8]) -> News {
    let mut sum = News::default();
    while !piece.is_empty() {
        let room = scan.room();
        let (read, rest) = piece.split_at(room.len().min(piece.len()));
        assert!(!read.is_empty(), "no room is left");
        room[..read.len()].copy_from_slice(read);
        sum = and_then(sum, scan.take(read.len()));
        assert_eq!(scan.fresh(), read);
        piece = rest;
    }
    sum
}

fn and_then(sum: News, news: News) -> News {
    News { matches: sum.matches + news.matches, last: news.last.or(sum.last), step: news.step }
}

/// Returns how often the whole sequence of texts occurred, and how many texts of the next round have occurred since.
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

/// Returns how often the lines of a log match, and the last match with its groups.
fn in_lines(regex: &Regex, log: &[u8], longest: usize) -> (u32, Option<Vec<String>>) {
    let mut lines = log.split(|byte| *byte == b'\n').collect::<Vec<_>>();
    // Text after the last line end is a line only if it is not empty.
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let pieces = lines.into_iter().flat_map(|line| if line.is_empty() { vec![line] } else { line.chunks(longest).collect() });
    let pieces = pieces.map(|piece| piece.strip_suffix(b"\r").unwrap_or(piece));
    let matches = pieces.flat_map(|piece| regex.captures_iter(piece)).collect::<Vec<_>>();
    let group = |group: Option<regex::bytes::Match<'_>>| {
        group.map_or(String::new(), |group| String::from_utf8_lossy(group.as_bytes()).into_owned())
    };
    let last = matches.last().map(|last| last.iter().map(group).collect());
    (u32::try_from(matches.len()).expect("an input is short"), last)
}
