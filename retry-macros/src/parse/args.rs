//! The arguments of the attribute, as written.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprPath, Path, Token, parenthesized, token};

use super::errors::Errors;
use super::key;

/// One key with its value.
pub(crate) struct Slot<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// Every key that was given.
#[derive(Default)]
pub(crate) struct Args {
    pub(crate) stop: Option<Slot<Expr>>,
    pub(crate) wait: Option<Slot<Expr>>,
    pub(crate) retry: Option<Slot<Expr>>,
    pub(crate) before: Vec<Slot<Expr>>,
    pub(crate) after: Vec<Slot<Expr>>,
    pub(crate) before_sleep: Vec<Slot<Expr>>,
    pub(crate) on_finish: Vec<Slot<Expr>>,
    pub(crate) fallback: Option<Slot<Expr>>,
    pub(crate) timed_out: Option<Slot<Expr>>,
    pub(crate) policy: Option<Slot<Expr>>,
    pub(crate) attempt_timeout: Option<Slot<Expr>>,
    pub(crate) timeout: Option<Slot<Expr>>,
    pub(crate) budget: Option<Slot<Expr>>,
    pub(crate) stats: Option<Slot<Expr>>,
    pub(crate) cancel: Option<Slot<Expr>>,
    pub(crate) timer: Option<Slot<Expr>>,
    pub(crate) seed: Option<Slot<Expr>>,
    pub(crate) enabled: Option<Slot<Expr>>,
    pub(crate) name: Option<Slot<Expr>>,
    pub(crate) doc: Option<Slot<Expr>>,
    pub(crate) state: Option<Slot<Ident>>,
    pub(crate) clone: Option<Slot<Vec<Ident>>>,
    pub(crate) wrap_error: Option<Slot<()>>,
    pub(crate) krate: Option<Slot<Path>>,
}

impl Args {
    /// Reads all arguments; after a mistake it goes on at the next `, key`.
    pub(crate) fn parse(input: ParseStream<'_>, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        while !input.is_empty() {
            if let Err(error) = args.parse_one(input, errors) {
                errors.push(error);
                skip_to_next_key(input);
            }
            if input.is_empty() {
                break;
            }
            if let Err(error) = input.parse::<Token![,]>() {
                errors.push(Error::new(error.span(), "expected `,` before the next key"));
                skip_to_next_key(input);
                let _ = input.parse::<Token![,]>();
            }
        }
        args
    }

    fn parse_one(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected a key: write for instance `stop = stop_after_attempt(5)`"));
        }
        let key = input.call(Ident::parse_any)?;
        let name = key.to_string();
        if let Some(hooks) = self.hooks(&name) {
            let value = parse_value(input, &key)?;
            hooks.push(Slot { key, value });
            return Ok(());
        }
        if let Some(slot) = self.expression(&name) {
            let value = parse_value(input, &key)?;
            put(slot, Slot { key, value }, errors);
            return Ok(());
        }
        match name.as_str() {
            "clone" => {
                let value = parse_names(input, errors)?;
                put(&mut self.clone, Slot { key, value }, errors);
            }
            "wrap_error" => {
                parse_flag(input, &key)?;
                put(&mut self.wrap_error, Slot { key, value: () }, errors);
            }
            "state" => {
                let value = parse_binding(&parse_value(input, &key)?)?;
                put(&mut self.state, Slot { key, value }, errors);
            }
            "crate" => {
                let value = parse_crate(parse_value(input, &key)?)?;
                put(&mut self.krate, Slot { key, value }, errors);
            }
            _ => {
                errors.at(key.span(), key::unknown(&name));
                skip_to_next_key(input);
            }
        }
        Ok(())
    }

    /// The slots of a key that may be repeated: hooks run one after another.
    fn hooks(&mut self, key: &str) -> Option<&mut Vec<Slot<Expr>>> {
        Some(match key {
            "before" => &mut self.before,
            "after" => &mut self.after,
            "before_sleep" => &mut self.before_sleep,
            "on_finish" => &mut self.on_finish,
            _ => return None,
        })
    }

    /// The slot of a key whose value is an expression.
    fn expression(&mut self, key: &str) -> Option<&mut Option<Slot<Expr>>> {
        Some(match key {
            "stop" => &mut self.stop,
            "wait" => &mut self.wait,
            "retry" => &mut self.retry,
            "fallback" => &mut self.fallback,
            "timed_out" => &mut self.timed_out,
            "policy" => &mut self.policy,
            "attempt_timeout" => &mut self.attempt_timeout,
            "timeout" => &mut self.timeout,
            "budget" => &mut self.budget,
            "stats" => &mut self.stats,
            "cancel" => &mut self.cancel,
            "timer" => &mut self.timer,
            "seed" => &mut self.seed,
            "enabled" => &mut self.enabled,
            "name" => &mut self.name,
            "doc" => &mut self.doc,
            _ => return None,
        })
    }
}

