use std::fs;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use tenacity::prelude::*;
use tenacity_http::retry_after;

use crate::get;
use crate::process::{Process, free_address};

/// A running nginx, and the URL of its pages.
struct Nginx {
    _process: Process,
    folder: TempDir,
    url: String,
}

impl Nginx {
    /// Starts nginx with these locations in its server.
    async fn start(locations: &str) -> Self {
        let (folder, address) = (tempfile::tempdir().unwrap(), free_address());
        let path = folder.path().display().to_string();
        let config = format!(
            "daemon off; master_process off; pid {path}/pid; error_log stderr crit;
            events {{ }}
            http {{
                access_log {path}/access.log;
                client_body_temp_path {path}/body; proxy_temp_path {path}/proxy; fastcgi_temp_path {path}/fastcgi;
                uwsgi_temp_path {path}/uwsgi; scgi_temp_path {path}/scgi;
                limit_req_zone $binary_remote_addr zone=one:1m rate=1r/s;
                server {{ listen {address}; root {path}; {locations} }}
            }}"
        );
        fs::write(folder.path().join("nginx.conf"), config).unwrap();
        fs::write(folder.path().join("page"), "a page").unwrap();
        let process = Process::start("nginx", &["-e", "stderr", "-c", &format!("{path}/nginx.conf")], address).await;
        Self { _process: process, folder, url: format!("http://{address}/page") }
    }

    /// Returns the statuses of all requests, once there are so many.
    async fn statuses(&self, requests: usize) -> Vec<String> {
        let logged = async || {
            let log = fs::read_to_string(self.folder.path().join("access.log")).unwrap();
            log.lines().filter_map(|line| Some(line.split("\" ").nth(1)?.split(' ').next()?.to_owned())).collect::<Vec<_>>()
        };
        // nginx writes a line after it has sent the answer.
        let policy = RetryPolicy::new().retry(retry_if_result(|statuses: &Vec<_>| statuses.len() < requests));
        policy.wait(wait_fixed(SECOND / 100)).stop(stop_after_delay(SECOND * 60)).call_async_mut(logged).await
    }
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with nginx"]
async fn a_rate_limit_with_retry_after_in_seconds_is_obeyed() {
    let nginx = Nginx::start("location / { limit_req zone=one; error_page 503 @busy; } location @busy { add_header Retry-After 1 always; return 503; }").await;
    let (first, sleeps) = get(&nginx.url).await;
    assert_eq!((first.unwrap().status().as_u16(), sleeps.len()), (200, 0));
    let (second, sleeps) = get(&nginx.url).await;
    assert_eq!((second.unwrap().status().as_u16(), sleeps), (200, vec![SECOND]));
    assert_eq!(nginx.statuses(3).await, ["200", "503", "200"]);
}

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with nginx"]
async fn a_rate_limit_without_a_hint_is_retried_at_the_pace_of_the_policy() {
    let nginx = Nginx::start("location / { limit_req zone=one; limit_req_status 429; }").await;
    get(&nginx.url).await.0.unwrap();
    let (second, sleeps) = get(&nginx.url).await;
    assert_eq!(second.unwrap().status(), 200);
    assert!(sleeps.len() >= 2 && sleeps.iter().all(|sleep| *sleep == SECOND / 10), "{sleeps:?}");
    assert_eq!(nginx.statuses(2 + sleeps.len()).await.iter().filter(|status| *status == "429").count(), sleeps.len());
}

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with nginx"]
async fn a_date_in_retry_after_is_relative_to_the_date_of_the_response() {
    let until = httpdate::fmt_http_date(SystemTime::now() + SECOND * 3);
    let nginx = Nginx::start(&format!(
        "location / {{ limit_req zone=one; error_page 503 @busy; }}
        location @busy {{ add_header Retry-After '{until}' always; return 503; }}"
    ))
    .await;
    get(&nginx.url).await.0.unwrap();
    let (second, sleeps) = get(&nginx.url).await;
    assert_eq!(second.unwrap().status(), 200);
    assert!(sleeps.len() == 1 && sleeps[0] >= SECOND && sleeps[0] <= SECOND * 3, "{sleeps:?}");
}

#[tokio::test]
#[ignore = "scripts/test-proxies runs it, with nginx"]
async fn a_hint_beyond_the_maximum_ends_the_call() {
    let nginx = Nginx::start("location / { add_header Retry-After 86400 always; return 429; }").await;
    let (answer, sleeps) = get(&nginx.url).await;
    let answer = answer.unwrap();
    assert_eq!((answer.status().as_u16(), sleeps.len()), (429, 0));
    assert_eq!(retry_after(answer.headers(), SystemTime::now()), Some(SECOND * 86_400));
}
