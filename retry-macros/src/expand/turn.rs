//! One turn of the loop: an attempt, the decision about it, and the pause.

use proc_macro2::TokenStream;

use super::Purpose;
use crate::hygiene::{hygienic, local};
use crate::model::Model;
use crate::model::value::Value;

impl Model {
    /// Whether a sleep may be cancelled, and the call then returns its last outcome.
    pub(super) fn keeps_outcome(&self) -> bool {
        self.policy.is_some() || self.limits.cancel.is_some()
    }

    /// Whether the decision hands out a token that must be spent.
    fn has_token(&self) -> bool {
        self.policy.is_some() || self.limits.budget.is_some()
    }

    /// A turn of a call that keeps nothing while it sleeps, but what the retry needs when it is made.
    pub(super) fn forgetting(&self, elapsed: &TokenStream) -> TokenStream {
        let private = &self.names.private;
        let (begin, attempt, delay) = (self.begin(elapsed), self.attempt(), local("__delay"));
        let (token, planned, sleep) = if self.has_token() {
            (hygienic!(__token), hygienic!((#delay, __token)), hygienic!((__state.upcoming_sleep(), __token)))
        } else {
            (hygienic!(_), hygienic!(#delay), hygienic!(__state.upcoming_sleep()))
        };
        let ended = if self.may_cut() { hygienic!(__ended) } else { hygienic!(#private::Ended::Whole) };
        let decision = self.decision(elapsed, &ended, &hygienic!(#private::Decision::Sleep(__state, #token) => #sleep,));
        let resume = self.resume();
        let timer = local("__timer");
        let decided = hygienic! {
            let #planned = {
                #begin
                #attempt
                #decision
            };
        };
        match (self.subject.is_async, resume.is_empty()) {
            (false, _) => hygienic! {
                #decided
                if !#delay.is_zero() {
                    #private::BlockingTimer::sleep(&#timer, #delay);
                }
                #resume
            },
            // Awaited outside, where neither the delay nor the outcome lives.
            (true, true) => {
                let breath = self.breath(&hygienic!(continue '__call;));
                hygienic! {
                    {
                        #decided
                        #breath
                        #private::pause(&#timer, #delay)
                    }
                    .await;
                }
            }
            (true, false) => {
                let breath = self.breath(&hygienic!(#resume continue '__call;));
                hygienic! {
                    #decided
                    #breath
                    #private::pause(&#timer, #delay).await;
                    #resume
                }
            }
        }
    }

    // Input:   cancel = &SHUTDOWN
    // Output:  let __outcome = …;
    //          let mut __ended = P::Ended::Whole;
    //          loop {                                                           // twice if the sleep is cancelled
    //              let (__state, __token) = match (P::Attempt { ended: __ended, … }).decide(&mut __progress) {
    //                  P::Decision::Sleep(__state, __token) => (__state, __token),
    //                  _ => break '__call __outcome,
    //              };
    //              let __delay = __state.upcoming_sleep();
    //              let __sleep = P::pin!(P::pause(&__timer, __delay));          // unless it is zero
    //              if P::Interruptible::new(__sleep, &limits).await {
    //                  __ended = P::Ended::Cancelled(__state);
    //                  continue;                                                // the token goes back
    //              }
    //              __token.spend();
    //              break;
    //          }
    //
    /// A turn of a call that keeps its outcome while it sleeps.
    pub(super) fn keeping(&self, elapsed: &TokenStream) -> TokenStream {
        let private = &self.names.private;
        let (begin, attempt) = (self.begin(elapsed), self.attempt());
        let (timer, delay, limits) = (local("__timer"), local("__delay"), self.limits_for(Purpose::Sleep));
        let resume = self.resume();
        let pause = if self.subject.is_async {
            let breath = self.breath(&hygienic!(#resume break;));
            hygienic! {
                #breath
                let __sleep = #private::pin!(#private::pause(&#timer, #delay));
                if #private::Interruptible::new(__sleep, &#limits).await {
                    __ended = #private::Ended::Cancelled(__state);
                    continue;
                }
            }
        } else {
            hygienic! {
                if !#delay.is_zero() && #limits.sleep(&#timer, #delay) {
                    __ended = #private::Ended::Cancelled(__state);
                    continue;
                }
            }
        };
        let (sleep, planned) = if self.has_token() {
            (hygienic!(#private::Decision::Sleep(__state, __token) => (__state, __token),), hygienic!((__state, __token)))
        } else {
            (hygienic!(#private::Decision::Sleep(__state, _) => __state,), hygienic!(__state))
        };
        let whole = (!self.may_cut()).then(|| hygienic!(let mut __ended = #private::Ended::Whole;));
        let decision = self.decision(elapsed, &hygienic!(__ended), &sleep);
        hygienic! {
            #begin
            #attempt
            #whole
            loop {
                let #planned = { #decision };
                let #delay = __state.upcoming_sleep();
                #pause
                #resume
                break;
            }
        }
    }

    // Lets other tasks run at every 32nd retry, and skips the pause if it is zero. Across a yield a clock only stands still if it is
    // paused, and such a clock is moved by a timer alone: then there is a pause nevertheless.
    fn breath(&self, skip: &TokenStream) -> TokenStream {
        let private = &self.names.private;
        let (timer, progress, delay) = (local("__timer"), local("__progress"), local("__delay"));
        hygienic! {
            if #private::Memory::is_time_to_yield(&#progress) {
                let __yielded = #private::Clock::now(&#timer);
                #private::Yielded::new().await;
                if #delay.is_zero() && !#private::Clock::since(&#timer, __yielded).is_zero() {
                    #skip
                }
            } else if #delay.is_zero() {
                #skip
            }
        }
    }

    /// What there is to do when a retry is sure to be made.
    fn resume(&self) -> TokenStream {
        let (private, delay) = (&self.names.private, local("__delay"));
        let token = self.has_token().then(|| hygienic!(__token.spend();));
        let count =
            self.stats.as_ref().map(|Value { asked, .. }| hygienic!(#private::count_retry(#private::stats(#asked), #delay);));
        let policy = self.view().map(|view| hygienic!(#view.hooks().slept(#delay);));
        [token, count, policy].into_iter().flatten().collect()
    }
}
