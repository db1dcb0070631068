use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tenacity::prelude::*;

use crate::{closed_port, millis};

/// Starts a server. `answer` writes the answer to the nth request. Returns the URL, and the requests as they arrive.
fn server(answer: impl Fn(u32, &mut TcpStream) + Send + 'static) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (asked, requests) = mpsc::channel();
    thread::spawn(move || {
        for (number, stream) in (1..).zip(listener.incoming()) {
            let mut stream = stream.unwrap();
            let mut request = vec![0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let _ = asked.send(String::from_utf8_lossy(&request[..read]).into_owned());
            answer(number, &mut stream);
        }
    });
    (url, requests)
}

fn says(status: &'static str, headers: &'static str, body: &'static str) -> impl Fn(u32, &mut TcpStream) + Send + 'static {
    move |_, stream| {
        let length = body.len();
        let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}");
    }
}

#[test]
fn is_ready_at_the_first_status_of_success() {
    let (url, requests) = server(|number, stream| {
        let status = if number < 3 { "503 Service Unavailable" } else { "204 No Content" };
        says(status, "", "")(number, stream);
    });
    wait_until_ready_sync(http(format!("{url}/health?deep=1&token=t0p"))).every(millis(5)).run().unwrap();
    let requests: Vec<_> = requests.try_iter().collect();
    assert_eq!(requests.len(), 3);
    assert!(requests[0].starts_with("GET /health?deep=1&token=t0p HTTP/1.1\r\n"), "the query is sent: {}", requests[0]);
}

#[test]
fn the_report_shows_the_status_and_the_beginning_of_the_body_but_no_secret() {
    let (url, requests) = server(says("500 Internal Server Error", "", "warming up"));
    let host = url.strip_prefix("http://").unwrap().to_owned();
    let probe = http(format!("http://user:hunter2@{host}/x?token=t0p")).header("x-key", "s3cret").basic_auth("me", "passw0rd");
    let error = wait_until_ready_sync(probe).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.last_value(), Some("500 Internal Server Error \"warming up\""));
    let told = format!("{error} {error:?}");
    assert!(told.contains(&format!("GET http://{host}/x?…")), "{told}");
    for secret in ["user", "hunter2", "t0p", "s3cret", "passw0rd"] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    let request = requests.try_recv().expect("the server got a request").to_ascii_lowercase();
    assert!(request.contains("x-key: s3cret") && request.contains("authorization: basic bwu6cgfzc3cwcmq="), "{request}");
}

#[test]
fn a_token_and_a_body_are_sent_but_never_shown() {
    let (url, requests) = server(says("403 Forbidden", "", ""));
    let probe = http(url).method("POST").bearer_auth("t0ken").content("{\"check\":\"s3cret\"}");
    let error = wait_until_ready_sync(probe.clone()).timeout(Duration::ZERO).run().unwrap_err();
    let told = format!("{error} {error:?} {probe:?}");
    assert!(!told.contains("t0ken") && !told.contains("s3cret"), "{told}");
    let request = requests.try_recv().expect("the server got a request");
    assert!(request.contains("authorization: Bearer t0ken\r\n") && request.ends_with("{\"check\":\"s3cret\"}"), "{request}");
}

#[test]
fn a_status_closure_replaces_the_range_and_the_body_is_judged_too() {
    let (url, _requests) = server(says("404 Not Found", "", "no such user"));
    wait_until_ready_sync(http(&url).status(|status| status == 404)).run().unwrap();
    wait_until_ready_sync(http(&url).status(|status| status == 404).body(|body| body.contains("user"))).run().unwrap();
    let probe = http(&url).status(|status| status == 404).body(|body| body.contains("ok"));
    let error = wait_until_ready_sync(probe).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.probes()[0].to_string(), format!("pending: GET {url}/: 404 Not Found \"no such user\"").as_str());
}

#[test]
fn redirects_are_not_followed() {
    let (url, _requests) = server(says("302 Found", "Location: /login\r\n", ""));
    let error = wait_until_ready_sync(http(url)).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.last_value(), Some("302 Found"));
}

#[test]
fn retry_after_is_honoured_and_the_status_is_reported() {
    let (url, requests) = server(says("503 Service Unavailable", "Retry-After: 60\r\n", "later"));
    let error = wait_until_ready_sync(http(&url)).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.to_string().ends_with("; 503 Service Unavailable \"later\")"), "{error}");
    let before = requests.try_iter().count();
    wait_until_ready_sync(http(&url)).timeout(millis(500)).every(millis(5)).run().unwrap_err();
    assert!(before == 1 && requests.try_iter().count() <= 3, "the next check is at the limit, and not every 5 ms");
}

