//! Journals that are damaged or foreign.

use std::fs;

use order::Service;

use crate::journal::{damage, wait_for_sleep};
use crate::process::{Folder, wait_for};

/// Kills the process in a sleep, replaces a text in the last step, and starts it again. Returns the exit code.
#[track_caller]
fn run_damaged(folder: &Folder, sleep: usize, old: &str, new: &str) -> Option<i32> {
    let process = folder.start(&[]);
    wait_for_sleep(folder, sleep);
    process.kill();
    damage(folder, old, new);
    folder.start(&[]).end().code()
}

#[test]
fn progress_with_an_unknown_field_is_an_error_that_names_it() {
    let folder = Folder::new();
    assert_eq!(run_damaged(&folder, 1, r#""idle_for":"#, r#""idle_of":"#), Some(2), "{}", folder.output());
    let errors = folder.errors();
    assert!(errors.contains("unknown field `idle_of`") && errors.contains("`--new` starts anew"), "{errors}");
    assert_eq!(folder.requests(Service::Charge).len(), 1);
}

#[test]
fn progress_that_is_cut_off_is_an_error() {
    let folder = Folder::new();
    assert_eq!(run_damaged(&folder, 1, r#""started":"#, ""), Some(2), "{}", folder.output());
    let errors = folder.errors();
    assert!(errors.contains("the journaled step of an attempt is unreadable: key must be a string"), "{errors}");
    assert_eq!(folder.requests(Service::Charge).len(), 1);
}

#[test]
fn progress_with_the_largest_number_of_attempts_makes_one_attempt_more() {
    let folder = Folder::new();
    // The third sleep is the first one at the stock, which is busy at two requests.
    assert_eq!(run_damaged(&folder, 3, r#""attempts":1,"#, r#""attempts":4294967295,"#), Some(1), "{}", folder.errors());
    assert!(folder.output().contains("Order 1 ends at /reserve: busy"), "{}", folder.output());
    assert_eq!(folder.requests(Service::Reserve).len(), 2);
}

#[test]
fn a_journal_that_is_not_a_database_is_an_error_with_its_remedy() {
    let folder = Folder::new();
    fs::write(folder.path().join("journal.sqlite"), "This file belongs to another program. ".repeat(100)).unwrap();
    assert_eq!(folder.start(&[]).end().code(), Some(2), "{}", folder.output());
    let errors = folder.errors();
    assert!(
        errors.contains("journal.sqlite cannot be opened: not a database") && errors.contains("`--new` deletes it"),
        "{errors}"
    );

    let process = folder.start(&["--new"]);
    wait_for(|| folder.output().contains("Order 1 begins").then_some(()));
    process.kill();
}
