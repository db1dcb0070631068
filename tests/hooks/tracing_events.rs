//! The events that the hooks of the feature `tracing` emit to a subscriber.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tenacity::tracing::{after_log, before_log, before_sleep_log, finish_log, look_log, progress_log};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{set_default, with_default};
use tracing::{Event, Level, Metadata, Subscriber};

/// An event: its level and its printed fields, one of which is the message.
type Told = (Level, BTreeMap<&'static str, String>);

/// Stores the events of a thread, up to a level.
#[derive(Clone)]
struct Events {
    most: Level,
    told: Arc<Mutex<Vec<Told>>>,
}

impl Events {
    fn up_to(most: Level) -> Self {
        Self { most, told: Arc::default() }
    }

    fn take(&self) -> Vec<Told> {
        std::mem::take(&mut self.told.lock().unwrap())
    }
}

struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Subscriber for Events {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "tenacity" && *metadata.level() <= self.most
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(BTreeMap::new());
        event.record(&mut fields);
        self.told.lock().unwrap().push((*event.metadata().level(), fields.0));
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Returns all events that `called` emits, at every level.
fn events(called: impl FnOnce()) -> Vec<Told> {
    let events = Events::up_to(Level::TRACE);
    with_default(events.clone(), called);
    events.take()
}

fn told<const N: usize>(level: Level, fields: [(&'static str, &str); N]) -> Told {
    (level, fields.map(|(name, value)| (name, value.to_owned())).into())
}

/// A success value without `Debug` or `Display`.
struct Socket;

#[test]
fn every_hook_emits_its_fields() {
    #[retry(
        stop = stop_after_attempt(2),
        wait = wait_fixed(100ms),
        before = before_log(Level::DEBUG),
        after = after_log(Level::INFO),
        before_sleep = before_sleep_log(Level::WARN),
        timer = VirtualTimer::new(),
        name = "orders::connect",
    )]
    fn connect() -> io::Result<Socket> {
        Err(io::Error::other("refused"))
    }
    let seen = events(|| assert!(connect().is_err()));
    let name = ("name", "orders::connect");
    let starts =
        |attempt, elapsed| told(Level::DEBUG, [("message", "attempt starts"), name, ("attempt", attempt), ("elapsed", elapsed)]);
    let error = [("outcome", "error"), ("error", "refused")];
    let ended = |attempt, elapsed| {
        told(Level::INFO, [("message", "attempt ended"), name, ("attempt", attempt), ("elapsed", elapsed), error[0], error[1]])
    };
    let retrying = [("message", "retrying"), name, ("attempt", "1"), ("elapsed", "0ns"), ("delay", "100ms"), error[0], error[1]];
    let expected =
        [starts("1", "0ns"), ended("1", "0ns"), told(Level::WARN, retrying), starts("2", "100ms"), ended("2", "100ms")];
    assert_eq!(seen, expected);
}

#[tokio::test(start_paused = true)]
async fn an_async_function_emits_the_same_fields() {
    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1s), before_sleep = before_sleep_log(Level::WARN))]
    async fn fetch(status: &str) -> Result<Socket, String> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Err(format!("status {status}"))
    }
    let events = Events::up_to(Level::WARN);
    let _guard = set_default(events.clone());
    assert!(fetch("503").await.is_err());
    let fields = |fields: &BTreeMap<_, String>| ["name", "attempt", "elapsed", "delay", "error"].map(|name| fields[name].clone());
    let seen = events.take().iter().map(|(_, told)| fields(told)).collect::<Vec<_>>();
    let name = concat!(module_path!(), "::fetch");
    assert_eq!(seen, [[name, "1", "5ms", "1s", "status 503"], [name, "2", "1.01s", "1s", "status 503"]]);
}

#[test]
fn a_call_that_gave_up_emits_its_last_error_and_the_reason() {
    #[retry(
        stop = stop_after_attempt(3),
        wait = wait_fixed(100ms),
        on_finish = finish_log(Level::WARN),
        timer = VirtualTimer::new(),
        name = "orders::connect",
    )]
    fn connect(failures: &mut u32) -> io::Result<Socket> {
        *failures += 1;
        Err(io::Error::other(format!("refused {failures}")))
    }
    let fields = [
        ("message", "gave up"),
        ("name", "orders::connect"),
        ("attempts", "3"),
        ("elapsed", "200ms"),
        ("finish", "stopped"),
        ("outcome", "error"),
        ("error", "refused 3"),
    ];
    assert_eq!(events(|| assert!(connect(&mut 0).is_err())), [told(Level::WARN, fields)]);
}

