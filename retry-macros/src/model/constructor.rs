//! The strategies' constructors, recognized by their names.
//!
//! A user's own function may have such a name. With a path, `my::wait_fixed`, it counts as the user's. A bare name counts as the
//! library's, and the type of the strategy then answers what it reads (`retry-core/src/__private/marks.rs`).

use syn::{Expr, ExprClosure, ExprPath, Ident, Pat, PathSegment};

use crate::hygiene::PRIVATE_MODULE;

/// The parameters of a closure, for which the macro supplies the types.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ClosureParameters {
    /// `|e|`, the error of a `Result`.
    Error,
    /// `|v|`, the value of a `Result`.
    Value,
    /// `|r|`, the whole outcome.
    Outcome,
    /// `|outcome, state|`
    OutcomeAndState,
    /// `|state|`
    State,
    /// `||`
    None,
}

impl ClosureParameters {
    /// Whether the closure has this number of parameters, and one of them has no type. Other closures belong to a user's own function.
    pub(crate) fn fits(self, closure: &ExprClosure) -> bool {
        let expected = self.count();
        let is_typed = |parameter: &Pat| matches!(parameter, Pat::Type(_));
        closure.inputs.len() == expected && !(expected > 0 && closure.inputs.iter().all(is_typed))
    }
}

/// A constructor of a strategy.
pub(crate) struct Constructor {
    pub(crate) name: &'static str,
    /// The closure that is its first argument.
    pub(crate) closure: Option<ClosureParameters>,
    /// Which of its arguments are durations.
    pub(crate) durations: &'static [usize],
    pub(crate) reads_time: bool,
}

impl Constructor {
    /// Whether its strategy reads nothing but the attempt's number and the time.
    pub(crate) fn is_memoryless(&self) -> bool {
        let asks_about_the_state = matches!(self.closure, Some(ClosureParameters::State | ClosureParameters::OutcomeAndState));
        !asks_about_the_state && !self.draws()
    }

    /// Whether its strategy draws random numbers.
    pub(crate) fn draws(&self) -> bool {
        ["random", "jitter"].iter().any(|word| self.name.contains(word))
    }
}

const fn plain(name: &'static str, durations: &'static [usize]) -> Constructor {
    Constructor { name, closure: None, durations, reads_time: false }
}

const fn limit(name: &'static str) -> Constructor {
    Constructor { name, closure: None, durations: &[0], reads_time: true }
}

const fn asking(name: &'static str, closure: ClosureParameters, reads_time: bool) -> Constructor {
    Constructor { name, closure: Some(closure), durations: &[], reads_time }
}

const CONSTRUCTORS: [Constructor; 27] = [
    plain("stop_never", &[]),
    plain("stop_after_attempt", &[]),
    limit("stop_after_delay"),
    limit("stop_before_delay"),
    asking("stop_when", ClosureParameters::None, false),
    plain("stop_when_event_set", &[]),
    asking("stop_fn", ClosureParameters::State, true),
    plain("wait_none", &[]),
    plain("wait_fixed", &[0]),
    plain("wait_random", &[0, 1]),
    plain("wait_incrementing", &[0, 1]),
    plain("wait_exponential", &[0]),
    plain("wait_fibonacci", &[0]),
    plain("wait_random_exponential", &[0]),
    plain("wait_exponential_jitter", &[0, 1]),
    plain("wait_decorrelated_jitter", &[0, 1]),
    asking("wait_fn", ClosureParameters::State, true),
    plain("retry_if_failure", &[]),
    asking("retry_if_err", ClosureParameters::Error, false),
    asking("retry_if_ok", ClosureParameters::Value, false),
    asking("retry_if_result", ClosureParameters::Outcome, false),
    asking("retry_if_not_result", ClosureParameters::Outcome, false),
    plain("retry_if_retryable", &[]),
    plain("retry_always", &[]),
    plain("retry_never", &[]),
    asking("retry_fn", ClosureParameters::OutcomeAndState, true),
    // Its parts decide whether a chain is constant, and whether it reads the time.
    plain("wait_chain", &[]),
];

/// The methods of waits that take a duration.
pub(crate) const DURATION_METHODS: [&str; 5] = ["min", "max", "at_least", "at_most", "jitter"];

/// The methods of strategies. None of them reads the time.
const METHODS: [&str; 13] = [
    "base",
    "min",
    "max",
    "at_least",
    "at_most",
    "jitter",
    "full_jitter",
    "equal_jitter",
    "jitter_factor",
    "plus",
    "or",
    "and",
    "not",
];

/// Whether a strategy stays [memoryless](Constructor::is_memoryless) after the method. The other [`METHODS`] draw.
pub(crate) fn is_memoryless_method(method: &Ident) -> bool {
    is_method(method) && !is_drawing_method(method)
}

/// Whether the method makes a wait draw random numbers.
pub(crate) fn is_drawing_method(method: &Ident) -> bool {
    is_method(method) && method.to_string().contains("jitter")
}

/// Whether the method takes another strategy.
pub(crate) fn is_combining_method(method: &Ident) -> bool {
    ["plus", "or", "and"].iter().any(|name| method == name)
}

/// The constructor that a call names, by its bare name or by a path to this library.
pub(crate) fn find(function: &Expr) -> Option<&'static Constructor> {
    let Expr::Path(ExprPath { path, .. }) = function else { return None };
    let leads_here =
        |segment: &PathSegment| ["tenacity", "prelude", "__private", PRIVATE_MODULE].iter().any(|name| segment.ident == name);
    let is_ours = path.segments.len() == 1 || path.segments.iter().any(leads_here);
    named(function).filter(|_| is_ours)
}

/// The constructor whose name ends the path. Any path may lead here, because a crate may re-export this library.
pub(crate) fn named(function: &Expr) -> Option<&'static Constructor> {
    let Expr::Path(ExprPath { qself: None, path, .. }) = function else { return None };
    let last = path.segments.last()?;
    CONSTRUCTORS.iter().find(|constructor| last.ident == constructor.name)
}

/// Whether strategies have the method.
pub(crate) fn is_method(method: &Ident) -> bool {
    METHODS.iter().any(|name| method == name)
}
