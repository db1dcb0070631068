use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::ready::{BoxProbe, Either, Probe, boxed, probe};
use tenacity::waiting::ProbeState;

use crate::{closed_port, millis};

#[tokio::test]
async fn the_report_lists_all_probes() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let (open, closed) = (listener.local_addr().unwrap(), closed_port());
    let error = wait_until_ready(tcp(open) & tcp(closed)).timeout(Duration::ZERO).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let told = error.to_string();
    assert!(told.starts_with(&format!("Timeout waiting for tcp {open} & tcp {closed} after 0.0s (")), "{told}");
    assert!(told.contains(&format!("; ready: tcp {open} after ")), "{told}");
    assert!(told.contains(&format!("; pending: tcp {closed}: {closed}: Connection refused")), "{told}");
    let report = format!("{error:?}");
    assert!(report.contains(&format!("\n  ready      tcp {open} after ")), "{report}");
    assert!(report.contains(&format!("\n  pending    tcp {closed}: ")), "{report}");
    assert!(matches!(error.probes()[0].state, ProbeState::Ready { .. }));
}

#[tokio::test]
async fn a_hanging_probe_does_not_delay_the_others() {
    let quick = Arc::new(AtomicU32::new(0));
    let looks = quick.clone();
    let counting = probe("the quick one", move || looks.fetch_add(1, Ordering::Relaxed) >= 3);
    let hanging = probe("the hanging one", std::future::pending::<bool>);
    let error = wait_until_ready(hanging & counting).timeout(millis(1_000)).every(millis(5)).await.unwrap_err();
    assert_eq!(quick.load(Ordering::Relaxed), 4);
    let told: Vec<_> = error.probes().iter().map(ToString::to_string).collect();
    let still = told[0].strip_prefix("pending: the hanging one: the first check was still running after ");
    assert!(still.is_some_and(|time| time.ends_with("s: see `check_timeout`")), "{told:?}");
    assert!(told[1].starts_with("ready: the quick one after "), "{told:?}");
}

#[tokio::test]
async fn the_first_of_any_is_enough() {
    let hanging = || std::future::pending::<Option<u8>>();
    let found = wait_until_ready(probe("never", hanging) | || async { Some("found") }).await.unwrap();
    assert_eq!(found, Either::Right("found"));
    let error = wait_until_ready(tcp("nowhere") | command(["no-such-program"])).await.unwrap_err();
    assert!(!error.is_timeout(), "both have failed: {error}");
    let nested = (tcp("nowhere") | probe("yes", || true)) & probe("and", || Some(7));
    assert_eq!(wait_until_ready(nested).await.unwrap(), (Either::Right(()), 7));
}

#[tokio::test]
async fn sync_and_async_closures_are_joined_without_a_name() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = || tcp(listener.local_addr().unwrap());
    assert_eq!(wait_until_ready(server() & || Some(7)).await.unwrap(), ((), 7));
    assert_eq!(wait_until_ready((server() & async || Some("up")) | || false).await.unwrap(), Either::Left(((), "up")));
    assert_eq!(wait_until_ready_sync(vec![|| Some(1), || Some(2)]).run().unwrap(), [1, 2]);
    assert_eq!(wait_until_ready(vec![server() & || true]).await.unwrap(), [((), ())]);
    let error = wait_until_ready(server() & || false).timeout(Duration::ZERO).await.unwrap_err();
    assert!(error.description().contains(" & a closure in ready::joined::sync_and_async_closures"), "{error}");
}

#[tokio::test]
async fn a_failed_probe_ends_the_whole_wait() {
    let error = wait_until_ready(tcp(closed_port()) & command(["no-such-program"])).await.unwrap_err();
    assert!(!error.is_timeout(), "{error}");
    assert!(matches!(error.probes()[1].state, ProbeState::Failed { .. }), "{error:?}");
}

