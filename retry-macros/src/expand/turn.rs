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

    /// A turn of a call that keeps nothing while it sleeps, except for the values that the retry needs.
    pub(super) fn forgetting(&self) -> TokenStream {
        let private = &self.names.private;
        let (begin, attempt, resume) = (self.begin(), self.attempt(), self.resume());
        let (timer, pause) = (local("__timer"), local("__pause"));
        let (token, planned, sleep) = if self.has_token() {
            (hygienic!(__token), hygienic!((#pause, __token)), hygienic!((#private::Pause::after(&__state), __token)))
        } else {
            (hygienic!(_), hygienic!(#pause), hygienic!(#private::Pause::after(&__state)))
        };
        let ended = if self.may_cut() { hygienic!(__ended) } else { hygienic!(#private::Ended::Whole) };
        let decision = self.decision(&ended, &hygienic!(#private::Decision::Sleep(__state, #token) => #sleep,));
        let pausing = if self.body.is_async {
            // A call without pauses is as fast as a loop without them only if it makes no future here.
            hygienic! {
                if #pause.is_needed() {
                    #private::pause_async(&#timer, #pause).await;
                }
            }
        } else {
            hygienic!(#private::pause(&#timer, #pause);)
        };
        hygienic! {
            let #planned = {
                #begin
                #attempt
                #decision
            };
            #pausing
            #resume
        }
    }

    // Input:   cancel = &SHUTDOWN
    // Output:  let __outcome = …;
    //          let mut __ended = P::Ended::Whole;
    //          loop {                                                           // twice if the sleep is cancelled
    //              let (__state, __token) = match (P::Attempt { ended: __ended, … }).decide(&mut __memory) {
    //                  P::Decision::Sleep(__state, __token) => (__state, __token),
    //                  _ => return __outcome,
    //              };
    //              let __pause = P::Pause::after(&__state);
    //              if __pause.is_needed() && P::Interruptible::new(P::pin!(P::pause_async(&__timer, __pause)), &limits).await {
    //                  __ended = P::Ended::Cancelled(__state);
    //                  continue;                                                // the token goes back
    //              }
    //              __token.spend();
    //              break;
    //          }
    //
    /// A turn of a call that keeps its outcome while it sleeps.
    pub(super) fn keeping(&self) -> TokenStream {
        let private = &self.names.private;
        let (begin, attempt, resume) = (self.begin(), self.attempt(), self.resume());
        let (timer, pause, limits) = (local("__timer"), local("__pause"), self.limits_for(Purpose::Sleep));
        let is_cancelled = if self.body.is_async {
            let pausing = hygienic!(#private::pin!(#private::pause_async(&#timer, #pause)));
            hygienic!(#pause.is_needed() && #private::Interruptible::new(#pausing, &#limits).await)
        } else {
            hygienic!(#limits.sleep(&#timer, #pause.delay))
        };
        let (sleep, planned) = if self.has_token() {
            (hygienic!(#private::Decision::Sleep(__state, __token) => (__state, __token),), hygienic!((__state, __token)))
        } else {
            (hygienic!(#private::Decision::Sleep(__state, _) => __state,), hygienic!(__state))
        };
        let whole = (!self.may_cut()).then(|| hygienic!(let mut __ended = #private::Ended::Whole;));
        let decision = self.decision(&hygienic!(__ended), &sleep);
        hygienic! {
            #begin
            #attempt
            #whole
            loop {
                let #planned = { #decision };
                let #pause = #private::Pause::after(&__state);
                if #is_cancelled {
                    __ended = #private::Ended::Cancelled(__state);
                    continue;
                }
                #resume
                break;
            }
        }
    }

    /// The statements that follow when a retry is certain.
    fn resume(&self) -> TokenStream {
        let private = &self.names.private;
        let pause = local("__pause");
        let delay = hygienic!(#pause.delay);
        let token = self.has_token().then(|| hygienic!(__token.spend();));
        let count =
            self.stats.as_ref().map(|Value { asked, .. }| hygienic!(#private::count_retry(#private::stats(#asked), #delay);));
        let policy = self.view().map(|view| hygienic!(#view.hooks().slept(#delay);));
        [token, count, policy].into_iter().flatten().collect()
    }
}
