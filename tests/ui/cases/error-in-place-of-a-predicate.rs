// errors: 2

use tenacity::prelude::*;

enum ApiError {
    Timeout,
}

#[retry(retry = ApiError::Timeout)]
fn variant() -> Result<u8, ApiError> {
    Err(ApiError::Timeout)
}

fn is_transient(_: &ApiError) -> bool {
    true
}

#[retry(retry = is_transient)]
fn function_of_the_error() -> Result<u8, ApiError> {
    Err(ApiError::Timeout)
}

fn main() {}
