//! `Saved` and `Step` on the wire: the format of today, and everything that a journal may hold instead.

use std::time::Duration;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{from_str, from_value, json, to_string, to_value};
use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tenacity::{Saved, Step};

const SECOND: Duration = Duration::from_secs(1);
/// Some moment on the wall clock.
const NOON: Duration = Duration::from_secs(1_790_000_000);

/// Makes two attempts, with a second and then two between them.
fn after_two_attempts() -> Saved {
    let policy = RetryPolicy::new().wait(wait_exponential(SECOND)).timer(VirtualTimer::new());
    [NOON, NOON + SECOND].into_iter().fold(Saved::seeded(7), |saved, now| match policy.step_at(saved, now, || None::<u8>) {
        Step::Sleep(_, saved) => saved,
        Step::Done(..) => panic!("the call has ended"),
    })
}

// If this test fails, calls that are under way in journals can no longer be read.
#[test]
fn the_format_of_progress_is_stable() {
    let text = r#"{"attempts":2,"started":1790000000000000000,"elapsed":1000000000,"idle_for":3000000000,"previous_sleep":2000000000,"seed":7}"#;
    assert_eq!(to_string(&after_two_attempts()).unwrap(), text);
    assert_eq!(from_str::<Saved>(text).unwrap(), after_two_attempts());
    let text = r#"{"attempts":0,"started":null,"elapsed":0,"idle_for":0,"previous_sleep":0,"seed":null}"#;
    assert_eq!(to_string(&Saved::new()).unwrap(), text);
    assert_eq!(from_str::<Saved>(text).unwrap(), Saved::new());
}

#[test]
fn the_format_of_a_step_is_stable() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND)).timer(VirtualTimer::new());
    let asleep = policy.step_at(Saved::seeded(7), NOON, || Err::<u8, _>("busy".to_owned()));
    let saved = json!({
        "attempts": 1, "started": NOON.as_secs() * 1_000_000_000, "elapsed": 0,
        "idle_for": 1_000_000_000, "previous_sleep": 1_000_000_000, "seed": 7,
    });
    assert_eq!(to_value(&asleep).unwrap(), json!({ "sleep": [1_000_000_000, saved] }));
    let Step::Sleep(_, saved) = asleep.clone() else { panic!("the call has ended") };
    let ended = policy.step_at(saved, NOON + SECOND, || Err::<u8, _>("busy".to_owned()));
    let report = json!({ "attempts": 2, "elapsed": 1_000_000_000, "idle_for": 1_000_000_000, "finish": "stopped" });
    assert_eq!(to_value(&ended).unwrap(), json!({ "done": [{ "Err": "busy" }, report] }));
    for step in [asleep, ended] {
        assert_eq!(from_str::<Step<Result<u8, String>>>(&to_string(&step).unwrap()).unwrap(), step);
    }
}

#[test]
fn a_format_without_names_works_too() {
    let bytes = postcard::to_stdvec(&after_two_attempts()).unwrap();
    assert_eq!(postcard::from_bytes::<Saved>(&bytes).unwrap(), after_two_attempts());
}

#[test]
fn an_unknown_field_is_refused() {
    let mut value = to_value(after_two_attempts()).unwrap();
    value["hedges"] = json!(1);
    let error = from_value::<Saved>(value).unwrap_err().to_string();
    assert!(error.contains("unknown field `hedges`"), "{error}");
}

