//! Each form, on variants and on structs.

use std::io;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

use super::{Foreign, SECOND, assert_verdicts, judge};

#[test]
fn each_form_gives_its_verdict() {
    #[derive(Retryable)]
    enum ApiError {
        #[retry]
        Reset,
        #[retry()]
        Closed(#[expect(dead_code, reason = "no form reads it")] u8),
        #[retry(after = delay)]
        Throttled {
            delay: Duration,
        },
        #[retry(after = hint)]
        Hinted {
            hint: Option<Duration>,
        },
        #[retry(after = 1)]
        Second(#[expect(dead_code, reason = "no form reads it")] u8, Duration),
        #[retry(after = _0)]
        First(Option<Duration>),
        #[retry(when = *status == 503 || *status == 429)]
        Status {
            status: u16,
        },
        #[retry(when = _0 < _1)]
        Pair(u8, u8),
        #[retry(inherit)]
        Io(io::Error),
        #[retry(inherit = source)]
        Sourced {
            source: io::Error,
            #[expect(dead_code, reason = "no form reads it")]
            path: String,
        },
        #[retry(with = judge)]
        Judged(Foreign),
        #[retry(with = Foreign::is_busy)]
        Asked {
            response: Box<Foreign>,
        },
        NotFound,
    }

    use ApiError::*;
    let path = String::new;
    assert_verdicts([
        (Reset, Verdict::Retry),
        (Closed(1), Verdict::Retry),
        (Throttled { delay: SECOND }, Verdict::RetryAfter(SECOND)),
        (Hinted { hint: Some(SECOND) }, Verdict::RetryAfter(SECOND)),
        (Hinted { hint: None }, Verdict::Retry),
        (Second(1, SECOND), Verdict::RetryAfter(SECOND)),
        (First(None), Verdict::Retry),
        (First(Some(SECOND)), Verdict::RetryAfter(SECOND)),
        (Status { status: 503 }, Verdict::Retry),
        (Status { status: 404 }, Verdict::Accept),
        (Pair(1, 2), Verdict::Retry),
        (Pair(2, 1), Verdict::Accept),
        (Io(io::ErrorKind::ConnectionReset.into()), Verdict::Retry),
        (Io(io::ErrorKind::NotFound.into()), Verdict::Accept),
        (Sourced { source: io::ErrorKind::TimedOut.into(), path: path() }, Verdict::Retry),
        (Sourced { source: io::ErrorKind::InvalidData.into(), path: path() }, Verdict::Accept),
        (Judged(Foreign(429)), Verdict::RetryAfter(SECOND)),
        (Judged(Foreign(404)), Verdict::Accept),
        (Asked { response: Box::new(Foreign(503)) }, Verdict::Retry),
        (Asked { response: Box::new(Foreign(500)) }, Verdict::Accept),
        (NotFound, Verdict::Accept),
    ]);
}

#[test]
fn an_attribute_on_the_enum_turns_the_default_round() {
    #[derive(Retryable)]
    #[retry]
    enum NetworkError {
        Reset,
        #[retry]
        Refused,
        #[retry(never)]
        BadCertificate,
        #[retry(when = *_0)]
        Closed(bool),
    }

    assert_verdicts([
        (NetworkError::Reset, Verdict::Retry),
        (NetworkError::Refused, Verdict::Retry),
        (NetworkError::BadCertificate, Verdict::Accept),
        (NetworkError::Closed(true), Verdict::Retry),
        (NetworkError::Closed(false), Verdict::Accept),
    ]);
}

#[test]
fn a_struct_takes_each_form() {
    #[derive(Retryable)]
    struct Plain;
    #[derive(Retryable)]
    #[retry]
    struct Busy;
    #[derive(Retryable)]
    #[retry(after = 0)]
    struct Throttled(Option<Duration>);
    #[derive(Retryable)]
    #[retry(when = self.is_overload() && *status != 429)]
    struct Response {
        status: u16,
    }
    #[derive(Retryable)]
    #[retry(inherit)]
    struct Wrapped(Busy);
    #[derive(Retryable)]
    #[retry(with = judge)]
    struct Judged {
        response: Foreign,
    }

    impl Response {
        fn is_overload(&self) -> bool {
            self.status == 429 || self.status == 503
        }
    }

    assert_verdicts([(Plain, Verdict::Accept)]);
    assert_verdicts([(Busy, Verdict::Retry)]);
    assert_verdicts([(Throttled(Some(SECOND)), Verdict::RetryAfter(SECOND)), (Throttled(None), Verdict::Retry)]);
    let response = |status| Response { status };
    assert_verdicts([(response(503), Verdict::Retry), (response(429), Verdict::Accept), (response(500), Verdict::Accept)]);
    assert_verdicts([(Wrapped(Busy), Verdict::Retry)]);
    assert_verdicts([(Judged { response: Foreign(429) }, Verdict::RetryAfter(SECOND))]);
}

#[test]
fn a_condition_may_be_any_expression_over_the_fields() {
    struct Limit {
        longest: Duration,
    }
    #[derive(Retryable)]
    enum Slow {
        #[retry(when = *elapsed < 30s)]
        Query { elapsed: Duration },
        #[retry(when = (*elapsed < Limit { longest: SECOND }.longest))]
        Read { elapsed: Duration },
        #[retry(when = { let text = format!("{code} {reason}"); text.contains("7 busy") })]
        Text { code: u8, reason: &'static str },
        #[retry(when = matches!(r#type, Some(kind) if *kind == "soft"))]
        Typed { r#type: Option<&'static str> },
        #[retry(when = Self::LIMIT > **_1 as usize)]
        Pair(#[expect(dead_code, reason = "no form reads it")] u8, Box<u8>),
        #[retry(when = [0, 1].iter().any(|place| codes[*place] > 7))]
        Codes { codes: [u8; 2] },
    }

    impl Slow {
        const LIMIT: usize = 5;
    }

    assert_verdicts([
        (Slow::Query { elapsed: SECOND }, Verdict::Retry),
        (Slow::Query { elapsed: SECOND * 30 }, Verdict::Accept),
        (Slow::Read { elapsed: SECOND / 2 }, Verdict::Retry),
        (Slow::Read { elapsed: SECOND }, Verdict::Accept),
        (Slow::Text { code: 7, reason: "busy" }, Verdict::Retry),
        (Slow::Text { code: 8, reason: "busy" }, Verdict::Accept),
        (Slow::Typed { r#type: Some("soft") }, Verdict::Retry),
        (Slow::Typed { r#type: None }, Verdict::Accept),
        (Slow::Pair(0, Box::new(4)), Verdict::Retry),
        (Slow::Pair(0, Box::new(5)), Verdict::Accept),
        (Slow::Codes { codes: [7, 8] }, Verdict::Retry),
        (Slow::Codes { codes: [7, 7] }, Verdict::Accept),
    ]);
}

#[test]
fn a_call_retries_the_errors_that_are_marked() {
    #[derive(Debug, PartialEq, Retryable)]
    enum Fetch {
        #[retry]
        Reset,
        #[retry(after = _0)]
        Throttled(Duration),
        NotFound,
    }

    #[retry(retry = retry_if_retryable(), wait = wait_fixed(1s), timer = timer)]
    fn fetch(answers: &mut Vec<Fetch>, timer: &VirtualTimer) -> Result<(), Fetch> {
        answers.pop().map_or(Ok(()), Err)
    }

    let timer = VirtualTimer::new();
    let mut answers = vec![Fetch::Reset, Fetch::NotFound, Fetch::Throttled(SECOND * 7), Fetch::Reset];
    assert_eq!(fetch(&mut answers, &timer), Err(Fetch::NotFound));
    assert_eq!((answers.len(), timer.sleeps()), (1, vec![SECOND, SECOND * 7]));
}
