//! The hooks of the features `log` and `tracing`. The hook of `metrics` is tested in examples/metrics.

mod log_lines;
mod tracing_events;
