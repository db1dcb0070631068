//! The order as a workflow of the engine. Each attempt is an activity, so the engine journals its decision.

use std::sync::Arc;
use std::time::Duration;

use duroxide::runtime::registry::ActivityRegistry;
use duroxide::{ActivityContext, OrchestrationContext, OrchestrationRegistry};
use order::{Client, Order, OrderError, Outcome, Service};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tenacity::{BoxedPolicy, Saved, Step};

pub(crate) const ORDER: &str = "order";
const ATTEMPT: &str = "attempt";

/// The engine cuts a delay and the present time to whole milliseconds. Without this addition, a timer could fire before the planned time.
const ROUNDING: Duration = Duration::from_millis(2);

/// The end of an order: shipped, or refused by a service.
pub(crate) type Ended = Result<(), (Service, OrderError)>;

/// The input of one attempt.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) order: Order,
    pub(crate) service: Service,
    pub(crate) saved: Saved,
}

/// The services, and their policies in the same sequence.
pub(crate) struct Shop {
    pub(crate) client: Client,
    pub(crate) policies: [BoxedPolicy<Outcome>; 3],
}

/// Passes the order through its services. The engine runs this function again after each event, so it does nothing but schedule.
async fn process(engine: OrchestrationContext, order: Order) -> Result<Ended, String> {
    for service in Service::ALL {
        if let Err(error) = call(&engine, order, service).await? {
            return Ok(Err((service, error)));
        }
    }
    Ok(Ok(()))
}

/// Calls a service until its policy ends the call. The engine holds the attempts and the sleeps.
async fn call(engine: &OrchestrationContext, order: Order, service: Service) -> Result<Outcome, String> {
    let mut saved = Saved::seeded(order.seed(service));
    loop {
        let attempt = json!(Attempt { order, service, saved }).to_string();
        let step = engine.schedule_activity(ATTEMPT, attempt).await?;
        match serde_json::from_str(&step).map_err(|error| unreadable(&error))? {
            Step::Done(outcome, _) => return Ok(outcome),
            Step::Sleep(delay, next) => {
                saved = next;
                engine.schedule_timer(delay.saturating_add(ROUNDING)).await;
            }
        }
    }
}

/// Describes a damaged journal. The engine's own decoder drops the cause.
fn unreadable(error: &serde_json::Error) -> String {
    format!("the journaled step of an attempt is unreadable: {error}")
}

/// Makes one attempt, and decides. The engine journals the result before it continues.
async fn attempt(shop: &Shop, Attempt { order, service, saved }: Attempt) -> Step<Outcome> {
    let number = saved.attempts().saturating_add(1);
    shop.policies[service as usize].step_async(saved, || shop.client.send(service, order, number)).await
}

/// Returns the engine's list of activities.
pub(crate) fn activities(shop: Shop) -> ActivityRegistry {
    let shop = Arc::new(shop);
    let run = move |_: ActivityContext, input: Attempt| {
        let shop = Arc::clone(&shop);
        async move { Ok(attempt(&shop, input).await) }
    };
    ActivityRegistry::builder().register_typed(ATTEMPT, run).build()
}

/// Returns the engine's list of workflows.
pub(crate) fn workflows() -> OrchestrationRegistry {
    OrchestrationRegistry::builder().register_typed(ORDER, process).build()
}
