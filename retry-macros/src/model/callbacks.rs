//! Checks the closures of the keys: how many parameters they have, and that they do not await.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ExprPath, Ident, Lit, Pat};

use super::constructor::{self, ClosureParameters};
use super::expression::{as_closure, parts};
use super::not_a_strategy;
use super::strategy::Family;
use crate::parse::closure::is_punct;
use crate::parse::errors::Errors;
use crate::parse::key::{self, Args, KeyValue};

/// Checks the functions that keys hold.
pub(crate) fn check_callbacks(args: &Args, errors: &mut Errors) {
    for (hooks, parameters) in [(&args.before, 1), (&args.after, 2), (&args.before_sleep, 2), (&args.on_finish, 3)] {
        for hook in hooks {
            let advice = "write `tokio::spawn(async move { … })` in the closure";
            check_callback(hook, parameters, advice, errors);
        }
    }
    for (callback, parameters) in [(&args.fallback, 2), (&args.timed_out, 1)] {
        if let Some(callback) = callback {
            check_callback(callback, parameters, "remove `async` and `.await`, and await after the call", errors);
        }
    }
}

fn check_callback(KeyValue { key, value }: &KeyValue<Expr>, parameters: usize, await_advice: &str, errors: &mut Errors) {
    if not_a_strategy::refuse_foreign(value, errors) {
        return;
    }
    if let Some(closure) = as_closure(value) {
        let spelling = key::find(&key.to_string()).map_or("", |known| known.spelling);
        if closure.inputs.len() != parameters {
            let expected = counted(parameters);
            errors.at(closure.inputs_begin.span, format!("`{key}` takes a closure of {expected}: write `{spelling}`"));
        } else if let Some(span) = awaits(closure) {
            errors.at(span, format!("`{key}` cannot await: {await_advice}"));
        }
    } else if let Some(called) = called(value) {
        let bars = ["|_|", "|_, _|", "|_, _, _|"][parameters - 1];
        errors.at(value.span(), format!("`{key}` takes a closure: write `{key} = {bars} {called}`"));
    }
}

/// The spelling of a value that is surely no function: a literal, `Ok(…)`, or a call of a macro that prints.
fn called(value: &Expr) -> Option<String> {
    let last = |path: &syn::Path| path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    match value {
        Expr::Lit(literal) => Some(match &literal.lit {
            Lit::Int(number) => number.to_string(),
            _ => "…".into(),
        }),
        Expr::Path(ExprPath { path, .. }) if path.is_ident("None") => Some("None".into()),
        Expr::Call(call) => match &*call.func {
            Expr::Path(ExprPath { path, .. }) if ["Ok", "Err", "Some"].iter().any(|name| path.is_ident(name)) => {
                Some(format!("{}(…)", last(path)))
            }
            _ => None,
        },
        Expr::Macro(call) if PRINTING.contains(&last(&call.mac.path).as_str()) => Some(format!("{}!(…)", last(&call.mac.path))),
        _ => None,
    }
}

/// The macros that print or log, and give `()`.
const PRINTING: [&str; 9] = ["print", "println", "eprint", "eprintln", "trace", "debug", "info", "warn", "error"];

/// Checks a strategy's closures: a bare one, and those of its constructors.
pub(crate) fn check_strategy(
    family: Family,
    KeyValue { key, value }: &KeyValue<Expr>,
    outcome_type: &TokenStream,
    errors: &mut Errors,
) {
    let Some(closure) = as_closure(value) else {
        return check_constructors(family, value, errors);
    };
    let parameters = closure.inputs.len();
    let (fits, spelling) = match family {
        Family::Stop => (parameters < 2, "stop = stop_fn(|state| …)"),
        Family::Wait => (parameters == 1, "wait = wait_fn(|state| …)"),
        Family::Retry if parameters == 2 => (false, "retry = retry_fn(|outcome, state| …)"),
        Family::Retry => (parameters == 1, "retry = retry_if_err(|e| …)"),
    };
    if !fits {
        errors.at(closure.inputs_begin.span, format!("`{key}` takes a closure of {}: write `{spelling}`", counted(1)));
    } else if !check_await(family, closure, errors) && family == Family::Retry {
        check_error_of_whole_outcome(closure, outcome_type, errors);
    }
}

fn check_constructors(family: Family, written: &Expr, errors: &mut Errors) {
    if let Expr::Call(call) = written {
        let constructor = constructor::find(&call.func);
        let closure = call.args.first().and_then(as_closure);
        if let (Some(constructor), Some(closure)) = (constructor, closure) {
            check_await(family, closure, errors);
            if let Some(parameters) = constructor.closure.filter(|parameters| parameters.count() != closure.inputs.len()) {
                let (name, spelling) = (constructor.name, parameters.spelling());
                let another = match (name, closure.inputs.len()) {
                    ("stop_when", 1) => ", or `stop_fn(|state| …)`",
                    (_, 2) if family == Family::Retry => ", or `retry_fn(|outcome, state| …)`",
                    _ => "",
                };
                let expected = counted(parameters.count());
                let message = format!("`{name}` takes a closure of {expected}: write `{name}({spelling})`{another}");
                errors.at(closure.inputs_begin.span, message);
            }
        }
    }
    for part in parts(written) {
        check_constructors(family, part, errors);
    }
}

