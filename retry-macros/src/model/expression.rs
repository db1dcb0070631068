//! Properties of the user's expressions that show without their types.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprClosure, ExprPath, Ident, UnOp};

use super::constructor;
use crate::hygiene::PRIVATE_MODULE;

/// Whether a strategy reads the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Time {
    Unread,
    /// The strategy's own `reads_time` answers.
    Asked,
    Read,
}

/// The closure literal, seen through parentheses and the invisible groups of `macro_rules!`.
pub(crate) fn as_closure(written: &Expr) -> Option<&ExprClosure> {
    match written {
        Expr::Closure(closure) => Some(closure),
        Expr::Paren(paren) => as_closure(&paren.expr),
        Expr::Group(group) => as_closure(&group.expr),
        _ => None,
    }
}

macro_rules! operands {
    ($name:ident, $iter:ident $(, $mutability:tt)?) => {
        /// The operands of an operator, the arguments of a call, the elements of a list.
        pub(crate) fn $name(written: &$($mutability)? Expr) -> Vec<&$($mutability)? Expr> {
            match written {
                Expr::Paren(paren) => vec![&$($mutability)? paren.expr],
                Expr::Group(group) => vec![&$($mutability)? group.expr],
                Expr::Unary(unary) => vec![&$($mutability)? unary.expr],
                Expr::Binary(binary) => vec![&$($mutability)? binary.left, &$($mutability)? binary.right],
                Expr::MethodCall(call) => {
                    [&$($mutability)? *call.receiver].into_iter().chain(call.args.$iter()).collect()
                }
                Expr::Call(call) => call.args.$iter().collect(),
                Expr::Tuple(tuple) => tuple.elems.$iter().collect(),
                Expr::Array(array) => array.elems.$iter().collect(),
                Expr::Cast(cast) => vec![&$($mutability)? cast.expr],
                _ => Vec::new(),
            }
        }
    };
}

operands!(operands, iter);
operands!(operands_mut, iter_mut, mut);

/// The operands, if the expression combines strategies.
pub(crate) fn parts(written: &Expr) -> Vec<&Expr> {
    let combines = match written {
        Expr::Unary(unary) => matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)),
        Expr::MethodCall(call) => constructor::is_method(&call.method),
        _ => true,
    };
    if combines { operands(written) } else { Vec::new() }
}

/// Whether a known constructor holds a closure without `move`.
pub(crate) fn has_lazy_closure(written: &Expr) -> bool {
    if let Expr::Call(call) = written {
        match constructor::find(&call.func) {
            Some(constructor) if constructor.closure.is_some() => {
                return call.args.first().and_then(as_closure).is_some_and(|closure| closure.capture.is_none());
            }
            Some(_) => {}
            None => return false,
        }
    }
    parts(written).into_iter().any(has_lazy_closure)
}

/// Whether each evaluation gives the same value, at no cost.
pub(crate) fn is_constant(written: &Expr) -> bool {
    match written {
        Expr::Lit(_) => true,
        Expr::Path(path) => names_a_constant(path),
        Expr::Reference(reference) => is_constant(&reference.expr),
        Expr::Call(call) if constructor::find(&call.func).is_none() && !is_duration(&call.func) => false,
        _ => {
            let parts = parts(written);
            let has_none = matches!(written, Expr::Call(_) | Expr::Tuple(_) | Expr::Array(_)) || !parts.is_empty();
            has_none && parts.into_iter().all(is_constant)
        }
    }
}

/// Whether the last name is in upper case, which a lint of the compiler asks of constants: `LIMIT`, `Self::LIMIT`, `u32::MAX`.
pub(super) fn names_a_constant(path: &ExprPath) -> bool {
    let is_upper = |ident: &Ident| ident.to_string().chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '_');
    path.path.segments.last().is_some_and(|last| is_upper(&last.ident))
}

/// Whether it is `Duration::from_secs` and the like, or the function that a duration literal expands to.
pub(crate) fn is_duration(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    match (names.next().as_deref(), names.next().as_deref()) {
        (Some("duration"), Some(PRIVATE_MODULE)) => true,
        (Some(name), Some("Duration")) => name == "new" || name.starts_with("from_"),
        _ => false,
    }
}

/// Whether a [duration's function](is_duration) is a `const fn`. Those that take floating-point numbers are not.
pub(super) fn is_const_duration_fn(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    let takes_float =
        path.path.segments.last().is_some_and(|last| ["from_secs_f32", "from_secs_f64"].iter().any(|name| last.ident == name));
    is_duration(function) && !takes_float
}

