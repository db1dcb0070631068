//! The forms of `#[retry…]` below the derive.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser, Result};
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, ExprPath, LitInt, LitStr, Meta, Path};

use crate::parse::args::{parse_crate, without_parentheses};
use crate::parse::duration::expand_literals;
use crate::parse::errors::Errors;
use crate::parse::scan::{Keys, WrittenKey};

pub(crate) enum Form {
    /// `#[retry]`
    Retry,
    Never,
    After(FieldName),
    When(Box<Expr>),
    /// With the field, if there is a choice.
    Inherit(Option<FieldName>),
    With(ExprPath),
}

/// A form, and the token that stands for it.
pub(crate) struct Written {
    pub(crate) word: Ident,
    pub(crate) form: Form,
}

/// `name`, `_0` or `0`
pub(crate) struct FieldName {
    pub(crate) name: String,
    pub(crate) span: Span,
}

const FORMS: [&str; 5] = ["never", "after", "when", "inherit", "with"];
const CRATE: &str = "crate = ::path::to::tenacity";

/// The path of `crate = ::path`, in any attribute of the type.
pub(crate) fn crate_path(helpers: &[&Attribute], errors: &mut Errors) -> Option<Path> {
    let mut path = None;
    for key in helpers.iter().flat_map(|helper| Keys::scan(arguments(helper))).filter(is_crate) {
        let Some(word) = key.name().cloned() else { continue };
        match value(&key, &word, CRATE, |input: ParseStream<'_>| parse_crate(input.parse()?)) {
            Ok(_) if path.is_some() => {
                errors.at(word.span(), "duplicate key `crate`: the first `crate` already sets it; remove one of them");
            }
            Ok(given) => path = Some(given),
            Err(error) => errors.push(error),
        }
    }
    path
}

/// The form on an enum or a struct, where `crate` may stand as well.
pub(crate) fn on_type(helpers: &[&Attribute], private: &TokenStream, errors: &mut Errors) -> Option<Written> {
    written(helpers, private, |key| !is_crate(key), errors)
}

/// The form on a variant.
pub(crate) fn on_variant(helpers: &[&Attribute], private: &TokenStream, errors: &mut Errors) -> Option<Written> {
    written(helpers, private, |_| true, errors)
}

fn written(
    helpers: &[&Attribute],
    private: &TokenStream,
    is_form: impl Fn(&WrittenKey) -> bool,
    errors: &mut Errors,
) -> Option<Written> {
    let mut decided = None;
    let mut is_decided = false;
    for helper in helpers {
        let retry = helper.path().segments[0].ident.clone();
        let keys = Keys::scan(arguments(helper)).map(|tokens| expand_literals(tokens, private, errors));
        let is_bare = keys.iter().next().is_none();
        let keys = keys.into_iter().filter(&is_form).collect::<Vec<_>>();
        if keys.is_empty() && !is_bare {
            continue;
        }
        if std::mem::replace(&mut is_decided, true) {
            errors.at(retry.span(), "a second `#[retry…]`: the `#[retry…]` above decides already; remove one of them");
        } else if let Meta::NameValue(_) = helper.meta {
            errors.at(retry.span(), "a form stands in parentheses: write `#[retry(…)]`");
        } else if is_bare {
            decided = Some(Written { word: retry, form: Form::Retry });
        } else {
            decided = only(keys, errors);
        }
    }
    decided
}

/// The only form among the keys.
fn only(keys: Vec<WrittenKey>, errors: &mut Errors) -> Option<Written> {
    let mut first = None;
    for key in keys {
        match parse(&key) {
            Ok(second) if first.is_some() => {
                let message = format!("a second form: the one before it decides already; remove `{}`, or the other", second.word);
                errors.at(second.word.span(), message);
            }
            Ok(written) => first = Some(written),
            Err(error) => errors.push(error),
        }
    }
    first
}

/// The tokens in the parentheses.
fn arguments(helper: &Attribute) -> TokenStream {
    match &helper.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) | Meta::NameValue(_) => TokenStream::new(),
    }
}

fn is_crate(key: &WrittenKey) -> bool {
    key.name().is_some_and(|word| word == "crate")
}

