#[retry(
    wait = wait_none(),
    before = |state| note(state),
    on_finish = move |_, _, finish| done.send(finish),
    before = log_before,
    on_finish = record_calls(),
    enabled = false,
)]
fn poll(queue: &Queue, done: Sender<Finish>) -> Option<Order> {
    queue.pop()
}
