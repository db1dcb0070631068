//! What a feature would bring, so that the error of a missing one names it.

/// What [`http`] may be given without the feature: nothing.
#[cfg(not(feature = "http"))]
#[diagnostic::on_unimplemented(
    message = "`http(…)` needs the feature `ready-http` of `tenacity`",
    label = "this probe is behind a feature that is off",
    note = "write `tenacity = {{ version = \"0.1\", features = [\"ready-http\"] }}` in Cargo.toml"
)]
pub trait NeedsHttp {}

/// Needs the feature `ready-http` of `tenacity`: HTTP and TLS are most of what a build would compile.
#[cfg(not(feature = "http"))]
// The result may be anything, so that the compiler reports nothing else of what is done with it.
pub fn http<P>(url: impl NeedsHttp) -> P {
    drop(url);
    unreachable!("no type is `NeedsHttp`")
}

/// What [`Log::regex`](crate::Log::regex) may be given without the feature: nothing.
#[cfg(not(feature = "regex"))]
#[diagnostic::on_unimplemented(
    message = "`.regex(…)` needs the feature `ready-regex` of `tenacity`",
    label = "regular expressions are behind a feature that is off",
    note = "write `tenacity = {{ version = \"0.1\", features = [\"ready-regex\"] }}` in Cargo.toml, or look for a text: `.contains(\"…\")`"
)]
pub trait NeedsRegex {}
