#[retry(stop = |state| state.attempt_number() > self.most, wait = |state| state.previous_sleep() * 2, retry = (|sent| sent.is_err()))]
fn send(&self, request: &Request) -> Result<(), Error> {
    self.client.send(request)
}