#[test]
fn a_guard_ends_the_wait_immediately_and_the_report_lists_the_probes() {
    let mut asked = 0;
    let status = || {
        asked += 1;
        (asked > 2).then_some("exit status: 1")
    };
    let error = wait_until_ready_sync(tcp(closed_port())).fail_if("the server ended", status).run().unwrap_err();
    assert!(!error.is_timeout(), "{error}");
    let told = error.to_string();
    assert!(told.starts_with("Stopped waiting for tcp ") && told.contains(": the server ended: exit status: 1"), "{told}");
    assert!(error.probes()[0].to_string().contains("Connection refused"), "{error:?}");
}

#[tokio::test]
async fn a_guard_that_trips_shortly_after_a_failed_probe_is_the_reason() {
    let fails = || probe("app", || Check::<()>::fatal("connection closed"));
    let mut asked = 0;
    let status = || {
        asked += 1;
        (asked > 3).then_some("exit status: 1")
    };
    let by_closure = wait_until_ready(fails()).fail_if("it ended", status).await.unwrap_err();
    let died = async {
        tokio::time::sleep(millis(20)).await;
        "exit status: 1"
    };
    let by_future = wait_until_ready(fails() & tcp(closed_port())).fail_when("it ended", died).await.unwrap_err();
    for error in [by_closure, by_future] {
        assert!(error.to_string().contains(": it ended: exit status: 1 ("), "{error}");
        assert_eq!(error.probes()[0].to_string(), "failed: app: connection closed");
    }
}

#[test]
fn successes_counts_ready_checks_in_a_row() {
    let mut looks = [true, false, true, true, true, true].into_iter();
    wait_until_ready_sync(move || looks.next().unwrap()).successes(3).every(millis(1)).run().unwrap();
}

#[test]
fn progress_is_reported_for_each_probe() {
    let mut seen = Vec::new();
    let mut looks = 0;
    let second = probe("second", move || {
        looks += 1;
        looks > 2
    });
    wait_until_ready_sync(probe("first", || true) & second)
        // On a busy machine, checks that are due at the same time are reported together.
        .every(millis(100))
        .on_progress(|report| seen.push(report.to_string()))
        .run()
        .unwrap();
    assert!(seen[0].starts_with("ready: first after "), "{seen:?}");
    assert_eq!(seen.iter().filter(|told| *told == "pending: second: false").count(), 2);
    assert!(seen.last().unwrap().starts_with("ready: second after "), "{seen:?}");
}

#[tokio::test]
async fn probes_of_any_type_wait_in_a_spawned_task() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let open: BoxProbe = Box::new(tcp(listener.local_addr().unwrap()));
    let needed = vec![open, boxed(command(["true"])), boxed(|| true), boxed(probe("async", || async { true }))];
    let waiting = wait_until_ready(needed).timeout(Duration::from_secs(10)).into_future();
    tokio::spawn(waiting).await.unwrap().unwrap();
}

/// An empty reader. Its first read sends a message.
struct ReportsItsRead(std::sync::mpsc::Sender<()>);

impl Read for ReportsItsRead {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.send(()).ok();
        Ok(0)
    }
}

#[tokio::test]
async fn a_boxed_probe_keeps_its_description_timeout_and_notes() {
    let (own, as_it_is) = (boxed(command(["true"])), command(["true"]));
    assert_eq!((own.describe(), own.check_timeout()), (as_it_is.describe(), as_it_is.check_timeout()));
    // The guard trips after the log has been read, and long before the second check.
    let (read, was_read) = std::sync::mpsc::channel::<()>();
    let output = std::io::Cursor::new("warming up\nno space left").chain(ReportsItsRead(read));
    let boxed = boxed(log(output).contains("ready"));
    let status = move || was_read.try_recv().is_ok().then_some("exit status: 1");
    let waiting = wait_until_ready(boxed).every(Duration::from_secs(60)).fail_if("it ended", status).into_future();
    let error = tokio::spawn(waiting).await.unwrap().unwrap_err();
    assert_eq!(error.probes()[0].tail, ["warming up", "no space left"], "{error:?}");
}

#[test]
#[should_panic(expected = "the check broke")]
fn a_panic_of_a_closure_reaches_the_caller() {
    let broken = || -> bool { panic!("the check broke") };
    let _ = wait_until_ready_sync(probe("broken", broken) & tcp(closed_port())).run();
}

