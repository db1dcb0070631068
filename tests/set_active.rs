//! `set_active`, alone in its process, because it is for all of it.

use tenacity::prelude::*;

#[retry(wait = wait_none(), fallback = |_, _| Some(*attempts))]
fn fail(attempts: &mut u32) -> Option<u32> {
    *attempts += 1;
    None
}

#[test]
fn while_it_is_off_every_call_gives_up_after_its_first_failure() {
    let policy = RetryPolicy::new().wait(wait_none());
    tenacity::set_active(false);
    assert!(!tenacity::is_active());
    assert_eq!(fail(&mut 0), Some(1));
    let (_, report) = policy.call_with_report(|| None::<u8>);
    assert_eq!((report.attempts, report.finish), (1, Finish::Stopped));
    assert_eq!(policy.call(|| Some(1)), Some(1));

    tenacity::set_active(true);
    assert_eq!(fail(&mut 0), Some(10));
}
