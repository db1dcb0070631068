//! The loop.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::expression::Time;
use crate::hygiene::{hygienic, local};
use crate::model::{CloneArgument, Model};
use crate::strategy::Strategy;
use crate::value::Value;

impl Model {
    // Input:   stop = S, wait = W, retry = retry_if_err(|e| …), before_sleep = H, and a body that yields R
    //
    // Output:  let __timer = P::async_timer!();
    //          let __start = P::Clock::now(&__timer);                           // when a part reads the time
    //          let mut __progress = P::Progress::new();                         // or P::Count
    //          loop {
    //              let __delay = {                                              // in one block with the sleep
    //                  let __outcome = async { …; body }.await;                 // sync: (|| -> R { body })()
    //                  let __retry = P::predicate(&__outcome, retry_if_err(P::on_error(…, |e| …)));
    //                  let __decision = P::Attempt {                            // P::Attempt::new(…) without hooks
    //                      verdict: __retry,
    //                      delay: P::wait(W),
    //                      stop: P::stop(S),
    //                      before_sleep: |state| P::call_outcome_hook(state, &__outcome, H),
    //                      …
    //                  }
    //                  .decide(&mut __progress);
    //                  match __decision {
    //                      P::Decision::Sleep(__delay) => __delay,
    //                      _ => break __outcome,
    //                  }
    //              };
    //              { if __delay.is_zero() { continue } P::AsyncTimer::sleep(&__timer, __delay) }.await;
    //          }
    //
    // The scopes of the outcome and of the delay end before the sleep is awaited, so that a future keeps neither, nor need the
    // outcome be `Send`.
    pub(crate) fn expand(&self) -> TokenStream {
        let private = &self.names.private;
        let (timer, progress, delay) = (local("__timer"), local("__progress"), local("__delay"));
        let (timer_value, sleep) = self.timer_and_sleep();
        let wait = self.subject.is_async.then(|| hygienic!(.await));
        let enabled = self.enabled.as_ref().map(|enabled| {
            let name = local("__enabled");
            hygienic!(let #name: #private::bool = #enabled;)
        });
        let memory = if self.remembers() { hygienic!(Progress) } else { hygienic!(Count) };
        // Nothing, or an error when the feature that seeds is off.
        let seeding = self.seeds_itself.then(|| hygienic!(#private::self_seeding!();));
        let hoisted = self.hoisted();
        let (start, elapsed) = self.clock();
        let begin = self.begin(&elapsed);
        let attempt = self.attempt();
        let decision = self.decision(&elapsed);
        hygienic! {
            #seeding
            let #timer = #timer_value;
            #enabled
            #hoisted
            #start
            let mut #progress = #private::#memory::new();
            loop {
                {
                    let #delay = {
                        #begin
                        #attempt
                        #decision
                    };
                    if #delay.is_zero() {
                        continue;
                    }
                    #sleep
                }
                #wait;
            }
        }
    }

    /// The timer, and the sleep by it. The default ones are used directly: what is known at this place folds, and a future need not
    /// keep it.
    fn timer_and_sleep(&self) -> (TokenStream, TokenStream) {
        let private = &self.names.private;
        let (timer, delay) = (local("__timer"), local("__delay"));
        match (&self.timer, self.subject.is_async) {
            (None, true) => (hygienic!(#private::async_timer!()), hygienic!(#private::AsyncTimer::sleep(&#timer, #delay))),
            (None, false) => (hygienic!(#private::blocking_timer!()), hygienic!(#private::BlockingTimer::sleep(&#timer, #delay))),
            (Some(own), true) => (hygienic!(#private::own_async_timer(#own)), hygienic!(#timer.sleep(#delay))),
            (Some(own), false) => (hygienic!(#private::own_blocking_timer(#own)), hygienic!(#timer.sleep(#delay))),
        }
    }

    /// What is evaluated once, in the order in which the parts are asked.
    fn hoisted(&self) -> TokenStream {
        let strategies = [&self.retry, &self.wait, &self.stop].into_iter().flatten().flat_map(|strategy| &strategy.hoisted);
        let strategies = strategies.map(|(name, value)| {
            hygienic! {
                #[allow(clippy::redundant_closure_for_method_calls)]
                let #name = #value;
            }
        });
        let values = [&self.before, &self.after, &self.before_sleep, &self.on_finish, &self.fallback, &self.seed, &self.name];
        let values = values.into_iter().flatten().filter_map(|value| value.hoisted.as_ref());
        strategies.chain(values.map(|(name, value)| hygienic!(let #name = #value;))).collect()
    }

    /// The start of the call, and the closure that tells the time since.
    fn clock(&self) -> (TokenStream, TokenStream) {
        let private = &self.names.private;
        let (timer, start) = (local("__timer"), local("__start"));
        let (now, since) = match self.timer {
            None => (hygienic!(#private::Clock::now(&#timer)), hygienic!(#private::Clock::since(&#timer, #start))),
            Some(_) => (hygienic!(#timer.now()), hygienic!(#timer.since(#start))),
        };
        match self.time() {
            Time::Unread => (TokenStream::new(), hygienic!(#private::Unasked)),
            Time::Read if self.timer.is_none() => (hygienic!(let #start = #now;), hygienic!(#private::Since(&#timer, #start))),
            Time::Read => (hygienic!(let #start = #now;), hygienic!(|| #since)),
            Time::Asked => {
                let asked = |slot: TokenStream, strategy: &Option<Strategy>| {
                    strategy.as_ref().filter(|strategy| strategy.time == Time::Asked).map(|strategy| {
                        let strategy = &strategy.asked;
                        hygienic!(#private::#slot(#strategy).reads_time() ||)
                    })
                };
                let (stop, wait) = (asked(hygienic!(stop), &self.stop), asked(hygienic!(wait), &self.wait));
                let start_if_read = hygienic! {
                    let #start = if #stop #wait false {
                        #private::Option::Some(#now)
                    } else {
                        #private::Option::None
                    };
                };
                let elapsed = hygienic! {
                    || match #start {
                        #private::Option::Some(#start) => #since,
                        #private::Option::None => #private::Duration::ZERO,
                    }
                };
                (start_if_read, elapsed)
            }
        }
    }

    /// What precedes an attempt: the `before` hook, and the body's view of the state.
    fn begin(&self, elapsed: &TokenStream) -> TokenStream {
        if self.before.is_none() && self.state.is_none() {
            return TokenStream::new();
        }
        let private = &self.names.private;
        let (progress, begun) = (local("__progress"), local("__begun"));
        let (name, seed) = (self.name(), self.seed());
        let before = self.before.as_ref().map(|hook| {
            let hook = &hook.asked;
            let call = hygienic!(#private::call_state_hook(&#begun, #hook););
            match &self.enabled {
                Some(_) => {
                    let enabled = local("__enabled");
                    hygienic!(if #enabled { #call })
                }
                None => call,
            }
        });
        let state = self.state.as_ref().map(|state| hygienic!(let #state = &#begun;));
        hygienic! {
            let #begun = #private::Memory::state(&#progress, #name, #seed, #private::Elapsed::elapsed(#elapsed));
            #before
            #state
        }
    }

    // Input:   clone(a)  async fn f(mut a: A) -> R { body }
    // Output:  let __outcome = {
    //              let mut a = P::clone_argument(&a);
    //              async { if let Some(__pinned) = None::<R> { return __pinned; } body }.await
    //          };
    //
    // Without `move`, so that `&mut` borrows end with the attempt. The return that is never taken gives the block its type before
    // the body is checked, so that `?` and coercions find it.
    fn attempt(&self) -> TokenStream {
        let names = &self.names;
        let (private, outcome, outcome_type) = (&names.private, &names.outcome, &names.outcome_type);
        let body = &self.subject.body;
        let clones = self.clones.iter().map(|CloneArgument { name, mutable }| {
            let mutability = mutable.then(|| hygienic!(mut));
            let cloned = quote_spanned!(name.span()=> #private::clone_argument(&#name));
            hygienic!(let #mutability #name = #cloned;)
        });
        // Where the compiler tells of an argument that an attempt consumes.
        let at_body = Span::mixed_site().located_at(body.span());
        let attempt = if self.subject.is_async {
            let pin = hygienic! {
                if let #private::Option::Some(__pinned) = #private::Option::None::<#outcome_type> {
                    return __pinned;
                }
            };
            let statements = body.stream();
            let mut block = Group::new(Delimiter::Brace, hygienic!(#pin #statements));
            block.set_span(body.span());
            quote_spanned!(at_body=> async #block.await)
        } else {
            quote_spanned!(at_body=> (|| -> #outcome_type #body)())
        };
        let attempt = if self.clones.is_empty() { attempt } else { hygienic!({ #(#clones)* #attempt }) };
        let plain = self.enabled.is_some().then(|| {
            let enabled = local("__enabled");
            hygienic!(if !#enabled { break #outcome; })
        });
        hygienic! {
            let #outcome = #attempt;
            #plain
        }
    }

    /// The decision about the outcome: the delay to sleep, or the way out of the loop.
    fn decision(&self, elapsed: &TokenStream) -> TokenStream {
        let names = &self.names;
        let (private, outcome) = (&names.private, &names.outcome);
        let (progress, retry, state, finish) = (local("__progress"), local("__retry"), local("__state"), local("__finish"));
        let (predicate, reads_state, verdict) = match &self.retry {
            None => {
                // A type without failures is reported at the type, in the user's own tokens.
                let blamed = &self.subject.blamed_type;
                (TokenStream::new(), hygienic!(false), hygienic!(#private::failure::<#blamed>().of(&#outcome)))
            }
            Some(Strategy { asked, .. }) => (
                // What the user writes in a key stays as it is: `|e| e.is_timeout()` reads better than a path.
                hygienic! {
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let #retry = #private::predicate(&#outcome, #asked);
                },
                hygienic!(#retry.reads_state()),
                hygienic!(#retry),
            ),
        };
        let stop = self.stop.as_ref().map_or_else(|| hygienic!(#private::default_stop()), |stop| stop.asked.to_token_stream());
        let wait = self.wait.as_ref().map_or_else(|| hygienic!(#private::default_wait()), |wait| wait.asked.to_token_stream());
        let state_type = hygienic!(#state: &#private::RetryState);
        let unasked = || hygienic!(#private::Unasked);
        let hook = |hook: &Option<Value>| {
            hook.as_ref().map_or_else(
                unasked,
                |Value { asked, .. }| hygienic!(|#state_type| #private::call_outcome_hook(#state, &#outcome, #asked)),
            )
        };
        let (after, before_sleep) = (hook(&self.after), hook(&self.before_sleep));
        let finish_is_observed = self.on_finish.is_some();
        let on_finish = self.on_finish.as_ref().map_or_else(unasked, |Value { asked, .. }| {
            hygienic! {
                |#state_type, #finish: #private::Finish| #private::call_finish_hook(#state, &#outcome, #finish, #asked)
            }
        });
        let give_up = self.fallback.as_ref().map(|fallback| {
            let fallback = &fallback.asked;
            hygienic!(#private::Decision::GiveUp(__state, _) => break #private::call_fallback(&__state, #outcome, #fallback),)
        });
        let (name, seed) = (self.name(), self.seed());
        let (delay, stop) = (hygienic!(#private::wait(#wait)), hygienic!(#private::stop(#stop)));
        let attempt = if self.asks_only_strategies() {
            hygienic!(#private::Attempt::new(#name, #elapsed, #verdict, #delay, #stop))
        } else {
            hygienic! {
                #private::Attempt {
                    name: #name,
                    seed: #seed,
                    verdict_reads_state: #reads_state,
                    finish_is_observed: #finish_is_observed,
                    elapsed: #elapsed,
                    verdict: #verdict,
                    after: #after,
                    delay: #delay,
                    stop: #stop,
                    before_sleep: #before_sleep,
                    on_finish: #on_finish,
                }
            }
        };
        hygienic! {
            #predicate
            #[allow(clippy::redundant_closure_for_method_calls)]
            let __decision = #attempt.decide(&mut #progress);
            match __decision {
                #private::Decision::Sleep(__delay) => __delay,
                #give_up
                _ => break #outcome,
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
        self.seed
            .as_ref()
            .map_or_else(|| hygienic!(#private::Option::None), |Value { asked, .. }| hygienic!(#private::Option::Some(#asked)))
    }
}
