//! Where the tokens of an expansion stand, as an editor sees them: it takes each token in the user's place for one of the user's.

use std::path::Path;

use proc_macro2::{Delimiter, Group, LineColumn, Span, TokenStream, TokenTree};
use quote::ToTokens;

use crate::attribute;
use crate::hygiene::PRIVATE_MODULE;

const ASYNC: &str = "#[retry(stop = patience(3), wait = my::pause(), retry = judge(), policy = policies(), before = move |s| note(s), \
    stats = counts(), budget = shared(), timeout = limit(), timed_out = made(), seed = seeds())]\nasync fn f() -> R { ask() }";
const SYNC: &str =
    "#[retry(stop = patience(3) | stop_when(|| done), cancel = stopping(), name = names())]\nfn f() -> R { ask() }";

/// The arguments of the attribute, and the item below it.
fn split(written: &str) -> (TokenStream, TokenStream) {
    let mut tokens = written.parse::<TokenStream>().unwrap().into_iter().skip(1);
    let Some(TokenTree::Group(attribute)) = tokens.next() else { panic!("expected `#[retry(…)]` first") };
    let Some(TokenTree::Group(args)) = attribute.stream().into_iter().nth(1) else { panic!("expected keys") };
    (args.stream(), tokens.collect())
}

fn expand(written: &str) -> Vec<TokenTree> {
    let (args, item) = split(written);
    flat(attribute::expand(args, &item))
}

/// Every token, with those in groups behind the group itself.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let with_inner = |token: TokenTree| {
        let inner = if let TokenTree::Group(group) = &token { flat(group.stream()) } else { Vec::new() };
        [token].into_iter().chain(inner)
    };
    tokens.into_iter().flat_map(with_inner).collect()
}

/// Whether the user wrote something at the place of the span.
fn is_the_users(span: Span) -> bool {
    let place = |span: Span| -> (LineColumn, LineColumn) { (span.start(), span.end()) };
    place(span) != place(Span::call_site())
}

#[test]
fn the_expansions_own_names_stand_in_no_place_of_the_users() {
    for written in [ASYNC, SYNC] {
        let mut names = 0;
        for token in expand(written) {
            let TokenTree::Ident(name) = token else { continue };
            let text = name.to_string();
            if text.starts_with("__") && text != PRIVATE_MODULE {
                names += 1;
                assert!(!is_the_users(name.span()), "`{name}` stands at {:?}", name.span().start());
            }
        }
        assert!(names > 20, "only {names} names");
    }
}

#[test]
fn an_await_of_the_expansion_has_a_place_of_its_own() {
    let mut awaits = 0;
    for written in [ASYNC, "#[retry(stop = s)] async fn f() -> R { ask() }", "#[retry(cancel = c)] async fn f() -> R { ask() }"] {
        for token in expand(written) {
            if matches!(&token, TokenTree::Ident(word) if word == "await") {
                awaits += 1;
                assert!(!is_the_users(token.span()), "`await` stands at {:?}", token.span().start());
            }
        }
    }
    assert!(awaits >= 6, "only {awaits} awaits");
}

#[test]
fn the_braces_of_the_body_stay_where_they_were_written() {
    let ends = |group: &Group| (group.span_open().start(), group.span_close().end());
    for written in [ASYNC, SYNC, "#[retry(clone(a))] async fn f(a: A) -> R { const N: u8 = 3; N }"] {
        let (_, item) = split(written);
        let Some(TokenTree::Group(body)) = item.into_iter().last() else { panic!("expected a body") };
        let holds_body = |token: &TokenTree| {
            let TokenTree::Group(group) = token else { return false };
            let has_last = group.stream().into_iter().last().map(|last| last.to_token_stream().to_string())
                == body.stream().into_iter().last().map(|last| last.to_token_stream().to_string());
            group.delimiter() == Delimiter::Brace && has_last && ends(group) == ends(&body)
        };
        assert!(expand(written).iter().any(holds_body), "{written}");
    }
}

#[test]
fn after_a_mistake_the_values_of_all_keys_keep_their_places() {
    for mistake in ["wait = ", "wait = pause(3).", "wiat = pause(3)", "wait = pause(3) pause(4)", "wait"] {
        let written = format!("#[retry(stop = patience(self.attempts), {mistake}, retry = judge)]\nfn f(&self) -> R {{ ask() }}");
        let tokens = expand(&written);
        assert!(tokens.iter().any(|token| token.to_string() == "compile_error"), "{mistake}");
        for name in ["patience", "attempts", "judge", "ask"] {
            let is_there = tokens.iter().any(|token| token.to_string() == name && is_the_users(token.span()));
            assert!(is_there, "`{name}` is lost beside `{mistake}`");
        }
    }
}

#[test]
fn the_documentation_stands_at_the_macros() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = syn::parse_file(&std::fs::read_to_string(root.join("src/lib.rs")).unwrap()).unwrap();
    let mut documented = 0;
    for item in library.items {
        let syn::Item::Fn(function) = item else { continue };
        let docs = function.attrs.iter().map(|attr| attr.to_token_stream().to_string()).collect::<String>();
        let page = docs.split("include_str ! (\"../").nth(1).or_else(|| docs.split("include_str!(\"../").nth(1));
        let page = page.and_then(|page| page.split('"').next()).unwrap_or_else(|| panic!("`{}`: {docs}", function.sig.ident));
        assert!(root.join(page).is_file(), "{page} is not in the package");
        let has_line = ["doc = \" Retries a", "doc = \" Implements"].iter().any(|line| docs.contains(line));
        assert!(has_line, "`{}` has no first line: {docs}", function.sig.ident);
        documented += 1;
    }
    assert_eq!(documented, 3);
}
