//! The service that places orders: it charges, reserves and ships, each with its own policy.

use order::{Client, Order, Outcome, Service, policy};
use restate_sdk::prelude::*;
use tenacity::{BoxedPolicy, prelude::*};

use crate::durable;
use crate::hook_log::{HookLog, What};

/// The engine's service `Orders`.
pub(crate) struct Orders {
    pub(crate) client: Client,
    /// The attempts of each policy.
    pub(crate) attempts: u32,
    pub(crate) log: HookLog,
}

#[service]
impl Orders {
    #[handler]
    async fn place(&self, ctx: Context<'_>, order: Json<Order>) -> HandlerResult<()> {
        let order = order.into_inner();
        for service in Service::ALL {
            // The engine's seed is the same in every process. Each of the three calls has its own delays.
            let seed = ctx.random_seed().wrapping_add(service as u64);
            let client = self.client.clone();
            let call = move |attempt| {
                let client = client.clone();
                async move { client.send(service, order, attempt).await }
            };
            let policy = self.policy(order, service, seed);
            let outcome = durable::retry(&ctx, policy, seed, call).await?;
            outcome.map_err(|error| TerminalError::new(format!("{}: {error}", service.path())))?;
        }
        Ok(())
    }
}

impl Orders {
    /// Returns the policy of a service, with hooks that write the log.
    fn policy(&self, order: Order, service: Service, seed: u64) -> BoxedPolicy<Outcome> {
        let log = self.log.clone();
        let write = move |state: &RetryState, what| log.write(order.number, service, state.attempt_number(), what);
        let (begins, sleeps, ends) = (write.clone(), write.clone(), write);
        policy(service, self.attempts)
            .before(move |state: &RetryState| begins(state, What::Begins { seed }))
            .before_sleep(move |state: &RetryState, _: &Outcome| sleeps(state, What::Sleeps { delay: state.upcoming_sleep() }))
            .on_finish(move |state: &RetryState, outcome: &Outcome, _: Finish| ends(state, What::Ends { ok: outcome.is_ok() }))
            .boxed()
    }
}
