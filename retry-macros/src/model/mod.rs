//! The meaning of the keys: checks every rule, and resolves the defaults.

pub(crate) mod blocking;
pub(crate) mod callbacks;
pub(crate) mod clones;
pub(crate) mod closure;
mod const_check;
pub(crate) mod constructor;
pub(crate) mod expression;
pub(crate) mod keywords;
pub(crate) mod not_a_strategy;
pub(crate) mod outcome_type;
pub(crate) mod rules;
pub(crate) mod shared;
pub(crate) mod strategy;
pub(crate) mod value;

use proc_macro2::{Group, Ident, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Lit};

use self::clones::CloneArgument;
use self::expression::{Time, borrowed, draws, is_place};
use self::strategy::{Family, Names, Strategy};
use self::value::{Callback, Value};
use crate::hygiene::{hygienic, private_module};
use crate::parse::duration;
use crate::parse::errors::Errors;
use crate::parse::key::{Args, KeyValue};
use crate::parse::scan::Keys;

/// The body that is retried: that of a function, or the block of `retry_block!`.
pub(crate) struct RetriedBody {
    pub(crate) is_async: bool,
    /// The statements, in the user's braces.
    pub(crate) block: Group,
    /// The type of the outcome, where the loop may name it.
    pub(crate) outcome_type: TokenStream,
    /// The same type at the user's tokens, where the compiler reports that it cannot fail.
    pub(crate) blamed_type: TokenStream,
    /// The rest of the state's name, after the module.
    pub(crate) name: TokenStream,
    /// Whether a `return` ends the call. That of `retry_block!` would end the function around a sync block.
    pub(crate) returns: bool,
}

/// A retried body.
pub(crate) struct Model {
    pub(crate) names: Names,
    pub(crate) body: RetriedBody,
    /// `None`: the default.
    pub(crate) stop: Option<Strategy>,
    pub(crate) wait: Option<Strategy>,
    pub(crate) retry: Option<Strategy>,
    /// The hooks of each kind, in the order in which they run.
    pub(crate) before: Vec<Value>,
    pub(crate) after: Vec<Value>,
    pub(crate) before_sleep: Vec<Value>,
    pub(crate) on_finish: Vec<Value>,
    pub(crate) fallback: Option<Value>,
    /// Makes the outcome of an attempt that a limit has cut.
    pub(crate) timed_out: Option<Value>,
    /// The base that the other keys change.
    pub(crate) policy: Option<Value>,
    pub(crate) limits: LimitValues,
    pub(crate) stats: Option<Value>,
    /// Whether the error is wrapped in a `RetryError`.
    pub(crate) wraps_error: bool,
    pub(crate) seed: Option<Value>,
    pub(crate) name: Option<Value>,
    /// The user's own timer, borrowed if it is a place.
    pub(crate) timer: Option<TokenStream>,
    pub(crate) enabled: Option<Expr>,
    /// Whether the generator seeds itself: the wait surely draws, and no seed is given.
    pub(crate) seeds_itself: bool,
    /// Whether the documentation gains a line about the policy.
    pub(crate) doc: bool,
    /// The body's name for the state.
    pub(crate) state: Option<Ident>,
    /// The arguments that each attempt gets a clone of.
    pub(crate) clones: Vec<CloneArgument>,
}

/// The values of the keys that may refuse a retry or cut an attempt. The engine makes its `Limits` of them.
pub(crate) struct LimitValues {
    pub(crate) attempt_timeout: Option<Value>,
    pub(crate) timeout: Option<Value>,
    pub(crate) cancel: Option<Value>,
    pub(crate) budget: Option<Value>,
}

impl LimitValues {
    /// Whether attempts may be cut.
    pub(crate) fn has_time(&self) -> bool {
        self.attempt_timeout.is_some() || self.timeout.is_some()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Value> {
        [&self.attempt_timeout, &self.timeout, &self.cancel, &self.budget].into_iter().flatten()
    }
}

/// An assumption about the values that the strategies do not read, by the names of their constructors. Their types then confirm it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Assumption {
    /// They may read everything.
    Nothing,
    /// They read the attempt's number and the time.
    Counting,
    /// They read everything but the time.
    Untimed,
    /// They read the attempt's number.
    Lean,
    /// The predicate does not read the time. The others answer for themselves.
    TimedIfAsked,
}

