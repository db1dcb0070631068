//! Finds mistakes in the user's literals that other libraries find at run time.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprBinary, ExprCall, ExprMethodCall, Lit, Type, UnOp};
use tenacity_duration::Written;

use super::constructor::{self, Constructor, DURATION_METHODS};
use super::expression::{is_duration, parts};
use super::keywords;
use crate::parse::errors::Errors;
use crate::parse::key::Args;

/// Checks a strategy and its parts.
pub(crate) fn check_strategy(written: &Expr, errors: &mut Errors) {
    match written {
        Expr::Call(call) => check_call(call, errors),
        Expr::MethodCall(call) => check_method(call, errors),
        Expr::Binary(binary) => check_operator(binary, errors),
        _ => {}
    }
    for part in parts(written) {
        check_strategy(part, errors);
    }
}

/// Checks the time limits. A sync body can have none.
pub(crate) fn check_limits(args: &Args, is_async: bool, errors: &mut Errors) {
    let (attempt, call) = (&args.attempt_timeout, &args.timeout);
    for limit in [attempt, call].into_iter().flatten() {
        check_duration(&limit.value, errors);
        if !is_async {
            errors.at(
                limit.key.span(),
                format!(
                    "`{}` needs an async body, because nothing can cut one that blocks: write `async`, or bound the retries by \
                     `stop = stop_before_delay(…)`",
                    limit.key
                ),
            );
        }
    }
    if let Some(timed_out) = &args.timed_out {
        let is_limited = attempt.is_some() || call.is_some() || (is_async && args.policy.is_some());
        if !is_limited {
            errors.at(
                timed_out.key.span(),
                "`timed_out` needs a limit that cuts attempts: write `attempt_timeout = 1s` or `timeout = 30s` beside it, in async code",
            );
        }
    }
    let (Some(attempt), Some(call)) = (attempt, call) else { return };
    if let (Some(shorter), Some(longer)) = (literal_duration(&attempt.value), literal_duration(&call.value)) {
        if shorter >= longer {
            errors.at(
                attempt.key.span(),
                "`attempt_timeout` is not less than `timeout`, so the call would end before any attempt is cut: shorten it, or \
                 remove it",
            );
        }
    }
}

/// Rejects a body that returns nothing, if only the default could judge it.
pub(crate) fn check_return_type(args: &Args, returned: &TokenStream, errors: &mut Errors) {
    let is_judged = args.retry.is_some() || args.policy.is_some() || args.wrap_error.is_some();
    if let (false, Ok(Type::Tuple(tuple))) = (is_judged, syn::parse2::<Type>(returned.clone())) {
        if tuple.elems.is_empty() {
            errors.at(
                tuple.span(),
                "an attempt that returns `()` cannot fail: write `-> Result<(), …>`, and end the body with `Ok(())`",
            );
        }
    }
}

fn check_call(call: &ExprCall, errors: &mut Errors) {
    let Some(constructor) = constructor::find(&call.func) else { return };
    if let Some((keyword, spelling)) = keywords::positional(constructor, call) {
        errors.at(keyword, format!("arguments have no names in Rust: write `{spelling}`"));
        return;
    }
    for position in constructor.durations {
        if let Some(argument) = call.args.get(*position) {
            check_duration(argument, errors);
        }
    }
    let mut arguments = call.args.iter();
    match (constructor.name, arguments.next(), arguments.next()) {
        ("stop_after_attempt", Some(attempts), None) if is_zero(attempts) => {
            errors.at(attempts.span(), "a call makes at least one attempt: write `stop_after_attempt(1)` or more");
        }
        ("wait_chain", Some(list), None) if is_empty_list(list) => {
            errors.at(
                list.span(),
                "a chain needs at least one strategy: write for instance `wait_chain((wait_none(), wait_fixed(1s)))`",
            );
        }
        ("stop_after_attempt", Some(attempts), None) if is_literal_duration(attempts) => {
            let delay = spelled(attempts);
            let number = literal_duration(attempts).map_or(1, |(secs, _)| secs.clamp(1, u32::MAX.into()));
            let advice = format!("write `stop_after_attempt({number})`, or `stop_after_delay({delay})`");
            errors.at(attempts.span(), format!("`stop_after_attempt` counts attempts: {advice}"));
        }
        ("wait_chain", Some(first), Some(second)) if call.args.len() > 1 && !is_list(first) => {
            errors.at(second.span(), "a chain takes one list: write `wait_chain((…, …))`");
        }
        ("wait_exponential" | "wait_random_exponential" | "wait_fibonacci", Some(_), Some(second))
            if is_literal_duration(second) =>
        {
            let name = constructor.name;
            errors.at(second.span(), format!("`{name}` takes the first delay alone: write `{name}(…).max(…)` for the longest"));
        }
        ("wait_random", Some(min), Some(max))
            if literal_duration(min) > literal_duration(max) && literal_duration(max).is_some() =>
        {
            let (shorter, longer) = (spelled(max), spelled(min));
            errors.at(max.span(), format!("`max` is less than `min`: write `wait_random({shorter}, {longer})`"));
        }
        _ => {}
    }
}

fn check_method(call: &ExprMethodCall, errors: &mut Errors) {
    let takes_duration = DURATION_METHODS.iter().any(|name| call.method == name);
    if let (true, true, Some(argument)) = (takes_duration, is_wait(&call.receiver), call.args.first()) {
        check_duration(argument, errors);
    }
    check_bounds(call, errors);
}

