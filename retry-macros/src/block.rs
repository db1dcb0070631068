//! `retry_block!`: the same loop as an expression.

use proc_macro2::{Delimiter, Group, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{Parse, ParseStream, Result};
use syn::{Error, ReturnType, Token};

use crate::hygiene::private_module;
use crate::model::clones::CloneArgument;
use crate::model::{Model, RetriedBody, outcome_type};
use crate::parse::errors::Errors;
use crate::parse::scan::Keys;

/// `async move -> R { … }`
struct Block {
    asyncness: Option<Token![async]>,
    capture: Option<Token![move]>,
    output: ReturnType,
    body: Group,
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let expected = "expected a block after `=>`: write `{ … }`, `-> … { … }`, `async { … }` or `async -> … { … }`";
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

/// Expands `retry_block!(keys => block)`.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let block = split(input).and_then(|(args, block)| Ok((args, syn::parse2::<Block>(block)?)));
    let (args, block) = match block {
        Ok(parts) => parts,
        Err(error) => return error.to_compile_error(),
    };
    let keys = Keys::scan(args);
    let body = block.retried_body(&private_module());
    let clones = |names: Vec<_>, _: &mut _| names.into_iter().map(|name| CloneArgument { name, mutable: false }).collect();
    let model = Model::from_keys(keys, body, clones, &mut errors);
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
    fn retried_body(&self, private: &TokenStream) -> RetriedBody {
        let outcome_type = match &self.output {
            ReturnType::Default => quote_spanned!(self.body.span_open()=> _),
            declared @ ReturnType::Type(..) => outcome_type::nameable(declared),
        };
        RetriedBody {
            is_async: self.asyncness.is_some(),
            block: self.body.clone(),
            blamed_type: outcome_type.clone(),
            outcome_type,
            name: quote!(":", #private::line!()),
            returns: self.asyncness.is_some(),
        }
    }
}

/// Splits the keys from the block at the `=>`. Without one, everything is the block: `retry_block!({ … })` has the defaults.
fn split(input: TokenStream) -> Result<(TokenStream, TokenStream)> {
    let tokens = input.into_iter().collect::<Vec<_>>();
    let joint = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if Punct::spacing(punct) == Spacing::Joint);
    let arrow = tokens.windows(2).position(|pair| is(&pair[0], '=') && joint(&pair[0]) && is(&pair[1], '>'));
    let Some(at) = arrow else {
        forgotten_arrow(&tokens)?;
        return Ok((TokenStream::new(), tokens.iter().map(ToTokens::to_token_stream).collect()));
    };
    if at + 2 == tokens.len() {
        return Err(Error::new(tokens[at].span(), "expected a block after `=>`: write `retry_block!(… => { … })`"));
    }
    Ok((tokens[..at].iter().cloned().collect(), tokens[at + 2..].iter().cloned().collect()))
}

/// Rejects keys without a `=>` behind them: `retry_block!(stop = stop_never(), { … })`.
fn forgotten_arrow(tokens: &[TokenTree]) -> Result<()> {
    let is_key = matches!(tokens, [TokenTree::Ident(_), TokenTree::Punct(equals), ..] if equals.as_char() == '=');
    let end = match tokens {
        [] => return Err(Error::new(Span::call_site(), "expected a block: write `retry_block!(… => { … })`")),
        [before @ .., TokenTree::Group(block)] if is_key && block.delimiter() == Delimiter::Brace => {
            let head = before.windows(2).position(|pair| is(&pair[0], '-') && is(&pair[1], '>')).unwrap_or(before.len());
            let is_of_head = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "async" || word == "move");
            before[..head].iter().rfind(|token| !is_of_head(token))
        }
        [TokenTree::Group(_), after, ..] => {
            return Err(Error::new(after.span(), "the keys stand before the block: write `retry_block!(… => { … })`"));
        }
        [.., last] if is_key => Some(last),
        _ => None,
    };
    end.map_or(Ok(()), |end| {
        Err(Error::new(end.span(), "expected `=>` between the keys and the block: write `retry_block!(… => …)`"))
    })
}

fn is(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}
