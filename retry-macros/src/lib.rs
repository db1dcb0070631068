//! The `#[retry]` attribute of `tenacity`, which re-exports it: depend on that instead.