#[tokio::test(start_paused = true)]
async fn each_reason_for_giving_up_has_its_own_value() {
    let events = Events::up_to(Level::WARN);
    let _listening = set_default(events.clone());
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(Duration::from_secs(1))).name("jobs");
    let policy = policy.on_finish(finish_log(Level::WARN));
    let fail = || async { None::<Socket> };
    let (empty, cancelled) = (RetryBudget::new().initial(0), tenacity::Event::new());
    cancelled.set();
    policy.call_async(fail).await;
    policy.timeout(Duration::from_millis(1)).call_async(fail).await;
    policy.cancel(&cancelled).call_async(fail).await;
    policy.by_ref().budget(&empty).call_async(fail).await;
    let seen = events.take().into_iter().map(|(_, fields)| [fields["finish"].clone(), fields["attempts"].clone()]);
    let expected = [["stopped", "2"], ["timed_out", "1"], ["cancelled", "1"], ["budget_exhausted", "1"]];
    assert_eq!(seen.collect::<Vec<_>>(), expected);
}

#[test]
fn a_call_that_did_not_give_up_emits_nothing_at_its_end() {
    let policy = RetryPolicy::new().wait(wait_none()).retry(retry_if_err(|error: &io::Error| error.raw_os_error().is_some()));
    let policy = policy.on_finish(finish_log(Level::ERROR));
    let seen = events(|| {
        let mut attempts = 0;
        let third = || {
            attempts += 1;
            if attempts < 3 { Err(io::Error::from_raw_os_error(111)) } else { Ok(Socket) }
        };
        assert!(policy.call(third).is_ok());
        assert!(
            policy.call(|| io::Result::<Socket>::Err(io::Error::other("final"))).is_err(),
            "an error that is not to be retried"
        );
        assert!(policy.enabled(false).call(|| io::Result::<Socket>::Err(io::Error::from_raw_os_error(111))).is_err());
    });
    assert_eq!(seen, []);
}

#[test]
fn an_outcome_may_be_generic_borrowed_or_bound_to_its_thread() {
    #[retry(stop = stop_after_attempt(2), wait = wait_none(), before_sleep = before_sleep_log(Level::WARN))]
    fn generic<'a, T, E: Display>(refuse: impl Fn() -> E, _: &'a T) -> Result<&'a T, E> {
        Err(refuse())
    }
    let seen = events(|| assert!(generic(|| 7, &Socket).is_err()));
    assert_eq!(outcome_and_error(&seen), ("error", Some("7")));

    #[retry(after = after_log(Level::WARN), before_sleep = before_sleep_log(Level::WARN), on_finish = finish_log(Level::WARN))]
    async fn local() -> Result<Socket, Box<dyn Error>> {
        tokio::task::yield_now().await;
        Err("refused".into())
    }
    const fn spawnable<T: Send + 'static>(_: &T) {}
    spawnable(&local());
}

#[test]
fn each_event_has_the_level_of_its_hook() {
    for level in [Level::ERROR, Level::WARN, Level::INFO, Level::DEBUG, Level::TRACE] {
        let policy = RetryPolicy::new()
            .stop(stop_after_attempt(2))
            .wait(wait_none())
            .before(before_log(level))
            .after(after_log(level))
            .before_sleep(before_sleep_log(level))
            .on_finish(finish_log(level));
        let seen = events(|| assert_eq!(policy.call(|| None::<u8>), None));
        assert_eq!(seen.iter().map(|(level, _)| *level).collect::<Vec<_>>(), [level; 6]);
    }
}

/// Returns the outcome and the error of the last event.
fn outcome_and_error(seen: &[Told]) -> (&str, Option<&str>) {
    let (_, fields) = seen.last().unwrap();
    (&fields["outcome"], fields.get("error").map(String::as_str))
}

#[test]
fn an_outcome_without_an_error_is_shown_by_its_kind() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).name("jobs");
    let polled = events(|| assert!(policy.before_sleep(before_sleep_log(Level::WARN)).call(|| None::<Socket>).is_none()));
    assert_eq!(outcome_and_error(&polled), ("no value", None));
    let gave_up = events(|| assert!(policy.on_finish(finish_log(Level::WARN)).call(|| None::<Socket>).is_none()));
    assert_eq!(outcome_and_error(&gave_up), ("no value", None));

    let unwanted = policy.retry(retry_if_ok(|_: &Socket| true)).after(after_log(Level::WARN));
    let refused = events(|| assert!(unwanted.call(|| Ok::<_, Infallible>(Socket)).is_ok()));
    assert_eq!(outcome_and_error(&refused), ("unwanted value", None));
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn each_look_of_a_wait_emits_an_event() {
    let events = Events::up_to(Level::TRACE);
    let _listening = set_default(events.clone());
    let mut looks = 0;
    let check = || {
        looks += 1;
        std::future::ready(if looks == 1 { Err("refused") } else { Ok(looks == 3) })
    };
    let hangs = wait_for("the cache", std::future::pending::<bool>).timeout(Duration::from_millis(7));
    wait_for("the server", check).on_look(look_log(Level::DEBUG)).await.unwrap();
    hangs.on_look(look_log(Level::DEBUG)).await.unwrap_err();
    let told = |name, look, elapsed, found, delay| {
        let always = [("message", "looked"), ("name", name), ("look", look), ("elapsed", elapsed), ("found", found)];
        let fields = always.into_iter().chain(Option::map(delay, |delay| ("delay", delay)));
        (Level::DEBUG, fields.map(|(field, value)| (field, value.to_owned())).collect())
    };
    let expected = [
        told("the server", "1", "0ns", "error: refused", Some("50ms")),
        told("the server", "2", "50ms", "false", Some("50ms")),
        told("the server", "3", "100ms", "ready", None),
        told("the cache", "1", "7ms", "no answer", None),
    ];
    assert_eq!(events.take(), expected);
}

