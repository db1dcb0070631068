use tenacity::prelude::*;

#[tracing::instrument]
#[retry(stop = stop_after_attempt(3))]
async fn in_a_span(id: String) -> Option<String> {
    Some(id)
}

#[tracing::instrument(err)]
#[retry]
fn in_a_sync_span(id: String) -> Result<String, String> {
    Ok(id)
}

#[fastrace::trace]
#[retry(stop = stop_after_attempt(3))]
async fn traced(id: String) -> Option<String> {
    Some(id)
}

#[async_backtrace::framed]
#[retry(stop = stop_after_attempt(3))]
async fn framed(id: String) -> Option<String> {
    Some(id)
}

#[cached::macros::cached]
#[retry(stop = stop_after_attempt(3))]
fn kept(id: u32) -> Option<u32> {
    Some(id)
}

#[tokio::main(flavor = "current_thread")]
#[retry]
async fn main() -> Result<(), String> {
    Ok(())
}
