//! Logs in files that grow, are rotated, or are truncated.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use tenacity::prelude::*;
use tenacity::ready::Log;

use crate::millis;

/// Creates a folder. Returns it and the path of a log in it.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.log");
    (folder, path)
}

fn append(path: &Path, text: &str) {
    OpenOptions::new().create(true).append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Waits for the probe. Another thread changes the file 100 ms later.
fn waits_while(probe: Log, change: impl FnOnce() + Send + 'static) -> Vec<String> {
    let changing = thread::spawn(move || {
        thread::sleep(millis(100));
        change();
    });
    let found = wait_until_ready_sync(probe).every(millis(10)).timeout(Duration::from_secs(5)).run();
    changing.join().unwrap();
    found.unwrap()
}

#[test]
fn a_file_is_read_as_it_grows() {
    let (_folder, path) = place();
    append(&path, "starting\n");
    let grows = |probe| {
        let path = path.clone();
        waits_while(probe, move || append(&path, "now ready\n"))
    };
    assert_eq!(grows(log(File::open(&path).unwrap()).regex("now (ready)")), ["now ready", "ready"]);
    fs::write(&path, "starting\n").unwrap();
    grows(log(&*path).contains("now ready"));
    fs::write(&path, "starting\n").unwrap();
    grows(log(tokio::fs::File::from_std(File::open(&path).unwrap())).contains("now ready"));
}

#[test]
fn an_open_file_is_read_from_its_current_position() {
    let (_folder, path) = place();
    append(&path, "ready of yesterday\n");
    let mut file = File::open(&path).unwrap();
    file.seek(SeekFrom::End(0)).unwrap();
    let found = waits_while(log(file).regex("ready of (.*)"), move || append(&path, "ready of today\n"));
    assert_eq!(found[1], "today");
}

#[test]
fn a_file_may_be_created_later() {
    let (_folder, path) = place();
    let error = wait_until_ready_sync(log(&*path).contains("ready")).timeout(millis(500)).run().unwrap_err();
    let told = format!("Timeout waiting for log {} `ready` after 0.5s", path.display());
    assert!(error.is_timeout() && error.to_string().starts_with(&told), "{error}");
    assert!(error.to_string().contains("its file does not exist yet; `ready` matched 0 of 1"), "{error}");
    waits_while(log(&*path).contains("ready"), move || append(&path, "ready\n"));
}

#[test]
fn a_truncated_file_is_read_again_from_its_beginning() {
    let (_folder, path) = place();
    for by_path in [true, false] {
        fs::write(&path, "a line that is longer than the one which follows\n").unwrap();
        let probe = if by_path { log(&*path) } else { log(File::open(&path).unwrap()) };
        let path = path.clone();
        waits_while(probe.contains("ready"), move || fs::write(path, "ready\n").unwrap());
    }
}

#[test]
fn a_rotated_file_is_read_to_its_end_and_then_its_successor() {
    let (_folder, path) = place();
    append(&path, "one\n");
    let found = waits_while(log(&*path).in_order(["one", "two", "three"]), move || {
        let mut old = OpenOptions::new().append(true).open(&path).unwrap();
        fs::rename(&path, path.with_extension("1")).unwrap();
        old.write_all(b"two\n").unwrap();
        thread::sleep(millis(60));
        append(&path, "three\n");
    });
    assert_eq!(found, ["one", "two", "three"]);
}

#[test]
fn an_empty_path_fails_immediately() {
    let error = wait_until_ready_sync(log(Path::new("")).contains("ready")).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("the path of `log` is empty: pass one, as in `log("), "{error}");
}

#[test]
fn a_folder_is_not_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let error = wait_until_ready_sync(log(folder.path()).contains("ready")).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("the log ended: Is a directory"), "{error}");
}

#[test]
fn a_file_inside_another_reader_is_not_followed() {
    let (_folder, path) = place();
    append(&path, "starting\n");
    let error = wait_until_ready_sync(log(BufReader::new(File::open(&path).unwrap())).contains("ready")).run().unwrap_err();
    assert!(error.to_string().contains("the log ended; `ready` matched 0 of 1"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_pipe_ends_with_its_writer() {
    let mut child =
        std::process::Command::new("sh").args(["-c", "echo one"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let pipe = File::from(std::os::fd::OwnedFd::from(child.stdout.take().unwrap()));
    let error = wait_until_ready_sync(log(pipe).contains("two")).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("the log ended"), "{error}");
    child.wait().unwrap();
}
