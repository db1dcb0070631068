//! The metrics that the hook of the feature `metrics` records.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use metrics::{Unit, with_local_recorder};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tenacity::Event;
use tenacity::metrics::{ATTEMPTS, CALLS, RETRIES, SLEEP, describe, record_calls};
use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

/// The contents of a recorder: each series in the notation of Prometheus, with its unit and its value.
type Recorded = BTreeMap<String, (Option<Unit>, DebugValue)>;

/// Returns the metrics that are recorded while `called` runs.
fn recorded(called: impl FnOnce()) -> Recorded {
    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, called);
    let series = |(key, unit, _, value): (metrics_util::CompositeKey, _, _, _)| {
        let key = key.key();
        let labels = key.labels().map(|label| format!("{}={:?}", label.key(), label.value())).collect::<Vec<_>>();
        (format!("{}{{{}}}", key.name(), labels.join(",")), (unit, value))
    };
    recorder.snapshotter().snapshot().into_vec().into_iter().map(series).collect()
}

fn expected<const N: usize>(series: [(&str, DebugValue); N]) -> Recorded {
    series.map(|(name, value)| (name.to_owned(), (None, value))).into()
}

fn seconds<const N: usize>(samples: [f64; N]) -> DebugValue {
    DebugValue::Histogram(samples.map(Into::into).into())
}

use DebugValue::Counter;

#[retry(
    stop = stop_after_attempt(3),
    wait = wait_fixed(500ms),
    retry = retry_if_err(|e| e.kind() == io::ErrorKind::TimedOut),
    on_finish = record_calls(),
    timer = VirtualTimer::new(),
    name = "read",
)]
fn read(outcomes: &mut impl Iterator<Item = io::Result<u8>>) -> io::Result<u8> {
    outcomes.next().unwrap()
}

#[test]
fn a_call_is_counted_by_outcome_finish_and_retries() {
    let late = || Err(io::ErrorKind::TimedOut.into());
    let lost = || Err(io::ErrorKind::NotFound.into());
    let calls = [
        vec![Ok(1)],
        vec![late(), Ok(2)],
        vec![late(), late(), Ok(3)],
        vec![lost()],
        vec![late(), lost()],
        vec![late(), late(), late()],
        vec![Ok(4)],
    ];
    let seen = recorded(|| {
        for outcomes in calls {
            let _ = read(&mut outcomes.into_iter());
        }
    });
    let series = [
        (r#"tenacity_calls_total{function="read",outcome="success",finish="accepted",retried="false"}"#, Counter(2)),
        (r#"tenacity_calls_total{function="read",outcome="success",finish="accepted",retried="true"}"#, Counter(2)),
        (r#"tenacity_calls_total{function="read",outcome="failure",finish="accepted",retried="false"}"#, Counter(1)),
        (r#"tenacity_calls_total{function="read",outcome="failure",finish="accepted",retried="true"}"#, Counter(1)),
        (r#"tenacity_calls_total{function="read",outcome="failure",finish="stopped",retried="true"}"#, Counter(1)),
        (r#"tenacity_attempts_total{function="read"}"#, Counter(1 + 2 + 3 + 1 + 2 + 3 + 1)),
        (r#"tenacity_retries_total{function="read"}"#, Counter(1 + 2 + 1 + 2)),
        (r#"tenacity_sleep_seconds{function="read",outcome="success"}"#, seconds([0.5, 1.0])),
        (r#"tenacity_sleep_seconds{function="read",outcome="failure"}"#, seconds([0.5, 1.0])),
    ];
    assert_eq!(seen, expected(series));
}

#[tokio::test(start_paused = true)]
async fn each_limit_is_a_finish_of_its_own() {
    let policy = RetryPolicy::new().wait(wait_fixed(Duration::from_secs(1))).on_finish(record_calls());
    let (budget, event) = (RetryBudget::new().initial(0), Event::new());
    event.set();
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let failing = async || None::<u8>;
    assert_eq!(policy.by_ref().timeout(Duration::from_secs(2)).call_async(failing).await, None);
    assert_eq!(policy.by_ref().cancel(&event).call_async(failing).await, None);
    assert_eq!(policy.by_ref().budget(&budget).call_async(failing).await, None);
    let finish = |(key, ..): (metrics_util::CompositeKey, _, _, _)| {
        let mut labels = key.key().labels().filter(|label| label.key() == "finish");
        labels.next().map(|label| label.value().to_owned())
    };
    let mut finishes = recorder.snapshotter().snapshot().into_vec().into_iter().filter_map(finish).collect::<Vec<_>>();
    finishes.sort();
    assert_eq!(finishes, ["budget_exhausted", "cancelled", "timed_out"]);
}

#[tokio::test(start_paused = true)]
async fn an_async_function_is_counted_under_its_path() {
    #[retry(stop = stop_after_attempt(1), on_finish = record_calls())]
    async fn poll() -> Option<u8> {
        tokio::task::yield_now().await;
        None
    }
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    assert_eq!(poll().await, None);
    let names = recorder.snapshotter().snapshot().into_vec().into_iter().map(|(key, ..)| {
        let key = key.key();
        assert_eq!(key.labels().next().map(|label| (label.key(), label.value())), Some(("function", "records::poll")));
        key.name().to_owned()
    });
    let mut names = names.collect::<Vec<_>>();
    names.sort();
    assert_eq!(names, [ATTEMPTS, CALLS, RETRIES]);
}

#[test]
fn a_policy_is_counted_under_its_name() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).on_finish(record_calls());
    let seen = recorded(|| {
        assert_eq!(policy.name("jobs").call(|| None::<u8>), None);
        assert_eq!(policy.call(|| Some(7)), Some(7));
    });
    let series = [
        (r#"tenacity_calls_total{function="jobs",outcome="failure",finish="stopped",retried="true"}"#, Counter(1)),
        (r#"tenacity_attempts_total{function="jobs"}"#, Counter(2)),
        (r#"tenacity_retries_total{function="jobs"}"#, Counter(1)),
        (r#"tenacity_sleep_seconds{function="jobs",outcome="failure"}"#, seconds([0.0])),
        (r#"tenacity_calls_total{function="",outcome="success",finish="accepted",retried="false"}"#, Counter(1)),
        (r#"tenacity_attempts_total{function=""}"#, Counter(1)),
        (r#"tenacity_retries_total{function=""}"#, Counter(0)),
    ];
    assert_eq!(seen, expected(series));
}

#[cfg(unix)]
#[test]
fn a_value_that_is_never_accepted_is_a_stopped_success() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    let policy = RetryPolicy::new().stop(stop_after_attempt(1)).retry(retry_always()).on_finish(record_calls()).name("make");
    let seen = recorded(|| assert!(policy.call(|| ExitStatus::from_raw(0)).success()));
    assert!(seen.contains_key(r#"tenacity_calls_total{function="make",outcome="success",finish="stopped",retried="false"}"#));
}

#[test]
fn each_metric_is_described_with_its_unit() {
    let seen = recorded(|| {
        describe();
        let _ = read(&mut [Err(io::ErrorKind::TimedOut.into()), Ok(1)].into_iter());
    });
    let units = seen.iter().map(|(series, (unit, _))| (series.split('{').next().unwrap(), *unit)).collect::<Vec<_>>();
    let count = Some(Unit::Count);
    assert_eq!(units, [(ATTEMPTS, count), (CALLS, count), (RETRIES, count), (SLEEP, Some(Unit::Seconds))]);
}

#[test]
fn a_call_without_a_recorder_is_unaffected() {
    assert_eq!(read(&mut [Ok(1)].into_iter()).unwrap(), 1);
}
