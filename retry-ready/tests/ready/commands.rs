use std::time::{Duration, Instant};

use tenacity::prelude::*;

use crate::millis;

#[test]
fn is_ready_at_exit_status_zero() {
    let folder = tempfile::tempdir().unwrap();
    let count = folder.path().join("count");
    let script = format!("echo x >> {0}; test $(wc -l < {0}) -ge 3", count.display());
    wait_until_ready_sync(command(["sh", "-c", &script])).every(millis(5)).run().unwrap();
    assert_eq!(std::fs::read_to_string(count).unwrap(), "x\nx\nx\n");
}

#[test]
fn the_report_shows_the_status_and_the_end_of_the_output_but_no_argument() {
    let failing = command(["sh", "-c", "echo first; echo no route to host >&2; exit 2 # secret"]);
    let error = wait_until_ready_sync(failing).timeout(Duration::ZERO).run().unwrap_err();
    let told = error.to_string();
    assert!(told.starts_with("Timeout waiting for command sh (2 arguments) after 0.0s ("), "{told}");
    assert!(told.contains("exit status: 2: no route to host"), "{told}");
    let report = format!("{error:?}");
    assert!(report.contains("| first") && report.contains("| no route to host"), "{report}");
    assert!(!report.contains("secret"), "{report}");
}

#[test]
fn a_command_that_can_never_run_fails_immediately() {
    let error = wait_until_ready_sync(command(["no-such-program"])).run().unwrap_err();
    assert!(!error.is_timeout() && error.checks() == 1, "{error}");
    assert!(error.to_string().contains("cannot run `no-such-program`: No such file or directory"), "{error}");
    let error = wait_until_ready_sync(command(["/dev/null"])).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("Permission denied"), "{error}");
    for words in [&[][..], &[""]] {
        let error = wait_until_ready_sync(command(words)).run().unwrap_err();
        assert!(!error.is_timeout() && error.to_string().contains("`command` has no program: pass one, as in `"), "{error}");
    }
    let error = wait_until_ready_sync(command(["echo", "a\0b"])).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("cannot run `echo`: nul byte found"), "{error}");
    let error = wait_until_ready_sync(command(["pg_isready --quiet"])).run().unwrap_err();
    assert!(
        !error.is_timeout() && error.to_string().contains("; no shell splits the words: pass each one separately"),
        "{error}"
    );
}

#[test]
fn a_hanging_run_is_killed_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pids = folder.path().join("pids");
    let script = format!("sleep 100 & echo $$ $! > {}; wait", pids.display());
    let begun = Instant::now();
    let error = wait_until_ready_sync(command(["sh", "-c", &script])).timeout(millis(2_000)).run().unwrap_err();
    assert!(error.is_timeout() && begun.elapsed() < Duration::from_secs(50), "{error}");
    assert!(error.probes()[0].to_string().ends_with("it has not ended yet"), "{error:?}");
    let pids = std::fs::read_to_string(pids).unwrap();
    let (child, grandchild) = pids.trim().split_once(' ').unwrap();
    wait_for_sync("the child to be dead and reaped", || state(child).is_none()).run().unwrap();
    // Its new parent may leave it a zombie for a while.
    wait_for_sync("the grandchild to be dead", || state(grandchild).is_none_or(|state| state == 'Z')).run().unwrap();
}

/// Returns the state of a process, if it exists: `S` if it sleeps, `Z` if it is dead but not yet reaped.
fn state(pid: &str) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ").unwrap().1.chars().next()
}

#[test]
fn processes_that_a_run_leaves_behind_keep_running_and_its_output_is_judged() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let script = format!("echo healthy; sleep 100 & echo $! > {}", pid.display());
    wait_until_ready_sync(command(["sh", "-c", &script]).stdout(|told| told == "healthy\n")).run().unwrap();
    let daemon = std::fs::read_to_string(pid).unwrap();
    std::thread::sleep(millis(50)); // A signal would have arrived by now.
    assert!(state(daemon.trim()).is_some_and(|state| state != 'Z'));
    std::process::Command::new("kill").arg(daemon.trim()).status().unwrap();

    let failing = command(["sh", "-c", "echo no route >&2; sleep 1 & exit 1"]);
    let error = wait_until_ready_sync(failing).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.to_string().contains("exit status: 1: no route"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(50));
}

#[test]
fn an_exit_closure_replaces_zero_and_the_output_is_judged_too() {
    let no_route = || command(["sh", "-c", "echo $ROUTE; exit 2"]).env("ROUTE", "no route").exit(|code| code == 2);
    wait_until_ready_sync(no_route()).run().unwrap();
    wait_until_ready_sync(no_route().stdout(|told| told == "no route\n")).run().unwrap();
    let other = wait_until_ready_sync(no_route().stdout(|told| told.contains("up"))).timeout(Duration::ZERO).run().unwrap_err();
    assert!(other.to_string().contains("exit status: 2: no route"), "{other}");
    let killed =
        wait_until_ready_sync(command(["sh", "-c", "kill -9 $$"]).exit(|_| true)).timeout(Duration::ZERO).run().unwrap_err();
    assert!(killed.to_string().contains("signal: 9"), "{killed}");
}

#[test]
fn a_long_output_is_judged_by_its_end() {
    let (lengths, judged) = std::sync::mpsc::channel();
    let chatty = command(["sh", "-c", "head -c 8000000 /dev/zero; echo end"]).stdout(move |told| {
        lengths.send(told.len()).unwrap();
        told.ends_with("end\n")
    });
    wait_until_ready_sync(chatty).run().unwrap();
    assert_eq!(judged.recv().unwrap(), 1 << 20);
}

