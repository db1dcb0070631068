//! Finds `std::thread::sleep` in async code, where it blocks the runtime.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::parse::closure::{self, is_punct};

/// The place of the first `std::thread::sleep(…)` that the body itself calls. Closures and nested items are skipped: a closure may run on
/// another thread.
///
/// It passes over the tokens once. It finds the full path only, because `sleep` and `thread::sleep` may mean something else.
pub(crate) fn thread_sleep(body: TokenStream) -> Option<Span> {
    let tokens = body.into_iter().collect::<Vec<_>>();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(length) = closure::head(&tokens, at) {
            at = after_expression(&tokens, at + length);
        } else if is_item_word(&tokens[at]) {
            at = after_next_brace(&tokens, at);
        } else if is_thread_sleep(&tokens[at..]) {
            return Some(tokens[at].span());
        } else {
            if let TokenTree::Group(group) = &tokens[at] {
                if let Some(found) = thread_sleep(group.stream()) {
                    return Some(found);
                }
            }
            at += 1;
        }
    }
    None
}

fn is_thread_sleep(tokens: &[TokenTree]) -> bool {
    const PATH: [&str; 7] = ["std", ":", ":", "thread", ":", ":", "sleep"];
    let is_next = |(token, expected): (&TokenTree, &str)| match token {
        TokenTree::Ident(word) => word == expected,
        TokenTree::Punct(punct) => expected.starts_with(punct.as_char()),
        _ => false,
    };
    let is_call = matches!(tokens.get(7), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
    is_call && tokens.iter().zip(PATH).all(is_next)
}

fn is_item_word(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if ["fn", "impl", "mod", "trait", "macro_rules"].iter().any(|item| word == item))
}

/// The end of a closure's body: the next comma or semicolon, even behind braces.
fn after_expression(tokens: &[TokenTree], at: usize) -> usize {
    let is_end = |token: &TokenTree| is_punct(Some(token), ',') || is_punct(Some(token), ';');
    tokens[at..].iter().position(is_end).map_or(tokens.len(), |end| at + end)
}

fn after_next_brace(tokens: &[TokenTree], at: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(Some(token), ';'),
    };
    tokens[at..].iter().position(is_end).map_or(tokens.len(), |brace| at + brace + 1)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn the_full_path_is_found_wherever_the_body_calls_it() {
        for body in [
            quote!(std::thread::sleep(pause); Ok(())),
            quote!(if late {
                ::std::thread::sleep(pause)
            }),
            quote!(let n = a | b; std::thread::sleep(pause)),
            quote!(spawn(|| work()); std::thread::sleep(pause)),
            quote!(let work = |a: A, b: B| a; std::thread::sleep(pause)),
            quote!(let work = |a: A| work(a); std::thread::sleep(pause)),
            quote!(spawn(|| work(), std::thread::sleep(pause))),
            quote!(let n = a | b | { std::thread::sleep(pause); c }),
            quote!(std::thread::sleep(pause); a | b),
        ] {
            assert!(thread_sleep(body.clone()).is_some(), "{body}");
        }
    }

    #[test]
    fn closures_nested_items_and_other_sleeps_are_left_alone() {
        for body in [
            quote!(spawn_blocking(|| std::thread::sleep(pause)).await),
            quote!(spawn_blocking(move || { std::thread::sleep(pause) }).await),
            quote!(let nap = |pause| std::thread::sleep(pause); nap),
            quote!(nap_with(|pause, times| std::thread::sleep(pause * times))),
            quote!(spawn_blocking(|| work(pause).then(std::thread::sleep(pause)))),
            quote!(spawn_blocking(|| { pause } + nap(std::thread::sleep(pause)))),
            quote!(
                fn nap() {
                    std::thread::sleep(PAUSE)
                },
                spawn_blocking(nap).await
            ),
            quote!(tokio::time::sleep(pause).await),
            quote!(std::thread::yield_now()),
            quote!(std::time::sleep(pause)),
            quote!(tokio::thread::sleep(pause)),
            quote!(let nap = std::thread::sleep; nap),
        ] {
            assert!(thread_sleep(body.clone()).is_none(), "{body}");
        }
    }
}
