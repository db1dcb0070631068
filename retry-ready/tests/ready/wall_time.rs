use std::time::{Duration, Instant};

use tenacity::prelude::*;
use tokio::net::TcpListener;

use crate::{closed_port, millis};

#[tokio::test(start_paused = true)]
async fn a_paused_clock_does_not_end_a_wait_for_real_io() {
    let address = closed_port();
    let server = std::thread::spawn(move || {
        std::thread::sleep(millis(200));
        std::net::TcpListener::bind(address).unwrap()
    });
    wait_until_ready(tcp(address)).timeout(Duration::from_secs(3600)).await.unwrap();
    drop(server.join());
}

#[tokio::test(start_paused = true)]
async fn a_limit_is_measured_in_real_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let begun = Instant::now();
    let error = wait_until_ready(http(url)).timeout(millis(150)).await.unwrap_err();
    assert!(error.is_timeout() && begun.elapsed() >= millis(150), "{error}");
}

#[test]
fn a_wait_needs_no_runtime() {
    let waiting = wait_until_ready(command(["true"]));
    pollster::block_on(waiting.into_future()).unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_interval_of_zero_counts_as_one_millisecond() {
    let begun = Instant::now();
    let error = wait_until_ready(|| async { false }).every(Duration::ZERO).timeout(millis(100)).await.unwrap_err();
    let most = begun.elapsed().as_millis() + 1;
    assert!((2..=most).contains(&u128::from(error.checks())), "{} in {most} ms", error.checks());
    let told = "hint       a pause of zero is raised to 1ms: set an interval that suits the check by `.every(…)`";
    assert!(format!("{error:?}").contains(told), "{error:?}");
}

#[test]
fn an_interval_beyond_the_limit_allows_a_first_and_a_last_check() {
    let error = wait_until_ready_sync(|| false).timeout(millis(50)).every(Duration::from_secs(3_600)).run().unwrap_err();
    assert_eq!(error.checks(), 2);
    let told = "hint       pauses of up to 3600s leave few checks in 50ms: set a shorter, constant pause by `.every(…)`";
    assert!(format!("{error:?}").contains(told), "{error:?}");
}
