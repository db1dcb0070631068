//! The kept inputs, those of former findings among them, keep to what holds for any.

use std::fs;
use std::path::Path;

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let seed = entry.unwrap().path();
        // Shown when the check panics.
        println!("{}", seed.display());
        check(&fs::read(seed).unwrap());
        seeds += 1;
    }
    assert!(seeds > 10, "the folder was not found whole");
}

#[test]
fn any_arguments_of_the_attribute_are_expanded_or_told_of() {
    replay("attribute", tenacity_any_input::attribute);
}

#[test]
fn any_duration_is_exact_or_refused() {
    replay("duration", tenacity_any_input::duration);
}

#[test]
fn any_configuration_is_a_policy_or_told_of() {
    replay("config", tenacity_any_input::config);
}

#[test]
fn any_log_is_searched_as_if_it_were_read_at_once() {
    replay("log", tenacity_any_input::log);
}
