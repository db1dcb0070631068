//! One attempt at a service, over HTTP.

use std::error::Error;
use std::iter;
use std::time::SystemTime;

use reqwest::StatusCode;
use tenacity_http::{retry_after, verdict};

use crate::error::OrderError;
use crate::order::{Order, Receipt, Service};
use crate::policies::Outcome;

/// A client of the three services.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    url: String,
}

impl Client {
    /// Creates a client of the services at this URL, such as `http://127.0.0.1:8080`.
    ///
    /// # Panics
    ///
    /// If the operating system offers no way to create the client.
    pub fn new(url: impl Into<String>) -> Self {
        // Each attempt has its own connection. A request on an old connection could fail for another reason than the service.
        let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build();
        Self { http: http.expect("a client without TLS needs no files"), url: url.into() }
    }

    /// Sends an order to a service, with the number of the attempt. The policy retries; this function does not.
    pub async fn send(&self, service: Service, order: Order, attempt: u32) -> Outcome {
        let request = self.http.post(format!("{}{}", self.url, service.path())).json(&order);
        let request = request.header("idempotency-key", order.key(service)).header("retry-attempt", attempt);
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        let (status, headers) = (response.status(), response.headers());
        match status {
            StatusCode::OK => response.json::<Receipt>().await.map_err(|error| unreachable(&error)),
            StatusCode::PAYMENT_REQUIRED | StatusCode::CONFLICT => Err(OrderError::Declined),
            _ if verdict(status, headers).is_retry() => Err(OrderError::Busy { after: retry_after(headers, SystemTime::now()) }),
            _ => Err(OrderError::Failed { status: status.as_u16() }),
        }
    }
}

/// Returns the error of a connection, with its deepest cause.
fn unreachable(error: &reqwest::Error) -> OrderError {
    let causes = iter::successors(Some(error as &dyn Error), |error| (*error).source());
    OrderError::Unreachable { cause: causes.last().map(ToString::to_string).unwrap_or_default() }
}
