//! Proxies that the environment names. The tests run ignored tests of this file again, with a proxy in their environment.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tenacity::prelude::*;

use crate::{closed_port, millis};

/// Every variable that affects the choice of a proxy.
const VARIABLES: [&str; 9] = [
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
    "REQUEST_METHOD",
];

/// Starts a server that answers every request with this status. Returns its address, and the requests as they arrive.
fn server(status: &'static str) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (asked, requests) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let head = (&mut stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
            let _ = asked.send(head.collect::<Vec<_>>().join("\n"));
            let _ = write!(stream.get_mut(), "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, requests)
}

/// Runs the ignored test `name` with this proxy for all requests in its environment. Returns the output.
fn told(name: &str, proxy: &str) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([&format!("proxies::{name}"), "--exact", "--ignored", "--nocapture"]);
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    let output = command.env("ALL_PROXY", proxy).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    told
}

#[test]
#[ignore = "other tests run it, with a proxy"]
fn asks_this_machine() {
    let (address, requests) = server("204 No Content");
    let port = address.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost"] {
        wait_until_ready_sync(http(format!("http://{host}:{port}/health"))).every(millis(5)).run().unwrap();
    }
    let refused = wait_until_ready_sync(http(format!("http://{}/health", closed_port()))).timeout(Duration::ZERO).run();
    println!("{}\n{}", requests.try_iter().collect::<Vec<_>>().join("\n"), refused.unwrap_err());
}

#[test]
fn requests_to_this_machine_use_no_proxy() {
    let (proxy, requests) = server("403 Forbidden");
    let told = told("asks_this_machine", &format!("http://{proxy}"));
    assert_eq!(told.matches("GET /health HTTP/1.1\n").count(), 2, "{told}");
    assert!(told.contains("Connection refused") && !told.contains("proxy"), "{told}");
    assert_eq!(requests.try_iter().count(), 0);
}

#[test]
#[ignore = "other tests run it, with a proxy"]
fn asks_another_machine() {
    let error = wait_until_ready_sync(http("http://db.invalid:8080/health?token=t0p")).timeout(Duration::ZERO).run().unwrap_err();
    println!("{error}\n{error:?}");
}

#[test]
fn requests_to_another_machine_use_the_proxy_and_the_report_hides_its_password() {
    let (proxy, requests) = server("403 Forbidden");
    let told = told("asks_another_machine", &format!("http://user:hunter2@{proxy}/"));
    let report = format!("GET http://db.invalid:8080/health?… through the proxy http://{proxy} after ");
    assert!(told.contains(&report) && told.contains("403 Forbidden"), "{told}");
    assert!(!told.contains("hunter2") && !told.contains("t0p"), "{told}");
    let request = requests.try_recv().expect("the proxy got a request");
    assert!(request.starts_with("GET http://db.invalid:8080/health?token=t0p HTTP/1.1\n"), "{request}");
    assert!(request.to_ascii_lowercase().contains("proxy-authorization: basic dxnlcjpodw50zxiy"), "{request}");
}

#[test]
#[ignore = "other tests run it, with a proxy"]
fn asks_another_machine_directly() {
    let probe = http("http://db.invalid:8080/health").no_proxy();
    println!("{}", wait_until_ready_sync(probe).timeout(Duration::ZERO).run().unwrap_err());
}

#[test]
fn no_proxy_sends_requests_directly_to_the_server() {
    let (proxy, requests) = server("200 OK");
    let told = told("asks_another_machine_directly", &format!("http://{proxy}"));
    assert!(told.contains("waiting for GET http://db.invalid:8080/health after "), "{told}");
    assert_eq!(requests.try_iter().count(), 0);
}
