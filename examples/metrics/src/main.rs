//! Retried calls as Prometheus sees them. A client orders from a shop that is sometimes busy, and `/metrics` shows the results.
//!
//! `cargo run -p tenacity-example-metrics` serves on 127.0.0.1:9464 until it is stopped. With `-- HOST:PORT` it serves on another address:
//!
//! ```text
//! tenacity_calls_total{function="tenacity_example_metrics::client::order",outcome="success",finish="accepted",retried="true"} 2
//! ```

mod client;
mod exporter;
mod shop;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9464".to_owned());
    if let Err(error) = serve(&address).await {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

async fn serve(address: &str) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address).await.map_err(|e| format!("cannot listen on `{address}`: {e}"))?;
    let metrics = exporter::install()?;
    println!("metrics at http://{}/metrics", listener.local_addr()?);

    let shop = shop::open().await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    for id in 0..=shop::ORDERS {
        match client::order(&client, &format!("http://{shop}/orders/{id}")).await {
            Ok(order) => println!("  {order}"),
            Err(error) => println!("  no order {id}: {error}"),
        }
    }
    println!("done; stop me with Ctrl-C");
    Ok(axum::serve(listener, metrics).await?)
}
