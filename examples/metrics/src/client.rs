//! The client, whose calls are retried and counted.

use tenacity::metrics::record_calls;
use tenacity::prelude::*;

/// Fetches an order, with at most three attempts while the shop is busy.
#[retry(
    stop = stop_after_attempt(3),
    wait = wait_fixed(20ms),
    retry = retry_if_err(|e| e.is_connect() || e.status().is_some_and(|status| status.is_server_error())),
    on_finish = record_calls(),
)]
pub(crate) async fn order(client: &reqwest::Client, url: &str) -> reqwest::Result<String> {
    client.get(url).send().await?.error_for_status()?.text().await
}
