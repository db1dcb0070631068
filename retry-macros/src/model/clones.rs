//! The arguments that each attempt gets a clone of: `clone(a, b)`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::Parser;
use syn::{Block, FnArg, Pat, Signature, Stmt};

use crate::parse::errors::Errors;

/// An argument, or a name that the pattern of an argument binds.
pub(crate) struct CloneArgument {
    pub(crate) name: Ident,
    pub(crate) mutable: bool,
}

/// Looks the names up among the arguments of the function, and then in the `bindings` that `#[async_trait]` makes of patterns. A `mut`
/// moves from there to the clone.
pub(crate) fn arguments(
    names: Vec<Ident>,
    sig: &mut Signature,
    bindings: &mut TokenStream,
    errors: &mut Errors,
) -> Vec<CloneArgument> {
    let function = sig.ident.clone();
    let mut found = Vec::new();
    for name in names {
        let arguments = sig.inputs.iter_mut().find_map(|input| match input {
            FnArg::Typed(typed) => take_mut(&mut typed.pat, &name),
            FnArg::Receiver(_) => None,
        });
        // Both, because `#[async_trait]` leaves a plain argument's name in the signature.
        let bound = take_mut_of_binding(bindings, &name);
        match arguments.or(bound) {
            Some(_) => found.push(CloneArgument { name, mutable: arguments == Some(true) || bound == Some(true) }),
            None => errors.at(name.span(), format!("`{name}` is not an argument of `{function}`: `clone(…)` names arguments")),
        }
    }
    found
}

// Input:   Json(mut body)
// Output:  Json(body)
//
// Returns whether the name had a `mut`, or `None` if the pattern does not bind it.
fn take_mut(pattern: &mut Pat, name: &Ident) -> Option<bool> {
    match pattern {
        Pat::Ident(binding) if binding.ident == *name => Some(binding.by_ref.is_none() && binding.mutability.take().is_some()),
        Pat::Ident(binding) => take_mut(&mut binding.subpat.as_mut()?.1, name),
        Pat::Tuple(tuple) => tuple.elems.iter_mut().find_map(|part| take_mut(part, name)),
        Pat::TupleStruct(tuple) => tuple.elems.iter_mut().find_map(|part| take_mut(part, name)),
        Pat::Slice(slice) => slice.elems.iter_mut().find_map(|part| take_mut(part, name)),
        Pat::Struct(fields) => fields.fields.iter_mut().find_map(|field| take_mut(&mut field.pat, name)),
        Pat::Reference(reference) => take_mut(&mut reference.pat, name),
        Pat::Paren(paren) => take_mut(&mut paren.pat, name),
        Pat::Type(typed) => take_mut(&mut typed.pat, name),
        // Each alternative binds the same names, in the same way.
        Pat::Or(alternatives) => alternatives.cases.iter_mut().filter_map(|case| take_mut(case, name)).last(),
        _ => None,
    }
}

// Input:   let mut x = x; let Json(mut body) = __arg1;
// Output:  let x = x; let Json(mut body) = __arg1;
fn take_mut_of_binding(bindings: &mut TokenStream, name: &Ident) -> Option<bool> {
    if bindings.is_empty() {
        return None;
    }
    let mut statements = Block::parse_within.parse2(bindings.clone()).ok()?;
    let taken = statements.iter_mut().find_map(|statement| match statement {
        Stmt::Local(local) => take_mut(&mut local.pat, name),
        _ => None,
    });
    *bindings = quote!(#(#statements)*);
    taken
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    /// The clone of `a`, and whether it is mutable, with the signature that remains.
    fn cloned(mut sig: Signature, mut bindings: TokenStream) -> (Option<bool>, String) {
        let mut errors = Errors::default();
        let clones = arguments(vec![parse_quote!(a)], &mut sig, &mut bindings, &mut errors);
        (clones.first().map(|clone| clone.mutable), quote!(#sig #bindings).to_string())
    }

    #[test]
    fn a_name_is_found_in_any_pattern_and_its_mut_moves_to_the_clone() {
        for (pattern, expected) in [
            (quote!(mut a), quote!(a)),
            (quote!(Json(mut a)), quote!(Json(a))),
            (quote!((b, [_, mut a])), quote!((b, [_, a]))),
            (quote!(Point { x: (mut a), .. }), quote!(Point { x: (a), .. })),
            (quote!(&mut Some(mut a)), quote!(&mut Some(a))),
            (quote!(b @ My(mut a)), quote!(b @ My(a))),
            (quote!((L(mut a) | R(mut a))), quote!((L(a) | R(a)))),
        ] {
            let (mutable, left) = cloned(parse_quote!(fn f(c: u8, #pattern: T)), TokenStream::new());
            assert_eq!((mutable, left), (Some(true), quote!(fn f(c: u8, #expected: T)).to_string()));
        }
    }

    #[test]
    fn a_name_without_mut_is_not_mutable() {
        for pattern in [quote!(a), quote!(Json(a)), quote!(Point { a }), quote!(Some(ref mut a))] {
            let (mutable, left) = cloned(parse_quote!(fn f(#pattern: T)), TokenStream::new());
            assert_eq!((mutable, left), (Some(false), quote!(fn f(#pattern: T)).to_string()));
        }
    }

    #[test]
    fn a_pattern_that_async_trait_moved_into_the_body_is_found_there() {
        let moved = quote!(let __self = self; let Json(mut a) = __arg1;);
        let (mutable, left) = cloned(parse_quote!(fn f(self: S, __arg1: Json<T>)), moved);
        assert_eq!(mutable, Some(true));
        assert!(left.ends_with(&quote!(let __self = self; let Json(a) = __arg1;).to_string()), "{left}");
        let (mutable, left) = cloned(parse_quote!(fn f(mut a: T)), quote!(let mut a = a;));
        assert_eq!((mutable, left), (Some(true), quote!(fn f(a: T) let a = a;).to_string()));
    }

    #[test]
    fn another_name_is_not_found() {
        assert_eq!(cloned(parse_quote!(fn f(b: T, Json(c): U)), quote!(let b = b;)).0, None);
    }
}
