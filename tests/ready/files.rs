use std::time::Duration;

use tenacity::prelude::*;

use crate::millis;

#[test]
fn a_file_is_ready_when_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pid");
    let missing = wait_until_ready_sync(file(&path)).timeout(millis(20)).every(millis(5)).run().unwrap_err();
    assert_eq!(missing.last_value(), Some("it does not exist"));

    std::fs::write(&path, "").unwrap();
    wait_until_ready_sync(file(&path)).run().unwrap();
    let empty = wait_until_ready_sync(file(&path).non_empty()).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(empty.last_value(), Some("it is empty"));
    let here = wait_until_ready_sync(file(&path).gone()).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(here.last_value(), Some("it exists"));

    std::fs::write(&path, "4711").unwrap();
    wait_until_ready_sync(file(&path).non_empty()).run().unwrap();
    std::fs::remove_file(&path).unwrap();
    wait_until_ready_sync(file(&path).gone()).run().unwrap();
}

#[test]
fn a_sibling_is_not_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pid.old"), "1").unwrap();
    assert!(wait_until_ready_sync(file(folder.path().join("pid"))).timeout(Duration::ZERO).run().is_err());
}
