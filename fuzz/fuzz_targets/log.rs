#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tenacity_any_input::log(input));
