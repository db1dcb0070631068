use std::io::{self, Read};
use std::pin::Pin;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tenacity::prelude::*;
use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};

use crate::millis;

#[tokio::test]
async fn a_text_that_is_split_over_several_reads_is_found() {
    for regex in [false, true] {
        let (mut writer, reader) = tokio::io::duplex(64);
        let probe = if regex { log(reader).regex("ready to (accept)") } else { log(reader).contains("ready to accept") };
        let waiting = tokio::spawn(wait_until_ready(probe).every(millis(5)).into_future());
        for part in ["server is rea", "dy to acc", "ept\n"] {
            writer.write_all(part.as_bytes()).await.unwrap();
            tokio::time::sleep(millis(20)).await;
        }
        let found = waiting.await.unwrap().unwrap();
        assert_eq!(found.len(), if regex { 2 } else { 1 });
        assert_eq!(found[0], "ready to accept");
    }
}

#[test]
fn a_line_matches_at_any_position_of_the_log() {
    const READ_AT_ONCE: usize = 64 * 1024;
    for before in READ_AT_ONCE - 25..READ_AT_ONCE + 2 {
        let output = [&vec![b'\n'; before][..], b"listening on port 5432\n"].concat();
        let probe = log(io::Cursor::new(output)).regex(r"^listening on port (\d+)$");
        let found = wait_until_ready_sync(probe).every(millis(1)).run().unwrap();
        assert_eq!(found[1], "5432", "{before}");
    }
}

/// Returns one part per read, after a pause.
struct Slowly(Vec<&'static str>);

impl Read for Slowly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Ok(0);
        }
        std::thread::sleep(millis(20));
        self.0.remove(0).as_bytes().read(buffer)
    }
}

#[test]
fn a_line_is_searched_when_it_has_ended() {
    let slowly = |parts: &[&'static str]| log(Box::new(Slowly(parts.to_vec())) as Box<dyn Read + Send>);
    let found = |probe| wait_until_ready_sync(probe).every(millis(1)).run();
    assert_eq!(found(slowly(&["listening on port 54", "32\n"]).regex(r"port (\d+)")).unwrap()[1], "5432");
    assert_eq!(found(slowly(&["listening on port 54", "32"]).regex(r"port (\d+)")).unwrap()[1], "5432");
    let error = found(slowly(&["ready", "ing\n"]).regex("^ready$")).unwrap_err();
    assert!(error.to_string().contains("the log ended; `^ready$` matched 0 of 1"), "{error}");
    // There is no empty line after the end of the last line.
    let error = found(slowly(&["1\n", "\r\n", "3\r\n"]).regex("^.?$").times(4)).unwrap_err();
    assert!(error.to_string().contains("matched 3 of 4"), "{error}");
}

#[tokio::test]
async fn a_prompt_is_found_before_its_line_ends() {
    for regex in [false, true] {
        let (mut writer, reader) = tokio::io::duplex(64);
        writer.write_all(b"welcome\nlogin: ").await.unwrap();
        let probe = if regex { log(reader).regex("login: $") } else { log(reader).contains("login: ") };
        assert_eq!(wait_until_ready(probe).every(millis(5)).await.unwrap(), ["login: "]);
    }
}

#[tokio::test]
async fn the_wait_ends_at_the_nth_match() {
    let (mut writer, reader) = tokio::io::duplex(64);
    writer.write_all(b"ready to accept connections\n").await.unwrap();
    let once = wait_until_ready(log(reader).contains("ready to accept").times(2)).timeout(millis(1_000)).every(millis(10)).await;
    let error = once.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.last_value(), Some("`ready to accept` matched 1 of 2"));
    assert!(format!("{error:?}").contains("| ready to accept connections"), "{error:?}");

    let (mut writer, reader) = tokio::io::duplex(64);
    writer.write_all(b"ready\nready\n").await.unwrap();
    wait_until_ready(log(reader).regex("^ready$").times(2)).await.unwrap();
}

