//! Finds what cannot be a strategy by its spelling: a number, a duration, a value of the outcome's type, a name of another library.

use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprBinary, ExprMethodCall, ExprPath, Ident, Lit, LitBool, LitInt};

use super::constructor;
use super::expression::is_duration;
use super::rules::{constructor_of, seconds, spelled};
use super::strategy::Family;
use crate::parse::errors::Errors;
use crate::parse::foreign;

/// Checks the value of `stop`, `wait` or `retry`, and the strategies that it combines.
pub(crate) fn check_strategy(family: Family, written: &Expr, errors: &mut Errors) {
    match written {
        Expr::Paren(paren) => check_strategy(family, &paren.expr, errors),
        Expr::Group(group) => check_strategy(family, &group.expr, errors),
        Expr::Unary(unary) => check_strategy(family, &unary.expr, errors),
        Expr::Binary(binary) => check_operator(family, binary, errors),
        Expr::MethodCall(call) => check_method(family, call, errors),
        Expr::Lit(literal) => errors.at(
            literal.span(),
            format!("`{}` is not {}: write `{}`", shown(&literal.lit), family.noun(), family.of_literal(&literal.lit)),
        ),
        Expr::Call(call) if is_duration(&call.func) => {
            let spelling = spelled(written);
            let what = if spelling == "…" { "a `Duration`".into() } else { format!("`{spelling}`") };
            errors.at(call.span(), format!("{what} is not {}: write `{}`", family.noun(), family.of_duration(&spelling)));
        }
        Expr::Call(call) => {
            if refuse_foreign(written, errors) {
                return;
            }
            match constructor::find(&call.func).map(|found| found.name) {
                Some("wait_chain") => check_chain(call.args.first(), errors),
                Some(_) => {}
                None => check_outcome(family, &call.func, call.args.iter().any(is_of_a_pattern), errors),
            }
        }
        Expr::Path(_) if refuse_foreign(written, errors) => {}
        Expr::Path(_) => check_outcome(family, written, false, errors),
        Expr::Struct(made) if made.dot2_token.is_some() && made.rest.is_none() && family == Family::Retry => {
            errors.at(made.path.span(), PATTERN);
        }
        Expr::Struct(_) => {
            refuse_foreign(written, errors);
        }
        _ => {}
    }
}

const PATTERN: &str = "a pattern is not a predicate: write `retry_if_err(|e| matches!(e, …))`";

/// Rejects a name of another library. Returns whether it is one.
pub(crate) fn refuse_foreign(written: &Expr, errors: &mut Errors) -> bool {
    let Some((name, is_whole)) = leading_name(written) else { return false };
    let Some(advice) = foreign::advice(foreign::VALUES, &name.to_string()) else { return false };
    let text = name.to_string();
    let is_type = text.starts_with(char::is_uppercase);
    // A function that is not called may be an argument or a local variable, which no path can name.
    let is_value = !matches!(written, Expr::Path(_)) || text.ends_with("_nothing");
    let is_foreign = is_type || (is_whole && is_value);
    if !is_foreign {
        return false;
    }
    errors.at(name.span(), format!("`{name}` is not in this library: {advice}; your own needs a path, as in `self::{name}`"));
    true
}

/// The first name of the path that the expression begins with, and whether it is the whole path.
fn leading_name(written: &Expr) -> Option<(&Ident, bool)> {
    let path = match written {
        Expr::Path(ExprPath { qself: None, path, .. }) => path,
        Expr::Struct(made) => &made.path,
        Expr::Call(call) => return leading_name(&call.func),
        Expr::MethodCall(call) => return leading_name(&call.receiver),
        Expr::Await(awaited) => return leading_name(&awaited.base),
        Expr::Try(tried) => return leading_name(&tried.expr),
        _ => return None,
    };
    let first = path.segments.first().filter(|_| path.leading_colon.is_none())?;
    Some((&first.ident, path.segments.len() == 1))
}

fn check_operator(family: Family, binary: &ExprBinary, errors: &mut Errors) {
    let are = |slot: &str| {
        [&binary.left, &binary.right]
            .into_iter()
            .filter_map(|operand| constructor_of(operand))
            .any(|found| found.name.starts_with(slot))
    };
    match binary.op {
        BinOp::BitOr(_) | BinOp::BitAnd(_) if family == Family::Wait && are("wait_") => {
            let advice = "write `wait_chain((…, …))` for one after the other, or `… + …` for their sum";
            errors.at(binary.op.span(), format!("no operator chooses between waits: {advice}"));
        }
        BinOp::Add(_) if (family == Family::Stop && are("stop_")) || (family == Family::Retry && are("retry_")) => {
            errors.at(binary.op.span(), "`+` is for waits: write `… | …` for either, or `… & …` for both");
        }
        BinOp::BitOr(_) | BinOp::BitAnd(_) | BinOp::Add(_) => {}
        _ => return,
    }
    // An operator of the user's own type may take a number.
    let is_ours = are("");
    for operand in [&binary.left, &binary.right] {
        if is_ours || !is_plain_value(operand) {
            check_strategy(family, operand, errors);
        }
    }
}

fn is_plain_value(operand: &Expr) -> bool {
    matches!(operand, Expr::Lit(_)) || matches!(operand, Expr::Call(call) if is_duration(&call.func))
}