#[test]
fn the_probes_of_a_list_are_checked_concurrently() {
    let hanging = || probe("hanging", std::future::pending::<Option<u32>>);
    let error = wait_until_ready_sync(vec![hanging(), hanging(), hanging()]).timeout(millis(100)).run().unwrap_err();
    assert!(error.elapsed() < Duration::from_secs(20), "one limit for all: {error}");
    assert_eq!(error.description(), "hanging & hanging & hanging");
    assert_eq!(error.probes().len(), 3);

    let listeners: Vec<_> = (0..3).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()).collect();
    let all: Vec<_> = listeners.iter().map(|listener| tcp(listener.local_addr().unwrap())).collect();
    assert_eq!(wait_until_ready_sync(probe("and", || Some(7)) & all).run().unwrap(), (7, vec![(); 3]));
    assert_eq!(wait_until_ready_sync(Vec::<BoxProbe>::new()).run().unwrap(), []);
}

/// Counts its checks. The nth check is ready if the nth item of the list is true. Later checks repeat the last item.
fn by_turns(turns: &'static [bool]) -> (Arc<AtomicU32>, impl FnMut() -> bool) {
    let looks = Arc::new(AtomicU32::new(0));
    let counted = looks.clone();
    let look = move || turns[turns.len().min(looks.fetch_add(1, Ordering::Relaxed) as usize + 1) - 1];
    (counted, look)
}

#[test]
fn a_ready_probe_is_checked_again_only_with_recheck() {
    let both = || {
        let ((flaps, flapping), (comes, coming)) = (by_turns(&[true, false, false, true]), by_turns(&[false, false, true]));
        let waiting = wait_until_ready_sync(probe("flapping", flapping) & vec![probe("coming", coming)]).every(millis(1));
        (waiting, move || [&flaps, &comes].map(|looks| looks.load(Ordering::Relaxed)))
    };
    let (waiting, looks) = both();
    waiting.run().unwrap();
    assert_eq!(looks(), [1, 3]);
    // In the second round, one probe is no longer ready, so there is a third round.
    let (waiting, looks) = both();
    waiting.recheck().run().unwrap();
    assert_eq!(looks(), [5, 5]);
}

#[test]
fn recheck_needs_no_second_round_if_all_are_ready_at_their_first_check() {
    let (looks, look) = by_turns(&[true]);
    wait_until_ready_sync(probe("one", look) & probe("other", || true)).recheck().run().unwrap();
    assert_eq!(looks.load(Ordering::Relaxed), 1);
}

#[test]
fn recheck_reports_a_probe_that_stopped_being_ready() {
    let (_, flapping) = by_turns(&[true, false]);
    let (_, coming) = by_turns(&[false, false, true]);
    let both = probe("flapping", flapping) & (probe("coming", coming) | probe("never", || false));
    let error = wait_until_ready_sync(both).recheck().every(millis(1)).timeout(millis(50)).run().unwrap_err();
    assert_eq!(error.probes()[0].to_string(), "pending: flapping: false");
    assert!(error.probes()[1].to_string().starts_with("ready: coming after "), "{error:?}");
}

/// The next test runs this one again, with a scale.
#[test]
fn a_wait_that_a_guard_ended_reports_its_limit() {
    let scale: f64 = std::env::var("TENACITY_TIMEOUT_SCALE").map_or(1.0, |scale| scale.parse().unwrap());
    let wait = wait_until_ready_sync(file("/no/such/file")).timeout(millis(2_000));
    let error = wait.fail_if("the server exited", || Some("code 1")).run().unwrap_err();
    assert_eq!(error.limit(), millis(2_000).mul_f64(scale));
    let line = "limit      3.0s, which is 1.5 times the limit in the code (TENACITY_TIMEOUT_SCALE)";
    assert_eq!(format!("{error:?}").contains(line), std::env::var_os("TENACITY_TIMEOUT_SCALE").is_some(), "{error:?}");
}

#[test]
fn a_wait_that_a_guard_ended_reports_its_scaled_limit() {
    let run = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["joined::a_wait_that_a_guard_ended_reports_its_limit", "--exact"])
        .env("TENACITY_TIMEOUT_SCALE", "1.5")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && told.contains("1 passed"), "{told}");
}