/// Rejects a closure that awaits. Returns whether it does.
fn check_await(family: Family, closure: &ExprClosure, errors: &mut Errors) -> bool {
    let Some(span) = awaits(closure) else { return false };
    errors.at(
        span,
        match family {
            Family::Stop => "`stop` cannot await: write `cancel = &…` to end a call from outside",
            Family::Wait => {
                "`wait` cannot await: write `retry_if_err(|e| Verdict::RetryAfter(…))` for a delay that the outcome brings"
            }
            Family::Retry => "`retry` cannot await: await in the body, and judge what it returns by `retry_if_result(|r| …)`",
        },
    );
    true
}

/// Rejects `retry = |e| matches!(e, ApiError::Timeout)`: a bare closure sees the `Result`.
fn check_error_of_whole_outcome(closure: &ExprClosure, outcome_type: &TokenStream, errors: &mut Errors) {
    let Some(Pat::Ident(parameter)) = closure.inputs.first() else { return };
    let name = &parameter.ident;
    let is_error = ["e", "err", "error"].iter().any(|error| name == error);
    if is_error && is_result(outcome_type) && is_used_as_error(name, closure.body.to_token_stream()) {
        errors.at(
            name.span(),
            format!("a bare closure gets the whole outcome: write `retry_if_err(|{name}| …)` for the error, or `retry_if_result(|r| …)`"),
        );
    }
}

/// Whether the last name of the type is `Result`, or ends in it.
fn is_result(outcome_type: &TokenStream) -> bool {
    match syn::parse2::<syn::Path>(outcome_type.clone()) {
        Ok(path) => path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Result")),
        Err(_) => false,
    }
}

/// Whether the tokens match the name or call its methods, and nothing in them belongs to a `Result`. A function that is given the name
/// may take the `Result`.
fn is_used_as_error(name: &Ident, body: TokenStream) -> bool {
    const OF_RESULT: [&str; 8] = ["Ok", "Err", "is_ok", "is_err", "is_ok_and", "is_err_and", "as_ref", "unwrap_err"];
    let tokens = flat(body);
    let is_used = |at: usize| {
        let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == name);
        let is_matched = at > 0 && matches!(&tokens[at - 1], TokenTree::Ident(word) if word == "match" || word == "matches");
        is_name(&tokens[at]) && (is_matched || is_punct(tokens.get(at + 1), '.'))
    };
    let belongs = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if OF_RESULT.iter().any(|known| word == known));
    (0..tokens.len()).any(is_used) && !tokens.iter().any(belongs)
}

/// The words and the operators, without groups and without the `!` of macros.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => found.extend(flat(group.stream())),
            TokenTree::Punct(bang) if bang.as_char() == '!' => {}
            token => found.push(token),
        }
    }
    found
}

/// Where a closure is `async`, is nothing but an `async` block, or awaits outside of such a block.
fn awaits(closure: &ExprClosure) -> Option<Span> {
    match (&closure.asyncness, &*closure.body) {
        (Some(asyncness), _) => Some(asyncness.span),
        (None, Expr::Async(block)) => Some(block.async_token.span),
        (None, body) => first_await(body.to_token_stream()),
    }
}

fn first_await(tokens: TokenStream) -> Option<Span> {
    let tokens = tokens.into_iter().collect::<Vec<_>>();
    let mut is_async = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "async" => is_async = true,
            TokenTree::Ident(word) if word == "await" && !is_async && at > 0 && is_punct(tokens.get(at - 1), '.') => {
                return Some(word.span());
            }
            TokenTree::Group(group) => {
                let ends_async = is_async && group.delimiter() == Delimiter::Brace;
                if !is_async {
                    if let Some(found) = first_await(group.stream()) {
                        return Some(found);
                    }
                }
                is_async &= !ends_async;
            }
            _ => {}
        }
    }
    None
}

fn counted(parameters: usize) -> &'static str {
    ["no parameters", "one parameter", "two parameters", "three parameters"][parameters]
}

impl ClosureParameters {
    pub(super) fn count(self) -> usize {
        match self {
            Self::None => 0,
            Self::Error | Self::Value | Self::Outcome | Self::State => 1,
            Self::OutcomeAndState => 2,
        }
    }

    /// A closure with such parameters.
    pub(super) fn spelling(self) -> &'static str {
        match self {
            Self::Error => "|e| …",
            Self::Value => "|v| …",
            Self::Outcome => "|r| …",
            Self::OutcomeAndState => "|outcome, state| …",
            Self::State => "|state| …",
            Self::None => "|| …",
        }
    }
}
