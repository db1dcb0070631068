use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::get;
use crate::process::{Process, free_address};

/// Starts haproxy before a backend at this address. Returns its own address.
async fn haproxy(backend: SocketAddr) -> (Process, SocketAddr, tempfile::TempDir) {
    let (folder, address) = (tempfile::tempdir().unwrap(), free_address());
    let config = format!(
        "defaults\n mode http\n retries 0\n timeout connect 1s\n timeout client 5s\n timeout server 5s\n\
         frontend front\n bind {address}\n default_backend back\n\
         backend back\n server one {backend} check inter 50ms fall 1 rise 1\n"
    );
    let path = folder.path().join("haproxy.cfg");
    std::fs::write(&path, config).unwrap();
    let process = Process::start("haproxy", &["-db", "-q", "-f", &path.display().to_string()], address).await;
    (process, address, folder)
}

/// A server. While it is down, it does not listen.
struct Backend {
    address: SocketAddr,
    is_up: Arc<AtomicBool>,
}

impl Backend {
    /// Starts a server that closes the first connections that carry a request, and then answers.
    fn start(address: SocketAddr, breaks: usize) -> Self {
        let is_up = Arc::new(AtomicBool::new(true));
        let serving = Arc::clone(&is_up);
        let listener = TcpListener::bind(address).unwrap();
        thread::spawn(move || {
            let mut broken = 0;
            for stream in listener.incoming() {
                // Dropping the listener takes the server down.
                if !serving.load(Ordering::SeqCst) {
                    return;
                }
                let mut stream = stream.unwrap();
                let mut request = [0; 4096];
                // A check of haproxy only connects.
                if stream.read(&mut request).unwrap_or(0) == 0 {
                    continue;
                }
                if broken < breaks {
                    broken += 1;
                    continue;
                }
                // The client may have left.
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        });
        Self { address, is_up }
    }

    /// Takes the server down. Returns when a connection is refused.
    fn stop(self) {
        self.is_up.store(false, Ordering::SeqCst);
        while TcpStream::connect(self.address).is_ok() {
            thread::yield_now();
        }
    }
}

/// Starts a server at this address after a while.
fn start_later(address: SocketAddr) {
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(700));
        Backend::start(address, 0);
    });
}

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with haproxy"]
async fn a_backend_that_comes_up_ends_the_retries() {
    let address = free_address();
    let (_haproxy, front, _folder) = haproxy(address).await;
    let url = format!("http://{front}/");
    start_later(address);
    let (answer, sleeps) = get(&url).await;
    assert_eq!(answer.unwrap().status(), 200);
    assert!(sleeps.len() >= 3, "503 until the backend is up: {sleeps:?}");
}

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with haproxy"]
async fn a_backend_that_breaks_the_connection_is_asked_again() {
    let address = free_address();
    Backend::start(address, 2);
    let (_haproxy, front, _folder) = haproxy(address).await;
    let (answer, sleeps) = get(&format!("http://{front}/")).await;
    assert_eq!(answer.unwrap().status(), 200);
    assert!(sleeps.len() >= 2, "502 from haproxy: {sleeps:?}");
}

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with haproxy"]
async fn a_backend_that_goes_down_and_comes_up_again_is_waited_for() {
    let address = free_address();
    let backend = Backend::start(address, 0);
    let (_haproxy, front, _folder) = haproxy(address).await;
    let url = format!("http://{front}/");
    let (answer, sleeps) = get(&url).await;
    assert_eq!((answer.unwrap().status().as_u16(), sleeps.len()), (200, 0));
    backend.stop();
    start_later(address);
    let (answer, sleeps) = get(&url).await;
    assert_eq!(answer.unwrap().status(), 200);
    assert!(sleeps.len() >= 3, "503 while the backend is down: {sleeps:?}");
}
