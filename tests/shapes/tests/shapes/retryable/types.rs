//! Types, names and places that are unusual.

use std::time::Duration;

use tenacity::prelude::*;

use super::{Foreign, SECOND, assert_verdicts};

/// An error that is always retried.
#[derive(Retryable)]
#[retry]
struct Soft;

#[test]
fn a_generic_field_that_is_inherited_from_gets_the_bound() {
    struct Opaque;

    trait Service {
        type Error;
    }
    impl Service for Opaque {
        type Error = Soft;
    }

    #[derive(Retryable)]
    enum Either<A, B, const N: usize = 3>
    where
        B: 'static,
    {
        #[retry(inherit)]
        Left(A),
        #[retry(when = *_1 == N)]
        Right(B, usize),
    }
    #[derive(Retryable)]
    #[retry(inherit = error)]
    struct Failed<S: Service> {
        error: S::Error,
    }
    #[derive(Retryable)]
    enum Chain<E> {
        #[retry(inherit)]
        Next(Box<Chain<E>>),
        #[retry(inherit)]
        Last(E),
    }
    #[derive(Retryable)]
    enum Borrowed<'a, E: ?Sized> {
        #[retry(inherit)]
        By(&'a E),
        #[retry(after = delay)]
        Hinted { delay: Duration, text: &'a str },
    }

    // `B` needs no bound.
    let either = |n| Either::<Soft, Opaque>::Right(Opaque, n);
    assert_verdicts([(Either::Left(Soft), Verdict::Retry), (either(3), Verdict::Retry), (either(4), Verdict::Accept)]);
    assert_verdicts([(Failed::<Opaque> { error: Soft }, Verdict::Retry)]);
    assert_verdicts([(Chain::Next(Box::new(Chain::Last(Soft))), Verdict::Retry)]);
    let hinted = Borrowed::Hinted { delay: SECOND, text: "later" };
    assert!(matches!(&hinted, Borrowed::Hinted { text: "later", .. }));
    assert_verdicts([(Borrowed::By(&Soft as &dyn Retryable), Verdict::Retry), (hinted, Verdict::RetryAfter(SECOND))]);
}

#[test]
fn unusual_names_do_not_clash_with_those_of_the_expansion() {
    #[derive(Retryable)]
    #[allow(non_camel_case_types, reason = "names that clash with others")]
    enum Shadow {
        #[retry]
        None,
        Some(#[allow(dead_code, reason = "no form reads it")] u8),
        #[retry(when = *__field)]
        Ok {
            __field: bool,
        },
        #[retry]
        Retry,
        Accept,
        #[retry(after = __field)]
        Verdict {
            __field: Duration,
        },
        #[retry(after = r#type)]
        r#type {
            r#type: Duration,
        },
        #[retry(when = *verdict && *retry)]
        Retryable {
            verdict: bool,
            retry: bool,
        },
    }

    assert_verdicts([
        (Shadow::None, Verdict::Retry),
        (Shadow::Some(1), Verdict::Accept),
        (Shadow::Ok { __field: true }, Verdict::Retry),
        (Shadow::Retry, Verdict::Retry),
        (Shadow::Accept, Verdict::Accept),
        (Shadow::Verdict { __field: SECOND }, Verdict::RetryAfter(SECOND)),
        (Shadow::r#type { r#type: SECOND }, Verdict::RetryAfter(SECOND)),
        (Shadow::Retryable { verdict: true, retry: true }, Verdict::Retry),
        (Shadow::Retryable { verdict: true, retry: false }, Verdict::Accept),
    ]);
}

/// Names of the prelude and of the library that mean something else here.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, reason = "they only shadow")]

    pub(super) struct Option;
    pub(super) struct Duration;
    pub(super) struct Verdict;
    pub(super) struct bool;
    mod core {}
    mod std {}
    mod tenacity {}

    #[derive(::tenacity::Retryable)]
    pub(super) enum Error {
        #[retry(after = _0)]
        Hinted(::std::option::Option<::std::time::Duration>),
        #[retry(when = true)]
        Soft,
        #[retry(with = super::super::judge)]
        Judged(super::super::Foreign),
    }
}

#[test]
fn a_module_without_an_import_derives_it_by_path() {
    assert_verdicts([
        (shadowed::Error::Hinted(None), Verdict::Retry),
        (shadowed::Error::Soft, Verdict::Retry),
        (shadowed::Error::Judged(Foreign(429)), Verdict::RetryAfter(SECOND)),
    ]);
}

/// The library as another crate re-exports it.
mod api {
    pub(crate) mod retries {
        pub(crate) use ::tenacity::*;
    }
}

#[test]
fn the_path_of_a_re_export_leaves_the_default_as_it_is() {
    #[derive(api::retries::Retryable)]
    #[retry(crate = crate::retryable::types::api::retries)]
    enum Plain {
        #[retry]
        Soft,
        Final,
    }
    #[derive(api::retries::Retryable)]
    #[retry]
    #[retry(crate = ::tenacity)]
    enum Turned {
        #[retry(after = _0)]
        Hinted(Duration),
        Soft,
    }
    #[derive(api::retries::Retryable)]
    #[retry(after = delay, crate = ::tenacity)]
    struct Throttled {
        delay: Duration,
    }

    assert_verdicts([(Plain::Soft, Verdict::Retry), (Plain::Final, Verdict::Accept)]);
    assert_verdicts([(Turned::Hinted(SECOND), Verdict::RetryAfter(SECOND)), (Turned::Soft, Verdict::Retry)]);
    assert_verdicts([(Throttled { delay: SECOND }, Verdict::RetryAfter(SECOND))]);
}

#[derive(Retryable)]
enum Never {}

/// Deprecated, conditional and non-exhaustive parts, which the expansion names without a warning.
#[derive(Retryable)]
#[non_exhaustive]
enum Aged {
    #[retry]
    #[deprecated = "use `New`"]
    Old,
    #[retry(after = delay)]
    New {
        #[deprecated = "has no replacement"]
        delay: Duration,
    },
    #[cfg(any())]
    #[retry(after = missing)]
    Missing(Absent),
    #[cfg_attr(all(), retry)]
    Conditional,
}

#[test]
#[allow(deprecated, reason = "the test makes what is deprecated")]
fn empty_conditional_and_deprecated_variants_are_supported() {
    assert_verdicts::<Never>([]);
    assert_verdicts([
        (Aged::Old, Verdict::Retry),
        (Aged::New { delay: SECOND }, Verdict::RetryAfter(SECOND)),
        (Aged::Conditional, Verdict::Retry),
    ]);
}

macro_rules! error {
    ($name:ident { $($variant:ident($field:ident: $type:ty) when $condition:expr),* }) => {
        #[derive(Retryable)]
        enum $name {
            #[retry(when = self.is_first())]
            First,
            $(#[retry(when = $condition)] $variant { $field: $type },)*
        }

        impl $name {
            fn is_first(&self) -> bool {
                matches!(self, Self::First)
            }
        }
    };
}

error! { Generated { Status(status: u16) when *status > 500, Text(text: &'static str) when text.len() > 3 || text.is_empty() } }

#[test]
fn a_type_of_macro_rules_is_derived() {
    assert_verdicts([
        (Generated::First, Verdict::Retry),
        (Generated::Status { status: 503 }, Verdict::Retry),
        (Generated::Status { status: 500 }, Verdict::Accept),
        (Generated::Text { text: "" }, Verdict::Retry),
        (Generated::Text { text: "no" }, Verdict::Accept),
    ]);
}
