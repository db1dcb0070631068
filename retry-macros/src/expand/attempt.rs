//! The attempt, and the hooks before it.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

use super::Purpose;
use crate::hygiene::{hygienic, local, of_expansion};
use crate::model::Model;
use crate::model::clones::CloneArgument;
use crate::model::value::Value;

impl Model {
    /// The statements before an attempt: the `before` hooks, and the body's view of the state.
    pub(super) fn begin(&self) -> TokenStream {
        let is_shown = !self.before.is_empty() || self.state.is_some();
        let policy = self.view();
        if !is_shown && policy.is_none() {
            return TokenStream::new();
        }
        let private = &self.names.private;
        let (timer, start, progress) = (local("__timer"), local("__start"), local("__memory"));
        let (begun, enabled) = (local("__begun"), local("__enabled"));
        let elapsed = hygienic!(#private::SinceStart(&#timer, #start));
        let (name, seed, limits) = (self.name(), self.seed(), self.limits_for(Purpose::Attempt));
        let state = hygienic! {
            #private::Memory::state_within(&#progress, &#limits, #name, #seed, #private::Elapsed::elapsed(#elapsed))
        };
        let of_policy = policy.map(|view| {
            let hooks = hygienic!(#view.hooks());
            let call = |begun: TokenStream| hygienic!(if #enabled && #hooks.needs().begin { #hooks.before(&#begun); });
            if is_shown { call(begun.to_token_stream()) } else { call(state.clone()) }
        });
        if !is_shown {
            return hygienic!(#of_policy);
        }
        let calls = self.before.iter().map(|Value { asked, .. }| hygienic!(#private::call_state_hook(&#begun, #asked);));
        let calls = calls.collect::<TokenStream>();
        let before = if self.is_switchable() && !calls.is_empty() { hygienic!(if #enabled { #calls }) } else { calls };
        let binding = self.state.as_ref().map(|state| hygienic!(let #state = &#begun;));
        hygienic! {
            let #begun = #state;
            #of_policy
            #before
            #binding
        }
    }

    // Input:   clone(a)  async fn f(mut a: A) -> R { body }
    // Output:  let __outcome = {
    //              let mut a @ _ = P::clone_argument(&a);                   // a plain name would draw a lint that it shadows another
    //              async { if let Some(__pinned) = None::<R> { return __pinned; } body }.await
    //          };
    //
    // Without `move`, so that `&mut` borrows end with the attempt. The return that is never taken gives the block its type before
    // the body is checked, so that `?` and coercions find it.
    pub(super) fn attempt(&self) -> TokenStream {
        let names = &self.names;
        let (private, outcome, outcome_type) = (&names.private, &names.outcome, &names.outcome_type);
        let body = &self.body.block;
        let clones = self.clones.iter().map(|CloneArgument { name, mutable }| {
            let mutability = mutable.then(|| hygienic!(mut));
            let cloned = quote_spanned!(name.span()=> #private::clone_argument(&#name));
            hygienic!(let #mutability #name @ _ = #cloned;)
        });
        // The place where the compiler reports an argument that an attempt consumes.
        let at_body = Span::mixed_site().located_at(body.span());
        let may_cut = self.may_cut();
        let attempt = if self.body.is_async {
            let pin = hygienic! {
                if let #private::Option::Some(__pinned) = #private::Option::None::<#outcome_type> {
                    return __pinned;
                }
            };
            let statements = if body.stream().is_empty() {
                // Without a statement of the user's, `pin` would end the block, and the compiler would blame it.
                hygienic!(;)
            } else if begins_with_item(body) {
                body.to_token_stream()
            } else {
                body.stream()
            };
            let mut block = Group::new(Delimiter::Brace, hygienic!(#pin #statements));
            block.set_span(body.span());
            let future = quote_spanned!(at_body=> async #block);
            if may_cut { self.within_limits(&future) } else { hygienic!(#future.await) }
        } else {
            let outcome_type = of_expansion(outcome_type);
            quote_spanned!(at_body=> (|| -> #outcome_type #body)())
        };
        let attempt = if self.clones.is_empty() { attempt } else { hygienic!({ #(#clones)* #attempt }) };
        let plain = self.is_switchable().then(|| {
            let enabled = local("__enabled");
            let (leave, plain) = (self.leave(), self.wrapped(&hygienic!(#private::PLAIN_REPORT)));
            hygienic!(if !#enabled { #leave #plain; })
        });
        let mutability = self.keeps_outcome().then(|| hygienic!(mut));
        let binding = if may_cut { hygienic!((#outcome, #mutability __ended)) } else { outcome.to_token_stream() };
        hygienic! {
            let #binding = #attempt;
            #plain
        }
    }

    /// Moves the arguments that are cloned. A lint of Clippy asks to borrow an argument that is never moved. It skips async functions.
    pub(super) fn consumed(&self) -> TokenStream {
        let is_function = self.body.returns && !self.body.is_async;
        let names = self.clones.iter().filter(|_| is_function).map(|CloneArgument { name, .. }| name);
        names.map(|name| hygienic!(let #name @ _ = #name;)).collect()
    }

    /// Whether an attempt may be cut.
    pub(super) fn may_cut(&self) -> bool {
        self.body.is_async && (self.limits.has_time() || self.policy.is_some())
    }

    // Input:   async { body }
    // Output:  {
    //              let __attempt = P::pin!(async { body });
    //              match P::AttemptDeadline::new(&__timer, P::instant(…), &limits, …) {
    //                  P::Option::None => (__attempt.await, P::Ended::Whole),
    //                  P::Option::Some(__limit) => {
    //                      let __alarm = P::pin!(P::Option::None);
    //                      match __limit.around(&__timer, __attempt, __alarm).await {
    //                          P::Result::Ok(__outcome) => (__outcome, P::Ended::Whole),
    //                          P::Result::Err(__cut) => (P::outcome_of_cut::<R>()(__cut), P::Ended::cut(&__cut)),
    //                      }
    //                  }
    //              }
    //          }
    //
    // Both are pinned here, because an async function that took the body would store it twice.
    fn within_limits(&self, future: &TokenStream) -> TokenStream {
        let private = &self.names.private;
        let (timer, start, progress) = (local("__timer"), local("__start"), local("__memory"));
        let start = hygienic!(#private::instant(&#timer, #start));
        let mut limits = self.limits_for(Purpose::Attempt);
        if self.is_switchable() {
            limits = hygienic!(if __enabled { #limits } else { #private::Limits::NONE });
        }
        let attempt_number = hygienic!(#private::Memory::attempt_number(&#progress));
        let outcome_of_cut = self.outcome_of_cut();
        hygienic! {
            {
                let __attempt = #private::pin!(#future);
                match #private::AttemptDeadline::new(&#timer, #start, &#limits, #attempt_number) {
                    #private::Option::None => (__attempt.await, #private::Ended::Whole),
                    #private::Option::Some(__limit) => {
                        let __alarm = #private::pin!(#private::Option::None);
                        match __limit.around(&#timer, __attempt, __alarm).await {
                            #private::Result::Ok(__outcome) => (__outcome, #private::Ended::Whole),
                            #private::Result::Err(__cut) => (#outcome_of_cut, #private::Ended::cut(&__cut)),
                        }
                    }
                }
            }
        }
    }

    /// The outcome of an attempt that was cut. The key `timed_out` makes it, or the policy, or the type.
    fn outcome_of_cut(&self) -> TokenStream {
        let (private, blamed) = (&self.names.private, &self.body.blamed_type);
        if let Some(Value { asked, .. }) = &self.timed_out {
            return hygienic!(#private::call_on_cut(__cut, #asked));
        }
        let by_type = hygienic!(#private::outcome_of_cut::<#blamed>()(__cut));
        let Some(view) = self.view() else { return by_type };
        let otherwise = if self.limits.has_time() { by_type } else { hygienic!(#private::pending().await) };
        hygienic! {
            match #view.hooks().outcome_of_cut(__cut) {
                #private::Option::Some(__outcome) => __outcome,
                #private::Option::None => #otherwise,
            }
        }
    }
}

/// Whether the first statement is an item, by its first word. A statement of the expansion before it would draw a lint.
fn begins_with_item(body: &Group) -> bool {
    const WORDS: [&str; 16] = [
        "async",
        "const",
        "enum",
        "extern",
        "fn",
        "impl",
        "macro_rules",
        "mod",
        "pub",
        "static",
        "struct",
        "trait",
        "type",
        "union",
        "unsafe",
        "use",
    ];
    let is_attribute = |token: &TokenTree| match token {
        TokenTree::Punct(pound) => pound.as_char() == '#',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        _ => false,
    };
    let first = body.stream().into_iter().find(|token| !is_attribute(token));
    matches!(first, Some(TokenTree::Ident(word)) if WORDS.iter().any(|item| word == item))
}
