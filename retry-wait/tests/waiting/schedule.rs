//! The times of the checks and the end of the wait, for async and sync waits.

use std::future::{pending, ready};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tokio::time::{Instant, sleep};

use crate::{Looks, millis};

#[tokio::test(start_paused = true)]
async fn a_false_condition_is_checked_at_every_interval_and_at_the_limit() {
    let looks = Looks::new();
    let error = wait_for("it", || looks.true_since(Duration::MAX, Duration::ZERO)).await.unwrap_err();
    assert_eq!((error.checks(), looks.count.get(), looks.elapsed()), (101, 101, millis(5_000)));
    assert!(error.is_timeout() && error.elapsed() == millis(5_000));
}

#[tokio::test(start_paused = true)]
async fn an_interval_beyond_the_limit_leaves_the_first_and_the_last_check() {
    let looks = Looks::new();
    let check = || looks.true_since(Duration::MAX, Duration::ZERO);
    let error = wait_for("it", check).timeout(millis(1_000)).every(millis(5_000)).await.unwrap_err();
    assert_eq!((error.checks(), looks.elapsed()), (2, millis(1_000)));
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_zero_is_one_check() {
    let looks = Looks::new();
    let error = wait_for("it", || ready(looks.next() > 1)).timeout(Duration::ZERO).await.unwrap_err();
    assert_eq!((error.checks(), looks.elapsed()), (1, Duration::ZERO));
    assert_eq!(wait_for("it", || ready(Some(7))).timeout(Duration::ZERO).await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_condition_that_becomes_true_at_the_limit_is_found() {
    let looks = Looks::new();
    let check = || looks.true_since(millis(1_000), Duration::ZERO);
    wait_for("it", check).timeout(millis(1_000)).every(millis(300)).await.unwrap();
    assert_eq!(looks.elapsed(), millis(1_000));
}

#[tokio::test(start_paused = true)]
async fn a_slow_last_check_begins_early_enough_to_finish() {
    let looks = Looks::new();
    let check = || looks.true_since(millis(950), millis(20));
    wait_for("it", check).timeout(millis(1_000)).every(millis(350)).await.unwrap();
    assert_eq!(looks.elapsed(), millis(995));
}

#[tokio::test(start_paused = true)]
async fn a_check_that_never_returns_is_cut_off_at_the_limit() {
    let looks = Looks::new();
    let error = wait_for("it", pending::<bool>).timeout(millis(700)).await.unwrap_err();
    assert_eq!((error.checks(), looks.elapsed()), (1, millis(700)));
    assert!(
        error.to_string().contains("(1 check; the first check was still running after 700ms: see `check_timeout`)"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_check_that_hangs_is_cut_off_and_the_next_one_counts() {
    let looks = Looks::new();
    let check = async || {
        if looks.next() == 1 {
            pending::<()>().await;
        }
        true
    };
    let waited = wait_for("it", check).check_timeout(millis(100)).report().await.unwrap();
    assert_eq!((waited.elapsed, waited.checks, waited.unanswered), (millis(150), 2, 1));
}

#[tokio::test(start_paused = true)]
async fn successes_have_to_come_in_a_row() {
    let looks = Looks::new();
    wait_for("it", || ready(looks.next() != 2)).successes(3).await.unwrap();
    assert_eq!(looks.elapsed(), millis(200));
}

#[tokio::test(start_paused = true)]
async fn a_fatal_result_ends_the_wait_immediately() {
    let looks = Looks::new();
    let check = || ready(if looks.next() == 3 { Check::fatal("gone") } else { Check::<()>::Pending(None) });
    let error = wait_for("it", check).await.unwrap_err();
    assert_eq!((error.is_timeout(), error.elapsed(), looks.elapsed()), (false, millis(100), millis(100)));
    assert_eq!(error.to_string(), "Stopped waiting for it after 0.1s: gone (3 checks)");
}

#[tokio::test(start_paused = true)]
async fn a_paused_clock_stands_still_while_a_blocking_check_runs() {
    let looks = Looks::new();
    let check = async || tokio::task::spawn_blocking(|| std::thread::sleep(millis(20))).await.is_ok();
    wait_for("it", check).await.unwrap();
    assert_eq!(looks.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_stable_time_is_outside_the_limit() {
    let looks = Looks::new();
    // The condition becomes true at 900 ms and has to stay true for 300 ms, beyond the limit of 1 s.
    let check = || ready((looks.elapsed() >= millis(900)).then(|| looks.next()));
    let found = wait_for("it", check).timeout(millis(1_000)).stable_for(millis(300)).await.unwrap();
    assert_eq!((found, looks.elapsed()), (7, millis(1_200)));
}

#[tokio::test(start_paused = true)]
async fn a_broken_stable_time_restarts_unless_the_limit_has_passed() {
    let looks = Looks::new();
    let breaks = |at: Duration| ready(looks.elapsed() != at);
    wait_for("it", || breaks(millis(200))).stable_for(millis(300)).await.unwrap();
    assert_eq!(looks.elapsed(), millis(550));

    let looks = Looks::new();
    let check = || ready(looks.elapsed() != millis(1_050) && looks.elapsed() >= millis(900));
    let error = wait_for("it", check).timeout(millis(1_000)).stable_for(millis(300)).await.unwrap_err();
    assert!(error.is_timeout() && looks.elapsed() == millis(1_050), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_slow_check_at_the_end_of_a_stable_time_may_finish() {
    let looks = Looks::new();
    let check = || looks.true_since(Duration::ZERO, millis(20));
    wait_for("it", check).timeout(millis(30)).stable_for(millis(100)).await.unwrap();
    assert_eq!(looks.elapsed(), millis(20 + 100 + 20));
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_the_check_asks_for_is_honoured_and_ends_at_the_limit() {
    let looks = Looks::new();
    let check = || ready(if looks.next() == 1 { Check::RetryAfter(millis(700)) } else { Check::Ready(()) });
    wait_for("it", check).await.unwrap();
    assert_eq!(looks.elapsed(), millis(700));

    let looks = Looks::new();
    let error = wait_for("it", || ready(Check::<()>::RetryAfter(Duration::MAX))).timeout(millis(900)).await.unwrap_err();
    assert_eq!((error.checks(), looks.elapsed()), (2, millis(900)));
}

#[tokio::test(start_paused = true)]
async fn a_delay_of_zero_is_ignored() {
    let looks = Looks::new();
    let check = || ready(if looks.next() < 4 { Check::RetryAfter(Duration::ZERO) } else { Check::Ready(()) });
    wait_for("it", check).every(millis(100)).await.unwrap();
    assert_eq!(looks.elapsed(), millis(300));
}

#[tokio::test(start_paused = true)]
async fn any_wait_strategy_sets_the_pauses_and_sees_the_progress() {
    let looks = Looks::new();
    let pauses = wait_fn(|state: &RetryState| {
        assert_eq!(state.elapsed(), state.idle_for());
        millis(100) * state.attempt_number() + state.previous_sleep()
    });
    let waited = wait_for("it", || ready(looks.next() == 4)).wait(pauses).report().await.unwrap();
    assert_eq!(waited.elapsed, millis(100 + 300 + 600));
}

#[tokio::test(start_paused = true)]
async fn fail_if_is_called_before_every_check() {
    let looks = Looks::new();
    let error = wait_for("it", || ready(looks.next() > 9))
        .fail_if("never", || None::<&str>)
        .fail_if("the server exited", || (looks.count.get() == 2).then_some("code 137"))
        .await
        .unwrap_err();
    assert_eq!((error.checks(), error.elapsed(), error.is_timeout()), (2, millis(100), false));
    assert!(error.to_string().starts_with("Stopped waiting for it after 0.1s: the server exited: code 137 (2 checks"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn fail_if_is_called_during_checks_and_pauses() {
    let exited = |begun: Instant| move || (begun.elapsed() >= millis(210)).then_some("code 137");
    let hung = wait_for("it", pending::<bool>).fail_if("the server exited", exited(Instant::now()));
    let error = hung.await.unwrap_err();
    assert_eq!((error.checks(), error.elapsed(), error.is_timeout()), (1, millis(300), false), "{error}");
    let rare = wait_for("it", || ready(false)).every(millis(4_000)).fail_if("the server exited", exited(Instant::now()));
    let error = rare.await.unwrap_err();
    assert_eq!((error.checks(), error.elapsed(), error.is_timeout()), (1, millis(300), false), "{error}");

    let timer = VirtualTimer::new();
    let exited = || (timer.elapsed() >= millis(210)).then_some("code 137");
    let rare = wait_for_sync("it", || false).every(millis(4_000)).fail_if("the server exited", exited).timer(&timer);
    let error = rare.run().unwrap_err();
    assert_eq!((error.checks(), error.elapsed(), error.is_timeout()), (1, millis(300), false), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_guard_does_not_change_the_schedule() {
    for (limit, interval, looks) in [(5_000, 50, 101), (1_000, 5_000, 2), (1_000, 300, 5), (0, 50, 1)] {
        let begun = Instant::now();
        let waiting = wait_for("it", || ready(false)).timeout(millis(limit)).every(millis(interval));
        let error = waiting.fail_if("never", || None::<&str>).await.unwrap_err();
        assert_eq!((error.checks(), begun.elapsed()), (looks, millis(limit)));
    }
    let begun = Instant::now();
    let hung = wait_for("it", pending::<bool>).check_timeout(millis(250)).timeout(millis(1_020));
    let error = hung.fail_if("never", || None::<&str>).await.unwrap_err();
    assert_eq!((error.checks(), begun.elapsed()), (4, millis(1_020)));
}

#[test]
fn a_guard_that_tripped_during_a_blocking_check_is_the_reason() {
    let timer = VirtualTimer::new();
    let check = || {
        timer.advance(millis(7_000));
        false
    };
    let exited = || (timer.elapsed() > millis(6_000)).then_some("code 137");
    let error = wait_for_sync("it", check).fail_if("the server exited", exited).timer(&timer).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("the server exited: code 137"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn fail_when_ends_a_hanging_check_and_a_long_pause_immediately() {
    let start = Instant::now();
    let after = |time: u64, told: &'static str| async move {
        sleep(millis(time)).await;
        told
    };
    let hanging = wait_for("it", pending::<bool>).fail_when("the worker ended", after(130, "exit status: 1"));
    let error = hanging.fail_when("the disk is full", after(150, "0 bytes")).await.unwrap_err();
    assert_eq!((error.is_timeout(), start.elapsed(), error.elapsed()), (false, millis(130), millis(130)));
    let told = "Stopped waiting for it after 0.13s: the worker ended: exit status: 1 (1 check, none completed";
    assert!(error.to_string().starts_with(told), "{error}");

    let start = Instant::now();
    let pausing = wait_for("it", || ready(false)).every(millis(4_000)).fail_when("the worker ended", after(30, "killed"));
    let error = pausing.fail_if("the disk is full", || (start.elapsed() > millis(10)).then_some("0 bytes")).await.unwrap_err();
    assert_eq!((start.elapsed(), error.checks()), (millis(30), 1));
    assert!(error.to_string().contains("the worker ended: killed"), "{error}");

    // A future that never resolves neither ends a wait nor wakes it.
    wait_for("it", || ready(true)).fail_when("the worker ended", pending::<String>()).await.unwrap();
    let error = wait_for("it", || ready(false)).fail_when("the worker ended", pending::<String>()).await.unwrap_err();
    assert_eq!((error.is_timeout(), error.checks()), (true, 101));
    // If a guard and a check are ready at the same time, the guard wins.
    assert!(hold("it", || ready(true)).during(millis(1)).fail_when("the worker ended", ready("killed")).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn on_look_reports_every_check_after_its_end() {
    let mut told = Vec::new();
    let looks = Looks::new();
    let waiting = wait_for("it", || ready(looks.next() == 4)).timeout(millis(400)).every(millis(150)).on_look(|look| {
        told.push((look.number, look.found.to_owned(), look.elapsed.as_millis(), look.remaining.as_millis(), look.next));
    });
    // The wait asks other guards, too.
    let mut asked = 0;
    waiting
        .fail_if("never", || {
            asked += 1;
            None::<&str>
        })
        .await
        .unwrap();
    let not = |number, at: u64, next: u64| (number, "false".to_owned(), at.into(), u128::from(400 - at), Some(millis(next)));
    let ready = (4, "ready".to_owned(), 400, 0, None);
    assert_eq!(told, [not(1, 0, 150), not(2, 150, 150), not(3, 300, 100), ready]);
    assert!(asked >= 4, "{asked}");
}

#[test]
fn a_sync_wait_has_the_same_schedule() {
    let checks_and_time = |limit: u64, interval: u64| {
        let timer = VirtualTimer::new();
        let waiting = wait_for_sync("it", || false).timeout(millis(limit)).every(millis(interval));
        let error = waiting.timer(timer.clone()).run().unwrap_err();
        assert!(error.is_timeout());
        (error.checks(), timer.elapsed().as_millis())
    };
    assert_eq!(checks_and_time(5_000, 50), (101, 5_000));
    assert_eq!(checks_and_time(1_000, 5_000), (2, 1_000));
    assert_eq!(checks_and_time(1_000, 300), (5, 1_000));
    assert_eq!(checks_and_time(0, 50), (1, 0));
}

#[test]
fn a_slow_sync_check_begins_early_enough_to_finish() {
    let timer = VirtualTimer::new();
    let check = || {
        let is_true = timer.elapsed() >= millis(950);
        timer.advance(millis(20));
        is_true
    };
    wait_for_sync("it", check).timeout(millis(1_000)).every(millis(350)).timer(&timer).run().unwrap();
    assert_eq!(timer.elapsed(), millis(995));
}

#[tokio::test]
async fn a_virtual_timer_works_for_async_waits() {
    let timer = VirtualTimer::new();
    let error = wait_for("it", || ready(false)).timer(timer.clone()).await.unwrap_err();
    assert_eq!((error.checks(), timer.elapsed()), (101, millis(5_000)));
    let error = wait_for("it", pending::<bool>).timer(VirtualTimer::new()).await.unwrap_err();
    assert_eq!((error.checks(), error.elapsed()), (1, millis(5_000)));
}

#[tokio::test]
async fn skipped_sleeps_pass_immediately_and_checks_keep_their_time() {
    let _guard = tenacity::testing::no_sleep();
    let error = wait_for("it", async || {
        tokio::task::yield_now().await;
        false
    })
    .timeout(Duration::from_secs(3_600))
    .every(Duration::from_secs(600))
    .await
    .unwrap_err();
    // Checks take a little real time, so the last one begins a little before the limit, and another may fit.
    assert!((7..=8).contains(&error.checks()), "{error:?}");
    assert!(wait_for_sync("it", || false).timeout(Duration::from_secs(3_600)).every(Duration::from_secs(600)).run().is_err());
    // Skipped time does not cut off a check that needs real time.
    let check = async || {
        sleep(millis(1)).await;
        true
    };
    wait_for("it", check).timeout(Duration::from_secs(3_600)).await.unwrap();
}
