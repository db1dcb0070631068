#[retry(
    stop = stop_when(|| log.is_full()).or(stop_after_attempt(attempts())).or(stop_after_delay(30s)).or(self.stop),
    wait = wait_fn(|state| state.previous_sleep() * 2).at_least(LEAST).at_most(self.most).jitter(jitter()),
    retry = retry_if_err(|e| e.is_timeout()).or(retry_if_ok(|page| page.is_empty()).not()),
)]
fn fetch(&mut self, log: &Log) -> Result<Page, Error> {
    self.client.get()
}
