//! What is said of mistakes, and where: the texts of tests/ui/ that the attribute itself makes, without a compiler.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, LineColumn, TokenStream, TokenTree};

use crate::{attribute, block};

/// The files whose errors without a code are lints of the compiler's.
const LINTED: [&str; 2] = ["lints-of-the-plain-function", "mutable-borrow-returned"];

/// A message, and where it points to.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) message: String,
    line: usize,
    column: usize,
}

/// The `compile_error!`s among the tokens.
pub(crate) fn told(expansion: TokenStream) -> Vec<Told> {
    let tokens = expansion.into_iter().collect::<Vec<_>>();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let arguments = match token {
            TokenTree::Group(group) => {
                found.extend(told(group.stream()));
                continue;
            }
            TokenTree::Ident(name) if name == "compile_error" => &tokens[at + 2],
            _ => continue,
        };
        let TokenTree::Group(arguments) = arguments else { continue };
        let message = syn::parse2::<syn::LitStr>(arguments.stream()).unwrap().value();
        let LineColumn { line, column } = token.span().start();
        found.push(Told { message, line, column: column + 1 });
    }
    found
}

/// The messages about a source: those of every `#[retry]` item and `retry_block!` in it.
fn told_of(source: TokenStream) -> Vec<Told> {
    let tokens = source.into_iter().collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(pound), TokenTree::Group(attribute), item @ ..]
                if pound.as_char() == '#' && is_named(&attribute.stream(), "retry") =>
            {
                let args = attribute.stream().into_iter().find_map(|token| match token {
                    TokenTree::Group(args) => Some(args.stream()),
                    _ => None,
                });
                let end = item.iter().position(ends_item).unwrap();
                found.extend(told(attribute::expand(args.unwrap_or_default(), &item[..=end].iter().cloned().collect())));
                at += 2;
            }
            [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(input), ..] if name == "retry_block" => {
                found.extend(told(block::expand(input.stream())));
                at += 3;
            }
            [TokenTree::Group(group), ..] => {
                found.extend(told_of(group.stream()));
                at += 1;
            }
            _ => at += 1,
        }
    }
    found
}

fn is_named(attribute: &TokenStream, expected: &str) -> bool {
    matches!(attribute.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == expected)
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

/// The errors without a code of what the compiler printed: `error: message`, and ` --> file:line:column` below.
fn shown(text: &str) -> Vec<Told> {
    let lines = text.lines().zip(text.lines().skip(1));
    lines
        .filter_map(|(first, second)| {
            let message = first.strip_prefix("error: ")?.into();
            let mut place = second.rsplit(':').map(|number| number.parse().unwrap());
            let (column, line) = (place.next()?, place.next()?);
            Some(Told { message, line, column })
        })
        .collect()
}

#[test]
fn every_mistake_is_told_once_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    let Ok(files) = fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not part of the package", folder.display());
        return;
    };
    let mut compared = 0;
    for file in files {
        let path = file.unwrap().path();
        let Ok(expected) = fs::read_to_string(path.with_extension("stderr")) else { continue };
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let linted = LINTED.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name));
        let expected = if linted { Vec::new() } else { shown(&expected) };
        let source = fs::read_to_string(&path).unwrap().parse().unwrap();
        assert_eq!(told_of(source), expected, "{}", path.display());
        compared += expected.len();
    }
    assert!(compared > 40, "the folder was not found whole");
}
