//! Constructors that reject some arguments, evaluated by the compiler if their arguments are surely constant.

use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprCall, UnOp};

use super::constructor;
use super::expression::{is_const_duration_fn, names_a_constant, operands_mut};

// Input:   stop_after_attempt(LIMIT) | stop_after_delay(30s)
// Output:  const { stop_after_attempt(LIMIT) } | stop_after_delay(30s)
//
// A constant that the constructor rejects then fails the build. Other expressions may call what is not `const`, such as
// `LIMIT.max(1)` or `PAUSE * 2`, so they stay as they are.
pub(super) fn check_constants(mut written: Expr) -> Expr {
    if is_checked(&written) {
        let span = written.span();
        return Expr::Verbatim(quote_spanned!(span=> const { #written }));
    }
    for part in operands_mut(&mut written) {
        let unchecked = std::mem::replace(part, Expr::PLACEHOLDER);
        *part = check_constants(unchecked);
    }
    written
}

/// Whether the expression calls a `const fn` that may reject these arguments, and surely is a constant.
fn is_checked(written: &Expr) -> bool {
    match written {
        Expr::Call(call) => match constructor::find(&call.func).map(|constructor| constructor.name) {
            // A literal is checked in `rules.rs`, which costs the compiler less than a constant of its own.
            Some("stop_after_attempt") => {
                call.args.iter().all(|attempts| !matches!(attempts, Expr::Lit(_)) && is_number(attempts))
            }
            Some("wait_random" | "wait_decorrelated_jitter") => call.args.iter().all(is_duration),
            _ => false,
        },
        Expr::MethodCall(call) => call.method == "base" && is_const_wait(written),
        _ => false,
    }
}

/// Whether it is a wait of a duration, with the methods that are `const`.
fn is_const_wait(written: &Expr) -> bool {
    match written {
        Expr::Call(call) => is_wait_constructor(call) && call.args.iter().all(is_duration),
        Expr::MethodCall(call) => {
            let are_const = match call.method.to_string().as_str() {
                "base" => call.args.iter().all(is_number),
                "min" | "max" => call.args.iter().all(is_duration),
                _ => false,
            };
            are_const && is_const_wait(&call.receiver)
        }
        _ => false,
    }
}

fn is_wait_constructor(call: &ExprCall) -> bool {
    constructor::find(&call.func)
        .is_some_and(|constructor| constructor.name.starts_with("wait_") && !constructor.durations.is_empty())
}

/// Whether it is a number that the compiler can evaluate, if it is a number at all.
fn is_number(written: &Expr) -> bool {
    match written {
        Expr::Lit(_) => true,
        Expr::Path(path) => names_a_constant(path),
        Expr::Paren(paren) => is_number(&paren.expr),
        Expr::Group(group) => is_number(&group.expr),
        Expr::Cast(cast) => is_number(&cast.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)) && is_number(&unary.expr),
        Expr::Binary(binary) => {
            let computes = matches!(binary.op, BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_));
            computes && is_number(&binary.left) && is_number(&binary.right)
        }
        _ => false,
    }
}

/// Whether it is a duration that the compiler can evaluate. The operators of `Duration` are not `const`.
fn is_duration(written: &Expr) -> bool {
    match written {
        Expr::Path(path) => names_a_constant(path),
        Expr::Paren(paren) => is_duration(&paren.expr),
        Expr::Group(group) => is_duration(&group.expr),
        Expr::Call(call) => is_const_duration_fn(&call.func) && call.args.iter().all(is_number),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn a_constructor_that_may_reject_a_constant_is_evaluated_by_the_compiler() {
        for checked in [
            parse_quote!(stop_after_attempt(LIMIT)),
            parse_quote!(stop_after_attempt((Self::LIMIT as u32 + 1) * 2)),
            parse_quote!(wait_random(PAUSE, Duration::from_secs(5 * MINUTES))),
            parse_quote!(wait_random(__retry::duration(1u64, 0u32), (my::PAUSE))),
            parse_quote!(wait_exponential(PAUSE).max(LIMIT).base(-1.0)),
        ] {
            assert!(is_checked(&checked));
        }
    }

    #[test]
    fn an_expression_that_may_not_be_constant_stays_as_it_is() {
        for unchecked in [
            parse_quote!(stop_after_attempt(3)),
            parse_quote!(stop_after_attempt(LIMIT.max(1))),
            parse_quote!(stop_after_attempt(!LIMIT)),
            parse_quote!(stop_after_attempt(*LIMIT)),
            parse_quote!(stop_after_attempt(limit())),
            parse_quote!(stop_after_attempt(u32::from(LIMIT))),
            parse_quote!(wait_random(PAUSE, PAUSE * 2)),
            parse_quote!(wait_random(PAUSE, Duration::from_secs_f64(0.5))),
            parse_quote!(wait_random(PAUSE, Duration::from_secs(LIMIT.max(1)))),
            parse_quote!(wait_exponential(PAUSE * 2).base(3.0)),
            parse_quote!(wait_exponential(PAUSE).at_most(LIMIT).base(3.0)),
            parse_quote!(wait_exponential(PAUSE).base(BASE.max(2.0))),
            parse_quote!(mine().base(3.0)),
            parse_quote!(my::wait_random(PAUSE, LIMIT)),
        ] {
            assert!(!is_checked(&unchecked));
        }
    }
}
