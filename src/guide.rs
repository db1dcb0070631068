//! The guide.
//!
//! Its examples run in tests/guide, with every feature.

pub mod strategies {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/strategies.md"))]
}

pub mod choosing_a_policy {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/choosing-a-policy.md"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/storm.md"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/storm.svg"))]
}

pub mod http_clients {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/http-clients.md"))]
}

pub mod durable_retries {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/durable-retries.md"))]
}

pub mod waiting_patterns {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/waiting-patterns.md"))]
}

pub mod waits {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/waits.md"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/waits.svg"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/jitters.md"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/jitters.svg"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/caps.md"))]
}

pub mod coming_from_backon {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/coming-from-backon.md"))]
}

pub mod compile_errors {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/compile-errors.md"))]
}

pub mod coming_from_python {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/coming-from-python.md"))]
}

pub mod speed {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/speed.md"))]
}

pub mod how_it_works {
    #![cfg_attr(not(doctest), doc = include_str!("../docs/how-it-works.md"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/how-it-works.svg"))]
    #![cfg_attr(not(doctest), doc = include_str!("../docs/one-call.md"))]
}
