//! The README and the guide, whose examples run as doc tests with every feature. The facade's own tests use only light features, so that its
//! examples compile little.

#![doc(test(attr(deny(warnings), allow(dead_code))))]

macro_rules! pages {
    ($($page:ident is $file:literal;)*) => { $(
        #[doc = include_str!(concat!("../../../", $file))]
        pub mod $page {}
    )* };
}

pages! {
    readme is "README.md";
    front_page is "docs/crate.md";
    attribute is "retry-macros/docs/attribute.md";
    block is "retry-macros/docs/block.md";
    retryable is "retry-macros/docs/retryable.md";
    strategies is "docs/strategies.md";
    choosing_a_policy is "docs/choosing-a-policy.md";
    coming_from_backon is "docs/coming-from-backon.md";
    coming_from_python is "docs/coming-from-python.md";
    compile_errors is "docs/compile-errors.md";
    durable_retries is "docs/durable-retries.md";
    http_clients is "docs/http-clients.md";
    how_it_works is "docs/how-it-works.md";
    one_call is "docs/one-call.md";
    storm is "docs/storm.md";
    waiting_patterns is "docs/waiting-patterns.md";
    waits is "docs/waits.md";
    jitters is "docs/jitters.md";
    caps is "docs/caps.md";
    speed is "docs/speed.md";
}
