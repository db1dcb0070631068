//! The time to call a strategy, compared with its hand-written formula in the same run. `cargo bench -p tenacity-benches --bench strategies`
//! prints the ratios, and fails if one exceeds the limit.
//!
//! Both contenders get the attempt numbers through a `black_box`, and constants for parameters, as in an attribute. They take turns, and the
//! fastest turn of each counts, because other load on the machine can only add time. A formula that draws uses its own `fastrand` generator.

use std::hint::black_box;
use std::io;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fastrand::Rng;
use tenacity::Event;
use tenacity::prelude::*;

const LIMIT: f64 = 1.5;
/// How much slower a saturated wait may be than an unsaturated one, to allow for noise in the measurement.
const NOISE: f64 = 1.1;
const TURNS: u32 = 400;
const ROUNDS: u32 = 400;

const INITIAL: Duration = Duration::from_millis(100);
const STEP: Duration = Duration::from_millis(250);
const MAX: Duration = Duration::from_secs(5);
const ATTEMPTS: [u32; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

fn main() -> ExitCode {
    let mut verdict = Findings::default();
    println!("| strategy | time ÷ that of the formula by hand |\n|---|---:|");
    waits(&mut verdict);
    jitters(&mut verdict);
    stops(&mut verdict);
    predicates(&mut verdict);
    println!("\n| saturated, n = {} | time ÷ that of n = 1 … 8 |\n|---|---:|", u32::MAX);
    saturated(&mut verdict);
    verdict.exit_code()
}

fn waits(findings: &mut Findings) {
    findings.wait("wait_none", wait_none, |_, _| Duration::ZERO);
    findings.wait("wait_fixed", || wait_fixed(STEP), |_, _| STEP);
    findings.wait(
        "wait_random",
        || wait_random(INITIAL, STEP),
        |_, random| INITIAL + STEP.saturating_sub(INITIAL).mul_f64(random.f64()),
    );
    findings.wait(
        "wait_incrementing",
        || wait_incrementing(INITIAL, STEP).max(MAX),
        |n, _| INITIAL.saturating_add(STEP.saturating_mul(n - 1)).min(MAX),
    );
    findings.wait("wait_exponential", || wait_exponential(INITIAL).max(MAX), |n, _| doubled(n));
    findings.wait(
        "wait_exponential.base(1.5)",
        || wait_exponential(INITIAL).base(1.5).max(MAX),
        |n, _| Duration::from_secs_f64((INITIAL.as_secs_f64() * 1.5_f64.powi(exponent(n))).min(MAX.as_secs_f64())),
    );
    findings.wait(
        "wait_fibonacci",
        || wait_fibonacci(INITIAL).max(MAX),
        |n, _| {
            let (mut present, mut next) = (1_u32, 1_u32);
            for _ in 1..n {
                (present, next) = (next, present.saturating_add(next));
            }
            INITIAL.saturating_mul(present).min(MAX)
        },
    );
    findings.wait(
        "wait_random_exponential",
        || wait_random_exponential(INITIAL).max(MAX),
        |n, random| doubled(n).mul_f64(random.f64()),
    );
    findings.wait(
        "wait_exponential_jitter",
        || wait_exponential_jitter(INITIAL, STEP).max(MAX),
        |n, random| (doubled(n) + STEP.mul_f64(random.f64())).min(MAX),
    );
    findings.wait(
        "wait_decorrelated_jitter",
        || wait_decorrelated_jitter(INITIAL, MAX),
        |_, random| {
            let ceiling = black_box(Duration::ZERO).max(INITIAL).saturating_mul(3).min(MAX);
            INITIAL + ceiling.saturating_sub(INITIAL).mul_f64(random.f64())
        },
    );
    findings.wait(
        "wait_chain",
        || wait_chain((wait_none(), wait_fixed(INITIAL), wait_fixed(STEP))),
        |n, _| match n {
            1 => Duration::ZERO,
            2 => INITIAL,
            _ => STEP,
        },
    );
    findings.wait("a + b", || wait_fixed(STEP) + wait_exponential(INITIAL).max(MAX), |n, _| STEP.saturating_add(doubled(n)));
    findings.wait("wait_fn", || wait_fn(|state: &RetryState| INITIAL * state.attempt_number()), |n, _| INITIAL * n);
}

fn jitters(findings: &mut Findings) {
    let backoff = wait_exponential(INITIAL).max(MAX);
    findings.wait(".full_jitter", || backoff.full_jitter(), |n, random| doubled(n).mul_f64(random.f64()));
    findings.wait(
        ".equal_jitter",
        || backoff.equal_jitter(),
        |n, random| {
            let half = doubled(n) / 2;
            half + half.mul_f64(random.f64())
        },
    );
    findings.wait(".jitter", || backoff.jitter(STEP), |n, random| doubled(n) + STEP.mul_f64(random.f64()));
    findings.wait(".jitter_factor", || backoff.jitter_factor(0.2), |n, random| doubled(n).mul_f64(0.8 + 0.4 * random.f64()));
    findings.wait(".at_least", || backoff.at_least(STEP), |n, _| doubled(n).max(STEP));
    findings.wait(".at_most", || backoff.at_most(STEP), |n, _| doubled(n).min(STEP));
}

/// Exponential backoff as a person would write it.
#[inline]
fn doubled(n: u32) -> Duration {
    INITIAL.saturating_mul(2_u32.saturating_pow(n - 1)).min(MAX)
}

fn exponent(n: u32) -> i32 {
    i32::try_from(n - 1).unwrap_or(i32::MAX)
}

fn stops(findings: &mut Findings) {
    static EVENT: Event = Event::new();
    findings.stop("stop_never", stop_never, |_| false);
    findings.stop("stop_after_attempt", || stop_after_attempt(5), |seen| seen.attempt >= 5);
    findings.stop("stop_after_delay", || stop_after_delay(MAX), |seen| seen.elapsed >= MAX);
    findings.stop("stop_before_delay", || stop_before_delay(MAX), |seen| seen.elapsed.saturating_add(seen.upcoming) >= MAX);
    findings.stop("stop_when", || stop_when(|| EVENT.is_set()), |_| EVENT.is_set());
    findings.stop("stop_when_event_set", || stop_when_event_set(&EVENT), |_| EVENT.is_set());
    findings.stop("stop_fn", || stop_fn(|state: &RetryState| state.attempt_number() > 5), |seen| seen.attempt > 5);
    findings.stop("a | b", || stop_after_attempt(5) | stop_after_delay(MAX), |seen| seen.attempt >= 5 || seen.elapsed >= MAX);
    findings.stop("a & b", || stop_after_attempt(5) & stop_after_delay(MAX), |seen| seen.attempt >= 5 && seen.elapsed >= MAX);
}

type Answer = Result<u32, io::ErrorKind>;

struct Refused(Answer);

impl Retryable for Refused {
    fn verdict(&self) -> Verdict {
        self.0.is_err().into()
    }
}

fn predicates(findings: &mut Findings) {
    const TIMED_OUT: io::ErrorKind = io::ErrorKind::TimedOut;
    findings.predicate("retry_if_failure", retry_if_failure, Answer::is_err);
    findings.predicate(
        "retry_if_err",
        || retry_if_err(|kind: &io::ErrorKind| *kind == TIMED_OUT),
        |answer| *answer == Err(TIMED_OUT),
    );
    findings.predicate("retry_if_ok", || retry_if_ok(|value: &u32| *value == 0), |answer| *answer == Ok(0));
    findings.predicate("retry_if_result", || retry_if_result(|answer: &Answer| *answer == Ok(0)), |answer| *answer == Ok(0));
    findings.predicate(
        "retry_if_not_result",
        || retry_if_not_result(|answer: &Answer| *answer == Ok(0)),
        |answer| *answer != Ok(0),
    );
    findings.predicate("retry_always", retry_always, |_| true);
    findings.predicate("retry_never", retry_never, |_| false);
    findings.predicate("retry_fn", || retry_fn(|answer: &Answer, _: &RetryState| answer.is_err()), Answer::is_err);
    findings.predicate(
        "retry_if_err | retry_if_ok",
        || retry_if_err(|kind: &io::ErrorKind| *kind == TIMED_OUT) | retry_if_ok(|value: &u32| *value == 0),
        |answer| *answer == Err(TIMED_OUT) || *answer == Ok(0),
    );
    findings.predicate("!retry_if_failure", || !retry_if_failure(), Answer::is_ok);
    let refused = [Ok(0), Err(TIMED_OUT)].map(|answer| Err::<u32, _>(Refused(answer)));
    let state = RetryState::at(1, Duration::ZERO);
    let judged = |index: usize| retry_if_retryable().verdict(&refused[index & 1], &state).is_retry();
    let by_hand = |index: usize| matches!(&refused[index & 1], Err(error) if Retryable::verdict(error).is_retry());
    findings.row("retry_if_retryable", LIMIT, indexed(judged), indexed(by_hand));
}

fn saturated(findings: &mut Findings) {
    findings.saturated("wait_exponential", || wait_exponential(INITIAL).max(MAX));
    findings.saturated("wait_exponential.base(1.5)", || wait_exponential(INITIAL).base(1.5).max(MAX));
    findings.saturated("wait_exponential without max", || wait_exponential(INITIAL));
    findings.saturated("wait_random_exponential", || wait_random_exponential(INITIAL).max(MAX));
    findings.saturated("wait_incrementing", || wait_incrementing(INITIAL, STEP).max(MAX));
    findings.saturated("wait_fibonacci", || wait_fibonacci(INITIAL).max(MAX));
}

/// The state of an attempt that a hand-written formula needs.
struct Seen {
    attempt: u32,
    elapsed: Duration,
    upcoming: Duration,
}

#[derive(Default)]
struct Findings {
    too_slow: Vec<String>,
}

impl Findings {
    fn wait<W: Wait>(&mut self, name: &str, wait: impl Fn() -> W, by_hand: impl Fn(u32, &mut Rng) -> Duration) {
        let mut random = Rng::with_seed(7);
        self.row(name, LIMIT, asked(&wait, ATTEMPTS), move || {
            for n in ATTEMPTS {
                black_box(by_hand(black_box(n), &mut random));
            }
        });
    }

    fn saturated<W: Wait>(&mut self, name: &str, wait: impl Fn() -> W) {
        self.row(name, NOISE, asked(&wait, [u32::MAX; 8]), asked(&wait, ATTEMPTS));
    }

    fn stop<S: Stop>(&mut self, name: &str, stop: impl Fn() -> S, by_hand: impl Fn(&Seen) -> bool) {
        let states = ATTEMPTS.map(|n| RetryState::at(n, INITIAL * n).with_upcoming_sleep(INITIAL));
        let seen = ATTEMPTS.map(|attempt| Seen { attempt, elapsed: INITIAL * attempt, upcoming: INITIAL });
        let ours = || {
            for state in &states {
                black_box(stop().should_stop(black_box(state)));
            }
        };
        self.row(name, LIMIT, ours, || {
            for seen in &seen {
                black_box(by_hand(black_box(seen)));
            }
        });
    }

    fn predicate<P: Predicate<Answer>>(&mut self, name: &str, predicate: impl Fn() -> P, by_hand: impl Fn(&Answer) -> bool) {
        let answers = [Ok(0), Err(io::ErrorKind::TimedOut), Ok(1), Err(io::ErrorKind::NotFound)];
        let state = RetryState::at(1, Duration::ZERO);
        let ours = indexed(|index| predicate().verdict(black_box(&answers[index & 3]), &state).is_retry());
        self.row(name, LIMIT, ours, indexed(|index| by_hand(black_box(&answers[index & 3]))));
    }

    fn row(&mut self, name: &str, limit: f64, mut ours: impl FnMut(), mut theirs: impl FnMut()) {
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            fastest = [fastest[0].min(turn(&mut ours)), fastest[1].min(turn(&mut theirs))];
        }
        let ratio = fastest[0].as_secs_f64() / fastest[1].as_secs_f64();
        println!("| `{name}` | {ratio:.2} |");
        if ratio > limit {
            self.too_slow.push(format!("{name}: {ratio:.2}, above {limit}"));
        }
    }

    fn exit_code(&self) -> ExitCode {
        self.too_slow.iter().for_each(|finding| eprintln!("{finding}"));
        if self.too_slow.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Calls a wait for each of these attempts.
fn asked<W: Wait>(wait: &impl Fn() -> W, attempts: [u32; 8]) -> impl FnMut() {
    let states = attempts.map(|n| RetryState::at(n, Duration::ZERO).with_seed(7));
    move || {
        for state in &states {
            black_box(wait().delay(black_box(state)));
        }
    }
}

fn indexed(judge: impl Fn(usize) -> bool) -> impl FnMut() {
    move || {
        for index in 0..ATTEMPTS.len() {
            black_box(judge(black_box(index)));
        }
    }
}

#[inline(never)]
fn turn(run: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..TURNS {
        run();
    }
    start.elapsed()
}
