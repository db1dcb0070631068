//! Kills of the process in its sleeps and in an attempt.

use std::os::unix::process::ExitStatusExt;

use order::Service;
use order::services::Answer;

use crate::journal::wait_for_sleep;
use crate::plan::assert_kept;
use crate::process::{Folder, wait_for};

/// The sleeps of order 1: two at each service.
const SLEEPS: usize = 6;

#[test]
fn an_order_survives_a_kill_in_each_of_its_sleeps() {
    let folder = Folder::new();
    for sleep in 1..=SLEEPS {
        let process = folder.start(&[]);
        wait_for_sleep(&folder, sleep);
        process.kill();
    }
    assert!(folder.start(&[]).end().success(), "{}{}", folder.output(), folder.errors());

    assert_kept(&folder);
    folder.assert_processed_once();
    for service in Service::ALL {
        assert_eq!(folder.requests(service).iter().map(|request| request.attempt).collect::<Vec<_>>(), [1, 2, 3]);
        for attempt in 1..=3 {
            assert_eq!(folder.decisions(service, attempt), 1, "{}", folder.output());
        }
    }
    let output = folder.output();
    assert!(output.contains("Order 1 continues at /charge: attempts made: 2, attempt 3 is planned for "), "{output}");
    assert_eq!(output.matches("Order 1 continues at ").count(), SLEEPS, "{output}");
}

#[test]
fn an_attempt_that_is_interrupted_does_not_count_and_begins_again() {
    let folder = Folder::new();
    let process = folder.start(&[]);
    // The shipper does not answer the second request, so the process dies in the attempt.
    wait_for(|| folder.path().join("ledger.jsonl").exists().then_some(()));
    wait_for(|| (folder.requests(Service::Ship).len() == 2).then_some(()));
    process.kill();
    assert!(folder.start(&[]).end().success(), "{}{}", folder.output(), folder.errors());

    let output = folder.output();
    assert!(output.contains("Order 1 continues at /ship: attempt 2 was interrupted, and begins again"), "{output}");
    assert_eq!(folder.answers(Service::Ship), [(1, Answer::Failed), (2, Answer::Slow), (2, Answer::Done)], "{output}");
    assert_eq!(folder.decisions(Service::Ship, 2), 1, "{output}");
    folder.assert_processed_once();
}

#[test]
fn the_argument_crash_kills_the_process_in_a_sleep_and_the_next_run_continues() {
    let folder = Folder::new();
    let crashed = folder.start(&["--crash"]).end();
    assert_eq!(crashed.signal(), Some(6), "SIGABRT: {}{}", folder.output(), folder.errors());
    assert!(folder.output().contains("the process kills itself in this sleep"), "{}", folder.output());
    assert!(folder.start(&[]).end().success(), "{}{}", folder.output(), folder.errors());
    assert_kept(&folder);
    folder.assert_processed_once();

    // An order that has ended is not run again. Without the old files, the numbers begin anew.
    for (argument, shown) in [(None, "Order 2 begins"), (Some("--new"), "Order 1 begins")] {
        let before = folder.output().matches(shown).count();
        let process = folder.start(&Vec::from_iter(argument));
        wait_for(|| (folder.output().matches(shown).count() > before).then_some(()));
        process.kill();
    }
}
