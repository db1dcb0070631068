//! The decision about an outcome, and the ways out of the loop.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::Purpose;
use crate::hygiene::{blamed_on, hygienic, local};
use crate::model::expression::Time;
use crate::model::strategy::Strategy;
use crate::model::value::Value;
use crate::model::{Assumption, Model};

impl Model {
    /// The decision about what has `ended`: the arm that sleeps, or the way out of the loop.
    pub(super) fn decision(&self, ended: &TokenStream, sleep: &TokenStream) -> TokenStream {
        let private = &self.names.private;
        let (hooks, report) = (local("__hooks"), local("__report"));
        let parts = self.predicate_parts();
        let decided = self.decided(&self.finished_attempt(ended, &parts));
        let predicate = parts.predicate;
        let policy_hooks = self.view().map(|view| hygienic!(let #hooks = #view.hooks();));
        let to_report = self.wraps_error.then(|| hygienic!(let mut #report = #private::PLAIN_REPORT;));
        let give_up = self.give_up();
        let (leave, last) = (self.leave(), self.wrapped(&report.to_token_stream()));
        hygienic! {
            #policy_hooks
            #to_report
            #predicate
            let __decision = #decided;
            match __decision {
                #sleep
                #give_up
                _ => #leave #last,
            }
        }
    }

    /// The attempt to decide about, with its questions.
    fn finished_attempt(&self, ended: &TokenStream, parts: &PredicateParts) -> TokenStream {
        let private = &self.names.private;
        let PredicateParts { reads_state, verdict, .. } = parts;
        let (stop, wait) = self.stop_and_wait();
        let (delay, stop) = (hygienic!(#private::wait(#wait)), hygienic!(#private::stop(#stop)));
        let (name, seed) = (self.name(), self.seed());
        if self.asks_only_strategies() {
            let plain = hygienic!(#private::Attempt::new(#name, #verdict, #delay, #stop));
            return match self.retry {
                Some(_) => hygienic!(#private::Attempt { verdict_reads_state: #reads_state, ..#plain }),
                None => plain,
            };
        }
        let (after, before_sleep, on_finish) = (self.after(), self.before_sleep(), self.on_finish());
        let finish_is_observed = self.finish_is_observed();
        let limits = self.limits_for(Purpose::Decision);
        hygienic! {
            #private::Attempt {
                name: #name,
                seed: #seed,
                verdict_reads_state: #reads_state,
                finish_is_observed: #finish_is_observed,
                ended: #ended,
                verdict: #verdict,
                after: #after,
                delay: #delay,
                stop: #stop,
                limits: #limits,
                before_sleep: #before_sleep,
                on_finish: #on_finish,
            }
        }
    }

    // Input:   attempt
    // Output:  attempt.decide_lean(&__timer, __start, &mut __memory)
    //
    // The types of the strategies choose between the lean decision and that of `Unknown`. The chosen one fixes the types of the start and
    // of the memory.
    fn decided(&self, attempt: &TokenStream) -> TokenStream {
        let (timer, start, progress) = (local("__timer"), local("__start"), local("__memory"));
        let decide = match self.assumption() {
            Assumption::Nothing if self.time() == Time::Asked => hygienic!(decide_asked),
            Assumption::Nothing => hygienic!(decide_timed),
            Assumption::Counting => hygienic!(decide_counting),
            Assumption::Untimed => hygienic!(decide_untimed),
            Assumption::Lean => hygienic!(decide_lean),
            Assumption::TimedIfAsked => hygienic!(decide_if_asked),
        };
        hygienic!(#attempt.#decide(&#timer, #start, &mut #progress))
    }

    fn predicate_parts(&self) -> PredicateParts {
        let names = &self.names;
        let (private, outcome, retry) = (&names.private, &names.outcome, local("__predicate"));
        let judged_by = |asked: &TokenStream| PredicateParts {
            predicate: hygienic!(let #retry = #private::predicate(&#outcome, #asked);),
            reads_state: hygienic!(#retry.reads_state()),
            verdict: hygienic!(#retry),
        };
        match (&self.retry, self.view()) {
            (Some(Strategy { asked, .. }), _) => judged_by(&asked.to_token_stream()),
            (None, Some(view)) => judged_by(&hygienic!(#view.retry())),
            (None, None) => {
                // A type without failures is reported at the type, in the user's own tokens.
                let blamed = &self.body.blamed_type;
                PredicateParts {
                    predicate: TokenStream::new(),
                    reads_state: hygienic!(false),
                    verdict: hygienic!(#private::failure::<#blamed>().of(&#outcome)),
                }
            }
        }
    }

    fn stop_and_wait(&self) -> (TokenStream, TokenStream) {
        let private = &self.names.private;
        let (default_stop, default_wait) = match self.view() {
            Some(view) => (hygienic!(#view.stop()), hygienic!(#view.wait())),
            None => (hygienic!(#private::default_stop()), hygienic!(#private::default_wait())),
        };
        let asked =
            |strategy: &Option<Strategy>, default| strategy.as_ref().map_or(default, |strategy| strategy.asked.to_token_stream());
        (asked(&self.stop, default_stop), asked(&self.wait, default_wait))
    }

    fn after(&self) -> TokenStream {
        let policy = self.policy_hook(&hygienic!(after));
        self.told([policy, self.outcome_hooks(&self.after)])
    }

    fn before_sleep(&self) -> TokenStream {
        let policy = self.policy_hook(&hygienic!(before_sleep));
        self.told([policy, self.outcome_hooks(&self.before_sleep)])
    }

    fn on_finish(&self) -> TokenStream {
        let (private, outcome) = (&self.names.private, &self.names.outcome);
        let report = self.wraps_error.then(|| hygienic!(__report = #private::report(__state, __finish);));
        // Counted first, so that a hook that panics leaves a call that was counted.
        let count = self.stats.as_ref().map(|Value { asked, .. }| {
            let counted = blamed_on(asked.span(), hygienic!(&#outcome));
            hygienic!(#private::count_call(#private::stats(#asked), __state, #counted, __finish);)
        });
        let policy = self.policy.is_some().then(|| hygienic!(__hooks.on_finish(__state, &#outcome, __finish);));
        let hooks = self
            .on_finish
            .iter()
            .map(|Value { asked, .. }| hygienic!(#private::call_finish_hook(__state, &#outcome, __finish, #asked);));
        let told = [report, count, policy].into_iter().flatten().chain(hooks).collect::<TokenStream>();
        if told.is_empty() {
            return hygienic!(#private::Unasked);
        }
        hygienic!(|__state: &#private::RetryState, __finish: #private::Finish| { #told })
    }

    fn policy_hook(&self, hook: &TokenStream) -> Option<TokenStream> {
        let outcome = &self.names.outcome;
        self.policy.is_some().then(|| hygienic!(__hooks.#hook(__state, &#outcome);))
    }

    fn outcome_hooks(&self, hooks: &[Value]) -> Option<TokenStream> {
        let (private, outcome) = (&self.names.private, &self.names.outcome);
        let calls = hooks.iter().map(|Value { asked, .. }| hygienic!(#private::call_outcome_hook(__state, &#outcome, #asked);));
        (!hooks.is_empty()).then(|| calls.collect())
    }

    /// A closure that makes these calls, in this order.
    fn told<const N: usize>(&self, told: [Option<TokenStream>; N]) -> TokenStream {
        let private = &self.names.private;
        let told = told.into_iter().flatten().collect::<TokenStream>();
        if told.is_empty() {
            return hygienic!(#private::Unasked);
        }
        hygienic!(|__state: &#private::RetryState| { #told })
    }

    fn finish_is_observed(&self) -> TokenStream {
        let (private, outcome) = (&self.names.private, &self.names.outcome);
        if !self.on_finish.is_empty() || self.stats.is_some() {
            return hygienic!(true);
        }
        let policy = self.policy.is_some().then(|| hygienic!(__hooks.needs().finish));
        // A success has no error to wrap, so nothing needs its state.
        let wrapped = self.wraps_error.then(|| hygienic!(#private::is_error(&#outcome)));
        match (policy, wrapped) {
            (Some(policy), Some(wrapped)) => hygienic!(#policy || #wrapped),
            (one, other) => one.or(other).unwrap_or_else(|| hygienic!(false)),
        }
    }

    /// The arm for a call that gives up, unless it returns the last outcome as it is.
    fn give_up(&self) -> Option<TokenStream> {
        if self.fallback.is_none() && self.policy.is_none() {
            return None;
        }
        let (private, outcome) = (&self.names.private, &self.names.outcome);
        let policy = self.policy.is_some().then(|| hygienic!(let #outcome = __hooks.fallback(&__state, #outcome);));
        let own = self
            .fallback
            .as_ref()
            .map(|Value { asked, .. }| hygienic!(let #outcome = #private::call_fallback(&__state, #outcome, #asked);));
        let (leave, last) = (self.leave(), self.wrapped(&hygienic!(__report)));
        Some(hygienic! {
            #private::Decision::GiveUp(__state, _) => {
                #policy
                #own
                #leave #last;
            }
        })
    }

    /// The outcome as the call returns it.
    pub(super) fn wrapped(&self, report: &TokenStream) -> TokenStream {
        let (private, outcome) = (&self.names.private, &self.names.outcome);
        if self.wraps_error { hygienic!(#private::wrap(#outcome, #report)) } else { outcome.to_token_stream() }
    }
}

/// The predicate, and the questions that it answers.
struct PredicateParts {
    /// The statement that proves its bound.
    predicate: TokenStream,
    reads_state: TokenStream,
    verdict: TokenStream,
}
