use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use tenacity::prelude::*;

use crate::{closed_port, millis};

#[test]
fn is_ready_once_somebody_listens() {
    let address = closed_port();
    let server = thread::spawn(move || {
        thread::sleep(millis(150));
        TcpListener::bind(address).unwrap()
    });
    wait_until_ready_sync(tcp(address)).every(millis(10)).run().unwrap();
    drop(server.join());
}

#[test]
fn tells_why_each_address_refused() {
    let address = closed_port();
    let error =
        wait_until_ready_sync(tcp(("localhost", address.port()))).timeout(millis(60)).every(millis(20)).run().unwrap_err();
    assert!(error.is_timeout() && error.checks() >= 2, "{error:?}");
    let told = error.to_string();
    assert!(told.starts_with(&format!("Timeout waiting for tcp localhost:{} after 0.06s (", address.port())), "{told}");
    assert!(told.contains(&format!("127.0.0.1:{}: Connection refused", address.port())), "{told}");
    assert_eq!(error.probes().len(), 1);
}

#[test]
fn a_limit_of_zero_is_one_look() {
    let error = wait_until_ready_sync(tcp(closed_port())).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.checks(), 1);
}

#[test]
fn a_name_that_does_not_resolve_is_told() {
    let error = wait_until_ready_sync(tcp("no-such-host.invalid:80")).timeout(millis(300)).run().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(format!("{error:?}").contains("no-such-host.invalid:80"), "{error:?}");
}

#[test]
fn an_address_without_a_port_fails_at_once() {
    let error = wait_until_ready_sync(tcp("localhost")).run().unwrap_err();
    assert!(!error.is_timeout(), "{error}");
    assert!(error.to_string().ends_with("`localhost` has no port: write `localhost:5432`, say (1 check)"), "{error}");
}

#[test]
fn a_peer_that_accepts_and_closes_is_not_open() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().for_each(drop));
    wait_until_ready_sync(tcp(address)).run().unwrap();
    let error = wait_until_ready_sync(tcp(address).expect_open(millis(500))).timeout(millis(100)).run().unwrap_err();
    assert!(error.to_string().contains("accepted, then "), "{error}");
}

#[test]
fn a_greeting_is_compared() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().for_each(|stream| drop(stream.unwrap().write_all(b"220 mail.test"))));
    wait_until_ready_sync(tcp(address).expect_bytes("220 ")).run().unwrap();
    let error = wait_until_ready_sync(tcp(address).expect_bytes("SSH-")).timeout(millis(50)).run().unwrap_err();
    assert_eq!(error.last_value(), Some("the peer began with \"220 \""));
}

#[test]
fn a_closed_port_can_be_what_is_waited_for() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let error = wait_until_ready_sync(tcp(address).closed()).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.last_value(), Some("connections are still accepted"));
    drop(listener);
    wait_until_ready_sync(tcp(address).closed()).run().unwrap();
}
