//! Shows the decisions about requests that fail, with a server and a client of this process.
//!
//! ```text
//! cargo run -p tenacity-example-http-client
//! ```
//!
//! Each line shows an attempt, its outcome, the decision and the reason. At the end, the server shows how many orders it has taken.

mod client;
mod server;

use std::error::Error;
use std::process::ExitCode;

use reqwest::{Client, Method, Request};
use tower::{Service, ServiceExt};

use self::server::Server;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match show().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn show() -> Result<(), Box<dyn Error>> {
    let server = Server::start().await?;
    let client = Client::builder().no_proxy().timeout(client::PATIENCE).build()?;

    println!("With the attribute");
    for (path, trouble) in [
        ("/seconds", "is busy, and asks for one second"),
        ("/date", "is busy, and names the time. Its clock is an hour fast"),
        ("/limited", "limits the rate, without a hint"),
        ("/hangs", "does not answer"),
        ("/resets", "resets the connection"),
        ("/cuts", "closes the connection within the body"),
        ("/down", "is busy each time"),
        ("/tomorrow", "is busy, and asks for a day"),
        ("/missing", "does not know the page"),
    ] {
        println!("GET {path}: the server {trouble}");
        // The hooks have printed the outcome.
        let _ = client::get(&client, &server.url(path)).await;
    }

    println!("\nWith the layer, which knows the method and the headers");
    let mut stack = client::stack(client);
    for (key, name) in [(None, "without a key"), (Some("order-42"), "with a key")] {
        println!("POST /orders {name}: the server takes the order, and dies");
        let mut order = Request::new(Method::POST, server.url("/orders").parse()?);
        if let Some(key) = key {
            order.headers_mut().insert("idempotency-key", key.parse()?);
        }
        let _ = stack.ready().await?.call(order).await;
    }

    println!("\nThe server's count");
    for (key, name) in [(None, "without a key"), (Some("order-42"), "with a key")] {
        let (requests, orders) = server.count("POST /orders", key);
        println!("POST /orders {name}: requests: {requests}, orders: {orders}");
    }
    Ok(())
}