#[test]
fn a_retry_after_of_zero_is_ignored() {
    let (url, requests) = server(says("503 Service Unavailable", "Retry-After: 0\r\n", "later"));
    let error = wait_until_ready_sync(http(url)).timeout(millis(500)).every(millis(100)).run().unwrap_err();
    assert!(requests.try_iter().count() <= 7, "a check every 100 ms, and the last: {error}");
}

#[test]
fn an_endless_body_is_read_only_in_part() {
    let (url, _requests) = server(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
        let chunk = vec![b'x'; 65536];
        while stream.write_all(&chunk).is_ok() {}
    });
    wait_until_ready_sync(http(&url)).run().unwrap();
    let (lengths, judged) = mpsc::channel();
    let probe = http(&url).body(move |body| lengths.send(body.len()).is_ok()).method("GET");
    wait_until_ready_sync(probe).check_timeout(Duration::from_secs(20)).run().unwrap();
    assert_eq!(judged.try_recv().expect("the body was judged"), 1 << 20);
}

#[test]
fn a_body_that_breaks_off_is_not_judged() {
    let (url, _requests) = server(|number, stream| {
        let body = "{\"queued\": 0";
        let length = if number == 1 { 2 * body.len() } else { body.len() };
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}");
    });
    let (bodies, judged) = mpsc::channel();
    let probe = http(&url).body(move |body| bodies.send(body.to_owned()).is_ok());
    wait_until_ready_sync(probe).every(millis(5)).run().unwrap();
    assert_eq!(judged.try_iter().count(), 1, "the second answer was whole");
}

#[test]
fn a_body_that_does_not_end_is_reported_with_its_status() {
    let (url, _requests) = server(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 9\r\n\r\nback");
        let _ = stream.read(&mut [0]); // Returns when the peer gives up.
    });
    let error = wait_until_ready_sync(http(url)).timeout(Duration::ZERO).check_timeout(millis(1_000)).run().unwrap_err();
    assert!(error.probes()[0].to_string().ends_with(": 500 Internal Server Error, but its body did not end"), "{error:?}");
}

#[test]
fn a_server_that_accepts_and_hangs_is_checked_again_after_each_timeout() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let begun = Instant::now();
    let waiting = wait_until_ready_sync(http(url)).timeout(millis(300)).check_timeout(millis(50)).every(millis(10));
    let error = waiting.run().unwrap_err();
    assert!(error.checks() >= 2 && begun.elapsed() < Duration::from_secs(20), "{error:?}");
    assert!(error.probes()[0].to_string().ends_with(": no answer"), "{error:?}");
    assert!(error.to_string().ends_with("; no answer)"), "{error}");
}

#[test]
fn the_error_of_the_transport_is_reported() {
    let error = wait_until_ready_sync(http(format!("http://{}", closed_port()))).timeout(Duration::ZERO).run();
    assert!(error.unwrap_err().to_string().contains("Connection refused"));
}

#[test]
fn an_invalid_request_fails_immediately() {
    for (probe, told) in [
        (http("localhost:80/health"), "the URL of `http` must begin with `http://` or `https://`"),
        (http("user:hunter2@localhost:80/health"), "the URL of `http` must begin with `http://` or `https://`"),
        (http("//user:hunter2@localhost/health"), "the URL of `http` must begin with `http://` or `https://`"),
        (http("http://user:hunter2@localhost:http/health"), "the URL of `http` is invalid: invalid port number"),
        (http("http://localhost").method("GE T"), "`GE T` is not an HTTP method"),
        (http("http://localhost").header("a b", ""), "the name or the value of the header `a b` is invalid"),
    ] {
        let error = wait_until_ready_sync(probe).run().unwrap_err();
        assert!(!error.is_timeout() && error.to_string().contains(told), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

#[test]
fn a_server_without_tls_is_not_ready() {
    let (url, _requests) = server(says("200 OK", "", ""));
    let waiting = wait_until_ready_sync(http(url.replace("http:", "https:"))).timeout(Duration::ZERO);
    let error = waiting.check_timeout(Duration::from_secs(20)).run().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("InvalidContentType"), "{error:?}");
}
