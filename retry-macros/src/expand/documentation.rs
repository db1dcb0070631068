//! The line that a documented function's rustdoc gains.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Meta};

use crate::model::Model;
use crate::parse::scan::{Keys, WrittenKey};

/// The keys that the line shows.
const SHOWN: [&str; 7] = ["policy", "stop", "wait", "retry", "attempt_timeout", "timeout", "wrap_error"];

/// A `#[doc]` attribute that shows the policy, unless the function is undocumented or `doc = false`.
pub(crate) fn line(attrs: &[Attribute], written: &Keys, model: &Model) -> Option<TokenStream> {
    let is_documented = attrs.iter().any(|attr| matches!(&attr.meta, Meta::NameValue(doc) if doc.path.is_ident("doc")));
    if !is_documented || !model.doc {
        return None;
    }
    let keys = shown(written);
    let line = if keys.is_empty() {
        "\n\n*Retried* after a failure: up to 10 attempts within 45s, with a random exponential backoff from 100ms to 5s.".into()
    } else {
        let otherwise = if model.policy.is_some() { "" } else { "; the defaults of `#[retry]` otherwise" };
        format!("\n\n*Retried*: {}{otherwise}.", keys.join(", "))
    };
    Some(quote!(#[doc = #line]))
}

/// The keys as the user wrote them, duration literals included, each as `` `key = value` ``. The compiler breaks long ones into lines, and a
/// blank or indented line would end the paragraph.
fn shown(written: &Keys) -> Vec<String> {
    let is_shown = |key: &&WrittenKey| key.name().is_some_and(|name| SHOWN.iter().any(|shown| name == shown));
    written.iter().filter(is_shown).map(|key| format!("`{}`", key.text().replace('`', "'").replace('\n', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_policy_are_shown_as_they_were_written() {
        let written = quote!(stop = stop_never(), before = |s, o| f(s, o), retry = retry_fn(|o, s| g(o, s)), clone(a), wait = w);
        let shown_of = |written| shown(&Keys::scan(written));
        assert_eq!(shown_of(written).len(), 3);
        assert_eq!(
            shown_of(quote!(clone(a), retry = |o, s| g(o, s), seed = 1))[0],
            format!("`{}`", quote!(retry = |o, s| g(o, s)))
        );
        assert_eq!(shown_of(quote!(seed = 1)), Vec::<String>::new());
    }

    #[test]
    fn a_key_stays_on_one_line() {
        let written = "retry = mine(\"a\n\nb\")".parse().unwrap();
        assert!(shown(&Keys::scan(written)).iter().all(|key| !key.contains('\n')));
    }

    #[test]
    fn a_flag_is_shown_on_its_own_wherever_it_stands() {
        let stop = format!("`{}`", quote!(stop = s));
        let wait = format!("`{}`", quote!(wait = |state| w));
        let flag = "`wrap_error`".to_owned();
        for (written, expected) in [
            (quote!(wrap_error, stop = s, wait = |state| w), [&flag, &stop, &wait]),
            (quote!(stop = s, wrap_error, wait = |state| w), [&stop, &flag, &wait]),
            (quote!(stop = s, wait = |state| w, wrap_error), [&stop, &wait, &flag]),
            (quote!(stop = s, seed = 1, wait = |state| w, wrap_error,), [&stop, &wait, &flag]),
        ] {
            assert_eq!(shown(&Keys::scan(written)).iter().collect::<Vec<_>>(), expected);
        }
    }
}
