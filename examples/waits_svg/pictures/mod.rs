//! The two pictures as SVG text. All draws have fixed seeds, so the pictures are the same on every machine.

use std::time::Duration;

use tenacity::prelude::*;

use self::sheet::{Axis, Layout, Sheet, Stroke};

mod sheet;

const ATTEMPTS: u32 = 10;
const RUNS: u64 = 2000;
const DRAWS: u32 = 40_000;
const BINS: u32 = 40;
const LAYOUT: Layout = Layout { columns: 3, panel: (300.0, 190.0) };
const RANGE: &str = "#9ecae8";
const MEAN: Stroke = Stroke { color: "#0b4f8a", width: 1.5, dashes: "", dot: Some(2.5) };

/// The delay after each attempt: the mean and the range of many runs.
pub(crate) fn waits() -> String {
    let (ms, s) = (Duration::from_millis, Duration::from_secs);
    let backoff = wait_exponential(ms(100)).max(s(5));
    let squares = |state: &RetryState| ms(50) * state.attempt_number().pow(2);
    let steps = wait_chain((wait_none(), wait_fixed(s(1)), wait_fixed(s(4))));
    let panels: [(&str, Box<dyn Wait>); 15] = [
        ("wait_none()", Box::new(wait_none())),
        ("wait_fixed(2s)", Box::new(wait_fixed(s(2)))),
        ("wait_incrementing(0s, 500ms)", Box::new(wait_incrementing(s(0), ms(500)))),
        ("wait_fibonacci(100ms).max(5s)", Box::new(wait_fibonacci(ms(100)).max(s(5)))),
        ("backoff = wait_exponential(100ms).max(5s)", Box::new(backoff)),
        ("(wait_fixed(2s) + backoff).at_most(5s)", Box::new((wait_fixed(s(2)) + backoff).at_most(s(5)))),
        ("wait_chain((none, 1 s, 4 s))", Box::new(steps)),
        ("wait_fn(50 ms \u{b7} n\u{b2})", Box::new(wait_fn(squares))),
        ("wait_random(1s, 3s)", Box::new(wait_random(s(1), s(3)))),
        ("wait_random_exponential(100ms).max(5s)", Box::new(wait_random_exponential(ms(100)).max(s(5)))),
        ("wait_exponential_jitter(100ms, 1s).max(5s)", Box::new(wait_exponential_jitter(ms(100), s(1)).max(s(5)))),
        ("wait_decorrelated_jitter(100ms, 5s)", Box::new(wait_decorrelated_jitter(ms(100), s(5)))),
        ("backoff.equal_jitter()", Box::new(backoff.equal_jitter())),
        ("backoff.jitter(1s)", Box::new(backoff.jitter(s(1)))),
        ("backoff.jitter_factor(0.2)", Box::new(backoff.jitter_factor(0.2))),
    ];
    let x = Axis { from: 0.5, to: f64::from(ATTEMPTS) + 0.5, first: 1.0, step: 1.0, unit: "attempt n" };
    let y = Axis { from: 0.0, to: 6.25, first: 0.0, step: 1.0, unit: "delay, s" };
    let mut sheet = Sheet::new(LAYOUT, panels.len(), x, y);
    for (title, wait) in &panels {
        let mut panel = sheet.panel(title);
        let columns = (1..).zip(columns(wait)).map(|(n, delays)| (f64::from(n), delays)).collect::<Vec<_>>();
        for (n, delays) in &columns {
            let (low, high) = delays.iter().fold((f64::MAX, 0_f64), |(low, high), delay| (low.min(*delay), high.max(*delay)));
            panel.bar((n - 0.3, n + 0.3), (low, high), RANGE);
        }
        panel.line(columns.iter().map(|(n, delays)| (*n, mean(delays))), MEAN);
    }
    sheet.finish("Delay in seconds after each of ten attempts, for fifteen wait strategies: mean and range of many runs")
}

/// Returns all delays after each attempt.
fn columns(wait: &dyn Wait) -> Vec<Vec<f64>> {
    let mut columns = vec![Vec::new(); ATTEMPTS as usize];
    for seed in 0..RUNS {
        let mut previous = Duration::ZERO;
        for (n, column) in (1..).zip(&mut columns) {
            previous = wait.delay(&RetryState::at(n, Duration::ZERO).with_previous_sleep(previous).with_seed(seed));
            column.push(previous.as_secs_f64());
        }
    }
    columns
}

#[expect(clippy::cast_precision_loss, reason = "there are few")]
fn mean(delays: &[f64]) -> f64 {
    delays.iter().sum::<f64>() / delays.len() as f64
}

/// The distribution of a two-second delay under each jitter.
pub(crate) fn jitters() -> String {
    let (ms, s) = (Duration::from_millis, Duration::from_secs);
    let wait = wait_fixed(s(2));
    let panels: [(&str, Box<dyn Wait>); 6] = [
        ("wait.full_jitter()", Box::new(wait.full_jitter())),
        ("wait.equal_jitter()", Box::new(wait.equal_jitter())),
        ("wait.jitter(1s)", Box::new(wait.jitter(s(1)))),
        ("wait.jitter_factor(0.2)", Box::new(wait.jitter_factor(0.2))),
        ("wait.jitter(1s).at_most(2500ms)", Box::new(wait.jitter(s(1)).at_most(ms(2500)))),
        ("wait_decorrelated_jitter(200ms, 4s), after 2 s", Box::new(wait_decorrelated_jitter(ms(200), s(4)))),
    ];
    let x = Axis { from: 0.0, to: 4.0, first: 0.0, step: 1.0, unit: "delay, s" };
    let y = Axis { from: 0.0, to: 55.0, first: 0.0, step: 10.0, unit: "draws, %" };
    let mut sheet = Sheet::new(LAYOUT, panels.len(), x, y);
    let width = 4.0 / f64::from(BINS);
    for (title, wait) in &panels {
        let mut panel = sheet.panel(title);
        for (bin, share) in (0..).zip(shares(wait)) {
            let left = f64::from(bin) * width;
            panel.bar((left, left + width), (0.0, share), RANGE);
        }
    }
    sheet.finish("Share in percent of 40,000 draws by delay in seconds, for six ways to spread a delay of two seconds")
}

/// The share of draws in each tenth of a second, in percent.
fn shares(wait: &dyn Wait) -> Vec<f64> {
    let mut counts = vec![0_u32; BINS as usize];
    for seed in 0..DRAWS {
        let state = RetryState::at(1, Duration::ZERO).with_previous_sleep(Duration::from_secs(2)).with_seed(seed.into());
        let bin = usize::try_from(wait.delay(&state).as_millis() / 100).unwrap_or(usize::MAX);
        counts[bin.min(BINS as usize - 1)] += 1;
    }
    counts.into_iter().map(|count| f64::from(count) * 100.0 / f64::from(DRAWS)).collect()
}
