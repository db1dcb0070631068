//! The hooks of the features `log` and `tracing`. That of `metrics` is tested in examples/metrics.

mod log_lines;
mod tracing_events;
