//! The type below the derive, with the form of each `#[retry…]`: every syntax error, at the user's token.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::Result;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Fields, Generics, Item, Path};

use super::fields;
use super::form::{self, Written};
use crate::parse::errors::Errors;

/// An enum's variant, or a struct.
pub(crate) struct Variant {
    pub(crate) name: Ident,
    pub(crate) fields: Fields,
    pub(crate) written: Option<Written>,
}

pub(crate) enum Kind {
    /// The form on the enum itself, and the variants.
    Enum(Option<Written>, Vec<Variant>),
    Struct(Variant),
    Union,
}

pub(crate) struct ErrorType {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// `::tenacity::__private`, or that of `crate = ::path`.
    pub(crate) private: TokenStream,
    pub(crate) kind: Kind,
}

impl ErrorType {
    // `syn::Item` comes with the feature `full`, which the attribute needs. `DeriveInput` would need one more.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Result<Self> {
        match syn::parse2(item)? {
            Item::Enum(item) => {
                let path = form::crate_path(&helpers(&item.attrs), errors);
                let private = private_module(path);
                let written = form::on_type(&helpers(&item.attrs), &private, errors);
                let mut variants = Vec::new();
                for variant in item.variants {
                    let written = form::on_variant(&helpers(&variant.attrs), &private, errors);
                    reject_on_fields(&variant.fields, &format!("the variant `{}`", variant.ident), errors);
                    variants.push(Variant { name: variant.ident, fields: variant.fields, written });
                }
                Ok(Self { name: item.ident, generics: item.generics, private, kind: Kind::Enum(written, variants) })
            }
            Item::Struct(item) => {
                let path = form::crate_path(&helpers(&item.attrs), errors);
                let private = private_module(path);
                let written = form::on_type(&helpers(&item.attrs), &private, errors);
                reject_on_fields(&item.fields, "the struct", errors);
                let kind = Kind::Struct(Variant { name: item.ident.clone(), fields: item.fields, written });
                Ok(Self { name: item.ident, generics: item.generics, private, kind })
            }
            Item::Union(item) => {
                let message = format!(
                    "a union does not know which of its fields is in use: write `impl tenacity::Retryable for {}` by hand",
                    item.ident
                );
                errors.at(item.union_token.span, message);
                Ok(Self { name: item.ident, generics: item.generics, private: private_module(None), kind: Kind::Union })
            }
            other => Err(Error::new_spanned(other, "`Retryable` is derived for an enum or a struct")),
        }
    }
}

fn private_module(path: Option<Path>) -> TokenStream {
    path.map_or_else(|| quote!(::tenacity::__private), |path| quote!(#path::__private))
}

fn helpers(attrs: &[Attribute]) -> Vec<&Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("retry")).collect()
}

fn reject_on_fields(all: &Fields, owner: &str, errors: &mut Errors) {
    for (field, name) in all.iter().zip(fields::names(all)) {
        for helper in helpers(&field.attrs) {
            let message = format!("a field has no verdict of its own: write `#[retry(inherit = {name})]` on {owner}");
            errors.at(helper.path().span(), message);
        }
    }
}
