//! Where the parts of a strategy are evaluated, and which types its closures get.
//!
//! * The expansion writes constants, and constructors of constants, where the strategy is asked. They fold, and a future does not store them.
//! * It writes a closure without `move` there, too. The closure may then read what the body borrows mutably.
//! * It borrows a place (`POLICY`, `self.stop`) where the strategy is asked.
//! * It evaluates anything else once, before the loop, and borrows it where the strategy is asked.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall};

use super::closure::declare_return;
use super::const_check::check_constants;
use super::constructor::{self, ClosureParameters};
use super::expression::{
    Time, as_closure, borrowed, has_lazy_closure, is_constant, is_memoryless, is_place, operands_mut, reads_time,
};
use crate::hygiene::{blamed_on, hygienic, local, private_module};

/// Which question a strategy answers.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Family {
    Stop,
    Wait,
    Retry,
}

/// The names that the expansion shares with what the user wrote.
pub(crate) struct Names {
    /// `::tenacity::__private`
    pub(crate) path: TokenStream,
    /// The name of that module in the expansion.
    pub(crate) private: TokenStream,
    /// The local that holds the outcome of the attempt.
    pub(crate) outcome: Ident,
    /// The return type, where the body may name it.
    pub(crate) outcome_type: TokenStream,
}

impl Names {
    /// The names of an expansion that reaches the private module by this path.
    pub(crate) fn new(path: TokenStream, outcome_type: TokenStream) -> Self {
        Self { path, private: private_module(), outcome: local("__outcome"), outcome_type }
    }
}

/// A strategy, split between the loop and what precedes it.
pub(crate) struct Strategy {
    /// The local variables before the loop.
    pub(crate) hoisted: Vec<(Ident, Expr)>,
    /// The expression to write where the strategy is asked.
    pub(crate) asked: Expr,
    pub(crate) time: Time,
    /// Whether it reads nothing but the attempt's number and the time.
    pub(crate) is_memoryless: bool,
}

impl Strategy {
    pub(crate) fn new(family: Family, written: Expr, names: &Names) -> Self {
        let written = name_bare_closure(family, written, names);
        let (time, is_memoryless) = (reads_time(&written), is_memoryless(&written));
        let mut placing = Placing { family, names, hoisted: Vec::new() };
        let asked = placing.place(written, false);
        Self { hoisted: placing.hoisted, asked, time, is_memoryless }
    }
}

// Input:   |state| …
// Output:  P::stop_fn(|state| …)
fn name_bare_closure(family: Family, written: Expr, names: &Names) -> Expr {
    let private = &names.private;
    let constructor = match (family, as_closure(&written)) {
        (_, None) => return written,
        (Family::Stop, Some(closure)) if closure.inputs.is_empty() => quote!(stop_when),
        (Family::Stop, Some(_)) => quote!(stop_fn),
        (Family::Wait, Some(_)) => quote!(wait_fn),
        (Family::Retry, Some(_)) => quote!(retry_if_result),
    };
    syn::parse_quote_spanned!(written.span()=> #private::#constructor(#written))
}

struct Placing<'a> {
    family: Family,
    names: &'a Names,
    hoisted: Vec<(Ident, Expr)>,
}

