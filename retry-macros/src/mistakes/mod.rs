//! The errors that the attribute itself reports, and their places. Checks the texts of tests/ui/cases/ without a compiler.

mod rows;
mod table;
mod types;

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Group, LineColumn, TokenStream, TokenTree};

use crate::retryable::{self, misplaced};
use crate::{attribute, block};

/// The files in which the errors without a code are lints of the compiler.
const LINTED: [&str; 2] = ["lints-of-the-plain-function", "mutable-borrow-returned"];

/// The file in which the compiler finds two attributes named `retry`, so it expands neither.
const AMBIGUOUS: &str = "derive-below-the-attribute";

/// A message and its place.
#[derive(Debug, PartialEq)]
pub(crate) struct CompileError {
    pub(crate) message: String,
    line: usize,
    column: usize,
}

/// The `compile_error!`s among the tokens.
pub(crate) fn compile_errors(expansion: TokenStream) -> Vec<CompileError> {
    let tokens = expansion.into_iter().collect::<Vec<_>>();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let arguments = match token {
            TokenTree::Group(group) => {
                found.extend(compile_errors(group.stream()));
                continue;
            }
            TokenTree::Ident(name) if name == "compile_error" => &tokens[at + 2],
            _ => continue,
        };
        let TokenTree::Group(arguments) = arguments else { continue };
        let message = syn::parse2::<syn::LitStr>(arguments.stream()).unwrap().value();
        let LineColumn { line, column } = token.span().start();
        found.push(CompileError { message, line, column: column + 1 });
    }
    found
}

/// The errors of every `#[retry]` item, `#[derive(Retryable)]` and `retry_block!` in the source.
fn compile_errors_of(source: TokenStream) -> Vec<CompileError> {
    let tokens = source.into_iter().collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(pound), TokenTree::Group(attribute), item @ ..]
                if pound.as_char() == '#' && is_retry(&attribute.stream()) =>
            {
                let args = attribute.stream().into_iter().find_map(|token| match token {
                    TokenTree::Group(args) => Some(args.stream()),
                    _ => None,
                });
                at += 2;
                // On a variant, it belongs to a derive.
                let Some(end) = item.iter().position(ends_item) else { continue };
                let item = item[..=end].iter().cloned().collect();
                let expansion = attribute::expand(args.clone().unwrap_or_default(), &item);
                found.extend(compile_errors(expansion.clone()));
                if misplaced::find(args.unwrap_or_default(), &item).is_some() {
                    found.extend(compile_errors_of(expansion));
                    at += end + 1;
                }
            }
            [TokenTree::Punct(pound), TokenTree::Group(attribute), item @ ..]
                if pound.as_char() == '#' && derives_retryable(&attribute.stream()) =>
            {
                let end = item.iter().position(ends_item).unwrap();
                found.extend(compile_errors(retryable::expand(item[..=end].iter().cloned().collect())));
                at += end + 3;
            }
            [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(input), ..] if name == "retry_block" => {
                found.extend(compile_errors(block::expand(input.stream())));
                at += 3;
            }
            [TokenTree::Group(group), ..] => {
                found.extend(compile_errors_of(group.stream()));
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

/// `retry…` or `tenacity::retry…`.
fn is_retry(attribute: &TokenStream) -> bool {
    let mut path = attribute.clone().into_iter().take_while(|token| !matches!(token, TokenTree::Group(_)));
    let first = path.next();
    matches!(path.last().or(first), Some(TokenTree::Ident(name)) if name == "retry")
}

fn derives_retryable(attribute: &TokenStream) -> bool {
    is_named(attribute, "derive") && attribute.to_string().contains("Retryable")
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

/// The errors without a code of what the compiler printed: `error: message`, and ` --> file:line:column` below.
fn printed(text: &str) -> Vec<CompileError> {
    let lines = text.lines().zip(text.lines().skip(1));
    lines
        .filter_map(|(first, second)| {
            let message = first.strip_prefix("error: ")?.into();
            let mut place = second.rsplit(':').map(|number| number.parse().unwrap());
            let (column, line) = (place.next()?, place.next()?);
            Some(CompileError { message, line, column })
        })
        .collect()
}

#[test]
fn every_mistake_is_reported_once_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/cases");
    let Ok(files) = fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not part of the package", folder.display());
        return;
    };
    let mut compared = 0;
    for file in files {
        let path = file.unwrap().path();
        let Ok(expected) = fs::read_to_string(path.with_extension("stderr")) else { continue };
        if path.extension().is_none_or(|extension| extension != "rs") || path.file_stem().is_some_and(|stem| stem == AMBIGUOUS) {
            continue;
        }
        let linted = LINTED.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name));
        let expected = if linted { Vec::new() } else { printed(&expected) };
        let source = fs::read_to_string(&path).unwrap().parse().unwrap();
        assert_eq!(compile_errors_of(source), expected, "{}", path.display());
        compared += expected.len();
    }
    assert!(compared > 40, "the folder was not found whole");
}

