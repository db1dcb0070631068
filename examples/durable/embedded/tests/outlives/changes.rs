//! A policy that changes while its call is under way.

use order::Service;
use order::services::Answer;

use crate::journal::wait_for_sleep;
use crate::process::Folder;

#[test]
fn a_changed_policy_takes_effect_at_the_next_decision() {
    let folder = Folder::new();
    let process = folder.start(&[]);
    // The third sleep is the first one at the stock.
    wait_for_sleep(&folder, 3);
    process.kill();

    let ended = folder.start(&["--attempts", "2"]).end();
    let output = folder.output();
    assert_eq!(ended.code(), Some(1), "{output}{}", folder.errors());
    assert_eq!(folder.answers(Service::Reserve), [(1, Answer::Busy(None)), (2, Answer::Busy(None))], "{output}");
    assert!(output.contains("attempt 2: busy → the call ends: the attempts or the time are used up"), "{output}");
    assert!(output.contains("Order 1 ends at /reserve: busy"), "{output}");
    assert_eq!(folder.answers(Service::Ship), []);
}
