//! `retry_block!`: the same loop as an expression.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{Parse, ParseStream, Parser, Result};
use syn::{Error, ReturnType, Token};

use crate::attribute::private_path;
use crate::hygiene::private_module;
use crate::model::outcome_type;
use crate::model::{CloneArgument, Model, Subject};
use crate::parse::args::Args;
use crate::parse::duration;
use crate::parse::errors::Errors;

/// `async move -> R { … }`
struct Block {
    asyncness: Option<Token![async]>,
    capture: Option<Token![move]>,
    output: ReturnType,
    body: Group,
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let expected = "expected `{ … }`, `-> R { … }`, `async { … }` or `async -> R { … }` after `=>`";
        let asyncness = input.parse::<Option<Token![async]>>()?;
        let capture = if asyncness.is_some() { input.parse()? } else { None };
        let output = input.parse::<ReturnType>()?;
        match input.parse::<TokenTree>() {
            Ok(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace && input.is_empty() => {
                Ok(Self { asyncness, capture, output, body })
            }
            Ok(token) => Err(Error::new(token.span(), expected)),
            Err(error) => Err(Error::new(error.span(), expected)),
        }
    }
}

/// The whole of `retry_block!(keys => block)`.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (args, block) = split(input);
    let block = match syn::parse2::<Block>(block) {
        Ok(block) => block,
        Err(error) => return error.to_compile_error(),
    };
    let private = private_path(&args);
    let args = duration::expand_literals(args, &private_module(), &mut errors);
    let parsed = Parser::parse2(|input: ParseStream<'_>| Ok(Args::parse(input, &mut errors)), args);
    let model = match parsed {
        Ok(args) => {
            let subject = block.subject(&private_module());
            let names = args.clone.iter().flat_map(|slot| slot.value.clone());
            let clones = names.map(|name| CloneArgument { name, mutable: false }).collect();
            Model::new(args, subject, clones, private, &mut errors)
        }
        Err(error) => {
            errors.push(error);
            None
        }
    };
    let statements = model.as_ref().map_or_else(
        || {
            let (errors, body) = (errors.into_tokens(), block.body.stream());
            quote!(#errors #body)
        },
        Model::expand,
    );
    let Block { asyncness, capture, body, .. } = &block;
    let mut braces = Group::new(Delimiter::Brace, statements);
    braces.set_span(body.span());
    quote!(#asyncness #capture #braces)
}

impl Block {
    fn subject(&self, private: &TokenStream) -> Subject {
        let outcome_type = match &self.output {
            ReturnType::Default => quote_spanned!(self.body.span_open()=> _),
            declared @ ReturnType::Type(..) => outcome_type::nameable(declared),
        };
        Subject {
            is_async: self.asyncness.is_some(),
            body: self.body.clone(),
            blamed_type: outcome_type.clone(),
            outcome_type,
            name: quote!(":", #private::line!()),
        }
    }
}

/// Parts the keys from the block at the `=>`. Without one, all is the block, so that `retry_block!({ … })` has the defaults.
fn split(input: TokenStream) -> (TokenStream, TokenStream) {
    let tokens = input.into_iter().collect::<Vec<_>>();
    let is = |token: &TokenTree, c: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == c);
    let joint = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if Punct::spacing(punct) == Spacing::Joint);
    let arrow = tokens.windows(2).position(|pair| is(&pair[0], '=') && joint(&pair[0]) && is(&pair[1], '>'));
    match arrow {
        Some(at) => (tokens[..at].iter().cloned().collect(), tokens[at + 2..].iter().cloned().collect()),
        None => (TokenStream::new(), tokens.iter().map(ToTokens::to_token_stream).collect()),
    }
}
