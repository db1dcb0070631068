//! Where the values of the other keys are evaluated. The rules are those of strategies.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::Expr;
use syn::spanned::Spanned;

use super::closure::declare_return;
use super::expression::{as_closure, borrowed, is_constant, is_place, operands_mut};
use super::shared;
use super::strategy::{Names, type_closures_within};
use crate::hygiene::{blamed_on, hygienic, local};
use crate::parse::key::KeyValue;

/// The value of a key, split between the loop and what precedes it.
pub(crate) struct Value {
    /// A local variable before the loop, with its type if that is known, and its value, if that is evaluated there.
    pub(crate) hoisted: Option<(TokenStream, TokenStream)>,
    /// The expression to write where the value is used.
    pub(crate) asked: TokenStream,
}

/// The functions that keys hold, by the arguments of their calls.
#[derive(Clone, Copy)]
pub(crate) enum Callback {
    /// `|state|`
    State,
    /// `|state, outcome|`
    Outcome,
    /// `|state, outcome, finish|`
    Finish,
    /// `|state, outcome|`, which takes the outcome and returns another.
    Fallback,
    /// The same, of a policy, which may call it again.
    SharedFallback,
    /// `|cut|`
    Cut,
}

impl Value {
    /// The functions of a key that may be repeated. Each local variable before the loop gets a name of its own.
    pub(crate) fn callbacks(callback: Callback, keys: Vec<KeyValue<Expr>>, names: &Names) -> Vec<Self> {
        let numbered = keys.into_iter().enumerate().map(|(n, KeyValue { key, value })| {
            let key = if n == 0 { key } else { format_ident!("{key}_{n}") };
            Self::callback(callback, KeyValue { key, value }, names)
        });
        numbered.collect()
    }

    /// A function. A closure without `move` stays where it is called. Another function is evaluated once, and borrowed.
    pub(crate) fn callback(callback: Callback, KeyValue { key, mut value }: KeyValue<Expr>, names: &Names) -> Self {
        declare_return(&mut value);
        let is_closure = as_closure(&value).is_some();
        if as_closure(&value).is_some_and(|closure| closure.capture.is_none()) {
            return Self { hoisted: None, asked: value.into_token_stream() };
        }
        // `fallback` is called at most once, so the call consumes it.
        let is_borrowed = !matches!(callback, Callback::Fallback);
        if is_place(&value) {
            let asked = if is_borrowed { borrowed(&value) } else { value.into_token_stream() };
            return Self { hoisted: None, asked };
        }
        let borrow = is_borrowed.then(|| hygienic!(&));
        let (name, span) = (local_for(&key), value.span());
        let value = if is_closure { typed(callback, &value, names) } else { value.into_token_stream() };
        Self { asked: blamed_on(span, hygienic!(#borrow #name)), hoisted: Some((name.into_token_stream(), value)) }
    }

    /// A value that calls share, such as a budget. It is borrowed. If each call would make its own, the compiler rejects it.
    pub(crate) fn shared_between_calls(KeyValue { key, value }: KeyValue<Expr>, private: &TokenStream) -> Self {
        let mut reference = Self::by_reference(KeyValue { key, value: value.clone() });
        if let Some((_, made)) = &mut reference.hoisted {
            let kept = shared::kept(value, private);
            *made = hygienic!({ use #private::Lasting as _; #kept });
        }
        reference
    }

    /// The policy. It is borrowed, and the closures in it get their types.
    pub(crate) fn policy(KeyValue { key, mut value }: KeyValue<Expr>, names: &Names) -> Self {
        type_closures_of_policy(&mut value, names);
        Self::by_reference(KeyValue { key, value })
    }

    /// A value that is borrowed where it is used.
    pub(crate) fn by_reference(KeyValue { key, value }: KeyValue<Expr>) -> Self {
        if is_place(&value) {
            return Self { hoisted: None, asked: borrowed(&value) };
        }
        let name = local_for(&key);
        Self {
            asked: blamed_on(value.span(), hygienic!(&#name)),
            hoisted: Some((name.into_token_stream(), value.into_token_stream())),
        }
    }

    /// A value of the `declared` type that is copied where it is used: a number, a duration or a name.
    pub(crate) fn by_value(declared: &TokenStream, KeyValue { key, value }: KeyValue<Expr>) -> Self {
        if is_constant(&value) {
            return Self { hoisted: None, asked: value.into_token_stream() };
        }
        let name = local_for(&key);
        Self { asked: name.to_token_stream(), hoisted: Some((hygienic!(#name: #declared), value.into_token_stream())) }
    }
}

/// The closure with the types of its parameters, which it would otherwise get from its call.
fn typed(callback: Callback, closure: &Expr, names: &Names) -> TokenStream {
    let Names { private, outcome_type, .. } = names;
    let outcome = hygienic!(#private::Option::None::<&#outcome_type>);
    match callback {
        Callback::State => hygienic!(#private::on_state(#closure)),
        Callback::Outcome => hygienic!(#private::on_outcome_hook(#outcome, #closure)),
        Callback::Finish => hygienic!(#private::on_finish_hook(#outcome, #closure)),
        Callback::Fallback => hygienic!(#private::on_fallback(#outcome, #closure)),
        Callback::SharedFallback => hygienic!(#private::on_shared_fallback(#outcome, #closure)),
        Callback::Cut => hygienic!(#private::on_cut(#outcome, #closure)),
    }
}

// Input:   RetryPolicy::new().retry(retry_if_err(|e| …)).before_sleep(|state, outcome| …)
// Output:  RetryPolicy::new()
//              .retry(retry_if_err(P::on_error(P::Option::None::<&R>, |e| …)))
//              .before_sleep(P::on_outcome_hook(P::Option::None::<&R>, |state, outcome| …))
fn type_closures_of_policy(written: &mut Expr, names: &Names) {
    let Names { private, outcome_type, .. } = names;
    type_closures_within(written, names, &hygienic!(#private::Option::None::<&#outcome_type>));
    type_hooks(written, names);
}

/// Types the closures that the methods of a policy take.
fn type_hooks(written: &mut Expr, names: &Names) {
    if let Expr::MethodCall(call) = written {
        let callback = match call.method.to_string().as_str() {
            "before" => Some(Callback::State),
            "after" | "before_sleep" => Some(Callback::Outcome),
            "on_finish" => Some(Callback::Finish),
            "fallback" => Some(Callback::SharedFallback),
            "timed_out" => Some(Callback::Cut),
            _ => None,
        };
        for hook in call.args.iter_mut().filter(|argument| as_closure(argument).is_some()) {
            if let Some(callback) = callback {
                *hook = Expr::Verbatim(typed(callback, hook, names));
            }
        }
    }
    for operand in operands_mut(written) {
        type_hooks(operand, names);
    }
}

fn local_for(key: &Ident) -> Ident {
    local(&format!("__{key}"))
}