#[test]
fn a_probe_is_reported_when_a_look_begins_and_ends() {
    let seen = events(|| {
        let probes = file("/") & file("/no/such/file");
        let wait = wait_until_ready_sync(probes).timeout(Duration::ZERO);
        wait.on_progress(progress_log(Level::INFO)).run().unwrap_err();
    });
    let told = |name: &str, state: &str| {
        let is_told = |fields: &&Told| fields.1["name"] == name && fields.1["state"] == state;
        seen.iter().find(is_told).unwrap_or_else(|| panic!("{name} is never {state}: {seen:?}")).1.clone()
    };
    let ready = told("file /", "ready");
    assert_eq!((&*ready["message"], &*ready["look"], ready.contains_key("reason")), ("probed", "1", false));
    assert!(ready["elapsed"].ends_with('s'), "{ready:?}");
    let pending = told("file /no/such/file", "pending");
    assert!(!pending.contains_key("elapsed") && pending.contains_key("reason"), "{pending:?}");
    assert_eq!(seen.last().unwrap().1["reason"], "it does not exist");
}

#[test]
fn a_process_is_shown_with_its_exit_status() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{ExitStatus, Output};

    #[retry(stop = stop_after_attempt(2), wait = wait_none(), before_sleep = before_sleep_log(Level::WARN))]
    fn status(code: i32) -> ExitStatus {
        ExitStatus::from_raw(code << 8)
    }
    let seen = events(|| assert!(!status(3).success()));
    assert_eq!(outcome_and_error(&seen), ("error", Some("exit status: 3")));

    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).before_sleep(before_sleep_log(Level::WARN));
    let run = || Output { status: ExitStatus::from_raw(2 << 8), stdout: Vec::new(), stderr: Vec::new() };
    let seen = events(|| assert!(!policy.call(run).status.success()));
    assert_eq!(outcome_and_error(&seen), ("error", Some("exit status: 2")));
}

#[test]
fn an_event_of_a_policy_without_a_name_has_no_name() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).before_sleep(before_sleep_log(Level::WARN));
    let seen = events(|| assert_eq!(policy.call(|| None::<u8>), None));
    assert_eq!(seen[0].1.get("name"), None);
}

#[test]
fn hooks_fit_into_a_boxed_policy() {
    let boxed: tenacity::BoxedPolicy<io::Result<u8>> = RetryPolicy::new()
        .stop(stop_after_attempt(2))
        .wait(wait_none())
        .before(before_log(Level::INFO))
        .after(after_log(Level::INFO))
        .before_sleep(before_sleep_log(Level::INFO))
        .on_finish(finish_log(Level::INFO))
        .boxed();
    assert_eq!(events(|| assert!(boxed.call(|| Err(io::Error::other("refused"))).is_err())).len(), 6);
}

#[test]
fn hooks_of_a_base_run_for_the_outcome_of_each_block() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).before_sleep(before_sleep_log(Level::INFO));
    let seen = events(|| {
        let polled =
            retry_block!(policy = policy, name = "jobs", before_sleep = before_sleep_log(Level::WARN) => -> Option<u8> { None });
        assert_eq!(polled, None);
    });
    let levels = seen.iter().map(|(level, told)| (*level, &*told["name"])).collect::<Vec<_>>();
    assert_eq!(levels, [(Level::INFO, "jobs"), (Level::WARN, "jobs")]);
}

#[test]
fn a_level_without_a_subscriber_formats_nothing() {
    struct Unprintable;
    impl Display for Unprintable {
        fn fmt(&self, _: &mut Formatter<'_>) -> fmt::Result {
            unreachable!("nobody listens")
        }
    }
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(2))
        .wait(wait_none())
        .after(after_log(Level::DEBUG))
        .before_sleep(before_sleep_log(Level::INFO))
        .on_finish(finish_log(Level::INFO));
    let events = Events::up_to(Level::WARN);
    with_default(events.clone(), || assert!(policy.call(|| Err::<(), _>(Unprintable)).is_err()));
    assert_eq!(events.take(), []);
    assert!(policy.call(|| Err::<(), _>(Unprintable)).is_err(), "without any subscriber");
}
