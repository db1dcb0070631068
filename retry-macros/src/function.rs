//! The annotated function: a signature, and a body that stays tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Result};
use syn::{Attribute, Error, Signature, Token, Visibility};

pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// `#![…]` at the head of the body; they belong to the function.
    pub(crate) inner_attrs: Vec<Attribute>,
    /// The statements, in the user's braces.
    pub(crate) body: Group,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let sig = parse_signature(input)?;
        if input.peek(Token![;]) {
            return Err(Error::new_spanned(
                &sig.ident,
                "`#[retry]` needs a body to retry: put it on the implementations, or give this method a default body",
            ));
        }
        let (inner_attrs, body) = split_inner_attributes(&parse_body(input)?)?;
        Ok(Self { attrs, vis, sig, inner_attrs, body })
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attrs, vis, sig, inner_attrs, body } = self;
        let mut block =
            Group::new(Delimiter::Brace, inner_attrs.iter().map(ToTokens::to_token_stream).chain([body.stream()]).collect());
        block.set_span(body.span());
        quote::quote!(#(#attrs)* #vis #sig #block).to_tokens(tokens);
    }
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

/// The body's braces; a body that `macro_rules!` captured as `$b:block` arrives in invisible ones.
fn parse_body(input: ParseStream<'_>) -> Result<Group> {
    let expected = || input.error("expected the body of the function");
    let TokenTree::Group(mut group) = input.parse::<TokenTree>().map_err(|_| expected())? else { return Err(expected()) };
    while group.delimiter() == Delimiter::None {
        match group.stream().into_iter().next() {
            Some(TokenTree::Group(inner)) => group = inner,
            _ => return Err(expected()),
        }
    }
    if group.delimiter() == Delimiter::Brace { Ok(group) } else { Err(expected()) }
}

fn split_inner_attributes(body: &Group) -> Result<(Vec<Attribute>, Group)> {
    let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?));
    let (inner_attrs, statements) = syn::parse::Parser::parse2(split, body.stream())?;
    let mut rest = Group::new(Delimiter::Brace, statements);
    rest.set_span(body.span());
    Ok((inner_attrs, rest))
}
