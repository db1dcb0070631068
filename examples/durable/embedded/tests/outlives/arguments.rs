//! Arguments that are invalid.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tenacity-example-durable-embedded")).args(arguments).output().unwrap()
}

#[test]
fn an_invalid_argument_is_an_error_that_shows_the_usage() {
    for (arguments, cause) in [
        (&["--attempts", "0"][..], "cannot parse argument"),
        (&["--attempts", "many"], "cannot parse argument"),
        (&["--attempts"], "missing argument"),
        (&["--colour"], "invalid option"),
        (&["order"], "unexpected argument"),
    ] {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{arguments:?}: {error}");
        assert!(error.starts_with("error: ") && error.contains(cause) && error.contains("; usage: cargo run -- "), "{error}");
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_an_error_that_names_it() {
    let output = run(&["--folder", "/dev/null"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.starts_with("error: the folder /dev/null cannot be used: "), "{error}");
}