/// The messages about a function with these arguments.
fn messages(args: &str, head: &str) -> Vec<String> {
    let expansion = attribute::expand(invisible(args.parse().unwrap()), &format!("{head} {{ x }}").parse().unwrap());
    compile_errors(expansion).into_iter().map(|error| error.message).collect()
}

/// `__(…)` stands for the invisible braces of `macro_rules!`, which no text can write.
fn invisible(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut seen = TokenStream::new();
    while let Some(token) = tokens.next() {
        let token = match (token, tokens.peek()) {
            (TokenTree::Ident(mark), Some(TokenTree::Group(group))) if mark == "__" => {
                let group = Group::new(Delimiter::None, invisible(group.stream()));
                tokens.next();
                TokenTree::Group(group)
            }
            (TokenTree::Group(group), _) => TokenTree::Group(Group::new(group.delimiter(), invisible(group.stream()))),
            (other, _) => other,
        };
        seen.extend([token]);
    }
    seen
}

const NO_UNIT: &str = "a duration needs a unit";
const NEGATIVE: &str = "cannot be negative";
const REVERSED: &str = "`min` is greater than `max`";

/// Arguments with a part of the only message about them; empty if there is no mistake.
const ARGUMENTS: &[(&str, &str)] = &[
    ("wait = wait_fixed((30))", NO_UNIT),
    ("wait = wait_fixed(__(30))", NO_UNIT),
    ("wait = wait_fixed(1.5)", "write `1.5s`"),
    ("wait = wait_fixed(-1.5)", NEGATIVE),
    ("wait = wait_fixed(-(30))", ""),
    ("wait = mine.plus(wait_fixed(30))", NO_UNIT),
    ("wait = mine(wait_fixed(30))", NO_UNIT),
    ("wait = wait_chain([wait_none(), wait_fixed(30)])", NO_UNIT),
    ("wait = wait_none() + __(wait_fixed(30))", NO_UNIT),
    ("wait = (wait_none() + wait_none()).max(30)", NO_UNIT),
    ("wait = __(wait_none()).min(1s).jitter(30)", NO_UNIT),
    ("wait = (WAIT + wait_none()).max(30)", ""),
    ("wait = mine().max(30)", ""),
    ("wait = wait_fixed(1s).after(30)", ""),
    ("wait = wait_chain((wait_none(), 30))", "write `wait_fixed(30s)`"),
    ("stop = stop_after_attempt(3).or(stop_before_delay(\"5s\"))", "write `5s` without quotes"),
    ("stop = stop_when_event_set(30)", ""),
    ("retry = retry_if_result(|n| *n == 30)", ""),
    ("stop = stop_after_attempt((0))", "at least one attempt"),
    ("stop = !stop_after_attempt(__(0))", "at least one attempt"),
    ("stop = stop_after_attempt(10)", ""),
    ("stop = stop_after_attempt(3) || stop_after_delay(3s)", "write a single `|`"),
    ("stop = a | ((limit && !__(stop_never())) | b)", "write a single `&`"),
    ("stop = mine(a || b) | stop_after_attempt(3)", ""),
    ("stop = a || b", ""),
    ("retry = retry_if_ok(|found| a(found) && b(found))", ""),
    ("stop = stop_after_attempt(0, 0)", ""),
    ("wait = wait_chain(vec![wait_none()])", ""),
    ("wait = wait_chain(list![])", ""),
    ("wait = wait_chain([wait_none()])", ""),
    ("wait = wait_chain((), ())", ""),
    ("wait = wait_random(1s, 1s)", ""),
    ("wait = wait_random(1s, 2s)", ""),
    ("wait = wait_random(1s, LIMIT)", ""),
    ("wait = wait_random(1001ms, 1s)", "`max` is less than `min`"),
    ("wait = mine().at_least(10s).at_most(5s)", REVERSED),
    ("wait = mine().max(5s).min(10s)", REVERSED),
    ("wait = mine().at_most(5s).at_least(10s)", REVERSED),
    ("wait = mine().min(5s).max(5s)", ""),
    ("wait = mine().max(10s).min(5s)", ""),
    ("wait = mine().min(5s).max(10s)", ""),
    ("wait = mine().min(10s).min(5s)", ""),
    ("wait = mine().min(10s).max(LIMIT)", ""),
    ("attempt_timeout = 1s, timeout = 5s", ""),
    // Legal, although it looks like a mistake.
    ("stop = given", ""),
    ("stop = stop_any | stop_never()", ""),
    ("stop = Mine | 5", ""),
    ("wait = mine() + 500ms", ""),
    ("stop = given() | my::stop_any(a, b)", ""),
    ("wait = ExponentialBackoff::default()", ""),
    ("wait = \"100ms\".parse().unwrap()", ""),
    ("wait = mine(|| 5).or_so()", ""),
    ("wait = mine(100, ms)", ""),
    ("wait = mine!(100 ms)", ""),
    ("wait = mine(100 as u32)", ""),
    ("stop = a.or(b).or(mine(30s))", ""),
    ("retry = Judge::Strict", ""),
    ("retry = Judge::of(ApiError::Timeout)", ""),
    ("retry = Judge { strict: true, ..rest }", ""),
    ("retry = |e| e.is_err()", ""),
    ("retry = |e| judge(e)", ""),
    ("retry = |e| matches!(e, Err(ApiError::Timeout))", ""),
    ("retry = |r| matches!(r, Err(ApiError::Timeout))", ""),
    ("stop = |state| state.attempt_number() > 3", ""),
    ("stop = || DONE.get()", ""),
    ("stop = stop_after_attempt(limit().await)", ""),
    ("retry = my::retry_if_err(|a, b| true)", ""),
    ("before_sleep = log_to(\"stdout\")", ""),
    ("before_sleep = before_sleep_log(Level::Info)", ""),
    ("before_sleep = |_, _| { spawn(async move { note().await }); }", ""),
    ("before_sleep = |_, _| { spawn(async || { note().await }); note(); }", ""),
    ("before_sleep = hook!(|a, b| a)", ""),
    ("fallback = Some::fallback", ""),
    ("attempt_timeout = 6s, timeout = 5s", "`attempt_timeout` is not less than `timeout`"),
    ("attempt_timeout = limit(), timeout = 5s", ""),
    ("attempt_timeout = mine(6, 0), timeout = 5s", ""),
];

