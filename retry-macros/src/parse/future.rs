//! Functions without `async` that return a future: `fn … -> impl Future`, `-> Pin<Box<dyn Future>>`, `-> BoxFuture`. `#[async_trait]`
//! turns a method into such a function.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, ReturnType, Signature, Type, TypeParamBound};

/// The type that the returned future resolves to.
pub(crate) fn resolved_type(output: &ReturnType) -> Option<Type> {
    match output {
        ReturnType::Default => None,
        ReturnType::Type(_, declared) => in_type(declared),
    }
}

fn in_type(declared: &Type) -> Option<Type> {
    match declared {
        Type::Group(group) => in_type(&group.elem),
        Type::Paren(paren) => in_type(&paren.elem),
        Type::ImplTrait(written) => in_bounds(&written.bounds),
        Type::TraitObject(written) => in_bounds(&written.bounds),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            let mut types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(argument) => Some(argument),
                _ => None,
            });
            match last.ident.to_string().as_str() {
                "Pin" | "Box" => in_type(types.next()?),
                "BoxFuture" | "LocalBoxFuture" => types.next().cloned(),
                _ => None,
            }
        }
        _ => None,
    }
}

fn in_bounds<'a>(bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> Option<Type> {
    bounds.into_iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last = bound.path.segments.last().filter(|last| last.ident == "Future")?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        arguments.args.iter().find_map(|argument| match argument {
            // A future has no other.
            GenericArgument::AssocType(output) => Some(output.ty.clone()),
            _ => None,
        })
    })
}

/// The `async move { … }` that ends the body.
pub(crate) fn tail_block(tokens: TokenStream) -> Option<Group> {
    let mut tail = None;
    replace_tail_block(tokens, &mut |block| {
        tail = Some(block.clone());
        block.clone()
    })?;
    tail
}

/// Replaces the `async move { … }` that ends the body: bare, in `Box::pin(…)`, or before `.boxed()`.
pub(crate) fn replace_tail_block(tokens: TokenStream, replace: &mut dyn FnMut(&Group) -> Group) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter().collect::<Vec<_>>();
    let mut end = tokens.len();
    if let [.., TokenTree::Punct(dot), TokenTree::Ident(method), TokenTree::Group(empty)] = &tokens[..] {
        if dot.as_char() == '.' && (method == "boxed" || method == "boxed_local") && empty.stream().is_empty() {
            end -= 3;
        }
    }
    let replaced = match &tokens[..end] {
        [.., TokenTree::Ident(asyncness), TokenTree::Ident(capture), TokenTree::Group(block)]
            if asyncness == "async" && capture == "move" && block.delimiter() == Delimiter::Brace =>
        {
            replace(block)
        }
        [.., TokenTree::Ident(pin), TokenTree::Group(argument)]
            if pin == "pin" && argument.delimiter() == Delimiter::Parenthesis =>
        {
            let mut group = Group::new(Delimiter::Parenthesis, replace_tail_block(argument.stream(), replace)?);
            group.set_span(argument.span());
            group
        }
        _ => return None,
    };
    tokens[end - 1] = TokenTree::Group(replaced);
    Some(tokens.into_iter().collect())
}

/// An async block, split into the bindings at its head and the rest.
pub(crate) struct Captured {
    /// These lines run once, because they move the arguments.
    pub(crate) bindings: TokenStream,
    pub(crate) rest: TokenStream,
    /// The name of `self` in the rest.
    pub(crate) this: Option<Ident>,
}

/// Whether `#[async_trait]` made the signature, which then has a lifetime of that name. Otherwise such lines are the user's own.
pub(crate) fn is_async_trait(sig: &Signature) -> bool {
    sig.generics.lifetimes().any(|parameter| parameter.lifetime.ident == "async_trait")
}

