//! The rules as an `impl` of the trait.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;
use syn::spanned::Spanned;

use super::model::{Arm, Model, Rule, Taken};
use crate::hygiene::{blamed_on, hygienic, local};

// Input:   enum E { #[retry(after = delay)] Throttled { delay: Duration }, NotFound }
// Output:  impl P::Retryable for E {
//              fn verdict(&self) -> P::Verdict {
//                  match self {
//                      Self::Throttled { delay: __field, .. } => P::hinted(__field),
//                      _ => P::Verdict::Accept,
//                  }
//              }
//          }
impl Model {
    pub(crate) fn expand(&self) -> TokenStream {
        let Self { name, generics, private, arms, others } = self;
        let (parameters, arguments, bounds) = generics.split_for_impl();
        // The user's expressions may name it.
        let this = Ident::new("self", Span::call_site());
        let body = match (&arms[..], others) {
            ([], None) => hygienic!(match *#this {}),
            ([], Some(rule)) => self.verdict(rule).1,
            _ => {
                let arms = arms.iter().map(|arm| self.arm(arm));
                let others = others.as_ref().map(|rule| {
                    let verdict = self.verdict(rule).1;
                    hygienic!(_ => #verdict,)
                });
                hygienic!(match #this { #(#arms)* #others })
            }
        };
        hygienic! {
            #[automatically_derived]
            impl #parameters #private::Retryable for #name #arguments #bounds {
                #[inline]
                fn verdict(&#this) -> #private::Verdict {
                    #body
                }
            }
        }
    }

    fn arm(&self, Arm { variant, rule }: &Arm) -> TokenStream {
        let variant = variant.as_ref().map(|name| {
            // The name belongs to the expansion, so a variant that is deprecated may be matched.
            let mut name = name.clone();
            name.set_span(Span::mixed_site());
            hygienic!(::#name)
        });
        let (bindings, verdict) = self.verdict(rule);
        hygienic!(Self #variant { #bindings .. } => #verdict,)
    }

    /// The bindings of the pattern, and the verdict.
    fn verdict(&self, rule: &Rule) -> (TokenStream, TokenStream) {
        let private = &self.private;
        let field = local("__field");
        let bind = |Taken { field: member, .. }: &Taken| hygienic!(#member: #field,);
        let blamed = |taken: &Taken| blamed_on(taken.chosen_at, quote!(#field));
        match rule {
            Rule::Final => (TokenStream::new(), hygienic!(#private::Verdict::Accept)),
            Rule::Retry => (TokenStream::new(), hygienic!(#private::Verdict::Retry)),
            Rule::After(taken) => {
                let field = blamed(taken);
                (bind(taken), hygienic!(#private::hinted(#field)))
            }
            Rule::When(bound, expression) => {
                let bindings = bound.iter().map(|(member, variable)| hygienic!(#member: #variable,)).collect();
                // The braces allow a struct's literal in a condition.
                let condition = blamed_on(Span::call_site(), quote!(#expression));
                (bindings, hygienic!(if #condition { #private::Verdict::Retry } else { #private::Verdict::Accept }))
            }
            Rule::Inherit(taken) => {
                let field = blamed(taken);
                (bind(taken), hygienic!(#private::Retryable::verdict(#field)))
            }
            Rule::With(path, taken) => {
                // A type error about the argument is reported at the argument itself, not at the braces around it.
                let mut argument = field.clone();
                argument.set_span(Span::mixed_site().located_at(taken.chosen_at));
                let verdict = blamed_on(path.span(), quote!(#path(#argument)));
                (bind(taken), hygienic!(#private::judged(#verdict)))
            }
        }
    }
}
