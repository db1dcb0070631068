//! Parses the keys: every syntax error, at the user's token.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser, Result};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprPath, LitInt, Path, Token, parenthesized, token};

use super::errors::Errors;
use super::key::{self, Args, Field, KeyValue};
use super::scan::Keys;

impl Args {
    /// Whether the strategy of this key was given.
    fn is_given(&self, key: &str) -> bool {
        match key {
            "stop" => self.stop.is_some(),
            "wait" => self.wait.is_some(),
            _ => self.retry.is_some(),
        }
    }

    /// Parses every key. After a mistake, parsing resumes at the next `, key =`.
    pub(crate) fn parse(keys: Keys, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let mut is_lost = false;
        for written in keys {
            if is_lost && !written.is_key() {
                continue;
            }
            if let Some(end) = written.unfinished() {
                let (key, spelling) = written
                    .name()
                    .and_then(|name| key::find(&name.to_string()))
                    .map_or(("value", "key = value"), |key| (key.name, key.spelling));
                errors.at(end.span(), format!("the value of `{key}` ends too early: write for instance `{spelling}`"));
                is_lost = false;
                continue;
            }
            let parsed = (|input: ParseStream<'_>| args.parse_key(input, errors)).parse2(written.into_tokens());
            is_lost = parsed.is_err();
            if let Err(error) = parsed {
                errors.push(error);
            }
        }
        args
    }

    /// One key with its value, and the comma behind it.
    fn parse_key(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error(not_a_key(input)));
        }
        let key = input.call(Ident::parse_any)?;
        let Some(field) = self.field(&key.to_string()) else {
            return Err(Error::new(key.span(), key::unknown(&key.to_string(), |name| self.is_given(name))));
        };
        match field {
            Field::Expression(field) => put(field, parse_value(input, &key)?, key, errors),
            Field::Hooks(hooks) => hooks.push(KeyValue { value: parse_value(input, &key)?, key }),
            Field::Flag(field) => put(field, parse_flag(input, &key)?, key, errors),
            Field::Names(field) => put(field, parse_names(input, errors)?, key, errors),
            Field::Binding(field) => put(field, parse_binding(&parse_value(input, &key)?)?, key, errors),
            Field::CratePath(field) => put(field, parse_crate(parse_value(input, &key)?)?, key, errors),
        }
        if !input.is_empty() {
            input.parse::<Token![,]>().map_err(|error| Error::new(error.span(), no_comma(input)))?;
        }
        Ok(())
    }
}

/// The message for something that begins like no key. A number is taken for the number of attempts.
fn not_a_key(input: ParseStream<'_>) -> String {
    let attempts =
        input.fork().parse::<LitInt>().ok().filter(|number| number.suffix().is_empty() && number.base10_digits() != "0");
    let attempts = attempts.as_ref().map_or("5", LitInt::base10_digits);
    format!("expected a key: write for instance `stop = stop_after_attempt({attempts})`")
}

/// The message for a missing comma. Python's `or` and `and` have messages of their own.
fn no_comma(input: ParseStream<'_>) -> &'static str {
    match input.fork().call(Ident::parse_any) {
        Ok(word) if word == "or" => "strategies combine by operators: write `… | …`",
        Ok(word) if word == "and" => "strategies combine by operators: write `… & …`",
        _ => "expected `,` before the next key",
    }
}

/// Fills a field, once.
fn put<T>(field: &mut Option<KeyValue<T>>, value: T, key: Ident, errors: &mut Errors) {
    match field {
        Some(_) => errors.at(
            key.span(),
            format!("duplicate key `{key}`: the first `{key}` of this attribute already sets it; remove one of them"),
        ),
        None => *field = Some(KeyValue { key, value }),
    }
}

/// `= expression`
fn parse_value(input: ParseStream<'_>, key: &Ident) -> Result<Expr> {
    let spelling = key::find(&key.to_string()).map_or("key = value", |known| known.spelling);
    if !input.peek(Token![=]) {
        let span = if input.is_empty() { key.span() } else { input.span() };
        return Err(Error::new(span, format!("expected `=` after `{key}`: write `{spelling}`")));
    }
    let equals = input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(Error::new(equals.span, format!("expected a value after `{key} =`: write `{spelling}`")));
    }
    Ok(without_parentheses(input.parse()?))
}

/// Parentheses around a whole value group nothing, and a lint of the compiler would report them in the expansion.
pub(crate) fn without_parentheses(value: Expr) -> Expr {
    match value {
        Expr::Paren(paren) => without_parentheses(*paren.expr),
        other => other,
    }
}

/// Nothing: the key stands alone.
fn parse_flag(input: ParseStream<'_>, key: &Ident) -> Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    Err(input.error(format!("`{key}` takes no value: write `{key}` alone, or leave it out")))
}

/// The name that the body gives to the state.
fn parse_binding(value: &Expr) -> Result<Ident> {
    match value {
        // `self` and other keywords parse as paths.
        Expr::Path(ExprPath { qself: None, path, .. }) if syn::parse2::<Ident>(path.to_token_stream()).is_ok() => {
            Ok(path.require_ident()?.clone())
        }
        other => Err(Error::new(other.span(), "expected a name for the state: write `state = state`")),
    }
}

/// The path of this crate. It is absolute, so it means the same in every module.
pub(crate) fn parse_crate(value: Expr) -> Result<Path> {
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
    let expected = "expected the arguments to clone: write `clone(…)`";
    if !input.peek(token::Paren) {
        return Err(input.error(expected));
    }
    let names;
    parenthesized!(names in input);
    let name = |input: ParseStream<'_>| if input.peek(Token![self]) { input.call(Ident::parse_any) } else { input.parse() };
    let names = Punctuated::<Ident, Token![,]>::parse_terminated_with(&names, name)
        .map_err(|error| Error::new(error.span(), expected))?;
    let (this, names) = names.into_iter().partition::<Vec<_>, _>(|name| name == "self");
    for name in this {
        errors.at(name.span(), "`self` cannot be cloned here: write `let this = self.clone();` at the head of the body");
    }
    Ok(names)
}