/// Fills a slot, once.
fn put<T>(slot: &mut Option<Slot<T>>, given: Slot<T>, errors: &mut Errors) {
    let key = &given.key;
    match slot {
        Some(_) => errors.at(
            key.span(),
            format!("duplicate key `{key}`: the first `{key}` of this attribute already sets it; remove one of them"),
        ),
        None => *slot = Some(given),
    }
}

/// `= expression`
fn parse_value(input: ParseStream<'_>, key: &Ident) -> Result<Expr> {
    let spelling = key::spelling(&key.to_string());
    if !input.peek(Token![=]) {
        let span = if input.is_empty() { key.span() } else { input.span() };
        return Err(Error::new(span, format!("expected `=` after `{key}`: write `{spelling}`")));
    }
    let equals = input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(Error::new(equals.span, format!("expected a value after `{key} =`: write `{spelling}`")));
    }
    input.parse()
}

/// A key that stands for itself.
fn parse_flag(input: ParseStream<'_>, key: &Ident) -> Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    Err(input.error(format!("`{key}` takes no value: write `{key}` alone, or leave it out")))
}

/// The name that the body gives to the state.
fn parse_binding(value: &Expr) -> Result<Ident> {
    match value {
        // `self` and other keywords are paths, but no names.
        Expr::Path(ExprPath { qself: None, path, .. }) if syn::parse2::<Ident>(path.to_token_stream()).is_ok() => {
            Ok(path.require_ident()?.clone())
        }
        other => Err(Error::new(other.span(), "expected a name for the state: write `state = state`")),
    }
}

/// The path of this crate, which must mean the same wherever the attribute stands.
fn parse_crate(value: Expr) -> Result<Path> {
    let is_absolute = |path: &Path| {
        let begins_absolutely = path.leading_colon.is_some() || path.segments.first().is_some_and(|first| first.ident == "crate");
        begins_absolutely && path.segments.iter().all(|segment| segment.arguments.is_none())
    };
    match value {
        Expr::Path(ExprPath { qself: None, path, .. }) if is_absolute(&path) => Ok(path),
        other => {
            let message = "expected an absolute path: write `crate = ::tenacity`, or begin with `crate::`";
            Err(Error::new_spanned(other, message))
        }
    }
}

/// `(name, name)`
fn parse_names(input: ParseStream<'_>, errors: &mut Errors) -> Result<Vec<Ident>> {
    let expected = "expected the arguments to clone: write `clone(argument)`";
    if !input.peek(token::Paren) {
        return Err(input.error(expected));
    }
    let names;
    parenthesized!(names in input);
    let name = |input: ParseStream<'_>| if input.peek(Token![self]) { input.call(Ident::parse_any) } else { input.parse() };
    let names = Punctuated::<Ident, Token![,]>::parse_terminated_with(&names, name).map_err(|error| {
        // What stays unread would be told once more.
        let _ = names.parse::<TokenStream>();
        Error::new(error.span(), expected)
    })?;
    let (this, names) = names.into_iter().partition::<Vec<_>, _>(|name| name == "self");
    for name in this {
        errors.at(name.span(), "`self` cannot be cloned here: write `let this = self.clone();` at the head of the body");
    }
    Ok(names)
}

/// Passes over what cannot be understood, up to the comma before what looks like a key.
fn skip_to_next_key(input: ParseStream<'_>) {
    while !input.is_empty() && !next_key_follows(input) {
        let _ = input.parse::<proc_macro2::TokenTree>();
    }
}

fn next_key_follows(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    if ahead.parse::<Token![,]>().is_err() {
        return false;
    }
    let Ok(key) = ahead.call(Ident::parse_any) else { return ahead.is_empty() };
    key == "wrap_error" || ahead.peek(token::Paren) || (ahead.peek(Token![=]) && !ahead.peek(Token![==]))
}
