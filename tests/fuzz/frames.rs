//! Any bytes as a worker's answer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| textmine_loader::fuzzing::frames(bytes));
