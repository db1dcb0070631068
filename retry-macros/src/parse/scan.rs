//! Cuts the arguments into their keys, on the tokens, before anything is parsed.
//!
//! The parser, the path of `crate = …` and the line of the documentation all read what is found here.

use std::vec;

use proc_macro2::{Delimiter, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::closure::{begins_expression, head, is_punct};
use super::key::{self, Kind};

/// The arguments, cut at the commas between the keys.
#[derive(Clone)]
pub(crate) struct Keys(Vec<WrittenKey>);

/// One `key = value,` as the user wrote it, or whatever stands between two commas in its place.
#[derive(Clone)]
pub(crate) struct WrittenKey {
    tokens: Vec<TokenTree>,
    /// The comma behind it, where a parser reports what is missing.
    comma: Option<TokenTree>,
}

impl Keys {
    // Input:   stop = f::<A, B>(), retry = |a, b| …, wrap_error
    // Output:  [stop = f::<A, B>()] [retry = |a, b| …] [wrap_error]
    //
    // Groups are single tokens. Outside of them, Rust has commas within the bars of a closure and within `<…>` only.
    pub(crate) fn scan(args: TokenStream) -> Self {
        let tokens = args.into_iter().collect::<Vec<_>>();
        let (mut keys, mut begin, mut at) = (Vec::new(), 0, 0);
        while at < tokens.len() {
            if let Some(length) = head(&tokens, at).or_else(|| type_arguments(&tokens, at)) {
                at += length;
                continue;
            }
            if is_punct(tokens.get(at), ',') {
                keys.push(WrittenKey::new(&tokens[begin..at], Some(&tokens[at])));
                begin = at + 1;
            }
            at += 1;
        }
        if begin < tokens.len() {
            keys.push(WrittenKey::new(&tokens[begin..], None));
        }
        Self(keys)
    }

    /// `::tenacity::__private`, or that of `crate = ::path`. The parser checks the path.
    pub(crate) fn private_path(&self) -> TokenStream {
        let path = self.0.iter().filter(|key| key.name().is_some_and(|name| name == "crate")).find_map(WrittenKey::value);
        path.map_or_else(|| quote!(::tenacity::__private), |path| quote!(#(#path)*::__private))
    }

    /// The same keys, with the tokens of each changed.
    pub(crate) fn map(self, mut change: impl FnMut(TokenStream) -> TokenStream) -> Self {
        let mut changed = self.0;
        for key in &mut changed {
            key.tokens = change(key.tokens.drain(..).collect()).into_iter().collect();
        }
        Self(changed)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &WrittenKey> {
        self.0.iter()
    }
}

impl IntoIterator for Keys {
    type Item = WrittenKey;
    type IntoIter = vec::IntoIter<WrittenKey>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl WrittenKey {
    fn new(tokens: &[TokenTree], comma: Option<&TokenTree>) -> Self {
        Self { tokens: tokens.to_vec(), comma: comma.cloned() }
    }

    /// The word that it begins with.
    pub(crate) fn name(&self) -> Option<&Ident> {
        match self.tokens.first()? {
            TokenTree::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// All tokens, without the comma.
    pub(crate) fn tokens(&self) -> &[TokenTree] {
        &self.tokens
    }

    /// The place of the first token, or of the comma.
    pub(crate) fn span(&self) -> Span {
        self.tokens.first().or(self.comma.as_ref()).map_or_else(Span::call_site, TokenTree::span)
    }

    /// The tokens after `key =`.
    pub(crate) fn value(&self) -> Option<&[TokenTree]> {
        let is = |at: usize, c: char| is_punct(self.tokens.get(at), c);
        (is(1, '=') && !is(2, '=') && !is(2, '>')).then(|| &self.tokens[2..])
    }

    /// Whether it looks like a key, known or not: `key = …`, `key(…)`, or a flag.
    pub(crate) fn is_key(&self) -> bool {
        let Some(name) = self.name() else { return false };
        let is_flag = key::find(&name.to_string()).is_some_and(|key| key.kind == Kind::Flag);
        let is_call = matches!(self.tokens.get(1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
        is_flag || is_call || self.value().is_some()
    }

    /// The operator that the value ends with, as in `stop = a |`.
    pub(crate) fn unfinished(&self) -> Option<&TokenTree> {
        let before = self.value()?.split_last()?;
        match before {
            (TokenTree::Punct(first), []) if first.as_char() == '.' => None,
            // A range may end there.
            (TokenTree::Punct(last), [.., TokenTree::Punct(first)]) if last.as_char() == '.' && first.as_char() == '.' => None,
            (end @ TokenTree::Punct(last), _) if ".|&+-*/!=".contains(last.as_char()) => Some(end),
            _ => None,
        }
    }

    /// As it was written, without the comma.
    pub(crate) fn text(&self) -> String {
        self.tokens.iter().cloned().collect::<TokenStream>().to_string()
    }

    /// The tokens and the comma. Without one, a comma at the last token: a parser reports there what is missing.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let Self { tokens, comma } = self;
        let comma = comma.or_else(|| {
            let mut comma = Punct::new(',', Spacing::Alone);
            comma.set_span(tokens.last()?.span());
            Some(comma.into())
        });
        tokens.into_iter().chain(comma).collect()
    }
}

/// The length of `<…>` at `tokens[at]`, if the angles enclose the arguments of a type or of a function. Elsewhere they compare.
fn type_arguments(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let before = &tokens[..at];
    if !is_punct(tokens.get(at), '<') || !(ends_in_type(before) || begins_expression(before)) {
        return None;
    }
    let mut depth = 0_u32;
    for end in at..tokens.len() {
        let is_arrow = tokens[..end].last().is_some_and(|before| is_punct(Some(before), '-') || is_punct(Some(before), '='));
        if is_punct(tokens.get(end), '<') {
            depth += 1;
        } else if is_punct(tokens.get(end), '>') && !is_arrow {
            depth -= 1;
        }
        if depth == 0 {
            return Some(end + 1 - at);
        }
    }
    None
}

/// Whether these tokens end in a turbofish's `::`, or in the path of a type: `as path`, `-> &'a path`.
fn ends_in_type(before: &[TokenTree]) -> bool {
    if let [.., TokenTree::Punct(first), TokenTree::Punct(second)] = before {
        if first.as_char() == ':' && second.as_char() == ':' {
            return true;
        }
    }
    let is_of_path = |token: &TokenTree| match token {
        TokenTree::Ident(word) => word != "as",
        token => is_punct(Some(token), ':') || is_punct(Some(token), '\''),
    };
    let is_pointer = |token: &TokenTree| is_punct(Some(token), '&') || is_punct(Some(token), '*');
    match without_tail(without_tail(before, is_of_path), is_pointer) {
        [.., TokenTree::Punct(dash), TokenTree::Punct(angle)] => dash.as_char() == '-' && angle.as_char() == '>',
        [.., TokenTree::Ident(word)] => word == "as",
        _ => false,
    }
}

fn without_tail(tokens: &[TokenTree], is_of_tail: impl Fn(&TokenTree) -> bool) -> &[TokenTree] {
    &tokens[..tokens.iter().rposition(|token| !is_of_tail(token)).map_or(0, |last| last + 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(args: TokenStream) -> Vec<String> {
        Keys::scan(args).iter().map(WrittenKey::text).collect()
    }

    #[test]
    fn each_key_is_cut_off_at_its_comma() {
        let keys = scanned(quote!(stop = f(a, b = c), clone(a, b), wrap_error, wait = [w, x],));
        let expected = [quote!(stop = f(a, b = c)), quote!(clone(a, b)), quote!(wrap_error), quote!(wait = [w, x])];
        assert_eq!(keys, expected.map(|key| key.to_string()));
    }

    #[test]
    fn a_comma_within_a_value_ends_no_key() {
        for value in [
            quote!(|state, outcome| note(state, outcome)),
            quote!(move |state, wrap_error| f()),
            quote!(|a: Pair<A, B>, clone(b)| a),
            quote!(a | |b, c| d),
            quote!(f::<A, B>()),
            quote!(f::<Box<dyn Fn(A) -> B>, Item = C>()),
            quote!(<A as Trait<B, Item = C>>::f),
            quote!(x + <Pair<A, B>>::f),
            quote!(value as Pair<A, B>),
            quote!(&value as &'a mut my::Pair<A, Item = B>),
            quote!(|a| -> Result<A, B> { a }),
            quote!(matches!(x, y)),
        ] {
            let keys = scanned(quote!(retry = #value, wrap_error, stop = s));
            assert_eq!(keys, [quote!(retry = #value), quote!(wrap_error), quote!(stop = s)].map(|key| key.to_string()));
        }
    }

    #[test]
    fn operators_hide_no_key() {
        for value in [quote!(a || b), quote!(a | b), quote!(a < b), quote!(a << b), quote!(a as u8 * b < c)] {
            let keys = scanned(quote!(enabled = #value, stop = c | d, wait = e > f));
            let expected = [quote!(enabled = #value), quote!(stop = c | d), quote!(wait = e > f)];
            assert_eq!(keys, expected.map(|key| key.to_string()));
        }
    }

    #[test]
    fn a_key_is_known_by_what_follows_its_word() {
        for (args, expected) in [
            (quote!(stop = s), true),
            (quote!(sotp = s), true),
            (quote!(wait_fixed(1)), true),
            (quote!(wrap_error), true),
            (quote!(wrap_error = true), true),
            (quote!(stop), false),
            (quote!(stop == s), false),
            (quote!(stop => s), false),
            (quote!(stop[0]), false),
            (quote!(3), false),
        ] {
            assert_eq!(Keys::scan(args.clone()).iter().all(WrittenKey::is_key), expected, "{args}");
        }
    }

    #[test]
    fn the_private_path_is_below_that_of_the_crate() {
        let path = |args| Keys::scan(args).private_path().to_string();
        assert_eq!(path(quote!(stop = s)), quote!(::tenacity::__private).to_string());
        assert_eq!(path(quote!(stop = |krate| s, crate = ::mine, wait = w)), quote!(::mine::__private).to_string());
        assert_eq!(path(quote!(stop = f(crate = ::mine))), quote!(::tenacity::__private).to_string());
    }
}
