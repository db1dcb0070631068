//! The loop.

mod attempt;
mod decision;
pub(crate) mod documentation;
mod turn;

use proc_macro2::TokenStream;
use syn::spanned::Spanned;

use crate::hygiene::{blamed_on, hygienic, local};
use crate::model::expression::Time;
use crate::model::strategy::{Names, Strategy};
use crate::model::value::Value;
use crate::model::{Assumption, Model};

impl Model {
    // Input:   stop = S, wait = W, retry = retry_if_err(|e| …), before_sleep = H, and a body that yields R
    //
    // Output:  use ::tenacity::__private as P;                                  // with `Unknown` if the types have a say
    //          let (__timer, __start, mut __memory) = P::begin(P::async_timer!());
    //          loop {
    //              let __pause = {
    //                  let __outcome = async { …; body }.await;                 // sync: (|| -> R { body })()
    //                  let __predicate = P::predicate(&__outcome, retry_if_err(P::on_error(…, |e| …)));
    //                  let __decision = P::Attempt {                            // P::Attempt::new(…) without hooks
    //                      verdict: __predicate,
    //                      delay: P::wait(W),
    //                      stop: P::stop(S),
    //                      before_sleep: |state| P::call_outcome_hook(state, &__outcome, H),
    //                      …
    //                  }
    //                  .decide_timed(&__timer, __start, &mut __memory);
    //                  match __decision {
    //                      P::Decision::Sleep(__state, _) => P::Pause::after(&__state),
    //                      _ => return __outcome,                       // `break` out of a `retry_block!`
    //                  }
    //              };
    //              if __pause.is_needed() {                                     // sync: P::pause(&__timer, __pause)
    //                  P::pause_async(&__timer, __pause).await;
    //              }
    //          }
    //
    // The outcome's scope ends before the sleep, so that a future does not store it, nor need it be `Send`. A call that can be
    // cancelled keeps its outcome, to return it: see `keeping`.
    pub(crate) fn expand(&self) -> TokenStream {
        let (alias, policy, enabled) = (self.alias(), self.lent_policy(), self.enabled());
        // Nothing, or an error when the feature that seeds is off.
        let private = &self.names.private;
        let seeding = self.seeds_itself.then(|| hygienic!(#private::self_seeding!();));
        let (hoisted, beginning, deposit) = (self.hoisted(), self.beginning(), self.deposit());
        let label = (!self.body.returns).then(|| hygienic!('__call:));
        let turn = if self.keeps_outcome() { self.keeping() } else { self.forgetting() };
        let consumed = self.consumed();
        hygienic! {
            #alias
            #seeding
            #consumed
            #policy
            #enabled
            #hoisted
            #beginning
            #deposit
            #label loop {
                #turn
            }
        }
    }

    /// How the loop ends. A function returns, as its own last statement would: a lint asks for a `return` in place of a loop's value.
    fn leave(&self) -> TokenStream {
        if self.body.returns { hygienic!(return) } else { hygienic!(break '__call) }
    }

    /// Imports the private module, and the trait by which the types of strategies choose the decision.
    fn alias(&self) -> TokenStream {
        let Names { path, private, .. } = &self.names;
        if self.assumption() == Assumption::Nothing {
            hygienic!(use #path as #private;)
        } else {
            hygienic!(use #path::{self as #private, Unknown as _};)
        }
    }

    /// The default timers are used directly. They are constants here, so they fold, and a future does not store them.
    fn timer_value(&self) -> TokenStream {
        let private = &self.names.private;
        match (&self.timer, &self.policy, self.body.is_async) {
            (Some(own), _, true) => hygienic!(#private::own_async_timer(#own)),
            (Some(own), _, false) => hygienic!(#private::own_blocking_timer(#own)),
            (None, Some(policy), is_async) => {
                let lent = blamed_on(policy.asked.span(), hygienic!(__policy));
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
    // Output:  let __policy = P::policy(&POLICY);
    //          let __view = || P::async_policy(__policy, P::Option::None::<&R>);
    //
    // In a closure, the bounds are proved once, and the outcome has one type. A future keeps no trait object, because the expansion makes
    // it where it is called, and that folds away.
    fn lent_policy(&self) -> Option<TokenStream> {
        let policy = self.policy.as_ref()?;
        let (private, outcome_type) = (&self.names.private, &self.names.outcome_type);
        let (lent, slot) = (local("__policy"), local("__view"));
        let hoisted = policy.hoisted.as_ref().map(|(name, value)| hygienic!(let #name = #value;));
        let asked = &policy.asked;
        let prove = if self.body.is_async { hygienic!(async_policy) } else { hygienic!(blocking_policy) };
        let blamed = blamed_on(asked.span(), hygienic!(#lent));
        Some(hygienic! {
            #hoisted
            let #lent = #private::policy(#asked);
            let #slot = || #private::#prove(#blamed, #private::Option::None::<&#outcome_type>);
        })
    }

    /// The policy, seen without its types.
    fn view(&self) -> Option<TokenStream> {
        self.policy.as_ref().map(|_| hygienic!(__view()))
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

    /// The values that are evaluated once, in the order in which the call uses them.
    fn hoisted(&self) -> TokenStream {
        let strategies = [&self.retry, &self.wait, &self.stop].into_iter().flatten().flat_map(|strategy| &strategy.hoisted);
        let strategies = strategies.map(|(name, value)| hygienic!(let #name = #value;));
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

    /// The deposit of the first attempt into the budget. It comes before everything else.
    fn deposit(&self) -> Option<TokenStream> {
        if self.policy.is_none() && self.limits.budget.is_none() {
            return None;
        }
        let limits = self.limits_for(Purpose::Deposit);
        let deposit = hygienic!(#limits.deposit(););
        Some(if self.is_switchable() { hygienic!(if __enabled { #deposit }) } else { deposit })
    }

    /// The call's timer, its start and its memory. Their types follow from the decision.
    fn beginning(&self) -> TokenStream {
        let private = &self.names.private;
        let (timer, start, progress) = (local("__timer"), local("__start"), local("__memory"));
        let timer_value = self.timer_value();
        let begun = if self.time() == Time::Asked {
            let asked = |slot: TokenStream, strategy: &Option<Strategy>| {
                strategy.as_ref().map(|strategy| {
                    let strategy = &strategy.asked;
                    hygienic!(#private::#slot(#strategy).reads_time() ||)
                })
            };
            let (stop, wait) = (asked(hygienic!(stop), &self.stop), asked(hygienic!(wait), &self.wait));
            let policy = self.view().map(|view| hygienic!(#view.needs_time() ||));
            hygienic!(#private::begin_if_asked(#timer_value, #policy #stop #wait false))
        } else {
            hygienic!(#private::begin(#timer_value))
        };
        hygienic!(let (#timer, #start, mut #progress) = #begun;)
    }

    fn name(&self) -> TokenStream {
        let (private, name) = (&self.names.private, &self.body.name);
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

/// The purposes of limits. A decision needs all of them.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Deposit,
    Attempt,
    Decision,
    Sleep,
}