/// Whether it is a variable, a constant, or a field of one, which can be borrowed again and again.
pub(crate) fn is_place(written: &Expr) -> bool {
    match written {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Paren(paren) => is_place(&paren.expr),
        Expr::Group(group) => is_place(&group.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_place(&unary.expr),
        Expr::Reference(reference) => reference.mutability.is_none() && is_place(&reference.expr),
        _ => false,
    }
}

/// A borrow of a place. A reference is one already, and a borrow of it would point to a temporary.
pub(crate) fn borrowed(place: &Expr) -> TokenStream {
    match place {
        Expr::Reference(_) => place.to_token_stream(),
        Expr::Paren(paren) if matches!(*paren.expr, Expr::Reference(_)) => place.to_token_stream(),
        _ => quote_spanned!(place.span()=> &#place),
    }
}

/// Whether the strategy reads the time, by the names of its constructors.
pub(crate) fn reads_time(written: &Expr) -> Time {
    let of_parts = |parts: &[&Expr]| parts.iter().map(|part| reads_time(part)).max().unwrap_or(Time::Unread);
    match written {
        Expr::Binary(binary) if matches!(binary.op, BinOp::BitOr(_) | BinOp::BitAnd(_) | BinOp::Add(_)) => {
            of_parts(&[&binary.left, &binary.right])
        }
        Expr::MethodCall(call) if constructor::is_method(&call.method) => {
            let own = reads_time(&call.receiver);
            let combines = constructor::is_combining_method(&call.method);
            if combines { own.max(of_parts(&call.args.iter().collect::<Vec<_>>())) } else { own }
        }
        Expr::Call(call) => match constructor::find(&call.func) {
            Some(constructor) if constructor.name == "wait_chain" => of_parts(&parts(written)),
            Some(constructor) if constructor.reads_time => Time::Read,
            Some(_) => Time::Unread,
            None => Time::Asked,
        },
        Expr::Paren(_) | Expr::Group(_) | Expr::Unary(_) | Expr::Tuple(_) | Expr::Array(_) => of_parts(&parts(written)),
        _ => Time::Asked,
    }
}

/// Whether the strategy reads nothing but the attempt's number and the time, by the names of its constructors. It then reads no earlier
/// sleep, and draws no random number.
pub(crate) fn is_memoryless(written: &Expr) -> bool {
    match written {
        Expr::Binary(_) | Expr::Paren(_) | Expr::Group(_) | Expr::Unary(_) | Expr::Tuple(_) | Expr::Array(_) => {
            parts(written).into_iter().all(is_memoryless)
        }
        Expr::MethodCall(call) if constructor::is_memoryless_method(&call.method) => {
            let combines = constructor::is_combining_method(&call.method);
            is_memoryless(&call.receiver) && (!combines || call.args.iter().all(is_memoryless))
        }
        Expr::Call(call) => match constructor::find(&call.func) {
            Some(constructor) if constructor.name == "wait_chain" => parts(written).into_iter().all(is_memoryless),
            Some(constructor) => constructor.is_memoryless(),
            None => false,
        },
        _ => false,
    }
}

/// Whether the strategy surely draws random numbers, by the names of its constructors.
pub(crate) fn draws(written: &Expr) -> bool {
    let itself = match written {
        Expr::Call(call) => constructor::find(&call.func).is_some_and(constructor::Constructor::draws),
        Expr::MethodCall(call) => constructor::is_drawing_method(&call.method),
        _ => false,
    };
    itself || parts(written).into_iter().any(draws)
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group};
    use quote::quote;
    use syn::parse_quote;

    use super::*;

    #[test]
    fn constants_differ_from_expressions_to_evaluate_once() {
        let in_invisible_braces = Group::new(Delimiter::None, quote!(wait_none() + wait_none()));
        for constant in [
            parse_quote!(stop_after_attempt(5) | stop_after_delay(LIMIT)),
            parse_quote!(wait_exponential(__retry::duration(1u64, 0u32)).max(Duration::from_secs(5)).full_jitter()),
            parse_quote!(retry_never() & !retry_always()),
            parse_quote!(stop_after_attempt(Self::N + 1)),
            parse_quote!(wait_fixed(Duration::new(SECS_2, 0))),
            parse_quote!(stop_when_event_set(&SHUTDOWN)),
            parse_quote!(wait_chain([wait_fixed(PAUSE), #in_invisible_braces])),
            parse_quote!(stop_after_attempt(LIMIT as u32)),
        ] {
            assert!(is_constant(&constant));
        }
        for once in [
            parse_quote!(stop_after_attempt(self.attempts)),
            parse_quote!(make_stop()),
            parse_quote!(wait_fixed(config().pause)),
            parse_quote!(wait_fixed(pause)),
            parse_quote!(wait_fixed(*PAUSE)),
            parse_quote!(wait_fixed(PAUSE.mul_f64(2.0))),
            parse_quote!(wait_fixed(Duration::between(START, END))),
            parse_quote!(Wait { pause }),
        ] {
            assert!(!is_constant(&once));
        }
    }

    #[test]
    fn a_place_stands_still_to_be_borrowed() {
        let in_invisible_braces = Group::new(Delimiter::None, quote!(self.stop));
        for place in [
            parse_quote!(POLICY),
            parse_quote!((self.policy).stop),
            parse_quote!(*self.stop),
            parse_quote!(&self.stop),
            parse_quote!(#in_invisible_braces),
        ] {
            assert!(is_place(&place));
        }
        for temporary in [
            parse_quote!(make()),
            parse_quote!(make().stop),
            parse_quote!(!self.retry),
            parse_quote!(*make()),
            parse_quote!(&make()),
            parse_quote!(&mut self.stop),
        ] {
            assert!(!is_place(&temporary));
        }
    }

    #[test]
    fn a_closure_is_seen_through_parentheses_and_invisible_braces() {
        let invisible = Group::new(Delimiter::None, quote!(|s| s.x()));
        let expression =
            Expr::Group(syn::ExprGroup { attrs: Vec::new(), group_token: <_>::default(), expr: parse_quote!(#invisible) });
        assert!(as_closure(&expression).is_some());
        assert!(as_closure(&parse_quote!((|s| s.x()))).is_some());
        assert!(as_closure(&parse_quote!(mine(|s| s.x()))).is_none());
    }

    #[test]
    fn the_time_is_read_when_a_part_does() {
        let time = |written: Expr| reads_time(&written);
        assert_eq!(time(parse_quote!(stop_after_attempt(n()) | stop_when(|| done))), Time::Unread);
        assert_eq!(time(parse_quote!(stop_after_attempt(3) | (stop_after_delay(LIMIT)))), Time::Read);
        assert_eq!(time(parse_quote!(wait_chain((wait_none(), wait_fn(|s| f(s)))))), Time::Read);
        assert_eq!(time(parse_quote!(wait_fixed(pause()).plus(mine()))), Time::Asked);
        assert_eq!(time(parse_quote!(wait_fixed(PAUSE).max(limit()))), Time::Unread);
        assert_eq!(time(parse_quote!(stop_never().mine())), Time::Asked);
        assert_eq!(time(parse_quote!(stop_never() ^ stop_never())), Time::Asked);
    }

    #[test]
    fn only_what_counts_attempts_and_time_is_memoryless() {
        for memoryless in [
            parse_quote!(stop_after_attempt(n) | stop_before_delay(LIMIT)),
            parse_quote!(wait_chain((wait_fixed(PAUSE) + wait_none(), wait_exponential(PAUSE).base(3.0).at_most(LIMIT)))),
            parse_quote!(retry_if_err(|e| e.x()) | !retry_never()),
            parse_quote!(wait_fixed(PAUSE).max(limit())),
        ] {
            assert!(is_memoryless(&memoryless));
        }
        for remembering in [
            parse_quote!(stop_after_attempt(3) | stop_fn(|state| state.idle_for() > LIMIT)),
            parse_quote!(wait_fixed(PAUSE).full_jitter()),
            parse_quote!(wait_decorrelated_jitter(PAUSE, LIMIT)),
            parse_quote!(wait_fixed(PAUSE) + mine()),
            parse_quote!(mine().max(LIMIT)),
            parse_quote!(wait_none().mine()),
            parse_quote!(wait_chain((wait_none(), mine()))),
            parse_quote!(MINE),
        ] {
            assert!(!is_memoryless(&remembering));
        }
    }

    #[test]
    fn random_waits_and_jitters_draw() {
        for drawing in [
            parse_quote!(wait_random(SHORT, LONG)),
            parse_quote!(wait_fixed(PAUSE).full_jitter().max(LIMIT)),
            parse_quote!(wait_chain((wait_none(), wait_exponential_jitter(PAUSE, PAUSE)))),
        ] {
            assert!(draws(&drawing));
        }
        for steady in [parse_quote!(wait_exponential(PAUSE).base(3.0)), parse_quote!(mine().shaken()), parse_quote!(MINE)] {
            assert!(!draws(&steady));
        }
    }

    #[test]
    fn a_lazy_closure_is_found_where_strategies_combine() {
        assert!(has_lazy_closure(&parse_quote!(a() | !(retry_if_err(|e| e.x()) & b()))));
        assert!(has_lazy_closure(&parse_quote!(wait_chain((wait_none(), wait_fn(|s| s.x()))))));
        assert!(!has_lazy_closure(&parse_quote!(retry_if_err(move |e| e.x()))));
        assert!(!has_lazy_closure(&parse_quote!(mine(|e| e.x()))));
    }
}
