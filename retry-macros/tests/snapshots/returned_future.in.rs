#[retry(stop = stop_after_attempt(2), wait = wait_none())]
fn later(line: &str) -> impl Future<Output = Result<u8, ParseIntError>> + Send {
    let line = line.trim();
    async move { line.parse() }
}
