use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use tenacity::prelude::*;

use crate::{closed_port, millis};

#[test]
fn is_ready_once_a_server_listens() {
    let address = closed_port();
    let server = thread::spawn(move || {
        thread::sleep(millis(150));
        TcpListener::bind(address).unwrap()
    });
    wait_until_ready_sync(tcp(address)).every(millis(10)).run().unwrap();
    drop(server.join());
}

#[test]
fn the_report_shows_why_each_address_refused() {
    let address = closed_port();
    let error =
        wait_until_ready_sync(tcp(("localhost", address.port()))).timeout(millis(1_000)).every(millis(100)).run().unwrap_err();
    assert!(error.is_timeout() && error.checks() >= 2, "{error:?}");
    let told = error.to_string();
    assert!(told.starts_with(&format!("Timeout waiting for tcp localhost:{} after 1.0s (", address.port())), "{told}");
    assert!(told.contains(&format!("127.0.0.1:{}: Connection refused", address.port())), "{told}");
    assert_eq!(error.probes().len(), 1);
    assert!(
        format!("{error:?}").ends_with("hint       every check failed the same way: does it ask for the right thing?"),
        "{error:?}"
    );
}

#[test]
fn a_limit_of_zero_allows_one_check() {
    let error = wait_until_ready_sync(tcp(closed_port())).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.checks(), 1);
}

#[test]
fn a_name_that_does_not_resolve_is_reported() {
    let error = wait_until_ready_sync(tcp("no-such-host.invalid:80")).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains(": resolve no-such-host.invalid:80: "), "{error}");
}

#[test]
fn an_invalid_address_fails_immediately_and_the_error_shows_the_fix() {
    let whole = "`tcp` accepts only a host and a port: write an address such as `db:5432`";
    for (address, mistake) in [
        ("localhost", "`localhost` has no port: write an address such as `localhost:5432`"),
        ("db:", "`db:` has no port: write an address such as `db:5432`"),
        ("[::1]", "`[::1]` has no port: write an address such as `[::1]:5432`"),
        ("::1", "an IPv6 address needs brackets and a port: write an address such as `[::1]:5432`"),
        (":80", "`:80` has no host: write an address such as `localhost:80`"),
        ("db:70000", "the port `70000` of `db:70000` is invalid: write a number up to 65535"),
        ("db:http", "the port `http` of `db:http` is invalid: write a number up to 65535"),
        ("postgres://user:secret@db:5432/shop", whole),
        ("user:secret@db:5432", whole),
        ("", whole),
    ] {
        let probe = tcp(address);
        let shown = format!("{probe:?}");
        let error = wait_until_ready_sync(probe).run().unwrap_err();
        assert!(!error.is_timeout() && error.to_string().ends_with(&format!(": {mistake} (1 check)")), "{address}: {error}");
        assert!(!format!("{error:?}{shown}").contains("secret"), "{error:?}{shown}");
    }
}

#[test]
fn a_peer_that_accepts_and_then_closes_is_not_open() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().for_each(drop));
    wait_until_ready_sync(tcp(address)).run().unwrap();
    let error = wait_until_ready_sync(tcp(address).expect_open(millis(500))).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.to_string().contains("accepted, then "), "{error}");
}

#[test]
fn the_greeting_of_the_peer_is_compared() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().for_each(|stream| drop(stream.unwrap().write_all(b"220 mail.test"))));
    wait_until_ready_sync(tcp(address).expect_bytes("220 ")).run().unwrap();
    let error = wait_until_ready_sync(tcp(address).expect_bytes("SSH-")).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.last_value(), Some("the peer began with \"220 \""));
}

/// The next test runs this one again, with a scale.
#[test]
fn a_silent_peer_has_half_of_the_time_for_a_check() {
    let scale: f64 = std::env::var("TENACITY_TIMEOUT_SCALE").map_or(1.0, |scale| scale.parse().unwrap());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let probe = || tcp(listener.local_addr().unwrap()).expect_bytes("220 ");
    let error = wait_until_ready_sync(probe()).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.last_value(), Some(format!("accepted, but the peer sent no greeting in {scale}s").as_str()));
    let longer = wait_until_ready_sync(probe()).timeout(Duration::ZERO).check_timeout(millis(2_200));
    let longer = longer.run().unwrap_err();
    assert_eq!(
        longer.last_value(),
        Some(format!("accepted, but the peer sent no greeting in {:?}", millis(1_100).mul_f64(scale)).as_str())
    );
}

#[test]
fn the_scale_applies_to_the_limits_inside_a_check() {
    let run = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["tcp::a_silent_peer_has_half_of_the_time_for_a_check", "--exact"])
        .env("TENACITY_TIMEOUT_SCALE", "1.5")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && told.contains("1 passed"), "{told}");
}

#[test]
fn a_wait_for_a_closed_port_ends_when_the_server_is_gone() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let error = wait_until_ready_sync(tcp(address).closed()).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(error.last_value(), Some("connections are still accepted"));
    drop(listener);
    wait_until_ready_sync(tcp(address).closed()).run().unwrap();
}

#[test]
fn a_name_that_does_not_resolve_does_not_prove_that_a_port_is_closed() {
    let error = wait_until_ready_sync(tcp("no-such-host.invalid:80").closed()).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains(": resolve no-such-host.invalid:80: "), "{error}");
}

#[test]
fn a_full_backlog_does_not_prove_that_a_port_is_closed() {
    use socket2::{Domain, Socket, Type};

    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&std::net::SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    socket.listen(0).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    let connect = || std::net::TcpStream::connect_timeout(&address, millis(100));
    let filling: Vec<_> = std::iter::repeat_with(connect).take_while(Result::is_ok).take(100).collect();
    assert!(filling.len() < 100, "the backlog is never full");

    let error = wait_until_ready_sync(tcp(address).closed()).timeout(Duration::ZERO).run().unwrap_err();
    assert!(error.to_string().contains("no answer in 1s"), "{error}");
    drop((filling, socket));
    wait_until_ready_sync(tcp(address).closed()).run().unwrap();
}
