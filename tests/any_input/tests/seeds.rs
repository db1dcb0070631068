//! Runs the checks with the stored inputs, which include those of former findings.

use std::fs;
use std::path::Path;

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let seed = entry.unwrap().path();
        // The harness prints this if the check panics.
        println!("{}", seed.display());
        check(&fs::read(seed).unwrap());
        seeds += 1;
    }
    assert!(seeds > 10, "the folder was not found whole");
}

#[test]
fn any_arguments_of_the_attribute_are_expanded_or_rejected() {
    replay("attribute", tenacity_any_input::attribute);
}

#[test]
fn any_duration_is_exact_or_rejected() {
    replay("duration", tenacity_any_input::duration);
}

#[test]
fn any_configuration_is_a_policy_or_rejected() {
    replay("config", tenacity_any_input::config);
}

#[test]
fn any_log_has_the_same_matches_however_it_is_split() {
    replay("log", tenacity_any_input::log);
}
