#[retry(stop = stop_after_attempt(self.attempts()) | stop_when(|| log.len() > 3), wait = self.wait, retry = classify())]
fn ask(&self, log: &mut Vec<u8>) -> Option<u8> {
    log.push(0);
    None
}
