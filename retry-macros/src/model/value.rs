//! Where hooks and plain values are evaluated: as strategies are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::expression::{as_closure, is_constant, is_place};
use super::shared;
use super::strategy::Names;
use crate::hygiene::hygienic;
use crate::parse::key::KeyValue;

/// An expression, placed.
pub(crate) struct Value {
    /// What is evaluated before the loop.
    pub(crate) hoisted: Option<(Ident, TokenStream)>,
    /// The expression where it is used.
    pub(crate) asked: TokenStream,
}

/// The kinds of functions that a key may hold, by the arguments that they are called with.
#[derive(Clone, Copy)]
pub(crate) enum Function {
    State,
    Outcome,
    Finish,
    Fallback,
    Cut,
}

impl Value {
    /// The functions of a key that was repeated. What is made before the loop gets a name of its own.
    pub(crate) fn functions(function: Function, slots: Vec<KeyValue<Expr>>, names: &Names) -> Vec<Self> {
        let numbered = slots.into_iter().enumerate().map(|(n, KeyValue { key, value })| {
            let key = if n == 0 { key } else { format_ident!("{key}_{n}") };
            Self::function(function, KeyValue { key, value }, names)
        });
        numbered.collect()
    }

    /// A function: a closure without `move` stays where it is called; another is made once, and borrowed.
    pub(crate) fn function(function: Function, KeyValue { key, value }: KeyValue<Expr>, names: &Names) -> Self {
        let is_closure = as_closure(&value).is_some();
        if as_closure(&value).is_some_and(|closure| closure.capture.is_none()) {
            return Self { hoisted: None, asked: value.into_token_stream() };
        }
        // `fallback` is called at most once, so it is handed over instead of lent.
        let borrow = (!matches!(function, Function::Fallback)).then(|| hygienic!(&));
        if is_place(&value) {
            return Self { hoisted: None, asked: hygienic!(#borrow #value) };
        }
        let name = once(&key, &value);
        let value = if is_closure { typed(function, &value, names) } else { value.into_token_stream() };
        Self { asked: hygienic!(#borrow #name), hoisted: Some((name, value)) }
    }

    /// Something that calls share: borrowed where it is used, and refused if a call makes it.
    pub(crate) fn shared(KeyValue { key, value }: KeyValue<Expr>, private: &TokenStream) -> Self {
        let mut lent = Self::lent(KeyValue { key, value: value.clone() });
        if let Some((_, made)) = &mut lent.hoisted {
            let kept = shared::kept(value, private);
            *made = hygienic!({ use #private::Lasting as _; #kept });
        }
        lent
    }

    /// Something lent: borrowed where it is used.
    pub(crate) fn lent(KeyValue { key, value }: KeyValue<Expr>) -> Self {
        if is_place(&value) {
            let borrow = (!matches!(value, Expr::Reference(_))).then(|| quote_spanned!(value.span()=> &));
            return Self { hoisted: None, asked: quote!(#borrow #value) };
        }
        let name = once(&key, &value);
        Self { asked: quote_spanned!(value.span()=> &#name), hoisted: Some((name, value.into_token_stream())) }
    }

    /// A number, a flag or a name.
    pub(crate) fn copied(KeyValue { key, value }: KeyValue<Expr>) -> Self {
        if is_constant(&value) {
            return Self { hoisted: None, asked: value.into_token_stream() };
        }
        let name = once(&key, &value);
        Self { asked: name.to_token_stream(), hoisted: Some((name, value.into_token_stream())) }
    }
}

/// The closure, with the types that it gets where it is called.
fn typed(function: Function, closure: &Expr, names: &Names) -> TokenStream {
    let Names { private, outcome_type, .. } = names;
    let outcome = hygienic!(#private::Option::None::<&#outcome_type>);
    match function {
        Function::State => hygienic!(#private::on_state(#closure)),
        Function::Outcome => hygienic!(#private::on_outcome_hook(#outcome, #closure)),
        Function::Finish => hygienic!(#private::on_finish_hook(#outcome, #closure)),
        Function::Fallback => hygienic!(#private::on_fallback(#outcome, #closure)),
        Function::Cut => hygienic!(#private::on_cut(#outcome, #closure)),
    }
}

fn once(key: &Ident, value: &Expr) -> Ident {
    format_ident!("__{key}", span = Span::mixed_site().located_at(value.span()))
}
