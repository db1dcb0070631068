//! Values that calls share. If each call made its own, it would share nothing, so the compiler rejects that.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, ExprCall};

use super::expression::is_place;

// Input:   &RetryBudget::new().ratio(0.2)
// Output:  &P::Made(RetryBudget::new().ratio(0.2)).kept()
//
// Input:   Arc::new(make())                      KeyedBudget::new(10).get(host)
// Output:  Arc::new(P::Made(make()).kept())      P::Made(P::Made(KeyedBudget::new(10)).kept().get(host)).kept()
//
// The type decides whether a call may make the value. The check stands where the value is made, inside of new pointers.
pub(crate) fn kept(written: Expr, private: &TokenStream) -> Expr {
    match written {
        Expr::Paren(mut paren) => {
            *paren.expr = kept(*paren.expr, private);
            Expr::Paren(paren)
        }
        Expr::Group(mut group) => {
            *group.expr = kept(*group.expr, private);
            Expr::Group(group)
        }
        Expr::Reference(mut reference) => {
            *reference.expr = kept(*reference.expr, private);
            Expr::Reference(reference)
        }
        Expr::Call(mut call) if makes_a_pointer(&call) => {
            call.args = call.args.into_iter().map(|argument| kept(argument, private)).collect();
            Expr::Call(call)
        }
        Expr::MethodCall(mut call) => {
            // A setter returns its receiver's type, so one question about that type is enough.
            let is_setter = SETTERS.iter().any(|name| call.method == name);
            if !is_setter && !is_place(&call.receiver) {
                *call.receiver = kept(*call.receiver, private);
            }
            made(&Expr::MethodCall(call), private)
        }
        place @ (Expr::Path(_) | Expr::Field(_) | Expr::Index(_) | Expr::Unary(_)) => place,
        other => made(&other, private),
    }
}

/// The setters of budgets.
const SETTERS: [&str; 4] = ["ratio", "capacity", "initial", "each"];

/// `Arc::new(…)` and its like.
fn makes_a_pointer(call: &ExprCall) -> bool {
    let Expr::Path(function) = &*call.func else { return false };
    let mut names = function.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let (name, pointer) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    ["Arc", "Rc", "Box"].contains(&pointer.as_str()) && ["new", "from", "leak"].contains(&name.as_str())
}

fn made(value: &Expr, private: &TokenStream) -> Expr {
    let span = value.span();
    // With any other token in it, the whole attribute would be blamed.
    let private = private.clone().into_iter().map(|mut token| {
        token.set_span(span);
        token
    });
    Expr::Verbatim(quote_spanned!(span=> #(#private)*::Made(#value).kept()))
}
