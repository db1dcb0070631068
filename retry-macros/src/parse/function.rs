//! The annotated function: a signature, and a body that stays tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser, Result};
use syn::{Attribute, Error, Signature, Token, Visibility};

pub(crate) struct AnnotatedFn {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// `#![…]` at the head of the body. They belong to the function.
    pub(crate) inner_attrs: Vec<Attribute>,
    /// The statements, in the user's braces.
    pub(crate) body: Group,
}

impl AnnotatedFn {
    /// Parses the head alone, so that the cost does not depend on the length of the body.
    pub(crate) fn parse(item: TokenStream) -> Result<Self> {
        let mut head = item.into_iter().collect::<Vec<_>>();
        let body = head.last().and_then(braces);
        head.truncate(head.len() - usize::from(body.is_some()));
        let (attrs, vis, sig) = parse_head.parse2(head.into_iter().collect())?;
        let Some(body) = body else {
            return Err(Error::new_spanned(
                &sig.ident,
                "`#[retry]` needs a body to retry: write a default body `{ … }`, or put the attribute on the implementations",
            ));
        };
        let (inner_attrs, body) = split_inner_attributes(body)?;
        Ok(Self { attrs, vis, sig, inner_attrs, body })
    }
}

fn parse_head(input: ParseStream<'_>) -> Result<(Vec<Attribute>, Visibility, Signature)> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis = input.parse()?;
    let sig = parse_signature(input)?;
    input.parse::<Option<Token![;]>>()?;
    Ok((attrs, vis, sig))
}

fn parse_signature(input: ParseStream<'_>) -> Result<Signature> {
    let not_a_function =
        input.error("`#[retry]` goes on a function: put it on the `fn` or `async fn` whose body is to be retried");
    let ahead = input.fork();
    let is_function = loop {
        match ahead.parse::<TokenTree>() {
            Ok(TokenTree::Ident(ident)) if ident == "fn" => break true,
            Ok(TokenTree::Ident(ident))
                if ["const", "async", "unsafe", "safe", "extern", "default"].iter().any(|word| ident == word) => {}
            Ok(TokenTree::Literal(_)) => {}
            _ => break false,
        }
    };
    if is_function { input.parse() } else { Err(not_a_function) }
}

/// The body's braces. If `macro_rules!` captured the body as `$b:block`, it arrives in invisible ones.
fn braces(token: &TokenTree) -> Option<Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.clone()),
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => braces(&group.stream().into_iter().next()?),
        _ => None,
    }
}

fn split_inner_attributes(body: Group) -> Result<(Vec<Attribute>, Group)> {
    let mut head = body.stream().into_iter();
    let is_attribute = matches!((head.next(), head.next()), (Some(TokenTree::Punct(pound)), Some(TokenTree::Punct(bang)))
        if pound.as_char() == '#' && bang.as_char() == '!');
    if !is_attribute {
        return Ok((Vec::new(), body));
    }
    let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?));
    let (inner_attrs, statements) = split.parse2(body.stream())?;
    let mut rest = Group::new(Delimiter::Brace, statements);
    rest.set_span(body.span());
    Ok((inner_attrs, rest))
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    #[test]
    fn a_function_is_known_by_its_first_words() {
        for function in [
            quote!(
                pub fn f() -> R {
                    x
                }
            ),
            quote!(
                pub(crate) const async unsafe extern "C" fn f() -> R {
                    x
                }
            ),
            quote!(
                #[inline]
                async fn f() -> R {
                    x
                }
            ),
        ] {
            assert!(AnnotatedFn::parse(function.clone()).is_ok(), "{function}");
        }
        for item in [
            quote!(
                struct Client {
                    retries: u32,
                }
            ),
            quote!(impl Fetch for fn() -> u8 {}),
            quote!(fn_like! {}),
        ] {
            let error = AnnotatedFn::parse(item.clone()).err().unwrap();
            assert!(error.to_string().contains("goes on a function"), "{item}: {error}");
        }
    }

    #[test]
    fn only_braces_are_a_body() {
        let braces = |delimiter| Group::new(delimiter, Group::new(Delimiter::Brace, quote!(x)).to_token_stream());
        let of = |body: Group| AnnotatedFn::parse(quote!(fn f() -> R #body)).map(|function| function.body.to_string());
        assert_eq!(of(braces(Delimiter::None)).unwrap(), quote!({ x }).to_string());
        assert_eq!(of(braces(Delimiter::Brace)).unwrap(), quote!({ { x } }).to_string());
        assert!(of(braces(Delimiter::Parenthesis)).is_err());
    }

    #[test]
    fn inner_attributes_are_split_from_the_statements() {
        let function = AnnotatedFn::parse(quote!(
            fn f() -> R {
                #![allow(dead_code)]
                let n = !x;
                n
            }
        ))
        .unwrap();
        assert_eq!(function.inner_attrs.len(), 1);
        assert_eq!(
            function.body.to_string(),
            quote!({
                let n = !x;
                n
            })
            .to_string()
        );
    }
}