/// Rejects `stop_after_attempt(3) || stop_after_delay(30s)`.
fn check_operator(binary: &ExprBinary, errors: &mut Errors) {
    let operator = match binary.op {
        BinOp::Or(_) => "|",
        BinOp::And(_) => "&",
        _ => return,
    };
    if [&binary.left, &binary.right].into_iter().any(|operand| constructor_of(operand).is_some()) {
        errors.at(
            binary.op.span(),
            format!("`{operator}{operator}` combines booleans: write a single `{operator}` between strategies"),
        );
    }
}

/// Rejects `.min(5s).max(1s)`, in either order. `min` wins, so such a `max` would have no effect.
fn check_bounds(call: &ExprMethodCall, errors: &mut Errors) {
    let Expr::MethodCall(inner) = &*call.receiver else { return };
    let bound = |call: &ExprMethodCall| call.args.first().and_then(literal_duration);
    let (min, max) = match (inner.method.to_string().as_str(), call.method.to_string().as_str()) {
        ("min" | "at_least", "max" | "at_most") => (bound(inner), bound(call)),
        ("max" | "at_most", "min" | "at_least") => (bound(call), bound(inner)),
        _ => return,
    };
    if let (Some(min), Some(max)) = (min, max) {
        if min > max {
            errors.at(call.method.span(), "`min` is greater than `max`: write the shorter delay in `.min(…)`");
        }
    }
}

fn is_wait(written: &Expr) -> bool {
    constructor_of(written).is_some_and(|constructor| constructor.name.starts_with("wait_"))
}

/// The constructor that a chain of methods and operators begins with.
pub(super) fn constructor_of(written: &Expr) -> Option<&'static Constructor> {
    match written {
        Expr::Call(call) => constructor::find(&call.func),
        Expr::MethodCall(call) => constructor_of(&call.receiver),
        Expr::Paren(paren) => constructor_of(&paren.expr),
        Expr::Group(group) => constructor_of(&group.expr),
        Expr::Unary(unary) => constructor_of(&unary.expr),
        Expr::Binary(binary) => constructor_of(&binary.left),
        _ => None,
    }
}

/// Rejects a literal that is not a duration.
fn check_duration(argument: &Expr, errors: &mut Errors) {
    match argument {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(_) | Lit::Float(_) => {
                let spelling = seconds(&literal.lit);
                let message = format!("a duration needs a unit: write `{spelling}` for seconds, or `ns`, `us`, `ms`, `min`, `h`");
                errors.at(literal.span(), message);
            }
            Lit::Str(text) => {
                let value = text.value();
                let spelling = if tenacity_duration::parse(&value).is_ok() { &value } else { "100ms" };
                errors.at(literal.span(), format!("a duration is not a string: write `{spelling}` without quotes"));
            }
            _ => {}
        },
        Expr::Unary(unary)
            if matches!(unary.op, UnOp::Neg(_)) && (matches!(*unary.expr, Expr::Lit(_)) || is_literal_duration(&unary.expr)) =>
        {
            errors.at(unary.span(), "a duration cannot be negative: remove the `-`");
        }
        Expr::Paren(paren) => check_duration(&paren.expr, errors),
        Expr::Group(group) => check_duration(&group.expr, errors),
        _ => {}
    }
}

/// The number as a duration in seconds, or `…` if it is not a number.
pub(super) fn seconds(literal: &Lit) -> String {
    let digits = match literal {
        Lit::Int(number) => number.base10_digits().to_owned(),
        // Without the exponent.
        Lit::Float(number) => number.base10_parse::<f64>().map_or(String::new(), |number| number.to_string()),
        _ => String::new(),
    };
    let spelling = format!("{digits}s");
    if tenacity_duration::parse(&spelling).is_ok() { spelling } else { "…".into() }
}

fn is_list(written: &Expr) -> bool {
    matches!(written, Expr::Tuple(_) | Expr::Array(_) | Expr::Macro(_))
}

fn is_empty_list(written: &Expr) -> bool {
    match written {
        Expr::Tuple(tuple) => tuple.elems.is_empty(),
        Expr::Array(array) => array.elems.is_empty(),
        Expr::Macro(list) => list.mac.path.is_ident("vec") && list.mac.tokens.is_empty(),
        _ => false,
    }
}

fn is_zero(written: &Expr) -> bool {
    match written {
        Expr::Lit(literal) => matches!(&literal.lit, Lit::Int(number) if number.base10_digits() == "0"),
        Expr::Paren(paren) => is_zero(&paren.expr),
        Expr::Group(group) => is_zero(&group.expr),
        _ => false,
    }
}

fn is_literal_duration(written: &Expr) -> bool {
    literal_duration(written).is_some()
}

/// A duration literal, as its message writes it.
pub(super) fn spelled(literal: &Expr) -> String {
    literal_duration(literal).map_or("…".into(), |(secs, nanos)| Written(Duration::new(secs, nanos)).to_string())
}

/// The seconds and nanoseconds of an expanded duration literal.
pub(super) fn literal_duration(written: &Expr) -> Option<(u64, u32)> {
    let Expr::Call(call) = written else { return None };
    let mut numbers = call.args.iter().filter(|_| is_duration(&call.func)).map(|argument| match argument {
        Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    });
    let (Some(Some(Lit::Int(secs))), Some(Some(Lit::Int(nanos)))) = (numbers.next(), numbers.next()) else { return None };
    Some((secs.base10_parse().ok()?, nanos.base10_parse().ok()?))
}