impl Model {
    /// Parses and checks the keys. `clones` finds the arguments that `clone(…)` names. Returns `None` if there are mistakes.
    pub(crate) fn from_keys(
        keys: Keys,
        body: RetriedBody,
        clones: impl FnOnce(Vec<Ident>, &mut Errors) -> Vec<CloneArgument>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let private_path = keys.private_path();
        let keys = keys.map(|tokens| duration::expand_literals(tokens, &private_module(), errors));
        let mut args = Args::parse(keys, errors);
        let names = args.clone.take().map_or_else(Vec::new, |names| names.value);
        let clones = clones(names, errors);
        let body = check(&args, body, errors);
        (!errors.any()).then(|| Self::new(args, body, clones, private_path))
    }

    fn new(args: Args, body: RetriedBody, clones: Vec<CloneArgument>, private_path: TokenStream) -> Self {
        let names = Names::new(private_path, body.outcome_type.clone());
        let wait_draws = args.wait.as_ref().map_or(args.policy.is_none(), |wait| draws(&wait.value));
        let strategy = |family, key: Option<KeyValue<Expr>>| key.map(|key| Strategy::new(family, key.value, &names));
        let hooks = |callback, keys: Vec<KeyValue<Expr>>| Value::callbacks(callback, keys, &names);
        let private = &names.private;
        let shared = |key| Value::shared_between_calls(key, private);
        let duration = hygienic!(#private::Duration);
        Self {
            stop: strategy(Family::Stop, args.stop),
            wait: strategy(Family::Wait, args.wait),
            retry: strategy(Family::Retry, args.retry),
            before: hooks(Callback::State, args.before),
            after: hooks(Callback::Outcome, args.after),
            before_sleep: hooks(Callback::Outcome, args.before_sleep),
            on_finish: hooks(Callback::Finish, args.on_finish),
            fallback: args.fallback.map(|key| Value::callback(Callback::Fallback, key, &names)),
            timed_out: args.timed_out.map(|key| Value::callback(Callback::Cut, key, &names)),
            policy: args.policy.map(|key| Value::policy(key, &names)),
            limits: LimitValues {
                attempt_timeout: args.attempt_timeout.map(|key| Value::by_value(&duration, key)),
                timeout: args.timeout.map(|key| Value::by_value(&duration, key)),
                cancel: args.cancel.map(shared),
                budget: args.budget.map(shared),
            },
            stats: args.stats.map(shared),
            wraps_error: args.wrap_error.is_some(),
            seeds_itself: args.seed.is_none() && wait_draws,
            seed: args.seed.map(|key| Value::by_value(&hygienic!(#private::u64), key)),
            name: args.name.map(|key| Value::by_value(&hygienic!(&'static #private::str), key)),
            timer: args
                .timer
                .map(|KeyValue { value, .. }| if is_place(&value) { borrowed(&value) } else { value.into_token_stream() }),
            enabled: args.enabled.map(|key| key.value),
            doc: is_documented(args.doc.as_ref()) != Some(false),
            state: args.state.map(|key| key.value),
            clones,
            names,
            body,
        }
    }

    /// All hooks, in the order in which their values are evaluated.
    pub(crate) fn hooks(&self) -> impl Iterator<Item = &Value> {
        [&self.before, &self.after, &self.before_sleep, &self.on_finish].into_iter().flatten()
    }

    /// Whether the user may see any part of the state.
    fn shows_state(&self) -> bool {
        self.state.is_some() || self.wraps_error || self.fallback.is_some() || self.hooks().next().is_some()
    }

    /// Whether anything but the strategies may end the call.
    pub(crate) fn is_limited(&self) -> bool {
        self.policy.is_some() || self.limits.all().next().is_some()
    }

    /// Whether the decision needs no more than the strategies.
    pub(crate) fn asks_only_strategies(&self) -> bool {
        let has_hooks = [&self.after, &self.before_sleep, &self.on_finish].into_iter().any(|hooks| !hooks.is_empty());
        let is_plain = !self.is_limited() && !self.wraps_error && self.seed.is_none() && self.stats.is_none();
        is_plain && !has_hooks
    }

    /// The assumption that follows from the names of the constructors.
    pub(crate) fn assumption(&self) -> Assumption {
        match (self.time(), self.remembers()) {
            (Time::Unread, false) => Assumption::Lean,
            (Time::Unread, true) => Assumption::Untimed,
            (Time::Asked, _) if self.retry.is_some() => Assumption::TimedIfAsked,
            (Time::Read, false) => Assumption::Counting,
            (Time::Asked | Time::Read, _) => Assumption::Nothing,
        }
    }

    /// Whether the call must remember more than the number of attempts, by the names of the constructors.
    fn remembers(&self) -> bool {
        let is_known = |strategy: &Strategy| strategy.is_memoryless && strategy.time != Time::Asked;
        let remembers = |strategy: &Option<Strategy>| strategy.as_ref().is_some_and(|strategy| !is_known(strategy));
        // The default wait draws; the other defaults count attempts and time. The parts of a policy are unknown here.
        self.shows_state()
            || self.policy.is_some()
            || self.wait.is_none()
            || [&self.stop, &self.wait, &self.retry].into_iter().any(remembers)
    }

    /// Whether a clock is read: by a hook that sees the state, by a limit, or by a strategy.
    pub(crate) fn time(&self) -> Time {
        if self.shows_state() || self.limits.has_time() {
            return Time::Read;
        }
        // The default stop strategy has a time limit; the default wait looks at no clock. A policy can be asked.
        let default_stop = if self.policy.is_some() { Time::Asked } else { Time::Read };
        let stop = self.stop.as_ref().map_or(default_stop, |stop| stop.time);
        let wait = self.wait.as_ref().map_or(Time::Unread, |wait| wait.time);
        // A predicate cannot be asked whether it looks at the state before there is an outcome.
        let retry = match self.retry.as_ref().map(|retry| retry.time) {
            Some(Time::Asked) => Time::Read,
            Some(known) => known,
            None => Time::Unread,
        };
        let policy = if self.policy.is_some() { Time::Asked } else { Time::Unread };
        stop.max(wait).max(retry).max(policy)
    }
}

/// Checks every rule. With `wrap_error`, the returned body has the inner type `Result<T, E>`.
fn check(args: &Args, mut body: RetriedBody, errors: &mut Errors) -> RetriedBody {
    for (family, strategy) in [(Family::Stop, &args.stop), (Family::Wait, &args.wait), (Family::Retry, &args.retry)] {
        let Some(strategy) = strategy else { continue };
        rules::check_strategy(&strategy.value, errors);
        not_a_strategy::check_strategy(family, &strategy.value, errors);
        callbacks::check_strategy(family, strategy, &body.outcome_type, errors);
    }
    callbacks::check_callbacks(args, errors);
    for shared in [&args.policy, &args.cancel, &args.timer].into_iter().flatten() {
        not_a_strategy::refuse_foreign(&shared.value, errors);
    }
    rules::check_return_type(args, &body.blamed_type, errors);
    rules::check_limits(args, body.is_async, errors);
    if outcome_type::is_never(&body.outcome_type) {
        errors
            .at(body.outcome_type.span(), "a body of type `!` never returns, so there is nothing to retry: remove the attribute");
    }
    if let Some(flag) = &args.wrap_error {
        match outcome_type::unwrapped(&body.outcome_type, &private_module()) {
            Ok(unwrapped) => (body.outcome_type, body.blamed_type) = (unwrapped.clone(), unwrapped),
            Err(message) => errors.at(flag.key.span(), message),
        }
    }
    let blocking = body.is_async.then(|| blocking::thread_sleep(body.block.stream())).flatten();
    if let Some(span) = blocking {
        errors.at(span, "`std::thread::sleep` blocks the async runtime: write `tokio::time::sleep(…).await`");
    }
    if let (None, Some(doc)) = (is_documented(args.doc.as_ref()), &args.doc) {
        errors.at(doc.value.span(), "expected `true` or `false`: write `doc = false` to leave the line out");
    }
    body
}

/// The flag that the key `doc` holds, if it holds one; `true` without the key.
fn is_documented(doc: Option<&KeyValue<Expr>>) -> Option<bool> {
    match doc.map(|doc| &doc.value) {
        None => Some(true),
        Some(Expr::Lit(literal)) => match &literal.lit {
            Lit::Bool(flag) => Some(flag.value),
            _ => None,
        },
        Some(_) => None,
    }
}