// Input:   if let Some(__ret) = None::<R> { return __ret; }
//          let __self = self;
//          let x = x;
//          let (a, b) = { let __arg1 = __arg1; __arg1 };
//          let __ret: R = { body };
//          __ret
// Output:  bindings `let __self = self; let x = x; let (a, b) = …;`, and the rest
//
// `#[async_trait]` moves every argument into its block by such lines. In a loop they would move it again.
pub(crate) fn split_captured(block: TokenStream) -> Captured {
    let tokens = block.into_iter().collect::<Vec<_>>();
    let mut captured = Captured { bindings: TokenStream::new(), rest: TokenStream::new(), this: None };
    let mut at = 0;
    let pinned = typed_return(&tokens);
    while let Some(line) = binding_line(&tokens[pinned + at..]) {
        let line = &tokens[pinned + at..][..line];
        if let [.., TokenTree::Ident(name), _, TokenTree::Ident(value), _] = line {
            if value == "self" {
                captured.this = Some(name.clone());
            }
        }
        captured.bindings.extend(line.iter().cloned());
        at += line.len();
    }
    captured.rest = tokens[..pinned].iter().chain(&tokens[pinned + at..]).cloned().collect();
    captured
}

/// The length of a leading `if let Some(__ret) = None::<R> { … }`.
fn typed_return(tokens: &[TokenTree]) -> usize {
    match tokens {
        [TokenTree::Ident(first), TokenTree::Ident(second), ..] if first == "if" && second == "let" => {
            let is_block = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            let names_return = |token: &TokenTree| token.to_token_stream().to_string().contains("__ret");
            match tokens.iter().position(is_block) {
                Some(block) if tokens[..block].iter().any(names_return) => block + 1,
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// The length of a leading `let x = x;`, `let __self = self;` or `let pattern = { let __arg1 = __arg1; __arg1 };`, attributes
/// included.
fn binding_line(tokens: &[TokenTree]) -> Option<usize> {
    let end = tokens.iter().position(|token| is_punct(token, ';'))?;
    let mut line = &tokens[..end];
    while let [TokenTree::Punct(_), TokenTree::Group(_), rest @ ..] = line {
        line = rest;
    }
    let (TokenTree::Ident(word), binding) = line.split_first()? else { return None };
    let equals = binding.iter().position(|token| is_punct(token, '=')).filter(|_| word == "let")?;
    let is_argument =
        |token: Option<TokenTree>| matches!(token, Some(TokenTree::Ident(ident)) if ident.to_string().starts_with("__arg"));
    let moves = match (&binding[..equals], &binding[equals + 1..]) {
        (_, [TokenTree::Group(value)]) => is_argument(value.stream().into_iter().last()),
        ([.., TokenTree::Ident(name)], [TokenTree::Ident(value)]) if name == value || name == "__self" => true,
        (_, [value]) => is_argument(Some(value.clone())),
        _ => false,
    };
    moves.then_some(end + 1)
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

/// Renames `self` where it is a value. `self::path` stays.
pub(crate) fn rename_self(tokens: TokenStream, this: &Ident) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut renamed = TokenStream::new();
    while let Some(token) = tokens.next() {
        let begins_path = tokens.peek().is_some_and(|next| is_punct(next, ':'));
        renamed.extend([match token {
            TokenTree::Ident(ident) if ident == "self" && !begins_path => {
                TokenTree::Ident(Ident::new(&this.to_string(), this.span()))
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), rename_self(group.stream(), this));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        }]);
    }
    renamed
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse_quote;

    use super::*;

    fn resolved(output: &ReturnType) -> Option<String> {
        resolved_type(output).map(|resolved| quote!(#resolved).to_string())
    }

    #[test]
    fn the_future_is_found_where_it_is_written_out() {
        let in_invisible_braces = Group::new(Delimiter::None, quote!(Box<dyn Future<Output = Answer>>));
        for output in [
            parse_quote!(-> impl Future<Output = Answer> + Send + 'a),
            parse_quote!(-> impl Send + ::core::future::Future<Output = Answer>),
            parse_quote!(-> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>),
            parse_quote!(-> ::core::pin::Pin<Box<dyn ::core::future::Future<Output = Answer>>>),
            parse_quote!(-> BoxFuture<'static, Answer>),
            parse_quote!(-> futures::future::LocalBoxFuture<'_, Answer>),
            parse_quote!(-> (impl Future<Output = Answer>)),
            parse_quote!(-> Pin<#in_invisible_braces>),
        ] {
            assert_eq!(resolved(&output).as_deref(), Some("Answer"));
        }
        assert_eq!(resolved(&parse_quote!(-> Result<Answer, Error>)), None);
        assert_eq!(resolved(&parse_quote!(-> Hidden)), None);
    }

    #[test]
    fn the_tail_block_is_replaced_wherever_it_is_wrapped() {
        let mut replace = |_: &Group| Group::new(Delimiter::Brace, quote!(new));
        for (written, expected) in [
            (quote!(let n = 1; async move { old }), quote!(let n = 1; async move { new })),
            (quote!(Box::pin(async move { old })), quote!(Box::pin(async move { new }))),
            (quote!(async move { old }.boxed()), quote!(async move { new }.boxed())),
            (quote!(async move { old }.boxed_local()), quote!(async move { new }.boxed_local())),
        ] {
            assert_eq!(replace_tail_block(written, &mut replace).unwrap().to_string(), expected.to_string());
        }
        for other in [
            quote!(other()),
            quote!(async move { old }; 1),
            quote!(match state { old }),
            quote!(async gen { old }),
            quote!(once(async move { old })),
            quote!(async move { old }.mine()),
            quote!(async move { old }.boxed(arena)),
        ] {
            assert!(replace_tail_block(other.clone(), &mut replace).is_none(), "{other}");
        }
    }

    #[test]
    fn only_the_lines_that_move_arguments_are_hoisted() {
        let captured = split_captured(quote! {
            if let Some(__ret) = None::<R> { return __ret; }
            let __self = self;
            let mut x = x;
            let (a, b) = { let __arg1 = __arg1; __arg1 };
            #[cfg(all())]
            let [c] = __arg2;
            let y = x.len();
            done
        });
        let bindings = quote! {
            let __self = self;
            let mut x = x;
            let (a, b) = { let __arg1 = __arg1; __arg1 };
            #[cfg(all())]
            let [c] = __arg2;
        };
        assert_eq!(captured.bindings.to_string(), bindings.to_string());
        assert!(captured.rest.to_string().ends_with(&quote!(let y = x.len(); done).to_string()));
        assert_eq!(captured.this.unwrap(), "__self");
    }

    #[test]
    fn lines_of_the_users_own_are_left_where_they_are() {
        for body in [
            quote!(let y = x; done),
            quote!(if let Some(n) = n { n } let x = x;),
            quote!(if n == __ret { n } let x = x;),
            quote!(let __ret = { n } let x = x;),
        ] {
            let captured = split_captured(body.clone());
            assert!(captured.bindings.is_empty(), "{body}");
            assert_eq!(captured.rest.to_string(), body.to_string());
        }
    }

    #[test]
    fn self_is_found_behind_a_mut_too_and_without_a_type_to_return() {
        for body in [quote!(let _: () = { body };), quote!({ body })] {
            let captured = split_captured(quote!(let mut __self = self; #body));
            assert_eq!(captured.bindings.to_string(), quote!(let mut __self = self;).to_string());
            assert_eq!(captured.rest.to_string(), body.to_string());
            assert_eq!(captured.this.unwrap(), "__self");
        }
    }

    #[test]
    fn only_async_trait_leaves_its_mark() {
        let signature = |signature: Signature| is_async_trait(&signature);
        assert!(signature(parse_quote!(fn f<'life0, 'async_trait>(&'life0 self) -> Hidden)));
        assert!(!signature(parse_quote!(fn f<'a>(&'a self) -> Hidden)));
    }

    #[test]
    fn self_is_renamed_where_it_is_a_value() {
        let renamed = rename_self(quote!(f(|| self.limit) | self::path(*self)), &parse_quote!(__self));
        assert_eq!(renamed.to_string(), quote!(f(|| __self.limit) | self::path(*__self)).to_string());
    }
}
