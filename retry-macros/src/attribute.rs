//! `#[retry]` on a function.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::{Error, Path, ReturnType, Token};

use crate::expand::documentation;
use crate::hygiene::hygienic;
use crate::model::{Model, RetriedBody, clones, outcome_type};
use crate::parse::errors::Errors;
use crate::parse::function::AnnotatedFn;
use crate::parse::future;
use crate::parse::order;
use crate::parse::scan::{Keys, WrittenKey};
use crate::retryable::misplaced::{self, Misplaced};

/// Expands `#[retry(args)] item`.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let written = Keys::scan(args.clone());
    let expanded = match AnnotatedFn::parse(item.clone()) {
        Ok(function) => expand_function(&written, function, &mut errors),
        Err(error) => {
            if let Some(Misplaced { keyword, message, item }) = misplaced::find(args, item) {
                errors.at(keyword.span(), message);
                let errors = errors.into_tokens();
                return quote!(#item #errors);
            }
            errors.push(error);
            None
        }
    };
    // The user's item is emitted in any case, so that its callers and the editor see it.
    expanded.unwrap_or_else(|| {
        let (item, errors) = (with_values(item, &written), errors.into_tokens());
        quote!(#item #errors)
    })
}

// Input:   wait = , stop = S    fn f() -> R { body }
// Output:  fn f() -> R { #[cfg(miri)] P::values! { let _ = S; } body }
//
// After a mistake, an editor still finds the values of the keys here, however they are written. rust-analyzer sets `miri`, as every
// compiler knows the name; a compiler sees the mistakes alone.
fn with_values(item: &TokenStream, written: &Keys) -> TokenStream {
    let Ok(AnnotatedFn { inner_attrs, body, .. }) = AnnotatedFn::parse(item.clone()) else { return item.clone() };
    // The key `crate` may hold the mistake.
    let private = written.private_path();
    let private = if Path::parse_mod_style.parse2(private.clone()).is_ok() { private } else { quote!(::tenacity::__private) };
    let (values, statements) = (written.iter().filter_map(WrittenKey::value), body.stream());
    let values = values.map(|value| hygienic!(let _ = #(#value)*;)).collect::<TokenStream>();
    let block = with_statements(&body, quote!(#(#inner_attrs)* #[cfg(miri)] #private::values! { #values } #statements));
    // The tokens before the body stay as they are.
    let mut head = item.clone().into_iter().collect::<Vec<_>>();
    head.pop();
    quote!(#(#head)* #block)
}

fn expand_function(written: &Keys, mut function: AnnotatedFn, errors: &mut Errors) -> Option<TokenStream> {
    if let Some(message) = order::misplaced(function.body.stream()) {
        // Other mistakes would follow from this one.
        errors.at(Span::call_site(), message);
        return None;
    }
    check_head(&function, errors);
    let returned = returned_future(&function).map_err(|error| errors.push(error)).ok()?;
    let is_returned = returned.is_some();
    let (keys, body, mut bindings) = match returned {
        None => (written.clone(), retried_body(&function, function.body.clone(), &function.sig.output), TokenStream::new()),
        Some(ReturnedFuture { block, resolved }) if !future::is_async_trait(&function.sig) => {
            (written.clone(), RetriedBody { is_async: true, ..retried_body(&function, block, &resolved) }, TokenStream::new())
        }
        Some(ReturnedFuture { block, resolved }) => {
            let captured = future::split_captured(block.stream());
            let rename = |keys: Keys, this| keys.map(|tokens| future::rename_self(tokens, this));
            let keys = captured.this.iter().fold(written.clone(), rename);
            let block = with_statements(&block, captured.rest);
            (keys, RetriedBody { is_async: true, ..retried_body(&function, block, &resolved) }, captured.bindings)
        }
    };
    let clones = |names, errors: &mut Errors| clones::arguments(names, &mut function.sig, &mut bindings, errors);
    let model = Model::from_keys(keys, body, clones, errors)?;
    let attempts = model.expand();
    let statements = if is_returned {
        let replace = &mut |block: &Group| with_statements(block, quote!(#bindings #attempts));
        future::replace_tail_block(function.body.stream(), replace)?
    } else {
        attempts
    };
    Some(emit(&function, written, &model, &statements))
}

/// Rejects what no retried function can have.
fn check_head(function: &AnnotatedFn, errors: &mut Errors) {
    if let Some(constness) = &function.sig.constness {
        errors.at(constness.span, "a `const fn` cannot be retried, because a retry sleeps: remove `const`");
    }
    if let Some(tracked) = function.attrs.iter().find(|attr| attr.path().is_ident("track_caller")) {
        errors.at(
            tracked.span(),
            "an attempt runs in a closure, which `#[track_caller]` does not reach: remove it, and take the `Location` as an argument",
        );
    }
}

/// The future that a function without `async` returns.
struct ReturnedFuture {
    /// The `async move` block.
    block: Group,
    /// The type that it resolves to.
    resolved: ReturnType,
}

fn returned_future(function: &AnnotatedFn) -> Result<Option<ReturnedFuture>, Error> {
    if function.sig.asyncness.is_some() {
        return Ok(None);
    }
    let resolved = future::resolved_type(&function.sig.output);
    match (resolved, future::tail_block(function.body.stream())) {
        (None, None) => Ok(None),
        (Some(resolved), Some(block)) => {
            let resolved = ReturnType::Type(Token![->](block.span()), Box::new(resolved));
            Ok(Some(ReturnedFuture { block, resolved }))
        }
        (Some(_), None) => Err(Error::new_spanned(
            returned_type(function),
            "a function that returns a future is retried through its last expression: end the body with `async move { … }` or \
             `Box::pin(async move { … })`, or make the function an `async fn`",
        )),
        (None, Some(_)) => Err(Error::new_spanned(
            returned_type(function),
            "the future's type is hidden in this name: write it out, as `impl Future<Output = …>` or \
             `Pin<Box<dyn Future<Output = …>>>`",
        )),
    }
}

fn returned_type(function: &AnnotatedFn) -> TokenStream {
    match &function.sig.output {
        ReturnType::Default => function.sig.ident.to_token_stream(),
        ReturnType::Type(_, declared) => declared.to_token_stream(),
    }
}

fn retried_body(function: &AnnotatedFn, block: Group, output: &ReturnType) -> RetriedBody {
    let outcome_type = outcome_type::nameable(output);
    let name = function.sig.ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    RetriedBody {
        is_async: function.sig.asyncness.is_some(),
        block,
        blamed_type: match output {
            ReturnType::Default => quote_spanned!(function.sig.ident.span()=> ()),
            ReturnType::Type(..) => outcome_type.clone(),
        },
        outcome_type,
        name: format!("::{name}").to_token_stream(),
        returns: true,
    }
}

fn emit(function: &AnnotatedFn, written: &Keys, model: &Model, statements: &TokenStream) -> TokenStream {
    let AnnotatedFn { attrs, vis, sig, inner_attrs, body } = function;
    let block = with_statements(body, quote!(#(#inner_attrs)* #statements));
    let doc = documentation::line(attrs, written, model);
    quote!(#(#attrs)* #doc #vis #sig #block)
}

/// The same braces around other statements.
fn with_statements(braces: &Group, statements: TokenStream) -> Group {
    let mut block = Group::new(Delimiter::Brace, statements);
    block.set_span(braces.span());
    block
}
