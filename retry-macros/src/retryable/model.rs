//! The rules: which field a form takes, and which form may stand where.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Expr, ExprPath, Fields, Generics, Member, Type, TypeParam, parse_quote};

use super::fields;
use super::form::{FieldName, Form, Written};
use super::parse::{ErrorType, Kind, Variant};
use crate::parse::errors::Errors;

/// The verdict on a variant.
pub(crate) enum Rule {
    Final,
    Retry,
    After(Taken),
    /// With the variable for each field that the expression names.
    When(Vec<(Member, Ident)>, Box<Expr>),
    Inherit(Taken),
    With(ExprPath, Taken),
}

/// A field that decides, and the token that chose it.
pub(crate) struct Taken {
    pub(crate) field: Member,
    pub(crate) chosen_at: Span,
}

/// The rule of one variant, or of a struct, which has no variant's name.
pub(crate) struct Arm {
    pub(crate) variant: Option<Ident>,
    pub(crate) rule: Rule,
}

pub(crate) struct Model {
    pub(crate) name: Ident,
    /// With the bounds of the fields that are inherited from.
    pub(crate) generics: Generics,
    pub(crate) private: TokenStream,
    /// The variants with a form of their own.
    pub(crate) arms: Vec<Arm>,
    /// The rule of all others, if there are any.
    pub(crate) others: Option<Rule>,
}

impl Model {
    pub(crate) fn new(item: ErrorType, errors: &mut Errors) -> Self {
        let ErrorType { name, generics, private, kind } = item;
        let mut model = Self { name, generics, private, arms: Vec::new(), others: None };
        match kind {
            Kind::Union => model.others = Some(Rule::Final),
            Kind::Struct(Variant { fields, written, .. }) => match written {
                Some(Written { word, form: Form::Never }) => {
                    errors.at(word.span(), "a struct is final without `#[retry]`: remove `#[retry(never)]`");
                }
                written => model.add(None, &fields, written, errors),
            },
            Kind::Enum(written, variants) => {
                let retries = retries_by_default(written, errors);
                for Variant { name, fields, written } in variants {
                    match written {
                        Some(Written { word, form: Form::Never }) if !retries => errors.at(
                            word.span(),
                            "a variant is final without `#[retry]`: remove `#[retry(never)]`, or write `#[retry]` on the enum as well",
                        ),
                        None => model.others = Some(if retries { Rule::Retry } else { Rule::Final }),
                        written => model.add(Some(name), &fields, written, errors),
                    }
                }
            }
        }
        // After a mistake, the type still implements the trait, and the error is the only one.
        if errors.any() && model.others.is_none() {
            model.others = Some(Rule::Final);
        }
        model
    }

    fn add(&mut self, variant: Option<Ident>, all: &Fields, written: Option<Written>, errors: &mut Errors) {
        let owner = variant.as_ref().unwrap_or(&self.name).to_string();
        match written.map_or(Ok(Rule::Final), |written| self.rule(&owner, all, written)) {
            Ok(rule) => self.arms.push(Arm { variant, rule }),
            Err(error) => errors.push(error),
        }
    }

    fn rule(&mut self, owner: &str, all: &Fields, Written { word, form }: Written) -> syn::Result<Rule> {
        let taken = |at, chosen_at| Taken { field: fields::member(all, at), chosen_at };
        Ok(match form {
            Form::Retry => Rule::Retry,
            Form::Never => Rule::Final,
            Form::After(name) => Rule::After(taken(named(owner, all, &word, &name)?, name.span)),
            Form::When(expression) => {
                let bound = fields::mentioned(all, &expression.to_token_stream()).into_iter();
                Rule::When(bound.map(|(at, variable)| (fields::member(all, at), variable)).collect(), expression)
            }
            Form::Inherit(name) => {
                let (at, chosen_at) = match name {
                    Some(name) => (named(owner, all, &word, &name)?, name.span),
                    None => (only(owner, all, &word, |cause| format!("`inherit = {cause}`"))?, word.span()),
                };
                self.require(all.iter().nth(at).map(|field| &field.ty));
                Rule::Inherit(taken(at, chosen_at))
            }
            Form::With(path) => {
                let advice = |cause| format!("`when = {}({cause})`, if the function returns a `bool`", spelled(&path));
                let at = only(owner, all, &word, advice)?;
                Rule::With(path, taken(at, word.span()))
            }
        })
    }

    /// Adds the bound for a field whose type has a parameter in it. The bound of a type that holds itself would depend on itself.
    fn require(&mut self, field: Option<&Type>) {
        let Some(field) = field else { return };
        let parameters = self.generics.type_params().map(|TypeParam { ident, .. }| ident.clone()).collect::<Vec<_>>();
        let has = |is_word: &dyn Fn(&Ident) -> bool| fields::has_word(field.to_token_stream(), is_word);
        if has(&|word| parameters.contains(word)) && !has(&|word| *word == self.name || word == "Self") {
            let private = &self.private;
            let bound = parse_quote!(#field: #private::Retryable);
            self.generics.make_where_clause().predicates.push(bound);
        }
    }
}

/// Whether the form on an enum turns the default round. After a mistake there, `never` on a variant is not a second one.
fn retries_by_default(written: Option<Written>, errors: &mut Errors) -> bool {
    let Some(Written { word, form }) = written else { return false };
    match form {
        Form::Retry => return true,
        Form::Never => errors.at(word.span(), "an enum is final by default: remove `#[retry(never)]`"),
        _ => {
            let message = format!("`{word}` is about one variant: write `#[retry]` on the enum, and this form on a variant");
            errors.at(word.span(), message);
        }
    }
    true
}

/// The place of the field of this name.
fn named(owner: &str, all: &Fields, word: &Ident, written: &FieldName) -> syn::Result<usize> {
    let FieldName { name, span } = written;
    fields::find(all, name).ok_or_else(|| {
        let names = fields::names(all);
        let advice = match tenacity_duration::nearest(name, names.iter().map(String::as_str).collect::<Vec<_>>()) {
            None => "write `#[retry]`".to_owned(),
            Some((near, edits)) if edits <= 2 || names.len() == 1 => format!("write `{word} = {near}`"),
            Some(_) => {
                format!("write one of {}", names.iter().map(|name| format!("`{word} = {name}`")).collect::<Vec<_>>().join(", "))
            }
        };
        syn::Error::new(*span, format!("`{owner}` has no field `{name}`: {advice}"))
    })
}

/// The place of the only field.
fn only(owner: &str, all: &Fields, word: &Ident, advice: impl Fn(String) -> String) -> syn::Result<usize> {
    let message = match all.len() {
        1 => return Ok(0),
        0 => format!("`{word}` takes the only field, and `{owner}` has none: write `#[retry]`"),
        several => format!("`{word}` takes the only field, and `{owner}` has {several}: write {}", advice(fields::cause(all))),
    };
    Err(syn::Error::new(word.span(), message))
}

/// The path as a user writes it, without the spaces that tokens are printed with.
fn spelled(path: &ExprPath) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