#[test]
fn a_match_that_is_split_over_two_reads_is_counted_once() {
    for cut in 1..17 {
        let text = "ready or\nready\n..";
        let (first, second) = text.as_bytes().split_at(cut);
        for probe in [log(first.chain(second)).contains("ready"), log(first.chain(second)).regex("ready")] {
            let error = wait_until_ready_sync(probe.times(3)).every(millis(1)).run().unwrap_err();
            assert!(error.to_string().contains("the log ended; `ready` matched 2 of 3"), "cut at {cut}: {error}");
        }
    }
}

#[test]
fn a_log_that_ends_fails_the_wait_with_its_last_lines() {
    let output = io::Cursor::new("begin\n".repeat(30) + "FATAL: no space left\n");
    let error = wait_until_ready_sync(log(output).contains("ready")).run();
    let error = error.unwrap_err();
    assert!(!error.is_timeout(), "{error}");
    assert_eq!(error.probes()[0].tail.len(), 20);
    assert!(format!("{error:?}").ends_with("| FATAL: no space left"), "{error:?}");
}

/// Returns as many bytes per read as the numbers ask for, from the last number to the first. Then returns five per read.
struct InPieces(Vec<u8>, Vec<usize>);

impl Read for InPieces {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let size = self.1.pop().unwrap_or(5).min(room.len()).min(self.0.len());
        room[..size].copy_from_slice(&self.0[..size]);
        self.0.drain(..size);
        Ok(size)
    }
}

#[test]
fn the_last_lines_do_not_depend_on_the_size_of_the_reads() {
    let lines: Vec<_> = (0..2000).map(|number| format!("line {number}")).collect();
    let log_of =
        |pieces: &[usize]| log(Box::new(InPieces(lines.join("\n").into_bytes(), pieces.to_vec())) as Box<dyn Read + Send>);
    for pieces in [&[][..], &[9000; 3], &[4095, 4096, 4097], &[9000, 5000, 3, 8192, 1], &[200, 8000, 100, 8000, 100], &[4000; 6]]
    {
        let error = wait_until_ready_sync(log_of(pieces).contains("ready")).run().unwrap_err();
        assert_eq!(error.probes()[0].tail, lines[1980..], "{pieces:?}");
    }
}

#[test]
fn the_report_shows_why_a_log_broke_off() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let broken = || log(Box::new((&b"not yet\nready"[..]).chain(Broken)) as Box<dyn Read + Send>);
    let error = wait_until_ready_sync(broken().contains("listening")).run().unwrap_err();
    assert!(error.to_string().contains("the log ended: connection reset; `listening` matched 0 of 1"), "{error}");
    assert_eq!(error.probes()[0].tail, ["not yet", "ready"]);
    // The line in which the log broke off counts, too.
    assert_eq!(wait_until_ready_sync(broken().regex("^ready$")).run().unwrap(), ["ready"]);
}

#[tokio::test]
async fn a_reader_that_panics_ends_the_log() {
    struct Panics;
    impl Read for Panics {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("the reader is broken")
        }
    }
    impl AsyncRead for Panics {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            panic!("the reader is broken")
        }
    }
    let blocking = Box::new((&b"starting\n"[..]).chain(Panics)) as Box<dyn Read + Send>;
    let awaited = tokio::io::AsyncReadExt::chain(&b"starting\n"[..], Panics);
    for output in [log(blocking), log(awaited)] {
        let error = wait_until_ready(output.contains("ready")).await.unwrap_err();
        assert!(error.to_string().contains("the log ended: its reader panicked; `ready` matched 0 of 1"), "{error}");
        assert_eq!(error.probes()[0].tail, ["starting"]);
    }
}

