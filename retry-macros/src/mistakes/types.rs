//! Mistakes of the derive, and its expansion beside them.

use proc_macro2::TokenStream;
use quote::quote;

use super::compile_errors;
use crate::retryable::expand;

fn messages(item: TokenStream) -> Vec<String> {
    compile_errors(expand(item)).into_iter().map(|error| error.message).collect()
}

#[test]
fn every_mistake_of_a_type_is_reported() {
    let messages = messages(quote! {
        #[retry(never, crate = tenacity)]
        enum E {
            #[retry(wen = true, aftr = delay)]
            A { delay: Duration },
            #[retry(after = dealy)]
            B { delay: Duration },
            #[retry(when = *_0 < 5parsecs)]
            C(#[retry] Duration),
            #[retry(stop = 3)]
            #[retry(inherit)]
            D,
        }
    });
    let expected = [
        "expected an absolute path",
        "remove `#[retry(never)]`",
        "unknown form `wen`",
        "unknown form `aftr`",
        "`5parsecs`",
        "a field has no verdict",
        "unknown form `stop`",
        "a second `#[retry…]`",
        "no field `dealy`",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for part in expected {
        assert_eq!(messages.iter().filter(|message| message.contains(part)).count(), 1, "{part}: {messages:#?}");
    }
}

#[test]
fn a_type_implements_the_trait_in_spite_of_a_mistake() {
    for item in [
        quote!(
            enum E {
                #[retry(wen = true)]
                A,
            }
        ),
        quote!(
            #[retry(never)]
            struct E<T>(T);
        ),
        quote!(
            union E {
                number: u8,
            }
        ),
    ] {
        let expansion = expand(item.clone()).to_string();
        assert!(expansion.contains("compile_error") && expansion.contains("Verdict :: Accept"), "{expansion}");
        assert_eq!(messages(item.clone()).len(), 1, "{item}");
    }
}

#[test]
fn a_condition_binds_the_fields_that_it_names() {
    let bound = |condition: TokenStream| {
        let expansion = expand(quote! {
            #[retry(when = #condition)]
            struct E { status: u16, body: String, r#type: u8 }
        });
        let expansion = expansion.to_string();
        let pattern = expansion.split("Self {").nth(1).and_then(|rest| rest.split("..").next()).unwrap();
        pattern.replace(' ', "")
    };
    assert_eq!(bound(quote!(*status > 500)), "status:status,");
    assert_eq!(bound(quote!(f(|| [body.len(), *r#type]))), "body:body,r#type:r#type,");
    assert_eq!(bound(quote!(format!("{status} {body:?}").is_empty())), "status:status,body:body,");
    assert_eq!(bound(quote!(self.status > 500)), "status:status,");
    assert_eq!(bound(quote!(true)), "");
}
