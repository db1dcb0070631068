//! Stand-ins for items behind features. Their compile errors name the missing feature.

/// The argument of [`http`] without the feature: no type implements it.
#[cfg(not(feature = "http"))]
#[diagnostic::on_unimplemented(
    message = "`http(…)` needs the feature `ready-http` of `tenacity`",
    label = "this probe is behind a feature that is off",
    note = "write `tenacity = {{ version = \"0.1\", features = [\"ready-http\"] }}` in Cargo.toml"
)]
pub trait NeedsHttp {}

/// Needs the feature `ready-http` of `tenacity`. HTTP and TLS would be most of the build, so they are optional.
#[cfg(not(feature = "http"))]
// The result can have any type, so the compiler reports only the missing feature.
pub fn http<P>(url: impl NeedsHttp) -> P {
    drop(url);
    unreachable!("no type is `NeedsHttp`")
}

/// The argument of [`Log::regex`](crate::Log::regex) without the feature: no type implements it.
#[cfg(not(feature = "regex"))]
#[diagnostic::on_unimplemented(
    message = "`.regex(…)` needs the feature `ready-regex` of `tenacity`",
    label = "regular expressions are behind a feature that is off",
    note = "write `tenacity = {{ version = \"0.1\", features = [\"ready-regex\"] }}` in Cargo.toml, or look for a text: `.contains(\"…\")`"
)]
pub trait NeedsRegex {}