#[test]
fn a_huge_line_is_searched_and_reported_in_part() {
    let output = || [&vec![b'x'; 1 << 20][..], b" listening on port 5432"].concat();
    let whole = |probe| wait_until_ready_sync(probe).every(millis(1)).run();
    let found = whole(log(io::Cursor::new(output())).regex(r"port (\d+)$")).unwrap();
    assert_eq!(found, ["port 5432", "5432"]);
    whole(log(io::Cursor::new(output())).contains("x listening")).unwrap();
    let error = whole(log(io::Cursor::new(output())).contains("ready")).unwrap_err();
    let [line] = &error.probes()[0].tail[..] else { panic!("{error:?}") };
    assert!(line.starts_with("…xx") && line.ends_with("xx listening on port 5432"), "{line}");
    let lines = [&output()[..], b"\nshutting down\n"].concat();
    let error = whole(log(io::Cursor::new(lines)).contains("ready")).unwrap_err();
    assert_eq!(error.probes()[0].tail, ["shutting down"]);
}

#[test]
fn invalid_utf8_does_not_hide_the_text_after_it() {
    let output: &'static [u8] = b"\xff\xfe\x00 \xc3(ready\xff\n";
    wait_until_ready_sync(log(output).contains("(ready")).run().unwrap();
    let matched = wait_until_ready_sync(log(output.chain(&b""[..])).regex(r"\((\w+)")).run().unwrap();
    assert_eq!(matched, ["(ready", "ready"]);
}

#[test]
fn the_output_of_a_process_is_read_after_the_wait() {
    let script = "echo ready; i=0; while [ $i -lt 20000 ]; do echo a line that fills the pipe after a while; i=$((i+1)); done";
    let mut child = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).spawn().unwrap();
    wait_until_ready_sync(log(child.stdout.take().unwrap()).contains("ready")).run().unwrap();
    let status = wait_for_sync("the process to end", || child.try_wait()).timeout(Duration::from_secs(30)).run().unwrap();
    assert!(status.success(), "{status}");
}

#[test]
fn a_reader_that_is_always_ready_does_not_block_the_clock() {
    /// Ends when the other half is dropped.
    struct Endless(Arc<()>);
    impl AsyncRead for Endless {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            if Arc::strong_count(&self.0) > 1 {
                buffer.put_slice(b"starting\n");
            }
            Poll::Ready(Ok(()))
        }
    }
    let end = Arc::new(());
    let probe = log(Endless(end.clone())).contains("ready");
    let error = wait_until_ready_sync(probe).timeout(millis(100)).run().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    drop(end);
}