fn check_method(family: Family, call: &ExprMethodCall, errors: &mut Errors) {
    let is_ours = constructor::is_method(&call.method);
    if constructor_of(&call.receiver).is_none() {
        // Only the user's types know what the method returns.
        if !refuse_foreign(&call.receiver, errors) && is_ours && constructor::is_combining_method(&call.method) {
            call.args
                .iter()
                .filter(|argument| constructor_of(argument).is_some())
                .for_each(|argument| check_strategy(family, argument, errors));
        }
        return;
    }
    match foreign::advice(foreign::METHODS, &call.method.to_string()) {
        Some(advice) => errors.at(call.method.span(), format!("`.{}(…)` is not in this library: {advice}", call.method)),
        None if call.method == "jitter"
            && call
                .args
                .first()
                .is_none_or(|argument| matches!(argument, Expr::Lit(literal) if matches!(literal.lit, Lit::Bool(_)))) =>
        {
            errors.at(
                call.method.span(),
                "`.jitter(…)` takes the longest extra delay: write `.full_jitter()`, or for instance `.jitter(100ms)`",
            );
        }
        None => {}
    }
    check_strategy(family, &call.receiver, errors);
    if constructor::is_combining_method(&call.method) {
        call.args.iter().for_each(|argument| check_strategy(family, argument, errors));
    }
}

/// Checks the list of a chain up to its first mistake.
fn check_chain(list: Option<&Expr>, errors: &mut Errors) {
    let elements = match list {
        Some(Expr::Tuple(tuple)) => tuple.elems.iter().collect::<Vec<_>>(),
        Some(Expr::Array(array)) => array.elems.iter().collect(),
        _ => return,
    };
    for element in elements {
        let mut found = Errors::default();
        check_strategy(Family::Wait, element, &mut found);
        if found.any() {
            return errors.add(found);
        }
    }
}

/// Rejects `Ok(3)` or `None` in place of a strategy, and a call that is a pattern.
fn check_outcome(family: Family, named: &Expr, is_pattern: bool, errors: &mut Errors) {
    let name = match named {
        Expr::Path(ExprPath { qself: None, path, .. }) => path.get_ident().map(Ident::to_string).unwrap_or_default(),
        _ => return,
    };
    let is_value = ["Ok", "Err", "Some", "None"].contains(&name.as_str());
    match (family, name.as_str()) {
        (Family::Stop, "None") => errors.at(named.span(), "`None` is not a stop strategy: write `stop_never()`"),
        (Family::Wait, "None") => errors.at(named.span(), "`None` is not a wait strategy: write `wait_none()`"),
        (Family::Retry, _) if is_value => {
            let pattern = if name == "None" { name.clone() } else { format!("{name}(…)") };
            let advice = format!("write `retry_if_result(|r| matches!(r, {pattern}))`");
            errors.at(named.span(), format!("`{name}` is an outcome, not a predicate: {advice}"));
        }
        (Family::Retry, _) if is_pattern => errors.at(named.span(), PATTERN),
        _ => {}
    }
}

/// Whether the argument stands in patterns only: `_` or `..`.
fn is_of_a_pattern(argument: &Expr) -> bool {
    matches!(argument, Expr::Infer(_)) || matches!(argument, Expr::Range(range) if range.start.is_none() && range.end.is_none())
}

fn shown(literal: &Lit) -> String {
    match literal {
        Lit::Bool(LitBool { value, .. }) => value.to_string(),
        Lit::Int(number) => number.to_string(),
        Lit::Float(number) => number.to_string(),
        Lit::Str(text) => format!("{:?}", text.value()),
        _ => "…".into(),
    }
}

fn attempts(number: &LitInt) -> String {
    match number.base10_parse::<u32>() {
        Ok(number) => format!("stop_after_attempt({})", number.max(1)),
        Err(_) => "stop_never()".into(),
    }
}

impl Family {
    fn noun(self) -> &'static str {
        match self {
            Self::Stop => "a stop strategy",
            Self::Wait => "a wait strategy",
            Self::Retry => "a predicate",
        }
    }

    /// The strategy to write for a literal.
    fn of_literal(self, literal: &Lit) -> String {
        let duration = match literal {
            Lit::Str(text) if tenacity_duration::parse(&text.value()).is_ok() => text.value(),
            number => seconds(number),
        };
        match (self, literal) {
            (Self::Stop, Lit::Int(number)) => attempts(number),
            (Self::Stop | Self::Wait, _) => self.of_duration(&duration),
            (Self::Retry, Lit::Bool(LitBool { value: true, .. })) => "retry_always()".into(),
            (Self::Retry, Lit::Bool(_)) => "retry_never()".into(),
            (Self::Retry, Lit::Int(number)) => format!("stop = {}", attempts(number)),
            (Self::Retry, _) => "retry_if_err(|e| …)".into(),
        }
    }

    /// The strategy to write for a duration.
    fn of_duration(self, duration: &str) -> String {
        match self {
            Self::Stop => format!("stop_after_delay({duration})"),
            Self::Wait => format!("wait_fixed({duration})"),
            Self::Retry => format!("stop = stop_after_delay({duration})"),
        }
    }
}
