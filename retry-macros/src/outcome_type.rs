//! The return type of the annotated function, as the loop may name it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

/// The return type with every `impl Trait` in it left to inference, because a body may not name it.
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

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn every_impl_trait_is_left_to_inference() {
        let output: ReturnType = parse_quote!(-> Result<(impl Iterator<Item = u8>, Vec<&'a impl Sized>), [Error; 2]>);
        assert_eq!(nameable(&output).to_string(), quote!(Result<(_, Vec<&'a _>), [Error; 2]>).to_string());
    }

    #[test]
    fn impl_trait_is_found_within_a_trait_object() {
        let output: ReturnType = parse_quote!(-> (Box<dyn Iterator<Item = impl Sized> + 'a>, u8));
        assert_eq!(nameable(&output).to_string(), quote!((Box<dyn Iterator<Item = _> + 'a>, u8)).to_string());
    }

    #[test]
    fn no_return_type_is_unit() {
        assert_eq!(nameable(&ReturnType::Default).to_string(), "()");
    }
}
