//! Closures in the values of keys.

use proc_macro2::Span;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, ReturnType, Token, Type};

// Input:   |e| e.is_timeout()
// Output:  |e| -> _ { e.is_timeout() }
//
// The same closure. For the short one, lints of Clippy suggest the path of the method or the name of a function, which reads worse in a key.
// They skip a closure that declares its return type.
pub(crate) fn declare_return(written: &mut Expr) {
    match written {
        Expr::Paren(paren) => declare_return(&mut paren.expr),
        Expr::Group(group) => declare_return(&mut group.expr),
        Expr::Closure(closure) if matches!(closure.output, ReturnType::Default) => {
            // Where the compiler points to the parameters.
            let span = Span::mixed_site().located_at(closure.inputs_begin.span());
            closure.output = ReturnType::Type(Token![->](span), Box::new(Type::Verbatim(quote_spanned!(span=> _))));
        }
        _ => {}
    }
}
