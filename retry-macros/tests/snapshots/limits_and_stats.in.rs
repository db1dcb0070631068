#[retry(
    wait = wait_fixed(100ms),
    stop = stop_after_attempt(3),
    attempt_timeout = 1s,
    timeout = self.limit(),
    cancel = &SHUTDOWN,
    budget = BUDGETS.get(host),
    stats = &STATS,
    wrap_error,
)]
async fn fetch(&self, host: &str) -> Result<Page, RetryError<Error>> {
    self.client.get(host).await
}
