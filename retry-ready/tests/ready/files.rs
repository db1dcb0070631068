use std::io::Write;
use std::time::Duration;

use tenacity::prelude::*;

use crate::millis;

#[test]
fn a_file_is_ready_when_it_exists() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pid");
    let missing = wait_until_ready_sync(file(&path)).timeout(Duration::ZERO).run().unwrap_err();
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
fn only_a_regular_file_is_read_and_an_invalid_path_fails_immediately() {
    // The device is endless, and the system reports a size for the folder.
    for path in ["/dev/zero", "/"] {
        for probe in [file(path).contains("x"), file(path).non_empty(), file(path).size_stable(millis(1))] {
            let error = wait_until_ready_sync(probe).timeout(Duration::ZERO).run().unwrap_err();
            assert!(error.to_string().contains(": it is not a regular file"), "{error}");
        }
    }
    let error = wait_until_ready_sync(file("a\0b")).run().unwrap_err();
    assert!(!error.is_timeout(), "{error}");
    let error = wait_until_ready_sync(file("").gone()).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("the path of `file` is empty: pass one, as in `file("), "{error}");
}

#[test]
fn a_file_with_a_similar_name_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pid.old"), "1").unwrap();
    assert!(wait_until_ready_sync(file(folder.path().join("pid"))).timeout(Duration::ZERO).run().is_err());
}

#[test]
fn a_file_that_still_grows_is_not_stable() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump");
    std::fs::write(&path, "begun").unwrap();
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let writer = std::thread::spawn({
        let mut file = std::fs::File::options().append(true).open(&path).unwrap();
        move || {
            while stopped.recv_timeout(millis(2)).is_err() {
                file.write_all(b"more").unwrap();
            }
        }
    });
    let waiting = wait_until_ready_sync(file(&path).size_stable(millis(300))).timeout(millis(500)).every(millis(5));
    let growing = waiting.run().unwrap_err();
    assert!(growing.last_value().unwrap().contains("bytes within 300ms"), "{growing}");
    stop.send(()).unwrap();
    writer.join().unwrap();
    wait_until_ready_sync(file(&path).size_stable(millis(20))).run().unwrap();
}

#[test]
fn a_text_is_found_at_any_position() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report");
    let missing = wait_until_ready_sync(file(&path).contains("done")).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(missing.last_value(), Some("it does not exist"));
    // At the beginning, across the end of the first piece, and after many bytes that are not UTF-8.
    for before in [0, 65_533, 200_000] {
        std::fs::write(&path, [vec![0xff; before], b"done".to_vec()].concat()).unwrap();
        wait_until_ready_sync(file(&path).contains("done")).run().unwrap();
        let other = wait_until_ready_sync(file(&path).contains("gone")).timeout(Duration::ZERO).run().unwrap_err();
        assert_eq!(other.last_value(), Some("it does not contain \"gone\""), "{before}");
    }
    wait_until_ready_sync(file(&path).contains("")).run().unwrap();
}

#[cfg(unix)]
#[test]
fn a_socket_without_a_server_is_not_ready() {
    use std::os::unix::net::UnixListener;

    use tenacity::ready::unix;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db.sock");
    let missing = wait_until_ready_sync(unix(&path)).timeout(Duration::ZERO).run().unwrap_err();
    assert!(missing.to_string().contains("No such file"), "{missing}");
    drop(UnixListener::bind(&path).unwrap());
    wait_until_ready_sync(file(&path)).run().unwrap();
    let left = wait_until_ready_sync(unix(&path)).timeout(Duration::ZERO).run().unwrap_err();
    assert!(left.to_string().contains("Connection refused"), "{left}");
    std::fs::remove_file(&path).unwrap();
    let _served = UnixListener::bind(&path).unwrap();
    wait_until_ready_sync(unix(&path) & file(&path)).run().unwrap();
}

#[cfg(unix)]
#[test]
fn a_dangling_link_exists_and_its_target_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let (link, target) = (folder.path().join("current"), folder.path().join("release"));
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let here = wait_until_ready_sync(file(&link).gone()).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(here.last_value(), Some("it exists"));
    let nowhere = wait_until_ready_sync(file(&link)).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(nowhere.last_value(), Some(format!("it is a link to {}, which does not exist", target.display()).as_str()));
    std::fs::remove_file(&link).unwrap();
    wait_until_ready_sync(file(&link).gone()).run().unwrap();
}

#[cfg(unix)]
#[test]
fn a_path_below_a_file_is_gone_and_a_path_without_permission_is_not() {
    use std::os::unix::fs::PermissionsExt;

    wait_until_ready_sync(file("/etc/passwd/x").gone()).run().unwrap();
    let error = wait_until_ready_sync(file("/etc/passwd/x")).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("Not a directory"), "{error}");

    let folder = tempfile::tempdir().unwrap();
    let links = folder.path().join("loop");
    std::os::unix::fs::symlink(&links, &links).unwrap();
    let error = wait_until_ready_sync(file(links.join("x")).gone()).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.to_string().contains("Too many levels of symbolic links"), "{error}");

    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o000)).unwrap();
    let waited = wait_until_ready_sync(file(closed.join("lock")).gone()).timeout(Duration::ZERO).run();
    // Root has permission everywhere.
    if let Err(error) = waited {
        assert!(error.to_string().contains("Permission denied"), "{error}");
    }
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o700)).unwrap();
}

#[tokio::test]
async fn a_file_written_while_the_thread_was_blocked_is_found_after_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pid");
    let blocking = async {
        tokio::time::sleep(millis(20)).await;
        std::fs::write(&path, "4711").unwrap();
        std::thread::sleep(millis(500));
    };
    let (waited, ()) = tokio::join!(wait_until_ready(file(&path)).timeout(millis(300)).into_future(), blocking);
    waited.unwrap();
}

#[test]
fn control_characters_of_a_path_are_escaped() {
    let error = wait_until_ready_sync(file("/no/\x1b[2J/file")).timeout(Duration::ZERO).run().unwrap_err();
    for report in [error.to_string(), format!("{error:?}"), error.probes()[0].to_string()] {
        assert!(report.contains("/no/\\u{1b}[2J/file") && !report.contains('\x1b'), "{report}");
    }
}