#[test]
fn arguments_are_shown_on_request() {
    let failing = command(["sh", "-c", "exit 1"]).env("PGPASSWORD", "hunter2").show_args();
    let error = wait_until_ready_sync(failing).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.to_string().starts_with("Timeout waiting for command sh -c exit 1 after "), "{error}");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn the_end_of_the_process_ends_the_wait() {
    let mut server = std::process::Command::new("sh").args(["-c", "sleep 0.1; kill -9 $$"]).spawn().unwrap();
    let error = wait_until_ready_sync(file("/no/such/socket")).while_running(&mut server).run().unwrap_err();
    let told = "the process ended: signal: 9 (SIGKILL), possibly out of memory";
    assert!(!error.is_timeout() && error.to_string().contains(told), "{error}");
    assert_eq!(error.probes()[0].to_string(), "pending: file /no/such/socket: it does not exist");
}

#[tokio::test]
async fn a_future_that_resolves_ends_the_wait() {
    let asked = async || {
        tokio::time::sleep(millis(50)).await;
        "SIGTERM"
    };
    let waiting = wait_until_ready(command(["sleep", "100"])).fail_when("the program ends", asked());
    let error = waiting.await.unwrap_err();
    let told = "Stopped waiting for command sleep (1 argument) after ";
    assert!(error.to_string().starts_with(told) && error.to_string().contains(": the program ends: SIGTERM"), "{error}");
    assert_eq!(error.probes()[0].to_string(), "pending: command sleep (1 argument): it has not ended yet");
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let stopping = std::thread::spawn(move || stop.send("SIGINT"));
    let waiting = wait_until_ready_sync(file("/no/such/file")).fail_when("the program ends", async { stopped.await.unwrap() });
    let error = waiting.run().unwrap_err();
    stopping.join().unwrap().unwrap();
    assert!(error.to_string().contains("the program ends: SIGINT"), "{error}");
}

#[test]
fn the_report_shows_the_exit_status_and_the_last_lines_of_a_process_in_either_order() {
    // The first sleep gives the log time to be read when the process writes.
    for last in [
        "sleep 0.2; echo no space left; exit 3",
        "sleep 0.2; echo no space left; exec >&-; sleep 0.02; exit 3",
        "sleep 0.2; sleep 0.3 & echo no space left; exit 3",
    ] {
        let mut server =
            std::process::Command::new("sh").args(["-c", last]).stdout(std::process::Stdio::piped()).spawn().unwrap();
        let output = log(server.stdout.take().unwrap()).contains("ready");
        let error = wait_until_ready_sync(output & file("/no/such/socket")).while_running(&mut server).run().unwrap_err();
        assert!(error.to_string().contains("the process ended: exit status: 3"), "{last}: {error}");
        assert_eq!(error.probes()[0].tail, ["no space left"], "{last}");
        server.wait().unwrap();
    }
}

#[tokio::test]
async fn a_process_of_tokio_is_watched_too() {
    let mut server = tokio::process::Command::new("sh").args(["-c", "exit 3"]).spawn().unwrap();
    let error = wait_until_ready(file("/no/such/socket")).while_running(&mut server).await.unwrap_err();
    assert!(error.to_string().contains("the process ended: exit status: 3"), "{error}");
    let mut server = tokio::process::Command::new("sleep").arg("60").kill_on_drop(true).spawn().unwrap();
    wait_until_ready(command(["true"])).while_running(&mut server).await.unwrap();
}

#[cfg(unix)]
#[test]
fn the_report_names_the_missing_interpreter_of_a_script() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let run = |text: &str| {
        let path = folder.path().join("check");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        let error = wait_until_ready_sync(command([&path])).run().unwrap_err();
        assert!(!error.is_timeout(), "{error}");
        error.to_string()
    };
    let error = run("#!/bin/sh\r\necho ready\r\n");
    let told = r"the file exists, but its interpreter `/bin/sh\r` does not; the first line ends in CR LF: write LF";
    assert!(error.contains(told), "{error}");
    let error = run("#! /no/such/python -u\nprint()\n");
    assert!(error.contains("the file exists, but its interpreter `/no/such/python` does not"), "{error}");
    let error = run("no program\n");
    assert!(
        error.contains("neither a program of this system nor a script that begins with a line such as `#!/bin/sh`"),
        "{error}"
    );
}

/// The next test runs this one in a process that it kills.
#[cfg(unix)]
#[test]
#[ignore = "waits forever; the next test runs and kills it"]
fn waits_for_a_command_that_never_ends() {
    let pid = std::env::var("TENACITY_TEST_PID_FILE").unwrap();
    let script = format!("echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 1000");
    let _ = wait_until_ready_sync(command(["sh", "-c", &script]).show_args()).check_timeout(Duration::from_secs(600)).run();
}

#[cfg(unix)]
#[test]
fn a_run_ends_when_this_process_is_killed() {
    use std::os::unix::process::CommandExt;

    for signal in ["INT", "HUP", "TERM", "KILL"] {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let mut waiting = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["commands::waits_for_a_command_that_never_ends", "--exact", "--ignored"])
            .env("TENACITY_TEST_PID_FILE", &pid)
            .process_group(0)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        wait_until_ready_sync(file(&pid)).every(millis(10)).run().unwrap();
        let running = std::fs::read_to_string(&pid).unwrap();
        assert!(state(running.trim()).is_some());
        // A terminal, too, sends its signals to the whole group.
        let group = format!("-{}", waiting.id());
        assert!(std::process::Command::new("kill").args(["-s", signal, "--", &group]).status().unwrap().success());
        waiting.wait().unwrap();
        wait_for_sync("the command to end, too", || state(running.trim()).is_none_or(|state| state == 'Z')).run().unwrap();
    }
}
