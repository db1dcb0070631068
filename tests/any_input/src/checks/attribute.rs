//! Checks of the attribute, `retry_block!` and the derive with arbitrary arguments.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::{attribute, block, retryable};

/// Functions to retry; those with a receiver are methods.
const FUNCTIONS: [&str; 7] = [
    "pub fn f(a: &str) -> io::Result<u8> { g(a)?; Ok(1) }",
    "async fn f(a: A, mut b: B) -> Result<u8, RetryError<E>> { g(a, &mut b).await }",
    "/// Finds one.\n#[must_use] fn f<T: Find>(&mut self, a: &T) -> Option<T::Found> where T: Clone { self.find(a) }",
    "async fn f(&mut self, (a, b): (A, B)) { self.note(a, b).await }",
    "fn f(a: String) -> impl Future<Output = Result<u8, impl Error>> + Send { let n = g(&a); async move { h(n, a).await } }",
    // A method as `#[async_trait]` rewrites it.
    "fn f<'life0, 'async_trait>(&'life0 mut self, a: A) -> Pin<Box<dyn Future<Output = Option<u8>> + Send + 'async_trait>> {
        Box::pin(async move {
            if let Some(__ret) = None::<Option<u8>> { return __ret; }
            let __self = self;
            let mut a = a;
            let __ret: Option<u8> = { __self.g(a).await };
            __ret
        })
    }",
    "const unsafe fn f<const N: usize>(mut a: [u8; N]) { #![allow(unused)] }",
];

const BLOCKS: [&str; 2] = ["-> io::Result<u8> { g()?; Ok(1) }", "async move -> Option<u8> { g().await }"];

/// The role of the text. The first letter of the input selects it, and also selects the function or block that is retried.
enum Written {
    /// The arguments on a function.
    Attribute(&'static str),
    /// The keys of a block.
    Keys(&'static str),
    /// A whole block.
    Block,
    /// A function with its body.
    Item,
    /// A type below the derive.
    Type,
}

impl Written {
    fn chosen(letter: u8) -> Self {
        let functions = FUNCTIONS.into_iter().map(Self::Attribute).chain(BLOCKS.into_iter().map(Self::Keys));
        let mut all = functions.chain([Self::Block, Self::Item, Self::Type]).collect::<Vec<_>>();
        all.swap_remove(usize::from(letter.wrapping_sub(b'a')) % all.len())
    }
}

/// Either the output has an error beside the item, or the expansion parses. The expansion parses only if the body does, because the
/// attribute does not read the body.
///
/// # Panics
///
/// If the check fails.
pub fn check(input: &[u8]) {
    let Some((letter, text)) = input.split_first() else { return };
    let Ok(Ok(written)) = std::str::from_utf8(text).map(str::parse::<TokenStream>) else { return };
    match Written::chosen(*letter) {
        Written::Attribute(function) => {
            let function = tokens(function);
            let expansion = attribute::expand(written, &function);
            assert_is_an_item(&expansion);
            assert_tells_or_retries(&function, &expansion);
        }
        Written::Keys(block) => {
            let block = tokens(block);
            assert_is_an_expression(&block::expand(quote!(#written => #block)));
        }
        Written::Block => {
            let body = written.clone().into_iter().last().map(TokenStream::from);
            let expansion = block::expand(written);
            if body.is_some_and(|body| syn::parse2::<syn::Block>(body).is_ok()) {
                assert_is_an_expression(&expansion);
            }
        }
        Written::Item => {
            let expansion = attribute::expand(TokenStream::new(), &written);
            if syn::parse2::<syn::ImplItemFn>(written.clone()).is_ok() {
                assert_is_an_item(&expansion);
            }
            assert_tells_or_retries(&written, &expansion);
        }
        Written::Type => {
            let expansion = retryable::expand(written);
            if let Err(error) = syn::parse2::<syn::File>(expansion.clone()) {
                panic!("{error}: {expansion}");
            }
            assert!(!expansion.is_empty(), "neither an error nor an implementation");
        }
    }
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// Asserts that the expansion is a function or a method.
fn assert_is_an_item(expansion: &TokenStream) {
    if let Err(error) = syn::parse2::<syn::ItemImpl>(quote!(impl Subject { #expansion })) {
        panic!("{error}: {expansion}");
    }
}

fn assert_is_an_expression(expansion: &TokenStream) {
    if let Err(error) = syn::parse2::<syn::Expr>(expansion.clone()) {
        panic!("{error}: {expansion}");
    }
}

/// Asserts that the item is unchanged and followed by errors, or that it contains a loop. Beside an error, the body may begin with the values
/// of the keys, which only an editor reads.
fn assert_tells_or_retries(item: &TokenStream, expansion: &TokenStream) {
    // Inner attributes are parsed, which changes the spaces between their tokens.
    let text = |tokens: TokenStream| tokens.to_string().replace(' ', "");
    let kept = text(without_values(expansion.clone()));
    match kept.strip_prefix(&text(item.clone())) {
        Some(errors) => assert!(errors.contains("compile_error"), "neither an error nor a loop: {expansion}"),
        None => assert!(kept.contains("loop"), "the item is neither kept nor retried: {expansion}"),
    }
}

// Input:   fn f() { #[cfg(miri)] P::values! { let _ = S; } body }
// Output:  fn f() { body }
fn without_values(expansion: TokenStream) -> TokenStream {
    let (mut kept, mut tokens) = (Vec::new(), expansion.into_iter());
    while let Some(token) = tokens.next() {
        let is_mark = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.to_string() == "[cfg (miri)]");
        match token {
            mark if is_mark(&mark) => {
                kept.pop();
                let is_end =
                    |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                tokens.find(is_end);
            }
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                kept.push(Group::new(Delimiter::Brace, without_values(body.stream())).into());
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}
