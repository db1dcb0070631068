//! The lines that the hooks of the feature `log` write. A process has a single logger, so this one stores the lines of each thread separately.

use std::cell::RefCell;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::sync::Once;
use std::time::Duration;

use log::{Level, LevelFilter, Log, Metadata, Record};
use tenacity::log::{after_log, before_log, before_sleep_log, finish_log, look_log, progress_log};
use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Lines;

impl Log for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {}: {}", record.level(), record.target(), record.args());
        LINES.with_borrow_mut(|lines| lines.push(line));
    }

    fn flush(&self) {}
}

/// Returns the lines that `called` writes at level `Debug` and above.
fn lines(called: impl FnOnce()) -> Vec<String> {
    static LOGGER: Once = Once::new();
    LOGGER.call_once(|| {
        log::set_logger(&Lines).unwrap();
        log::set_max_level(LevelFilter::Debug);
    });
    called();
    LINES.take()
}

/// A success value without `Debug` or `Display`.
struct Socket;

/// A policy whose calls take no time.
macro_rules! policy {
    () => {
        RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).timer(VirtualTimer::new())
    };
}

#[test]
fn every_hook_writes_a_line() {
    #[retry(
        stop = stop_after_attempt(2),
        wait = wait_fixed(1250ms),
        before = before_log(Level::Debug),
        after = after_log(Level::Info),
        before_sleep = before_sleep_log(Level::Warn),
        timer = VirtualTimer::new(),
        name = "orders::connect",
    )]
    fn connect() -> io::Result<Socket> {
        Err(io::Error::other("refused"))
    }
    let expected = [
        "DEBUG tenacity: attempt 1 of orders::connect starts, 0ns into the call",
        "INFO tenacity: attempt 1 of orders::connect ended, 0ns into the call: refused",
        "WARN tenacity: attempt 1 of orders::connect ended, 0ns into the call: refused; retrying in 1.25s",
        "DEBUG tenacity: attempt 2 of orders::connect starts, 1.25s into the call",
        "INFO tenacity: attempt 2 of orders::connect ended, 1.25s into the call: refused",
    ];
    assert_eq!(lines(|| assert!(connect().is_err())), expected);
}

#[test]
fn a_call_that_gave_up_writes_its_last_error_and_the_reason() {
    #[retry(
        stop = stop_after_attempt(attempts),
        wait = wait_fixed(1250ms),
        on_finish = finish_log(Level::Warn),
        timer = VirtualTimer::new(),
        name = "orders::connect",
    )]
    fn connect(attempts: u32) -> io::Result<Socket> {
        Err(io::Error::other("refused"))
    }
    let once = "WARN tenacity: orders::connect gave up after 1 attempt in 0ns (stopped): refused";
    assert_eq!(lines(|| assert!(connect(1).is_err())), [once]);
    let thrice = "WARN tenacity: orders::connect gave up after 3 attempts in 2.5s (stopped): refused";
    assert_eq!(lines(|| assert!(connect(3).is_err())), [thrice]);

    let empty = RetryBudget::new().initial(0);
    let polling = policy!().budget(&empty).on_finish(finish_log(Level::Warn));
    let refused = "WARN tenacity: the call gave up after 1 attempt in 0ns (budget_exhausted): no value";
    assert_eq!(lines(|| assert!(polling.call(|| None::<Socket>).is_none())), [refused]);
}

#[test]
fn a_call_that_did_not_give_up_writes_no_line_at_its_end() {
    let policy = policy!().retry(retry_if_err(|error: &io::Error| error.kind() == io::ErrorKind::TimedOut));
    let policy = policy.on_finish(finish_log(Level::Error));
    let told = lines(|| {
        assert!(policy.call(|| io::Result::Ok(Socket)).is_ok());
        assert!(
            policy.call(|| io::Result::<Socket>::Err(io::Error::other("final"))).is_err(),
            "an error that is not to be retried"
        );
    });
    assert_eq!(told, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_async_function_writes_the_same() {
    #[retry(stop = stop_after_attempt(2), wait = wait_fixed(1s), before_sleep = before_sleep_log(Level::Warn), name = "fetch")]
    async fn fetch(status: &str) -> Result<Socket, String> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Err(format!("status {status}"))
    }
    lines(|| ());
    assert!(fetch("503").await.is_err());
    assert_eq!(LINES.take(), ["WARN tenacity: attempt 1 of fetch ended, 5ms into the call: status 503; retrying in 1s"]);
}

#[test]
fn a_policy_writes_a_line_for_every_kind_of_outcome() {
    let polled = policy!().before_sleep(before_sleep_log(Level::Info));
    let expected = ["INFO tenacity: attempt 1 of the call ended, 0ns into the call: no value; retrying in 0ns"];
    assert_eq!(lines(|| assert!(polled.call(|| None::<Socket>).is_none())), expected);

    let unwanted = policy!().name("page").retry(retry_if_ok(|_: &Socket| true)).before_sleep(before_sleep_log(Level::Info));
    let expected = ["INFO tenacity: attempt 1 of page ended, 0ns into the call: unwanted value; retrying in 0ns"];
    assert_eq!(lines(|| assert!(unwanted.call(|| io::Result::Ok(Socket)).is_ok())), expected);
}

#[cfg(unix)]
#[test]
fn each_look_of_a_wait_writes_a_line() {
    let mut states = ["NEW", "PAID"].into_iter();
    let told = lines(|| {
        let waiting = wait_for_sync("order 42 to be paid", || states.next()).until(|state| *state == Some("PAID"));
        let waiting = waiting.show(|state| format!("{state:?}")).on_look(look_log(Level::Info));
        waiting.timer(VirtualTimer::new()).run().unwrap();
    });
    let expected = [
        "INFO tenacity: look 1 for order 42 to be paid, 0ns into the wait: Some(\"NEW\"); again in 50ms",
        "INFO tenacity: look 2 for order 42 to be paid, 50ms into the wait: ready",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_process_is_logged_with_its_exit_status() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    let policy = policy!().name("make").after(after_log(Level::Error)).stop(stop_after_attempt(1));
    let seen = lines(|| assert!(!policy.call(|| ExitStatus::from_raw(2 << 8)).success()));
    assert_eq!(seen, ["ERROR tenacity: attempt 1 of make ended, 0ns into the call: exit status: 2"]);
}

#[test]
fn a_disabled_level_formats_nothing() {
    struct Unprintable;
    impl Display for Unprintable {
        fn fmt(&self, _: &mut Formatter<'_>) -> fmt::Result {
            unreachable!("the level is off")
        }
    }
    let policy = policy!()
        .before(before_log(Level::Trace))
        .after(after_log(Level::Trace))
        .before_sleep(before_sleep_log(Level::Trace))
        .on_finish(finish_log(Level::Trace));
    assert_eq!(lines(|| assert!(policy.call(|| Err::<(), _>(Unprintable)).is_err())), [""; 0]);
}

#[test]
fn a_probe_is_reported_when_a_look_begins_and_ends() {
    let told = lines(|| {
        let wait = wait_until_ready_sync(file("/no/such/file")).timeout(Duration::ZERO);
        wait.on_progress(progress_log(Level::Info)).run().unwrap_err();
    });
    assert_eq!(told.last().unwrap(), "INFO tenacity: pending: file /no/such/file: it does not exist (check 1)");
}
