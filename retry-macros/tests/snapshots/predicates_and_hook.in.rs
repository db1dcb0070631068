#[retry(
    stop = stop_after_attempt(4) | stop_after_delay(30s),
    wait = wait_exponential(100ms).max(5s).full_jitter(),
    retry = retry_if_err(|e| e.is_timeout()) | retry_if_ok(|page| page.items.is_empty()),
    before_sleep = |state, outcome| eprintln!("attempt {} failed: {outcome:?}", state.attempt_number()),
)]
async fn fetch(&mut self, url: &str) -> Result<Page, Error> {
    self.client.get(url).await
}
