#[retry(
    stop = (stop_after_attempt(LIMIT) | stop_after_attempt(5)),
    wait = wait_chain((wait_random(SHORT, LONG), wait_chain([wait_exponential(SHORT).base(BASE).max(LONG).full_jitter()]))),
    retry = !retry_never(),
    timer = &self.clock,
)]
fn connect(&self) -> io::Result<TcpStream> {
    TcpStream::connect(&self.address)
}
