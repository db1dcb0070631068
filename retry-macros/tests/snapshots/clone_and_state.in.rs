#[retry(stop = stop_after_attempt(LIMIT), wait = wait_none(), clone(name), state = progress, fallback = |_, outcome| outcome)]
fn register(mut name: String) -> Option<String> {
    name.push_str(&progress.attempt_number().to_string());
    Some(name)
}
