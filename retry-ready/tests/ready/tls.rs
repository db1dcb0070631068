use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tenacity::prelude::*;

/// Starts a server of `https://localhost`. Returns its URL and its self-signed certificate.
fn server() -> (String, String) {
    let rcgen::CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key.into());
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream.unwrap()));
            // A client that does not trust the certificate sends no request.
            let asked = (&mut stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).count();
            if asked > 0 {
                stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nup").unwrap();
            }
        }
    });
    (url, cert.pem())
}

#[test]
fn an_unknown_certificate_is_trusted_only_if_it_is_passed() {
    let (url, certificate) = server();
    let error =
        wait_until_ready_sync(http(&url)).timeout(Duration::ZERO).check_timeout(Duration::from_secs(20)).run().unwrap_err();
    assert!(format!("{error:?}").contains("invalid peer certificate: UnknownIssuer"), "{error:?}");
    let probe = http(&url).root_certificate(certificate).body(|body| body == "up");
    wait_until_ready_sync(probe).check_timeout(Duration::from_secs(10)).run().unwrap();
}

#[test]
fn an_invalid_certificate_fails_immediately() {
    for pem in ["", "/etc/ssl/ca.pem", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"] {
        let error = wait_until_ready_sync(http("https://localhost").root_certificate(pem)).run().unwrap_err();
        assert!(!error.is_timeout() && error.to_string().contains("`root_certificate` needs a certificate in PEM"), "{error}");
    }
    let no_key = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    let error = wait_until_ready_sync(http("https://localhost").root_certificate(no_key)).run().unwrap_err();
    assert!(!error.is_timeout(), "{error}");
}
