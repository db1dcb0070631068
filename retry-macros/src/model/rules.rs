//! Finds mistakes in the user's literals that other libraries find at run time.

use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprBinary, ExprCall, ExprMethodCall, Lit, UnOp};

use super::constructor::{self, Constructor, DURATION_METHODS};
use super::expression::{is_duration, parts};
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

fn check_call(call: &ExprCall, errors: &mut Errors) {
    let Some(constructor) = constructor::find(&call.func) else { return };
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
        ("wait_random", Some(min), Some(max))
            if literal_duration(min) > literal_duration(max) && literal_duration(max).is_some() =>
        {
            errors.at(max.span(), "`max` is less than `min`: write `wait_random(min, max)`, the shorter delay first");
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
            errors.at(call.method.span(), "`min` is greater than `max`: the shorter delay belongs in `.min(…)`");
        }
    }
}

fn is_wait(written: &Expr) -> bool {
    constructor_of(written).is_some_and(|constructor| constructor.name.starts_with("wait_"))
}

/// The constructor that a chain of methods and operators begins with.
fn constructor_of(written: &Expr) -> Option<&'static Constructor> {
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
                let number = number_of(&literal.lit);
                let message = format!("a duration needs a unit: write `{number}s` for seconds, or `ns`, `us`, `ms`, `min`, `h`");
                errors.at(literal.span(), message);
            }
            Lit::Str(text) => {
                errors.at(literal.span(), format!("a duration is not a string: write `{}` without quotes", text.value()));
            }
            _ => {}
        },
        Expr::Unary(unary)
            if matches!(unary.op, UnOp::Neg(_)) && (matches!(*unary.expr, Expr::Lit(_)) || is_literal_duration(&unary.expr)) =>
        {
            errors.at(unary.span(), "a duration cannot be negative");
        }
        Expr::Paren(paren) => check_duration(&paren.expr, errors),
        Expr::Group(group) => check_duration(&group.expr, errors),
        _ => {}
    }
}

fn number_of(literal: &Lit) -> String {
    match literal {
        Lit::Int(number) => number.base10_digits().into(),
        Lit::Float(number) => number.base10_digits().into(),
        _ => String::new(),
    }
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

/// The seconds and nanoseconds of an expanded duration literal.
fn literal_duration(written: &Expr) -> Option<(u64, u32)> {
    let Expr::Call(call) = written else { return None };
    let mut numbers = call.args.iter().filter(|_| is_duration(&call.func)).map(|argument| match argument {
        Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    });
    let (Some(Some(Lit::Int(secs))), Some(Some(Lit::Int(nanos)))) = (numbers.next(), numbers.next()) else { return None };
    Some((secs.base10_parse().ok()?, nanos.base10_parse().ok()?))
}
