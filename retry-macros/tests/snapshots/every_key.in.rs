#[retry(
    stop = stop_never(),
    wait = wait_fn(|state| state.previous_sleep() * 2),
    retry = |outcome| outcome.is_none(),
    before = log_before,
    after = |_, _| count(),
    on_finish = move |_, _, finish| done.send(finish),
    timer = TIMER,
    seed = 7,
    enabled = config.retries,
    name = "orders",
)]
fn poll(config: &Config, done: Sender<Finish>) -> Option<Order> {
    config.queue.pop()
}