#[test]
fn progress_that_is_cut_off_or_of_another_kind_is_an_error() {
    let text = to_string(&after_two_attempts()).unwrap();
    for end in 0..text.len() {
        assert!(from_str::<Saved>(&text[..end]).is_err(), "{}", &text[..end]);
    }
    for (text, message) in [
        ("{}", "missing field `attempts`"),
        (r#"{"attempts":-1}"#, "expected u32"),
        (r#"{"attempts":4294967296}"#, "expected u32"),
        (r#"{"attempts":1.5}"#, "expected u32"),
        (r#"{"attempts":1,"elapsed":"1s"}"#, "expected u64"),
        (r#"["attempts"]"#, "expected u32"),
        (r#"{"attempts":2,"elapsed":5,"idle_for":0,"previous_sleep":0,"seed":null}"#, "missing field `started`"),
        (r#"{"attempts":0,"started":null,"elapsed":0,"idle_for":0,"previous_sleep":0}"#, "missing field `seed`"),
        ("null", "expected struct Saved"),
    ] {
        let error = from_str::<Saved>(text).unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
}

#[test]
fn the_longest_text_has_at_most_200_characters() {
    let most = u64::MAX;
    let saved = json!({
        "attempts": u32::MAX, "started": most, "elapsed": most, "idle_for": most, "previous_sleep": most, "seed": most,
    });
    let saved: Saved = from_value(saved).unwrap();
    assert!(to_string(&saved).unwrap().len() <= 200, "{}", to_string(&saved).unwrap());
}

#[test]
fn times_beyond_the_format_are_stored_as_its_longest() {
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(Duration::MAX)).timer(VirtualTimer::new());
    let step = policy.step_at(Saved::seeded(7), Duration::MAX, || None::<u8>);
    let Step::Sleep(delay, saved) = step else { panic!("the call has ended") };
    assert_eq!(delay, Duration::MAX);
    let value = to_value(saved).unwrap();
    for field in ["started", "idle_for", "previous_sleep"] {
        assert_eq!(value[field], i64::MAX, "{field}");
    }
}

// Some stores have signed numbers only, and others have floating-point numbers only.
#[test]
fn a_drawn_seed_survives_in_any_store_of_numbers() {
    let policy = RetryPolicy::new().wait(wait_random_exponential(SECOND)).timer(VirtualTimer::new());
    for _ in 0..1000 {
        let Step::Sleep(_, saved) = policy.step_at(Saved::new(), NOON, || None::<u8>) else { panic!("the call has ended") };
        let seed = to_value(saved).unwrap()["seed"].as_u64().unwrap();
        assert!(seed < 1 << 53, "{seed}");
    }
}

#[test]
fn a_step_can_be_a_part_of_another_value() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind")]
    enum Job {
        Order {
            id: u32,
            #[serde(flatten)]
            saved: Saved,
        },
    }

    let job = Job::Order { id: 42, saved: after_two_attempts() };
    assert_eq!(from_str::<Job>(&to_string(&job).unwrap()).unwrap(), job);
    assert_eq!(from_value::<Job>(to_value(&job).unwrap()).unwrap(), job);
}

/// Any progress, as a damaged or foreign journal may hold it.
fn saved() -> impl Strategy<Value = Saved> {
    let time = || prop_oneof![Just(0), Just(u64::MAX), any::<u64>(), 0..1_000_000_000_000_u64];
    let attempts = prop_oneof![Just(u32::MAX), Just(u32::MAX - 1), any::<u32>(), 0..20_u32];
    (attempts, prop::option::of(time()), time(), time(), time(), any::<Option<u64>>()).prop_map(
        |(attempts, started, elapsed, idle_for, previous_sleep, seed)| {
            let saved = json!({
                "attempts": attempts, "started": started, "elapsed": elapsed,
                "idle_for": idle_for, "previous_sleep": previous_sleep, "seed": seed,
            });
            from_value(saved).unwrap()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2048) })]

    #[test]
    fn any_progress_ends_with_the_default_policy(saved in saved(), now: u64) {
        let policy = RetryPolicy::new().timer(VirtualTimer::new());
        let (mut saved, mut now) = (saved, Duration::from_nanos(now));
        for _ in 0..10 {
            match policy.step_at(saved, now, || None::<u8>) {
                Step::Done(outcome, report) => {
                    prop_assert_eq!((outcome, report.finish), (None, Finish::Stopped));
                    return Ok(());
                }
                Step::Sleep(delay, next) => (saved, now) = (next, now + delay),
            }
        }
        prop_assert!(false, "more than ten attempts: {:?}", saved);
    }

    #[test]
    fn any_progress_with_a_time_limit_ends_on_any_clock(saved in saved(), moments in prop::collection::vec(any::<u64>(), 62)) {
        let policy = RetryPolicy::new().stop(stop_after_delay(SECOND * 60)).wait(wait_fixed(SECOND)).timer(VirtualTimer::new());
        let mut saved = saved;
        for moment in moments {
            // A clock that is far ahead ends the call, so this one is behind or barely ahead.
            let now = saved.started().unwrap_or_default().saturating_sub(Duration::from_nanos(moment)) + Duration::from_nanos(moment % 3);
            match policy.step_at(saved, now, || None::<u8>) {
                Step::Done(..) => return Ok(()),
                Step::Sleep(delay, next) => {
                    prop_assert_eq!(delay, SECOND, "never a hot loop");
                    saved = next;
                }
            }
        }
        prop_assert!(false, "more than a minute: {:?}", saved);
    }

    #[test]
    fn any_progress_survives_a_round_trip(saved in saved()) {
        prop_assert_eq!(from_str::<Saved>(&to_string(&saved).unwrap()).unwrap(), saved);
    }
}