#[test]
fn a_mistake_is_found_wherever_it_hides() {
    for (args, expected) in ARGUMENTS {
        let messages = messages(args, "async fn f() -> R");
        let is_expected = messages.iter().all(|message| !expected.is_empty() && message.contains(*expected));
        assert!(messages.len() == usize::from(!expected.is_empty()) && is_expected, "{args}: {messages:?}");
    }
}

#[test]
fn a_mistake_hides_none_that_follows() {
    for (args, expected) in [
        ("stop stop_after_attempt(3), colour, wait = 5parsecs", 2),
        ("sotp = a == b, seed == 1, retrys = 3", 2),
        ("sotp = f(a, retrys = 3), wait = w", 1),
        ("sotp = a, b = c, wiat = w", 3),
        ("sotp, wrap_error, wiat = w", 2),
        ("sotp, clone(a), wiat = w", 3),
        ("stop = a b, retrys = c", 2),
        ("stop = a b, wrap_error, retrys = c", 2),
        ("3, retrys = c", 2),
        ("wrap_error = true, retrys = c", 2),
        ("wrap_error, retrys = c", 1),
        ("clone, retrys = c", 2),
        ("clone(a.b, 3), retrys = c", 2),
        ("clone(self, self), retrys = c", 3),
        ("before = a, before = b c, before =, wiat = w", 3),
        ("before = a, before = b, fallback = c, fallback = d", 1),
        ("stop =", 1),
        ("stop = a,,", 1),
        ("wait = f(1 2), retrys = c", 2),
        ("retry = |a, b c| d, retrys = e", 2),
        ("stop = f::<A, B = C>() d, retrys = e", 2),
    ] {
        let messages = messages(args, "fn f() -> Result<T, RetryError<E>>");
        assert_eq!(messages.len(), expected, "{args}: {messages:?}");
    }
}

#[test]
fn the_path_of_the_crate_is_absolute() {
    let relative = ["expected an absolute path: write `crate = ::tenacity`, or begin with `crate::`"];
    for path in ["::mine", "::mine::retries", "crate", "crate::retries"] {
        assert_eq!(messages(&format!("crate = {path}"), "fn f() -> R"), [""; 0], "{path}");
    }
    for path in ["mine", "self::mine", "super::mine", "<Mine>::retries", "::mine()", "\"mine\""] {
        assert_eq!(messages(&format!("crate = {path}"), "fn f() -> R"), relative, "{path}");
    }
}

#[test]
fn a_name_for_the_state_is_one_word() {
    assert_eq!(messages("state = progress", "fn f() -> R"), [""; 0]);
    for binding in ["self", "my::progress", "progress::<u8>", "<T>::progress", "progress()"] {
        assert_eq!(messages(&format!("state = {binding}"), "fn f() -> R").len(), 1, "{binding}");
    }
}
