//! A retried call in the engine's journal.

use std::pin::Pin;

use restate_sdk::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use tenacity::{BoxedPolicy, Saved, Step};

/// The outcome of a call, unless the engine cancels the invocation.
///
/// The type is boxed. The compiler cannot prove that the future of an `async fn` with these borrows is `Send` (rust-lang/rust#100013).
pub(crate) type Call<'a, R> = Pin<Box<dyn Future<Output = Result<R, TerminalError>> + Send + 'a>>;

/// Makes attempts by the policy until it ends the call. `call` receives the number of the attempt.
///
/// The journal stores each attempt with its decision. A replay reads them, so another process continues after the last one.
pub(crate) fn retry<'a, 'ctx, R, F>(
    ctx: &'a Context<'ctx>,
    policy: BoxedPolicy<R>,
    seed: u64,
    call: impl Fn(u32) -> F + Clone + Send + Sync + 'ctx,
) -> Call<'a, R>
where
    R: Serialize + DeserializeOwned + Send + 'static,
    F: Future<Output = R> + Send + 'ctx,
    'ctx: 'a,
{
    Box::pin(async move {
        let mut saved = Saved::seeded(seed);
        loop {
            let (policy, call, number) = (policy.clone(), call.clone(), saved.attempts().saturating_add(1));
            // A failed attempt is a value. The engine would retry an error by its own policy.
            let attempt = move || async move { Ok(Json(policy.step_async(saved, || call(number)).await)) };
            match ctx.run(attempt).name("attempt").await?.into_inner() {
                Step::Done(outcome, _) => return Ok(outcome),
                Step::Sleep(delay, next) => {
                    saved = next;
                    ctx.sleep(delay).await?;
                }
            }
        }
    })
}
