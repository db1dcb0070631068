//! The expansion.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;

use crate::args::Args;
use crate::duration;
use crate::errors::Errors;
use crate::expression::Time;
use crate::function::Function;
use crate::model::{self, CloneArgument, Hook, Model};
use crate::strategy::Strategy;

/// The whole of `#[retry(args)] item`.
pub(crate) fn attribute(args: TokenStream, item: &TokenStream) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return with_item(&error.to_compile_error(), item),
    };
    let mut errors = Errors::default();
    let private = private_path(&args);
    let args = duration::expand_literals(args, &private, &mut errors);
    let parsed = Parser::parse2(|input: syn::parse::ParseStream<'_>| Ok(Args::parse(input, &mut errors)), args);
    let model = match parsed {
        Ok(args) => Model::new(args, function, private, &mut errors),
        Err(error) => {
            errors.push(error);
            None
        }
    };
    match model {
        Some(model) => model.expand(),
        None => with_item(&errors.into_tokens(), item),
    }
}

/// The user's item is emitted whatever happens, so that its callers and the editor see it.
fn with_item(errors: &TokenStream, item: &TokenStream) -> TokenStream {
    quote!(#item #errors)
}

/// `::tenacity::__private`, or that of `crate = ::path`, which is checked later.
fn private_path(args: &TokenStream) -> TokenStream {
    let mut tokens = args.clone().into_iter().peekable();
    let mut at_key = true;
    while let Some(token) = tokens.next() {
        let is_crate = at_key && matches!(&token, TokenTree::Ident(ident) if ident == "crate");
        let equals = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
        if is_crate && tokens.next_if(equals).is_some() {
            let path = tokens.take_while(|token| !is_comma(token)).collect::<TokenStream>();
            return quote!(#path::__private);
        }
        at_key = is_comma(&token);
    }
    quote!(::tenacity::__private)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

impl Model {
    // Input:   #[retry(stop = S, wait = W, retry = retry_if_err(|e| …))]
    //          async fn f(&mut self, x: &T) -> R { body }
    //
    // Output:  async fn f(&mut self, x: &T) -> R {
    //              let __timer = P::async_timer!();
    //              let __start = P::Clock::now(&__timer);                       // when a part reads the time
    //              let mut __progress = P::Progress::new();
    //              loop {
    //                  let __delay = {
    //                      let __outcome: R = async { …; body }.await;          // sync: (|| -> R { body })()
    //                      let __retry = P::predicate(&__outcome, retry_if_err(P::on_error(…, |e| …)));
    //                      let __decision = P::Attempt {
    //                          verdict: |state| __retry.verdict(&__outcome, state),
    //                          delay: |state| P::wait(W).delay(state),
    //                          stop: |state| P::stop(S).should_stop(state),
    //                          …
    //                      }
    //                      .decide(&mut __progress);
    //                      match __decision {
    //                          P::Decision::Sleep(delay) => delay,
    //                          _ => break __outcome,
    //                      }
    //                  };
    //                  if !__delay.is_zero() { P::AsyncTimer::sleep(&__timer, __delay).await }
    //              }
    //          }
    //
    // The outcome's scope ends before the sleep, so that a future does not keep it, nor need it be `Send`.
    pub(crate) fn expand(&self) -> TokenStream {
        let Function { attrs, vis, sig, inner_attrs, body } = &self.function;
        let body_loop = self.expand_loop();
        let mut block = Group::new(Delimiter::Brace, quote!(#(#inner_attrs)* #body_loop));
        block.set_span(body.span());
        // Clippy sees a cloned argument as one that is never consumed.
        let allow = (!self.clones.is_empty()).then(|| quote!(#[allow(clippy::needless_pass_by_value)]));
        quote!(#(#attrs)* #allow #vis #sig #block)
    }

    fn expand_loop(&self) -> TokenStream {
        let private = &self.names.private;
        let timer = local("__timer");
        let progress = local("__progress");
        let delay = local("__delay");
        let hoisted = self.hoisted();
        let (start, elapsed) = self.clock();
        let decided = self.decided(&elapsed);
        let (default_timer, sleep) = if self.function.sig.asyncness.is_some() {
            (quote!(async_timer), quote!(#private::AsyncTimer::sleep(&#timer, #delay).await))
        } else {
            (quote!(blocking_timer), quote!(#private::BlockingTimer::sleep(&#timer, #delay)))
        };
        quote_spanned! {Span::mixed_site()=>
            let #timer = #private::#default_timer!();
            #hoisted
            #start
            let mut #progress = #private::Progress::new();
            loop {
                let #delay = { #decided };
                if !#delay.is_zero() {
                    #sleep;
                }
            }
        }
    }

    /// What is evaluated once, in the order of the keys.
    fn hoisted(&self) -> TokenStream {
        let strategies = [&self.stop, &self.wait, &self.retry].into_iter().flatten().flat_map(|strategy| &strategy.hoisted);
        let hooks = self.before_sleep.iter().filter_map(|hook| hook.hoisted.as_ref());
        strategies.chain(hooks).map(|(name, value)| quote!(let #name = #value;)).collect()
    }

    /// The start of the call, and the closure that tells the time since.
    fn clock(&self) -> (TokenStream, TokenStream) {
        let private = &self.names.private;
        let (timer, start) = (local("__timer"), local("__start"));
        match self.time() {
            Time::Unread => (TokenStream::new(), quote!(|| #private::Duration::ZERO)),
            Time::Read => {
                (quote!(let #start = #private::Clock::now(&#timer);), quote!(|| #private::Clock::since(&#timer, #start)))
            }
            Time::Asked => {
                let asked = |slot: &str, strategy: &Option<Strategy>| {
                    let slot = syn::Ident::new(slot, Span::mixed_site());
                    strategy.as_ref().filter(|strategy| strategy.time == Time::Asked).map(|strategy| {
                        let strategy = &strategy.asked;
                        quote!(#private::#slot(#strategy).reads_time() ||)
                    })
                };
                let (stop, wait) = (asked("stop", &self.stop), asked("wait", &self.wait));
                (
                    quote!(let #start = if #stop #wait false { #private::Option::Some(#private::Clock::now(&#timer)) } else { #private::Option::None };),
                    quote!(|| match #start {
                        #private::Option::Some(start) => #private::Clock::since(&#timer, start),
                        #private::Option::None => #private::Duration::ZERO,
                    }),
                )
            }
        }
    }

    /// One attempt: the body, then the decision; the delay to sleep, or the way out of the loop.
    fn decided(&self, elapsed: &TokenStream) -> TokenStream {
        let names = &self.names;
        let (private, outcome) = (&names.private, &names.outcome);
        let (progress, retry, state) = (local("__progress"), local("__retry"), local("__state"));
        let run = self.run();
        let name = self.function.sig.ident.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name);
        let (predicate, reads_state, verdict) = match &self.retry {
            None => {
                // The type stands in the user's own tokens, so that a type without failures is reported there.
                let outcome_type = model::outcome_type_at_user_span(&self.function, &names.outcome_type);
                (TokenStream::new(), quote!(false), quote!(#private::failure::<#outcome_type>()(&#outcome)))
            }
            Some(Strategy { asked, .. }) => (
                // What the user writes in a key stays as it is: `|e| e.is_timeout()` reads better than a path.
                quote! {
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let #retry = #private::predicate(&#outcome, #asked);
                },
                quote!(#retry.reads_state()),
                quote!(#retry.verdict(&#outcome, #state)),
            ),
        };
        let stop = self.stop.as_ref().map_or_else(|| quote!(#private::default_stop()), |stop| stop.asked.to_token_stream());
        let wait = self.wait.as_ref().map_or_else(|| quote!(#private::default_wait()), |wait| wait.asked.to_token_stream());
        let before_sleep =
            self.before_sleep.as_ref().map(|Hook { asked, .. }| quote!(#private::call_outcome_hook(#state, &#outcome, #asked)));
        quote_spanned! {Span::mixed_site()=>
            #run
            #predicate
            #[allow(unused_variables, clippy::redundant_closure_for_method_calls)]
            let decision = #private::Attempt {
                name: #private::concat!(#private::module_path!(), "::", #name),
                seed: #private::Option::None,
                verdict_reads_state: #reads_state,
                elapsed: #elapsed,
                verdict: |#state: &#private::RetryState| #verdict,
                after: |#state: &#private::RetryState| {},
                delay: |#state: &#private::RetryState| #private::wait(#wait).delay(#state),
                stop: |#state: &#private::RetryState| #private::stop(#stop).should_stop(#state),
                before_sleep: |#state: &#private::RetryState| { #before_sleep },
            }
            .decide(&mut #progress);
            match decision {
                #private::Decision::Sleep(delay) => delay,
                _ => break #outcome,
            }
        }
    }

    // Input:   clone(a)  async fn f(mut a: A) -> R { body }
    // Output:  let __outcome: R = {
    //              let mut a = P::clone_argument(&a);
    //              async { if let Some(pinned) = None::<R> { return pinned; } body }.await
    //          };
    //
    // Without `move`, so that `&mut` borrows end with the attempt. The return that is never taken gives the block its type before
    // the body is checked, so that `?` and coercions find it.
    fn run(&self) -> TokenStream {
        let names = &self.names;
        let (private, outcome, outcome_type) = (&names.private, &names.outcome, &names.outcome_type);
        let body = &self.function.body;
        let clones = self.clones.iter().map(|CloneArgument { name, mutable }| {
            let mutability = mutable.then(|| quote!(mut));
            let cloned = quote_spanned!(name.span()=> #private::clone_argument(&#name));
            quote!(let #mutability #name = #cloned;)
        });
        // Where the compiler tells of an argument that an attempt consumes.
        let at_body = Span::mixed_site().located_at(body.span());
        let attempt = if self.function.sig.asyncness.is_some() {
            let pin = quote_spanned! {Span::mixed_site()=>
                if let #private::Option::Some(pinned) = #private::Option::None::<#outcome_type> {
                    return pinned;
                }
            };
            let statements = body.stream();
            let mut block = Group::new(Delimiter::Brace, quote!(#pin #statements));
            block.set_span(body.span());
            quote_spanned!(at_body=> async #block.await)
        } else {
            quote_spanned!(at_body=> (|| -> #outcome_type #body)())
        };
        if self.clones.is_empty() {
            quote_spanned!(Span::mixed_site()=> let #outcome = #attempt;)
        } else {
            quote_spanned!(Span::mixed_site()=> let #outcome = { #(#clones)* #attempt };)
        }
    }
}

/// A name that the user's tokens cannot mean.
fn local(name: &str) -> proc_macro2::Ident {
    proc_macro2::Ident::new(name, Span::mixed_site())
}
