//! Limits, policies and wrapped errors on functions of unusual shapes.

use std::error::Error;
use std::future::pending;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tenacity::{BoxedPolicy, Event, FromTimeout, RetryStats, prelude::*};
use tokio::time::sleep;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_generic_return_type_may_be_cut() {
    #[retry(attempt_timeout = limit, timeout = limit * 3, wait = wait_none(), stop = stop_never())]
    async fn hang<R: FromTimeout + Outcome>(limit: Duration) -> R {
        pending().await
    }
    assert_eq!(hang::<Option<u8>>(SECOND).await, None);
    assert_eq!(hang::<Result<(), TimedOut>>(SECOND).await.unwrap_err().attempts(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_returned_future_may_be_cut() {
    #[retry(timeout = 1s)]
    fn later(text: &str) -> impl Future<Output = io::Result<usize>> + Send {
        let length = text.len();
        async move {
            sleep(SECOND * 9).await;
            Ok(length)
        }
    }
    assert_eq!(later("a").await.unwrap_err().kind(), io::ErrorKind::TimedOut);
}

#[tokio::test(start_paused = true)]
async fn a_boxed_future_borrows_its_shared_values() {
    #[retry(timeout = 1min, cancel = event, stats = stats)]
    fn boxed<'a>(event: Arc<Event>, stats: &'a RetryStats) -> Pin<Box<dyn Future<Output = Option<u8>> + Send + 'a>> {
        Box::pin(async move { None })
    }
    let (event, stats) = (Arc::new(Event::new()), RetryStats::new());
    event.set();
    assert_eq!(boxed(event, &stats).await, None);
    assert_eq!((stats.snapshot().cancelled, stats.snapshot().attempts()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_method_may_take_every_key_from_its_fields() {
    struct Client {
        policy: BoxedPolicy<io::Result<u32>>,
        budget: RetryBudget,
        shutdown: Arc<Event>,
    }
    impl Client {
        #[retry(policy = &self.policy, budget = &self.budget, cancel = self.shutdown, attempt_timeout = 1s, state = progress)]
        async fn fetch<'a>(&'a self, log: &'a mut Vec<u32>) -> io::Result<u32> {
            log.push(progress.attempt_number());
            if progress.attempt_number() < 3 {
                Err(io::ErrorKind::ConnectionReset)?;
            }
            Ok(progress.attempt_number())
        }
    }
    let client = Client {
        policy: RetryPolicy::new().wait(wait_none()).boxed(),
        budget: RetryBudget::new().initial(5),
        shutdown: Arc::default(),
    };
    let mut log = Vec::new();
    assert_eq!(client.fetch(&mut log).await.unwrap(), 3);
    assert_eq!(log, [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn an_error_of_any_type_is_wrapped_beside_an_opaque_value() {
    #[retry(wrap_error, timeout = 2s, stop = stop_after_attempt(2), wait = wait_none())]
    async fn digits(text: &str) -> Result<impl Iterator<Item = char> + use<>, RetryError<Box<dyn Error + Send + Sync>>> {
        let number = text.parse::<u32>()?;
        Ok(number.to_string().chars().collect::<Vec<_>>().into_iter())
    }
    assert_eq!(digits("12").await.unwrap().count(), 2);
    assert_eq!(digits("x").await.err().unwrap().attempts(), 2);
}

#[test]
fn an_anyhow_error_is_wrapped() {
    #[retry(wrap_error, stop = stop_after_attempt(2), wait = wait_none())]
    fn number(text: &str) -> Result<u32, RetryError<anyhow::Error>> {
        let number = text.parse()?;
        Ok(number)
    }
    assert_eq!(number("x").unwrap_err().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_async_block_has_limits_and_can_be_spawned() {
    let mut attempts = 0;
    let block = retry_block!(timeout = 3s, wait = wait_fixed(1s), stop = stop_never() => async -> Option<()> {
        attempts += 1;
        None
    });
    assert_eq!(block.await, None);
    assert_eq!(attempts, 3);

    let call = retry_block!(timeout = 3s, policy = RetryPolicy::new() => async -> Option<u8> { Some(1) });
    assert_eq!(tokio::spawn(call).await.unwrap(), Some(1));
}