#[test]
fn several_streams_count_together() {
    let script = "echo ready; echo ready >&2; sleep 5";
    let mut child = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let streams = log(child.stdout.take().unwrap()).also(child.stderr.take().unwrap());
    wait_until_ready_sync(streams.contains("ready").times(2)).run().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn texts_are_found_only_in_their_order() {
    let output = |text: &'static str| log(io::Cursor::new(text));
    let told = |probe| wait_until_ready_sync(probe).every(millis(1)).run().unwrap_err().to_string();
    let steps = ["shutting down", "ready"];
    let found = wait_until_ready_sync(output("ready\nshutting down\nready\n").in_order(steps)).run().unwrap();
    assert_eq!(found, steps);
    let error = told(output("ready\nshutting down\n").in_order(steps));
    assert!(error.contains("the log ended; `shutting down` → `ready` matched 0 of 1, next is `ready` (2 of 2)"), "{error}");
    let again = "shutting down, ready; shutting down";
    assert!(told(output(again).in_order(steps).times(2)).contains("matched 1 of 2, next is `ready` (2 of 2)"));
    wait_until_ready_sync(output(again).in_order(steps)).run().unwrap();
    // Each stream has its own order. Between two streams, the order is unknown.
    let split = output("shutting down").also(io::Cursor::new("ready"));
    assert!(told(split.in_order(steps)).contains("matched 0 of 1"));
    // Texts do not overlap.
    assert!(told(output("aba").in_order(["ab", "ba"])).contains("next is `ba`"));
    for none in [&[][..], &["a", ""]] {
        assert!(told(output("a").in_order(none)).contains("`in_order([…])` needs one or more texts, and each must not be empty"));
    }
}

#[test]
fn strip_ansi_finds_a_coloured_text() {
    let coloured: &'static str = "\x1b[32mready\x1b[0m to\taccept \x1b]8;;http://x\x07connections\x1b]8;;\x07 é\r\n";
    for cut in 0..coloured.len() {
        let (first, second) = coloured.as_bytes().split_at(cut);
        let probe = || log(first.chain(second)).contains("ready to\taccept connections é");
        wait_until_ready_sync(probe().strip_ansi()).every(millis(1)).run().unwrap();
        let error = wait_until_ready_sync(probe()).every(millis(1)).run().unwrap_err();
        assert!(error.to_string().contains("matched 0 of 1"), "{error}");
    }
    // Invalid UTF-8 takes more space after it is replaced.
    let bytes: &'static [u8] = [&vec![0xff; 200_000][..], b"\nready"].concat().leak();
    wait_until_ready_sync(log(bytes).contains("\u{fffd}\nready").strip_ansi()).run().unwrap();
}

#[test]
fn an_invalid_pattern_fails_immediately() {
    let reader = || (&b""[..]).chain(&b""[..]);
    let told = |probe| wait_until_ready_sync(probe).every(millis(1)).run().unwrap_err().to_string();
    assert!(told(log(reader())).contains("write `log(…).contains(\"…\")`"));
    assert!(told(log(reader()).contains("")).contains("the text of `contains` is empty: pass the text to search for"));
    assert!(told(log(reader()).regex("(")).contains("unclosed group"));
}

#[test]
#[should_panic(expected = "times(0): a wait for a log needs at least one match: write 1 or more")]
fn a_wait_for_zero_matches_panics() {
    let _ = log(tokio::io::empty()).times(0);
}

#[test]
fn a_read_timeout_of_a_socket_does_not_end_the_log() {
    use std::io::Write;

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        std::thread::sleep(millis(200));
        stream.write_all(b"ready\n").unwrap();
    });
    let stream = std::net::TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(millis(50))).unwrap();
    wait_until_ready_sync(log(stream).contains("ready")).every(millis(10)).run().unwrap();
    server.join().unwrap();
}

#[test]
fn a_nonblocking_reader_is_read_again_after_an_error() {
    struct Later(std::vec::IntoIter<io::Result<&'static [u8]>>);
    impl Read for Later {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.next().unwrap_or(Ok(b"")).and_then(|mut bytes| bytes.read(buffer))
        }
    }
    let kinds = [io::ErrorKind::WouldBlock, io::ErrorKind::TimedOut, io::ErrorKind::Interrupted];
    let mut reads: Vec<_> = kinds.into_iter().map(|kind| Err(kind.into())).collect();
    reads.push(Ok(&b"ready\n"[..]));
    let reader = Box::new(Later(reads.into_iter())) as Box<dyn Read + Send>;
    wait_until_ready_sync(log(reader).contains("ready")).every(millis(10)).run().unwrap();
}

#[test]
fn a_line_that_a_terminal_redraws_is_a_new_line() {
    let output: &'static [u8] = b"10%\r\x1b[2K90%\r\x1b[2Kready\n";
    let found = wait_until_ready_sync(log(output).regex("^ready$").strip_ansi()).run().unwrap();
    assert_eq!(found, ["ready"]);
}

#[test]
fn escape_sequences_in_the_last_lines_are_escaped() {
    let output: &'static [u8] = b"starting\n\x1b[2J\x1b[31mpanic\x1b[0m\n";
    let error = wait_until_ready_sync(log(output).contains("ready")).run().unwrap_err();
    let report = format!("{error:?}");
    assert!(report.contains(r"| \u{1b}[2J\u{1b}[31mpanic\u{1b}[0m") && !report.contains('\x1b'), "{report}");
}
