#[retry(
    stop = (stop_never() & stop_when(move || done.load(Relaxed))),
    wait = wait_chain((wait_none(), wait_chain([wait_fn(move |state| state.previous_sleep() + pause)]))).max(limit),
    retry = !retry_if_err(move |e| e.code() == code),
    timer = clock(),
)]
fn take(done: Arc<AtomicBool>, pause: Duration, limit: Duration, code: u8) -> Result<u8, Error> {
    Queue::take()
}
