//! An async function, at most five attempts, no wait, within an hour. The hand-written loop runs inside Tokio's `timeout`.

use std::time::Duration;

use tenacity::prelude::*;

use crate::contender::{Contender, task};
use crate::service::{ATTEMPTS, Answer, Refused, Service};

pub(super) const CONTENDERS: &[Contender] = &[task!(HandWritten, hand_written), task!(Tenacity, tenacity)];

const LIMIT: Duration = Duration::from_hours(1);

async fn hand_written(service: &Service) -> Answer {
    let attempts = async {
        let mut attempt = 1;
        loop {
            match service.call_async().await {
                Ok(answer) => return Ok(answer),
                Err(refused) if attempt >= ATTEMPTS => return Err(refused),
                Err(_) => attempt += 1,
            }
        }
    };
    tokio::time::timeout(LIMIT, attempts).await.unwrap_or(Err(Refused { left: 0 }))
}

impl From<TimedOut> for Refused {
    fn from(_: TimedOut) -> Self {
        Self { left: 0 }
    }
}

#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none(), timeout = LIMIT)]
async fn tenacity(service: &Service) -> Answer {
    service.call_async().await
}
