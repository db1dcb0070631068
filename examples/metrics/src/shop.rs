//! The server. It is too busy for its first answers to some orders, always the same ones.

use std::collections::HashMap;
use std::future::IntoFuture;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;

/// The shop has the orders below this number.
pub(crate) const ORDERS: u32 = 8;

/// Opens the shop on a free port. It is too busy for the first `id % 4` requests of each order.
pub(crate) async fn open() -> io::Result<SocketAddr> {
    static REQUESTS: Mutex<Option<HashMap<u32, u32>>> = Mutex::new(None);
    let answer = async |Path(id): Path<u32>| {
        let mut requests = REQUESTS.lock().expect("no request panics");
        let earlier = requests.get_or_insert_default().entry(id).or_default();
        *earlier += 1;
        match id {
            ORDERS.. => Err(StatusCode::NOT_FOUND),
            _ if *earlier <= id % 4 => Err(StatusCode::SERVICE_UNAVAILABLE),
            _ => Ok(format!("order {id}")),
        }
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(axum::serve(listener, Router::new().route("/orders/{id}", get(answer))).into_future());
    Ok(address)
}
