//! The order of attributes. rustc expands them from the top, so `#[retry]` sees the function that the attributes above it have made.

use proc_macro2::{TokenStream, TokenTree};

/// Names in the bodies that other attributes make, with the attribute. A trailing `*` stands for any rest.
const MARKS: [(&str, &str); 7] = [
    ("__tracing_attr_*", "#[instrument]"),
    ("__tracing_instrument_*", "#[instrument]"),
    ("__span__", "#[trace]"),
    ("__guard__", "#[trace]"),
    ("__backtrace_attr_*", "#[framed]"),
    ("__cached_*", "#[cached]"),
    // `<::actix_rt::System>::new()`
    ("System > :: new", "#[actix_web::main]` or `#[actix_web::test]"),
];

/// The message about the attribute above `#[retry]` that left its mark in the body.
///
/// A retry of such a body would move the arguments at the first attempt, make a runtime for each attempt, or nest in another retry.
pub(crate) fn misplaced(body: TokenStream) -> Option<String> {
    let attribute = mark(body, 4)?;
    Some(format!(
        "`{attribute}` stands above `#[retry]` and has rewritten the body: move `#[retry]` to the top, above all other attributes"
    ))
}

/// The attribute of the first mark in the tokens, groups included down to this depth. No attribute hides its mark deeper.
fn mark(tokens: TokenStream, depth: u32) -> Option<&'static str> {
    let tokens = tokens.into_iter().collect::<Vec<_>>();
    tokens.iter().enumerate().find_map(|(at, token)| match token {
        TokenTree::Ident(name) => of_name(&name.to_string(), &tokens[at..]),
        TokenTree::Literal(text) => is_tokios(&text.to_string()).then_some("#[tokio::main]` or `#[tokio::test]"),
        TokenTree::Group(group) if depth > 0 => mark(group.stream(), depth - 1),
        TokenTree::Group(_) | TokenTree::Punct(_) => None,
    })
}

/// Whether it is the message of the panic that Tokio's attributes write.
fn is_tokios(literal: &str) -> bool {
    literal == "\"Failed building the Runtime\""
}

fn of_name(name: &str, rest: &[TokenTree]) -> Option<&'static str> {
    let is_mark = |mark: &str| match (mark.strip_suffix('*'), mark.split_once(' ')) {
        (Some(prefix), _) => name.starts_with(prefix),
        (None, Some((first, _))) if name == first => text(&rest[..rest.len().min(5)]) == mark,
        (None, _) => name == mark,
    };
    // Most names are not marks, and their first letters show it.
    let may_be_mark = name.starts_with("__") || name == "System";
    MARKS.iter().find(|(mark, _)| may_be_mark && is_mark(mark)).map(|(_, attribute)| *attribute)
}

fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn an_attribute_above_is_recognized_by_its_marks() {
        for (body, attribute) in [
            (quote!(let __tracing_attr_span = span; work), "`#[instrument]`"),
            (quote!(let __tracing_instrument_future = async move { work };), "`#[instrument]`"),
            (
                quote!(
                    {
                        let __span__ = span();
                        in_span(async move { work }, __span__)
                    }
                    .await
                ),
                "`#[trace]`",
            ),
            (
                quote!(
                    frame!(async move {
                        if false {
                            let __backtrace_attr_fake_return: R = loop {};
                        }
                        work
                    })
                    .await
                ),
                "`#[framed]`",
            ),
            (
                quote!({
                    let __cached_key = key;
                }),
                "`#[cached]`",
            ),
            (quote!(<::actix_rt::System>::new().block_on(async { work })), "`#[actix_web::main]` or `#[actix_web::test]`"),
            (
                quote!({
                    return Builder::new().build().expect("Failed building the Runtime").block_on(body);
                }),
                "`#[tokio::main]` or `#[tokio::test]`",
            ),
        ] {
            let message = misplaced(body.clone()).unwrap_or_else(|| panic!("not recognized: {body}"));
            assert!(message.starts_with(attribute), "{message}");
        }
    }

    #[test]
    fn a_body_of_the_users_own_is_left_alone() {
        for body in [
            quote!(let systems: Vec<System> = Vec::new(); System::new().block_on(async { work })),
            quote!(runtime.block_on(async move { work })),
            quote!(let __ret = work; __ret),
            quote!(tracing::Instrument::instrument(async move { work }, span).await),
        ] {
            assert_eq!(misplaced(body), None);
        }
    }
}
