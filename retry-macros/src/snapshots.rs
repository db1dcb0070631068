//! The expansions of typical functions, and of an error type: `tests/snapshots/NAME.in.rs` beside `NAME.out.rs`.
//!
//! `SNAPSHOTS=overwrite cargo test -p tenacity-macros` writes the second anew. Read the difference before it is committed.

use std::path::Path;
use std::{env, fs};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::{attribute, retryable};

/// The arguments of the attribute that the item begins with, and the item.
fn split(written: &str) -> (TokenStream, TokenStream) {
    let mut tokens = written.parse::<TokenStream>().unwrap().into_iter();
    let (Some(TokenTree::Punct(_)), Some(TokenTree::Group(attribute))) = (tokens.next(), tokens.next()) else {
        panic!("expected `#[retry…]` first");
    };
    let args = attribute.stream().into_iter().find_map(|token| match token {
        TokenTree::Group(args) => Some(args.stream()),
        _ => None,
    });
    (args.unwrap_or_default(), tokens.collect())
}

fn expand(written: &str) -> TokenStream {
    let (args, item) = split(written);
    attribute::expand(args, &item)
}

#[test]
fn typical_functions_expand_to_what_was_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut compared = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.to_str().unwrap().strip_suffix(".in.rs") else { continue };
        let written = fs::read_to_string(&path).unwrap();
        let file = if written.starts_with("#[derive(") {
            syn::parse2(retryable::expand(split(&written).1)).unwrap()
        } else {
            let expansion = expand(&written);
            // A method is not an item by itself.
            syn::parse2(quote!(impl Subject { #expansion })).unwrap()
        };
        let (expected, expansion) = (format!("{name}.out.rs"), prettyplease::unparse(&file));
        if env::var_os("SNAPSHOTS").is_some() {
            fs::write(&expected, &expansion).unwrap();
        }
        assert_eq!(fs::read_to_string(&expected).unwrap(), expansion, "{expected}");
        compared += 1;
    }
    assert_eq!(compared, 18);
}

#[test]
fn a_five_line_function_expands_to_a_loop_that_is_read_at_a_glance() {
    let lines = |written: &str| {
        let expansion = expand(written);
        prettyplease::unparse(&syn::parse2(expansion).unwrap()).lines().count()
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(lines(&read("sync_attempts_and_fixed_wait.in.rs")), 25);
    assert_eq!(lines(&read("attempts_and_fixed_wait.in.rs")), 33);
}

/// The number of tokens, those in groups included.
fn count(tokens: TokenStream) -> usize {
    let nested = |token| if let TokenTree::Group(group) = token { 1 + count(group.stream()) } else { 1 };
    tokens.into_iter().map(nested).sum()
}

#[test]
fn the_size_of_the_body_does_not_change_the_added_tokens() {
    let added = |statements: usize| {
        let item = format!("async fn long() -> Option<u8> {{ {} None }}", "let _ = call(1, 2);".repeat(statements));
        let item = item.parse::<TokenStream>().unwrap();
        count(attribute::expand(TokenStream::new(), &item)) - count(item)
    };
    assert_eq!(added(0), added(10_000));
}

#[test]
fn the_keys_values_keep_their_places_in_the_source() {
    let (args, item) =
        split("#[retry(stop = my::stop(LIMIT), retry = classify, before_sleep = |a, b| note(a, b))] fn f() -> R { x }");
    let mut written = Vec::new();
    let mut expanded = Vec::new();
    names(args.clone(), &mut written);
    names(attribute::expand(args, &item), &mut expanded);
    for name in ["my", "LIMIT", "classify", "note", "a", "b"] {
        let place = written.iter().find(|(written, _)| written == name).unwrap();
        assert!(expanded.contains(place), "{place:?} is not where it was written");
    }
}

/// Each identifier with its line and column.
fn names(tokens: TokenStream, found: &mut Vec<(String, String)>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => found.push((name.to_string(), format!("{:?}", name.span().start()))),
            TokenTree::Group(group) => names(group.stream(), found),
            _ => {}
        }
    }
}

/// The text of the `#[doc]` attributes of the expanded item.
fn documentation(written: &str) -> Vec<String> {
    let function = syn::parse2::<syn::ItemFn>(expand(written)).unwrap();
    let text = |attr: &syn::Attribute| match &attr.meta {
        syn::Meta::NameValue(doc) if doc.path.is_ident("doc") => Some(quote!(#doc).to_string()),
        _ => None,
    };
    function.attrs.iter().filter_map(text).collect()
}

#[test]
fn a_documented_function_gains_one_line_about_its_policy() {
    let told = documentation(
        "#[retry(stop = stop_after_attempt(5) | stop_after_delay(30s), clone(a))] /// Fetches.\nfn f(a: A) -> R { x }",
    );
    assert_eq!(told.len(), 2);
    // Outside the compiler, tokens are printed with other spaces.
    let without_spaces = told[1].replace(' ', "");
    assert!(without_spaces.contains("`stop=stop_after_attempt(5)|stop_after_delay(30s)`"), "{without_spaces}");
    let told = documentation("#[retry] /// Fetches.\nfn f() -> R { x }");
    assert!(told[1].contains("up to 10 attempts within 45s"), "{}", told[1]);
}

#[test]
fn an_undocumented_function_and_one_that_wants_no_line_gain_none() {
    assert_eq!(documentation("#[retry] fn f() -> R { x }").len(), 0);
    assert_eq!(documentation("#[retry(doc = false)] /// Fetches.\nfn f() -> R { x }").len(), 1);
}

#[test]
fn a_body_of_macro_rules_is_seen_through_its_invisible_braces() {
    let body = Group::new(Delimiter::Brace, quote!(None));
    let block = Group::new(Delimiter::None, TokenTree::Group(body).into());
    let expansion = attribute::expand(TokenStream::new(), &quote_spanned!(block.span()=> fn f() -> Option<u8> #block));
    assert!(syn::parse2::<syn::ItemFn>(expansion).is_ok());
}

#[test]
fn a_strategy_of_macro_rules_is_placed_as_without_its_invisible_braces() {
    let expand = |wait: TokenStream| {
        let expansion = attribute::expand(
            quote!(wait = #wait + wait_none()),
            &quote!(
                fn f() -> Option<u8> {
                    None
                }
            ),
        );
        expansion.to_string().replace(' ', "")
    };
    for wait in
        [quote!(wait_random(SHORT, LONG)), quote!(wait_fn(|state| pause(state))), quote!(wait_fn(move |state| pause(state)))]
    {
        let invisible = Group::new(Delimiter::None, wait.clone());
        assert_eq!(expand(quote!(#invisible)), expand(wait));
    }
}
