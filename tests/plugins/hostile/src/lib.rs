//! An analyzer that does, on a document `FAULT name`, the harm of that name: what Rust can do without `unsafe`.
use std::hint::black_box;
use std::time::Duration;
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer, options};

options! {
    /// What to do at the end.
    pub struct Options {
        /// A fault to do in the destructor.
        pub at_drop: String = String::new(),
    }
}

/// Means harm.
#[derive(Debug)]
pub struct Hostile {
    at_drop: String,
}

impl Analyzer for Hostile {
    const NAME: &'static str = "hostile";
    const ABOUT: &'static str = "means harm";
    const PROVIDES: &'static [&'static str] = &["hostile"];
    type Options = Options;
    type Summary = &'static str;

    fn new(options: Options) -> Result<Self, Error> {
        Ok(Hostile { at_drop: options.at_drop })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<&'static str, Error> {
        if let Some(fault) = document.text().strip_prefix("FAULT ").and_then(|rest| rest.split('.').next()) {
            act(fault);
        }
        if let Some(token) = document.tokens().first() {
            output.annotate("hostile", token.span, "first");
        }
        Ok("fine")
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        act(&self.at_drop);
    }
}

fn act(fault: &str) {
    match fault {
        "panic" => panic!("no luck"),
        "panic_in_thread" => {
            // Whoever waits for the thread goes on.
            _ = std::thread::spawn(|| panic!("no luck in a thread")).join();
        }
        "thread_sleeping" => {
            std::thread::spawn(|| std::thread::sleep(Duration::MAX));
        }
        "abort" => std::process::abort(),
        "exit_0" => std::process::exit(0),
        "stack_overflow" => _ = deeper(0),
        "memory" => {
            let mut all = Vec::new();
            loop {
                all.push(black_box(vec![1_u8; 1 << 20]));
            }
        }
        "spin" => loop {
            black_box(());
        },
        _ => {}
    }
}

fn deeper(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    if depth == u64::MAX { 0 } else { deeper(depth + 1) + frame[0] }
}

export_analyzer!(Hostile);
