//! Connections that fail in their TLS handshake.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;

use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tenacity_http::{Transport, reqwest_transport};

/// Starts a server of `https://localhost` with a self-signed certificate. Returns its URL.
fn self_signed() -> String {
    let rcgen::CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key.into());
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            // The client rejects the certificate, so the handshake fails.
            let mut stream = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream.unwrap());
            stream.read(&mut [0]).unwrap_err();
        }
    });
    url
}

async fn failure(url: &str) -> reqwest::Error {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let error = client.get(url).send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    error
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_final() {
    let error = failure(&self_signed()).await;
    assert!(format!("{error:?}").contains("UnknownIssuer"), "{error:?}");
    assert_eq!(reqwest_transport(&error), Transport::Final);
}

#[tokio::test]
async fn an_answer_that_is_not_tls_is_final() {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        std::future::pending::<()>().await;
    });
    let error = failure(&url).await;
    assert_eq!(reqwest_transport(&error), Transport::Final, "{error:?}");
}

#[tokio::test]
async fn a_handshake_that_is_interrupted_was_not_sent() {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { drop(listener.accept().await.unwrap()) });
    let error = failure(&url).await;
    assert_eq!(reqwest_transport(&error), Transport::Unprocessed, "{error:?}");
}
