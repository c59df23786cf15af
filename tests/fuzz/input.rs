//! Any bytes as input: the first says in which format, the rest is the file.
#![no_main]

/// The binary has no library: its modules are compiled anew here.
#[path = "../../crates/textmine/src"]
#[allow(dead_code)]
mod textmine {
    pub(crate) mod cli;
    pub(crate) mod input;
}

use clap::Parser;
use textmine::{cli, input};
use textmine_pipeline::Input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, file)) = bytes.split_first() else { return };
    let format = if first & 1 == 0 { "jsonl" } else { "text" };
    let unit = ["chars", "bytes", "utf16"][usize::from(first >> 1) % 3];
    let path = format!("/dev/shm/textmine-fuzz-{}", std::process::id());
    std::fs::write(&path, file).expect("a file in memory");
    let mut arguments = vec!["textmine", "run", "--input-format", format, "--offsets", unit, &path];
    if first & 128 != 0 {
        arguments.push("--lossy");
    }
    let cli::Command::Run(arguments) = cli::Cli::parse_from(arguments).command() else { return };
    for read in input::Inputs::new(&arguments) {
        match read {
            Ok(Input { document, .. }) => {
                for layer in document.layers() {
                    assert_eq!(layer.check(document.text()), Ok(()));
                }
            }
            Err(error) => assert!(!error.to_string().is_empty() && !error.help().is_empty()),
        }
    }
});
