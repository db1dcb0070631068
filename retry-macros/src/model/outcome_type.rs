//! The return type of the annotated function, as the loop may name it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

/// The return type, with `_` for every `impl Trait`, because Rust has no name for it in a body.
pub(crate) fn nameable(output: &ReturnType) -> TokenStream {
    match output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, declared) => {
            let mut nameable = (**declared).clone();
            erase(&mut nameable);
            quote!(#nameable)
        }
    }
}

/// Whether it is `!`.
pub(crate) fn is_never(outcome_type: &TokenStream) -> bool {
    matches!(syn::parse2(outcome_type.clone()), Ok(Type::Never(_)))
}

fn erase(declared: &mut Type) {
    match declared {
        Type::ImplTrait(_) => *declared = Type::Verbatim(quote!(_)),
        Type::Array(array) => erase(&mut array.elem),
        Type::Group(group) => erase(&mut group.elem),
        Type::Paren(paren) => erase(&mut paren.elem),
        Type::Reference(reference) => erase(&mut reference.elem),
        Type::Slice(slice) => erase(&mut slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(erase),
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { continue };
                arguments.args.iter_mut().for_each(erase_argument);
            }
        }
        Type::TraitObject(object) => {
            for bound in &mut object.bounds {
                let TypeParamBound::Trait(bound) = bound else { continue };
                for segment in &mut bound.path.segments {
                    let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { continue };
                    arguments.args.iter_mut().for_each(erase_argument);
                }
            }
        }
        _ => {}
    }
}

fn erase_argument(argument: &mut GenericArgument) {
    match argument {
        GenericArgument::Type(argument) => erase(argument),
        GenericArgument::AssocType(argument) => erase(&mut argument.ty),
        _ => {}
    }
}

// Input:   Result<T, RetryError<E>>
// Output:  Result<T, E>
//
// From the type that the function returns to the type that the body yields. The compiler resolves an alias.
pub(crate) fn unwrapped(returned: &TokenStream, private: &TokenStream) -> Result<TokenStream, &'static str> {
    const SPELLING: &str =
        "`wrap_error` returns a `RetryError`: write `-> Result<…, RetryError<…>>` around the error of the body";
    let Ok(Type::Path(mut path)) = syn::parse2::<Type>(returned.clone()) else {
        return if returned.to_string() == "_" { Ok(returned.clone()) } else { Err(SPELLING) };
    };
    let Some(last) = path.path.segments.last_mut() else { return Err(SPELLING) };
    if let PathArguments::AngleBracketed(arguments) = &mut last.arguments {
        for argument in &mut arguments.args {
            let GenericArgument::Type(declared) = argument else { continue };
            if let Some(error) = wrapped_error(declared) {
                *declared = error;
                return Ok(quote!(#path));
            }
        }
    }
    if last.ident == "Result" { Err(SPELLING) } else { Ok(quote!(<#returned as #private::Wrapped>::Inner)) }
}

/// The `E` of `RetryError<E>`.
fn wrapped_error(declared: &Type) -> Option<Type> {
    let Type::Path(path) = declared else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "RetryError")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(error) => Some(error.clone()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group};
    use syn::parse_quote;

    use super::*;

    #[test]
    fn every_impl_trait_is_left_to_inference() {
        let output: ReturnType = parse_quote!(-> Result<(impl Iterator<Item = u8>, Vec<&'a impl Sized>), [Error; 2]>);
        assert_eq!(nameable(&output).to_string(), quote!(Result<(_, Vec<&'a _>), [Error; 2]>).to_string());
    }

    #[test]
    fn impl_trait_is_found_in_every_shape() {
        let invisible = Group::new(Delimiter::None, quote!(&impl Sized));
        let output: ReturnType = parse_quote!(-> ([impl Sized; 2], &[impl Sized], (impl Sized), #invisible));
        assert_eq!(nameable(&output).to_string(), quote!(([_; 2], &[_], (_), &_)).to_string());
    }

    #[test]
    fn impl_trait_is_found_within_a_trait_object() {
        let output: ReturnType = parse_quote!(-> (Box<dyn Iterator<Item = impl Sized> + 'a>, u8));
        assert_eq!(nameable(&output).to_string(), quote!((Box<dyn Iterator<Item = _> + 'a>, u8)).to_string());
    }

    #[test]
    fn the_body_yields_the_error_that_is_wrapped() {
        let private = quote!(P);
        let of = |returned| unwrapped(&returned, &private).map(|unwrapped| unwrapped.to_string());
        assert_eq!(of(quote!(Result<u8, tenacity::RetryError<E>>)), Ok(quote!(Result<u8, E>).to_string()));
        assert_eq!(of(quote!(Answer)), Ok(quote!(<Answer as P::Wrapped>::Inner).to_string()));
        assert_eq!(of(quote!(_)), Ok("_".into()));
        assert!(of(quote!(io::Result<u8>)).is_err());
        assert!(of(quote!(())).is_err());
    }

    #[test]
    fn no_return_type_is_unit() {
        assert_eq!(nameable(&ReturnType::Default).to_string(), "()");
    }
}