fn parse(key: &WrittenKey) -> Result<Written> {
    let Some(word) = key.name().cloned() else {
        return Err(Error::new(key.span(), "expected a form: write for instance `when = …`"));
    };
    let form = match word.to_string().as_str() {
        "never" => alone(key, &word).map(|()| Form::Never)?,
        "inherit" if key.value().is_none() => alone(key, &word).map(|()| Form::Inherit(None))?,
        "inherit" => Form::Inherit(Some(value(key, &word, "inherit = source", field_name)?)),
        "after" => Form::After(value(key, &word, "after = delay", field_name)?),
        "when" => Form::When(value(key, &word, "when = …", |input| Ok(Box::new(without_parentheses(input.parse()?))))?),
        "with" => Form::With(value(key, &word, "with = path", path)?),
        other => return Err(Error::new(word.span(), unknown(other))),
    };
    Ok(Written { word, form })
}

/// The message for a word that is not a form.
fn unknown(word: &str) -> String {
    match word {
        "crate" => return "`crate` stands on the type: write `#[retry(crate = …)]` above `enum`".into(),
        "true" => return "`true` is not a form: write `#[retry]`".into(),
        "false" => {
            return "`false` is not a form: write `#[retry(never)]`, or remove it from a variant that is final anyway".into();
        }
        "if" => return "`if` is not a form: write `when = …`".into(),
        _ => {}
    }
    match tenacity_duration::nearest(word, FORMS) {
        Some((form, edits)) if edits <= 2 => format!("unknown form `{word}`: did you mean `{form}`?"),
        _ => format!("unknown form `{word}`: the forms are `never`, `after = …`, `when = …`, `inherit` and `with = …`"),
    }
}

/// Nothing behind the word.
fn alone(key: &WrittenKey, word: &Ident) -> Result<()> {
    match key.tokens() {
        [_, rest, ..] if word == "never" => Err(Error::new(rest.span(), "`never` takes no value: write `#[retry(never)]`")),
        [_, rest, ..] => Err(Error::new(rest.span(), "expected `=` after `inherit`: write `inherit = source`")),
        [_] | [] => Ok(()),
    }
}

/// `= value`
fn value<T>(key: &WrittenKey, word: &Ident, spelling: &str, parse: impl FnOnce(ParseStream<'_>) -> Result<T>) -> Result<T> {
    let Some(tokens) = key.value() else {
        return Err(Error::new(word.span(), format!("expected `=` after `{word}`: write `{spelling}`")));
    };
    let early = format!("the value of `{word}` ends too early: write for instance `{spelling}`");
    if let [TokenTree::Literal(literal)] = tokens {
        if let Ok(text) = syn::parse2::<LitStr>(literal.to_token_stream()) {
            let message = format!("`{word}` takes no string: write `{word} = {}`", text.value());
            return Err(Error::new(literal.span(), message));
        }
    }
    if let Some(end) = key.unfinished() {
        return Err(Error::new(end.span(), early));
    }
    if tokens.is_empty() {
        let equals = key.tokens().last().map_or_else(|| word.span(), TokenTree::span);
        return Err(Error::new(equals, early));
    }
    parse.parse2(tokens.iter().cloned().collect())
}

/// `name`, `_0` or `0`
fn field_name(input: ParseStream<'_>) -> Result<FieldName> {
    let expected =
        |span| Error::new(span, "expected the name of a field: write for instance `after = delay`, or `_0` in a tuple");
    let written = input.parse::<TokenStream>()?;
    let mut tokens = written.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(name)), None) => Ok(FieldName { name: name.unraw().to_string(), span: name.span() }),
        (Some(TokenTree::Literal(index)), None)
            if syn::parse2::<LitInt>(index.to_token_stream()).is_ok_and(|index| index.suffix().is_empty()) =>
        {
            Ok(FieldName { name: format!("_{index}"), span: index.span() })
        }
        _ => Err(expected(written.span())),
    }
}

fn path(input: ParseStream<'_>) -> Result<ExprPath> {
    match without_parentheses(input.parse()?) {
        Expr::Path(path) => Ok(path),
        other => Err(Error::new_spanned(
            other,
            "`with` takes the path of a function: write `with = path`, or `when = …` for an expression",
        )),
    }
}
