// errors: 2

use tenacity::prelude::*;

struct ApiError;

async fn attempt() -> Result<u8, ApiError> {
    Err(ApiError)
}

fn main() {
    let _ = RetryPolicy::new().call(attempt);
    let _ = RetryPolicy::new().call_async(attempt());
}
