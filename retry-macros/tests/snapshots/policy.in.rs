#[retry(policy = self.policy, stop = stop_after_attempt(3), after = |_, outcome| log(outcome))]
fn fetch(&self) -> Option<u8> {
    self.client.get()
}
