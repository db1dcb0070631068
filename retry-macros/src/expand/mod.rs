//! The loop.

mod attempt;
mod decision;
pub(crate) mod documentation;
mod turn;

use proc_macro2::{Ident, TokenStream};
use syn::spanned::Spanned;

use crate::hygiene::{hygienic, local};
use crate::model::expression::Time;
use crate::model::strategy::Strategy;
use crate::model::value::Value;
use crate::model::{Belief, Model};

impl Model {
    // Input:   stop = S, wait = W, retry = retry_if_err(|e| …), before_sleep = H, and a body that yields R
    //
    // Output:  let __timer = P::async_timer!();
    //          let __start = P::Clock::now(&__timer);                           // when a part reads the time
    //          let mut __progress = P::Progress::new();                         // P::memory() if by their names the parts only count
    //          '__call: loop {
    //              {
    //                  let __delay = {                                          // in one block with the sleep
    //                      let __outcome = async { …; body }.await;             // sync: (|| -> R { body })()
    //                      let __retry = P::predicate(&__outcome, retry_if_err(P::on_error(…, |e| …)));
    //                      let __decision = P::Attempt {                        // P::Attempt::new(…) without hooks
    //                          verdict: __retry,
    //                          delay: P::wait(W),
    //                          stop: P::stop(S),
    //                          before_sleep: |state| P::call_outcome_hook(state, &__outcome, H),
    //                          …
    //                      }
    //                      .decide(&mut __progress);
    //                      match __decision {
    //                          P::Decision::Sleep(__state, _) => __state.upcoming_sleep(),
    //                          _ => break '__call __outcome,
    //                      }
    //                  };
    //                  P::pause(&__timer, __delay)                              // unless it is zero
    //              }
    //              .await;
    //          }
    //
    // The scopes of the outcome and of the delay end before the sleep is awaited, so that a future keeps neither, nor need the
    // outcome be `Send`. A call that can be cancelled keeps its outcome, to return it: see `keeping`.
    pub(crate) fn expand(&self) -> TokenStream {
        let private = &self.names.private;
        let (timer, progress) = (local("__timer"), local("__progress"));
        let (policy, timer_value) = (self.lent_policy(), self.timer_value());
        let enabled = self.enabled();
        let memory = match self.belief() {
            Belief::Counting | Belief::Lean => hygienic!(memory()),
            _ => hygienic!(Progress::new()),
        };
        // Nothing, or an error when the feature that seeds is off.
        let seeding = self.seeds_itself.then(|| hygienic!(#private::self_seeding!();));
        let (hoisted, deposit) = (self.hoisted(), self.deposit());
        let (start, elapsed) = self.clock();
        let turn = if self.keeps_outcome() { self.keeping(&elapsed) } else { self.forgetting(&elapsed) };
        hygienic! {
            #seeding
            #policy
            let #timer = #timer_value;
            #enabled
            #hoisted
            #start
            #deposit
            let mut #progress = #private::#memory;
            '__call: loop {
                #turn
            }
        }
    }

    /// The default timers are used directly: what is known at this place folds, and a future need not keep it.
    fn timer_value(&self) -> TokenStream {
        let private = &self.names.private;
        match (&self.timer, &self.policy, self.subject.is_async) {
            (Some(own), _, true) => hygienic!(#private::own_async_timer(#own)),
            (Some(own), _, false) => hygienic!(#private::own_blocking_timer(#own)),
            (None, Some(policy), is_async) => {
                let lent = policy_local("__lent", policy);
                if is_async {
                    hygienic!(#private::policy_async_timer(#lent))
                } else {
                    hygienic!(#private::policy_blocking_timer(#lent))
                }
            }
            (None, None, true) => hygienic!(#private::async_timer!()),
            (None, None, false) => hygienic!(#private::blocking_timer!()),
        }
    }

    // Input:   policy = POLICY
    // Output:  let __lent = P::lend(&POLICY);
    //          let __policy = || P::async_policy(__lent, P::Option::None::<&R>);
    //
    // A closure, so that the bounds are proved once, the outcome has one type, and a future keeps no trait object: made where it is
    // called, that folds away.
    fn lent_policy(&self) -> Option<TokenStream> {
        let policy = self.policy.as_ref()?;
        let (private, outcome_type) = (&self.names.private, &self.names.outcome_type);
        let (lent, slot) = (policy_local("__lent", policy), policy_local("__policy", policy));
        let hoisted = policy.hoisted.as_ref().map(|(name, value)| hygienic!(let #name = #value;));
        let asked = &policy.asked;
        let prove = if self.subject.is_async { hygienic!(async_policy) } else { hygienic!(blocking_policy) };
        Some(hygienic! {
            #hoisted
            let #lent = #private::lend(#asked);
            let #slot = || #private::#prove(#lent, #private::Option::None::<&#outcome_type>);
        })
    }

    /// The policy, seen without its types.
    fn view(&self) -> Option<TokenStream> {
        let slot = policy_local("__policy", self.policy.as_ref()?);
        Some(hygienic!(#slot()))
    }

    fn is_switchable(&self) -> bool {
        self.enabled.is_some() || self.policy.is_some()
    }

    fn enabled(&self) -> Option<TokenStream> {
        let private = &self.names.private;
        let name = local("__enabled");
        let policy = self.view().map(|view| hygienic!(#view.is_enabled()));
        let value = self.enabled.as_ref().map(|enabled| hygienic!(#enabled)).or(policy)?;
        Some(hygienic!(let #name: #private::bool = #value;))
    }

    /// What is evaluated once, in the order in which the parts are asked.
    fn hoisted(&self) -> TokenStream {
        let strategies = [&self.retry, &self.wait, &self.stop].into_iter().flatten().flat_map(|strategy| &strategy.hoisted);
        let strategies = strategies.map(|(name, value)| {
            // What the user writes in a key stays as it is: `|e| e.is_timeout()` reads better than a path.
            hygienic! {
                #[allow(clippy::redundant_closure_for_method_calls)]
                let #name = #value;
            }
        });
        let values = [&self.fallback, &self.timed_out, &self.stats, &self.seed, &self.name].into_iter().flatten();
        let values = self.hooks().chain(values).chain(self.limits.all()).filter_map(|value| value.hoisted.as_ref());
        strategies.chain(values.map(|(name, value)| hygienic!(let #name = #value;))).collect()
    }

    // Input:   timeout = 30s, budget = &BUDGET
    // Output:  P::Limits::NONE.timeout(P::time_limit(30s)).budget(P::budget(&BUDGET))
    //
    // Written where it is needed, so that nothing is borrowed, or kept in a future, while the body runs; and only what is needed there.
    fn limits_for(&self, purpose: Purpose) -> TokenStream {
        let private = &self.names.private;
        let serves = |purposes: &[Purpose]| purpose == Purpose::Decision || purposes.contains(&purpose);
        let setter = |name: TokenStream, slot: TokenStream, value: &Option<Value>, purposes: &[Purpose]| {
            let value = value.as_ref().filter(|_| serves(purposes));
            value.map(|Value { asked, .. }| hygienic!(.#name(#private::#slot(#asked))))
        };
        let limit = |name, value| setter(name, hygienic!(time_limit), value, &[Purpose::Attempt]);
        let attempt_timeout = limit(hygienic!(attempt_timeout), &self.limits.attempt_timeout);
        let timeout = limit(hygienic!(timeout), &self.limits.timeout);
        let cancel = setter(hygienic!(cancel), hygienic!(cancel), &self.limits.cancel, &[Purpose::Sleep]);
        let budget = setter(hygienic!(budget), hygienic!(budget), &self.limits.budget, &[Purpose::Deposit]);
        let given = hygienic!(#private::Limits::NONE #attempt_timeout #timeout #cancel #budget);
        match self.view() {
            Some(view) if self.limits.all().next().is_none() => hygienic!(#view.hooks().limits()),
            Some(view) => hygienic!(#view.hooks().limits().replaced_by(#given)),
            None => given,
        }
    }

    /// What the first attempt pays into the budget, before anything else happens.
    fn deposit(&self) -> Option<TokenStream> {
        if self.policy.is_none() && self.limits.budget.is_none() {
            return None;
        }
        let limits = self.limits_for(Purpose::Deposit);
        let deposit = hygienic!(#limits.deposit(););
        Some(if self.is_switchable() { hygienic!(if __enabled { #deposit }) } else { deposit })
    }

    /// The start of the call, and what tells the time since.
    fn clock(&self) -> (TokenStream, TokenStream) {
        let private = &self.names.private;
        let (timer, start) = (local("__timer"), local("__start"));
        let now = hygienic!(#private::Clock::now(&#timer));
        match self.time() {
            Time::Unread => {
                (hygienic!(let #start = #private::start(&#timer, false);), hygienic!(#private::SinceStart(&#timer, #start)))
            }
            Time::Read => (hygienic!(let #start = #now;), hygienic!(#private::Since(&#timer, #start))),
            Time::Asked => {
                let asked = |slot: TokenStream, strategy: &Option<Strategy>| {
                    strategy.as_ref().map(|strategy| {
                        let strategy = &strategy.asked;
                        hygienic!(#private::#slot(#strategy).reads_time() ||)
                    })
                };
                let (stop, wait) = (asked(hygienic!(stop), &self.stop), asked(hygienic!(wait), &self.wait));
                let policy = self.view().map(|view| hygienic!(#view.needs_time() ||));
                if self.belief() == Belief::TimedIfAsked {
                    return (
                        hygienic!(let #start = #private::start(&#timer, #policy #stop #wait false);),
                        hygienic!(#private::SinceStart(&#timer, #start)),
                    );
                }
                let start_if_read = hygienic! {
                    let #start = if #policy #stop #wait false {
                        #private::Option::Some(#now)
                    } else {
                        #private::Option::None
                    };
                };
                (start_if_read, hygienic!(#private::SinceAny(&#timer, #start)))
            }
        }
    }

    fn name(&self) -> TokenStream {
        let (private, name) = (&self.names.private, &self.subject.name);
        self.name
            .as_ref()
            .map_or_else(|| hygienic!(#private::concat!(#private::module_path!(), #name)), |name| name.asked.clone())
    }

    fn seed(&self) -> TokenStream {
        let private = &self.names.private;
        match (&self.seed, self.view()) {
            (Some(Value { asked, .. }), _) => hygienic!(#private::Option::Some({ let seed: #private::u64 = #asked; seed })),
            (None, Some(view)) => hygienic!(#view.given_seed()),
            (None, None) => hygienic!(#private::Option::None),
        }
    }
}

/// What the limits are needed for. A decision needs all of them.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Deposit,
    Attempt,
    Decision,
    Sleep,
}

/// A local that the compiler blames the policy for.
fn policy_local(name: &str, policy: &Value) -> Ident {
    blamed(local(name), &policy.asked)
}

/// A local located where the user wrote what is to blame.
fn blamed(mut local: Ident, written: &TokenStream) -> Ident {
    local.set_span(local.span().located_at(written.span()));
    local
}