impl Placing<'_> {
    /// The expression to ask, for one that may stand alone or be an `operand`.
    fn place(&mut self, written: Expr, operand: bool) -> Expr {
        if has_lazy_closure(&written) {
            return self.place_parts(written);
        }
        if is_place(&written) {
            return self.borrow(borrowed(&written), operand);
        }
        if is_constant(&written) {
            return check_constants(written);
        }
        let span = written.span();
        let name = self.hoist(written);
        self.borrow(blamed_on(span, hygienic!(&#name)), operand)
    }

    /// Places each part of a combination that contains a closure.
    fn place_parts(&mut self, mut written: Expr) -> Expr {
        match &mut written {
            Expr::Call(call) => {
                if !type_closure(call, self.names, &self.outcome()) {
                    call.args.iter_mut().for_each(|argument| self.place_argument(argument));
                }
            }
            Expr::MethodCall(call) if !constructor::is_combining_method(&call.method) => {
                self.place_operand(&mut call.receiver);
                call.args.iter_mut().for_each(|argument| self.place_argument(argument));
            }
            combination => operands_mut(combination).into_iter().for_each(|operand| self.place_operand(operand)),
        }
        written
    }

    /// Places a strategy beside one with a lazy closure.
    fn place_operand(&mut self, operand: &mut Expr) {
        let written = std::mem::replace(operand, Expr::PLACEHOLDER);
        *operand = self.place(written, true);
    }

    /// Places an argument beside a lazy closure: a strategy with a closure of its own, or a value.
    fn place_argument(&mut self, argument: &mut Expr) {
        let written = std::mem::replace(argument, Expr::PLACEHOLDER);
        *argument = if has_lazy_closure(&written) {
            self.place_parts(written)
        } else if is_constant(&written) || is_place(&written) {
            written
        } else {
            let name = self.hoist(written);
            Expr::Verbatim(name.into_token_stream())
        };
    }

    fn hoist(&mut self, mut written: Expr) -> Ident {
        let Names { private, outcome_type, .. } = self.names;
        let before_the_loop = quote!(#private::Option::None::<&#outcome_type>);
        type_closures_within(&mut written, self.names, &before_the_loop);
        let slot = match self.family {
            Family::Stop => "stop",
            Family::Wait => "wait",
            Family::Retry => "retry",
        };
        let name = local(&format!("__{slot}_{}", self.hoisted.len()));
        self.hoisted.push((name.clone(), written));
        name
    }

    fn borrow(&self, place: TokenStream, operand: bool) -> Expr {
        let private = &self.names.private;
        let held = match self.family {
            _ if !operand => return Expr::Verbatim(place),
            Family::Stop => hygienic!(BorrowedStop),
            Family::Wait => hygienic!(BorrowedWait),
            Family::Retry => hygienic!(BorrowedPredicate),
        };
        Expr::Verbatim(hygienic!(#private::#held(#place)))
    }

    fn outcome(&self) -> TokenStream {
        let Names { private, outcome, .. } = self.names;
        quote!(#private::Option::Some(&#outcome))
    }
}

// Input:   retry_if_err(|e| e.is_timeout())
// Output:  retry_if_err(P::on_error(P::Option::Some(&outcome), |e| e.is_timeout()))
//
// Returns whether the call has a closure.
fn type_closure(call: &mut ExprCall, names: &Names, outcome: &TokenStream) -> bool {
    let is_ours = constructor::find(&call.func).is_some();
    let Some(kind) = constructor::named(&call.func).and_then(|constructor| constructor.closure) else { return false };
    let Some(argument) = call.args.first_mut().filter(|argument| as_closure(argument).is_some()) else { return false };
    // A function of the same name may take a closure of another shape.
    if !is_ours && !as_closure(argument).is_some_and(|closure| kind.fits(closure)) {
        return true;
    }
    declare_return(argument);
    let private = &names.private;
    let span = argument.span();
    let typing = match kind {
        ClosureParameters::Error => quote_spanned!(span=> #private::on_error(#outcome, #argument)),
        ClosureParameters::Value => quote_spanned!(span=> #private::on_value(#outcome, #argument)),
        ClosureParameters::Outcome => quote_spanned!(span=> #private::on_outcome(#outcome, #argument)),
        ClosureParameters::OutcomeAndState => quote_spanned!(span=> #private::on_judge(#outcome, #argument)),
        ClosureParameters::State => quote_spanned!(span=> #private::on_state(#argument)),
        ClosureParameters::None => return true,
    };
    *argument = Expr::Verbatim(typing);
    true
}

/// Types the closures of all known constructors within the expression.
pub(super) fn type_closures_within(written: &mut Expr, names: &Names, outcome: &TokenStream) {
    if let Expr::Call(call) = written {
        type_closure(call, names, outcome);
    }
    for part in operands_mut(written) {
        type_closures_within(part, names, outcome);
    }
}
