//! Proxies that the environment of a process names: this file's tests run themselves again with one of their own.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tenacity::prelude::*;

use crate::{closed_port, millis};

/// Every variable that has a say in it.
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

/// Answers every request by this status, and passes on what was asked.
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

/// What the test `name`, which is ignored unless it is asked for, prints where the environment names this proxy for everything.
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
#[ignore = "run by the others, with a proxy"]
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
fn this_machine_is_asked_by_no_proxy() {
    let (proxy, requests) = server("403 Forbidden");
    let told = told("asks_this_machine", &format!("http://{proxy}"));
    assert_eq!(told.matches("GET /health HTTP/1.1\n").count(), 2, "{told}");
    assert!(told.contains("Connection refused") && !told.contains("proxy"), "{told}");
    assert_eq!(requests.try_iter().count(), 0);
}

#[test]
#[ignore = "run by the others, with a proxy"]
fn asks_another() {
    let error = wait_until_ready_sync(http("http://db.invalid:8080/health?token=t0p")).timeout(Duration::ZERO).run().unwrap_err();
    println!("{error}\n{error:?}");
}

#[test]
fn a_proxy_is_taken_for_another_machine_and_named_without_its_password() {
    let (proxy, requests) = server("403 Forbidden");
    let told = told("asks_another", &format!("http://user:hunter2@{proxy}/"));
    let report = format!("GET http://db.invalid:8080/health?… through the proxy http://{proxy} after ");
    assert!(told.contains(&report) && told.contains("403 Forbidden"), "{told}");
    assert!(!told.contains("hunter2") && !told.contains("t0p"), "{told}");
    let request = requests.try_recv().expect("the proxy is asked");
    assert!(request.starts_with("GET http://db.invalid:8080/health?token=t0p HTTP/1.1\n"), "{request}");
    assert!(request.to_ascii_lowercase().contains("proxy-authorization: basic dxnlcjpodw50zxiy"), "{request}");
}

#[test]
#[ignore = "run by the others, with a proxy"]
fn asks_another_itself() {
    let probe = http("http://db.invalid:8080/health").no_proxy();
    println!("{}", wait_until_ready_sync(probe).timeout(Duration::ZERO).run().unwrap_err());
}

#[test]
fn without_a_proxy_the_server_itself_is_asked() {
    let (proxy, requests) = server("200 OK");
    let told = told("asks_another_itself", &format!("http://{proxy}"));
    assert!(told.contains("waiting for GET http://db.invalid:8080/health after "), "{told}");
    assert_eq!(requests.try_iter().count(), 0);
}
