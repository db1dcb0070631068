//! The page that Prometheus scrapes.

use std::future::ready;
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};

/// The upper bounds of the buckets, in seconds.
const SLEEPS: [f64; 5] = [0.01, 0.03, 0.1, 1.0, 10.0];

/// Installs the recorder of this process, and returns the page that shows its metrics.
pub(crate) fn install() -> Result<Router, BuildError> {
    let sleep = Matcher::Full(tenacity::metrics::SLEEP.to_owned());
    let recorder = PrometheusBuilder::new().set_buckets_for_metric(sleep, &SLEEPS)?.install_recorder()?;
    tenacity::metrics::describe();
    let upkeep = recorder.clone();
    tokio::spawn(async move {
        // Without upkeep, histogram samples accumulate if nobody scrapes.
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            upkeep.run_upkeep();
        }
    });
    let page = move || ready(([(CONTENT_TYPE, "text/plain; version=0.0.4")], recorder.render()));
    Ok(Router::new().route("/metrics", get(page)))
}
