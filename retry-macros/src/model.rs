//! What the attribute means: every rule is checked here, and defaults are resolved.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, FnArg, Pat, ReturnType};

use crate::args::{Args, Slot};
use crate::errors::Errors;
use crate::expression::{Time, as_closure, is_place};
use crate::function::Function;
use crate::outcome_type;
use crate::rules;
use crate::strategy::{Family, Names, Strategy};

/// A retried function.
pub(crate) struct Model {
    pub(crate) names: Names,
    pub(crate) function: Function,
    /// `None`: the default.
    pub(crate) stop: Option<Strategy>,
    pub(crate) wait: Option<Strategy>,
    pub(crate) retry: Option<Strategy>,
    pub(crate) before_sleep: Option<Hook>,
    /// The arguments that each attempt gets a clone of.
    pub(crate) clones: Vec<CloneArgument>,
}

/// A hook, placed as a strategy is.
pub(crate) struct Hook {
    pub(crate) hoisted: Option<(Ident, Expr)>,
    pub(crate) asked: Expr,
}

pub(crate) struct CloneArgument {
    pub(crate) name: Ident,
    pub(crate) mutable: bool,
}

impl Model {
    pub(crate) fn new(args: Args, mut function: Function, private: TokenStream, errors: &mut Errors) -> Option<Self> {
        if let Some(constness) = &function.sig.constness {
            errors.at(constness.span, "a `const fn` cannot be retried, because a retry sleeps: remove `const`");
        }
        for slot in [&args.stop, &args.wait, &args.retry].into_iter().flatten() {
            rules::check_strategy(&slot.value, errors);
        }
        let clones = args.clone.map_or_else(Vec::new, |slot| clone_arguments(&slot, &mut function, errors));
        if errors.any() {
            return None;
        }
        let names = Names {
            private,
            outcome: format_ident!("__outcome", span = Span::mixed_site()),
            outcome_type: outcome_type::nameable(&function.sig.output),
        };
        let strategy = |family, slot: Option<Slot<Expr>>| slot.map(|slot| Strategy::new(family, slot.value, &names));
        Some(Self {
            stop: strategy(Family::Stop, args.stop),
            wait: strategy(Family::Wait, args.wait),
            retry: strategy(Family::Retry, args.retry),
            before_sleep: args.before_sleep.map(|slot| Hook::new(&slot.key, slot.value)),
            clones,
            names,
            function,
        })
    }

    /// Whether a clock is read: by a hook, by a predicate that sees the state, or by a strategy.
    pub(crate) fn time(&self) -> Time {
        // The default stop strategy has a time limit; the default wait looks at no clock.
        let stop = self.stop.as_ref().map_or(Time::Read, |stop| stop.time);
        let wait = self.wait.as_ref().map_or(Time::Unread, |wait| wait.time);
        // A predicate cannot be asked whether it looks at the state before there is an outcome.
        let retry =
            self.retry.as_ref().map_or(Time::Unread, |retry| if retry.time == Time::Asked { Time::Read } else { retry.time });
        let hooks = if self.before_sleep.is_some() { Time::Read } else { Time::Unread };
        stop.max(wait).max(retry).max(hooks)
    }
}

impl Hook {
    fn new(key: &Ident, written: Expr) -> Self {
        if as_closure(&written).is_some_and(|closure| closure.capture.is_none()) {
            return Self { hoisted: None, asked: written };
        }
        if is_place(&written) {
            return Self { hoisted: None, asked: Expr::Verbatim(quote!(&#written)) };
        }
        let name = format_ident!("__{key}", span = Span::mixed_site().located_at(written.span()));
        Self { asked: Expr::Verbatim(quote!(&#name)), hoisted: Some((name, written)) }
    }
}

/// Looks the names up among the arguments; a `mut` moves from the signature to the clone.
fn clone_arguments(slot: &Slot<Vec<Ident>>, function: &mut Function, errors: &mut Errors) -> Vec<CloneArgument> {
    let mut clones = Vec::new();
    for name in &slot.value {
        if name == "self" {
            errors.at(name.span(), "`self` cannot be cloned here: write `let this = self.clone();` at the head of the body");
            continue;
        }
        let argument = function.sig.inputs.iter_mut().find_map(|input| match input {
            FnArg::Typed(typed) => match &mut *typed.pat {
                Pat::Ident(pattern) if pattern.ident == *name => Some(pattern),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        });
        match argument {
            Some(argument) => {
                let mutable = argument.mutability.take().is_some();
                clones.push(CloneArgument { name: name.clone(), mutable });
            }
            None => errors
                .at(name.span(), format!("`{name}` is not an argument of `{}`: `clone(…)` names arguments", function.sig.ident)),
        }
    }
    clones
}

/// The return type at the tokens that the user wrote; at the function's name when there are none.
pub(crate) fn outcome_type_at_user_span(function: &Function, outcome_type: &TokenStream) -> TokenStream {
    match function.sig.output {
        ReturnType::Default => quote_spanned!(function.sig.ident.span()=> ()),
        ReturnType::Type(..) => outcome_type.clone(),
    }
}
