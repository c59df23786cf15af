//! Any bytes as a plugin's library: manifest and format are read, nothing is opened.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| textmine_loader::fuzzing::library(bytes));
