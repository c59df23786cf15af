//! Any text as a lock file.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    _ = textmine_loader::Lock::parse(text);
});
