//! Pages beside the reference.

pub mod choosing_a_policy {
    #![doc = include_str!("../docs/choosing-a-policy.md")]
    #![doc = include_str!("../docs/storm.md")]
    #![doc = include_str!("../docs/storm.svg")]
}

pub mod waiting_patterns {
    #![doc = include_str!("../docs/waiting-patterns.md")]
}

pub mod waits {
    #![doc = include_str!("../docs/waits.md")]
    #![doc = include_str!("../docs/waits.svg")]
    #![doc = include_str!("../docs/jitters.md")]
    #![doc = include_str!("../docs/jitters.svg")]
    #![doc = include_str!("../docs/caps.md")]
}

pub mod coming_from_python {
    #![doc = include_str!("../docs/coming-from-python.md")]
}
