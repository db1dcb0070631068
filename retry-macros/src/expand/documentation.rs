//! The line that a documented function's rustdoc gains.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Meta};

use crate::model::Model;

/// The keys that the line tells.
const TOLD: [&str; 6] = ["policy", "stop", "wait", "retry", "attempt_timeout", "timeout"];

/// A `#[doc]` attribute that tells the policy, unless the function is undocumented or `doc = false`.
pub(crate) fn line(attrs: &[Attribute], written: &TokenStream, model: &Model) -> Option<TokenStream> {
    let is_documented = attrs.iter().any(|attr| matches!(&attr.meta, Meta::NameValue(doc) if doc.path.is_ident("doc")));
    if !is_documented || !model.doc {
        return None;
    }
    let keys = strategies(written);
    let line = if keys.is_empty() {
        "\n\n*Retried* after a failure: up to 10 attempts within 45s, with a random exponential backoff from 100ms to 5s.".into()
    } else {
        let otherwise = if model.policy.is_some() { "" } else { "; the defaults of `#[retry]` otherwise" };
        format!("\n\n*Retried*: {}{otherwise}.", keys.join(", "))
    };
    Some(quote!(#[doc = #line]))
}

/// The strategies as the user wrote them, duration literals included, each as `` `key = value` ``.
fn strategies(written: &TokenStream) -> Vec<String> {
    let tokens = written.clone().into_iter().collect::<Vec<_>>();
    let is_punct = |token: Option<&TokenTree>, c: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c);
    let is_key = |at: usize| {
        let opens = at == 0 || is_punct(tokens.get(at - 1), ',');
        let assigns = is_punct(tokens.get(at + 1), '=') && !is_punct(tokens.get(at + 2), '=');
        let calls = matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
        opens && matches!(tokens[at], TokenTree::Ident(_)) && (assigns || calls)
    };
    let starts = (0..tokens.len()).filter(|at| is_key(*at)).chain([tokens.len()]).collect::<Vec<_>>();
    starts
        .windows(2)
        .map(|bounds| &tokens[bounds[0]..bounds[1]])
        .filter(|key| matches!(&key[0], TokenTree::Ident(name) if TOLD.iter().any(|told| name == told)))
        .map(|key| {
            let text = key.iter().cloned().collect::<TokenStream>().to_string();
            format!("`{}`", text.trim_end().trim_end_matches(',').replace('`', "'"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strategies_are_told_as_they_were_written() {
        let written = quote!(stop = stop_never(), before = |s, o| f(s, o), retry = retry_fn(|o, s| g(o, s)), clone(a), wait = w);
        assert_eq!(strategies(&written).len(), 3);
        assert!(strategies(&written)[1].starts_with("`retry = retry_fn"));
        assert_eq!(strategies(&quote!(seed = 1)), Vec::<String>::new());
    }
}
