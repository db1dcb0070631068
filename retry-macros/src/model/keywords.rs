//! Python's keyword arguments, `wait_exponential(multiplier = 1, min = 4)`, in the spelling of this library.

use proc_macro2::Span;
use syn::{Expr, ExprAssign, ExprCall, ExprPath, Ident, Lit};

use super::constructor::Constructor;
use super::rules::{seconds, spelled};

/// The spelling of an argument.
#[derive(Clone, Copy)]
enum Kind {
    Count,
    Duration,
    Factor,
    Closure,
    Other,
}

// Input:   wait_exponential(multiplier = 1, min = 4)
// Output:  `multiplier`, and wait_exponential(1s).min(4s)
//
/// The first keyword, if there is one, and the call without keywords.
pub(super) fn positional(constructor: &Constructor, call: &ExprCall) -> Option<(Span, String)> {
    let (mut arguments, mut methods, mut first) = (Vec::new(), Vec::new(), None);
    for argument in &call.args {
        let Expr::Assign(ExprAssign { left, right, .. }) = argument else {
            arguments.push("…".to_string());
            continue;
        };
        let Expr::Path(ExprPath { path, .. }) = &**left else { return None };
        let keyword = path.get_ident()?;
        first.get_or_insert(keyword.span());
        match place(constructor, keyword) {
            Place::Argument(position, kind) => {
                while arguments.len() <= position {
                    arguments.push(kind.placeholder(constructor).to_owned());
                }
                if arguments[position] == kind.placeholder(constructor) {
                    arguments[position] = kind.spelled(right, constructor);
                }
            }
            Place::Nowhere => {}
            Place::Method(method, kind) => methods.push(format!(".{method}({})", kind.spelled(right, constructor))),
        }
    }
    let required = constructor.durations.len();
    while arguments.len() < required.max(usize::from(constructor.closure.is_some())) {
        arguments.push("…".into());
    }
    Some((first?, format!("{}({}){}", constructor.name, arguments.join(", "), methods.concat())))
}

/// Where a keyword's value belongs.
enum Place {
    Argument(usize, Kind),
    Method(&'static str, Kind),
    /// The constructor has no such argument.
    Nowhere,
}

fn place(constructor: &Constructor, keyword: &Ident) -> Place {
    let is_wait = constructor.name.starts_with("wait_");
    match (keyword.to_string().as_str(), constructor.name) {
        ("min", "wait_random") | ("base", "wait_decorrelated_jitter") => Place::Argument(0, Kind::Duration),
        ("max", "wait_random" | "wait_decorrelated_jitter") | ("increment", _) | ("jitter", "wait_exponential_jitter") => {
            Place::Argument(1, Kind::Duration)
        }
        ("min" | "wait_min" | "min_delay", _) if is_wait => Place::Method("min", Kind::Duration),
        ("max" | "wait_max" | "max_delay", _) if is_wait => Place::Method("max", Kind::Duration),
        ("jitter", _) if is_wait => Place::Method("jitter", Kind::Duration),
        ("exp_base" | "base" | "factor", name) if name.contains("exponential") => Place::Method("base", Kind::Factor),
        (_, "stop_after_attempt") => Place::Argument(0, Kind::Count),
        _ if constructor.closure.is_some() => Place::Argument(0, Kind::Closure),
        _ if !constructor.durations.is_empty() => Place::Argument(0, Kind::Duration),
        (_, "stop_when_event_set" | "wait_chain") => Place::Argument(0, Kind::Other),
        _ => Place::Nowhere,
    }
}

impl Kind {
    /// The value, if it is a literal.
    fn spelled(self, value: &Expr, constructor: &Constructor) -> String {
        let literal = match value {
            Expr::Lit(literal) => Some(&literal.lit),
            _ => None,
        };
        match (self, literal) {
            (Self::Count, Some(Lit::Int(number))) => number.base10_digits().to_owned(),
            (Self::Duration, Some(number)) => seconds(number),
            (Self::Duration, None) => spelled(value),
            (Self::Factor, Some(Lit::Int(number))) => format!("{}.0", number.base10_digits()),
            (Self::Factor, Some(Lit::Float(number))) => number.base10_digits().to_owned(),
            _ => self.placeholder(constructor).to_owned(),
        }
    }

    /// A mark for a value that is not shown.
    fn placeholder(self, constructor: &Constructor) -> &'static str {
        match (self, constructor.closure) {
            (Self::Closure, Some(parameters)) => parameters.spelling(),
            _ => "…",
        }
    }
}
