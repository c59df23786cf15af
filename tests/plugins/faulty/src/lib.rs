//! An analyzer that fails in the way that its option `fault` names.
use std::fmt;
use textmine_core::{Analyzer, Document, Error, OptionError, Output, Span, export_analyzer, options};

options! {
    /// How to fail.
    pub struct Options {
        /// The fault; `none` marks the first word.
        pub fault: String = "none".to_owned(),
        /// A number that must be even.
        #[schemars(range(min = 0, max = 10))]
        pub even: u32 = 0,
    }
}

/// Fails on demand.
#[derive(Debug)]
pub struct Faulty {
    fault: String,
}

impl Analyzer for Faulty {
    const NAME: &'static str = "faulty";
    const ABOUT: &'static str = "fails on demand";
    const PROVIDES: &'static [&'static str] = &["faulty"];
    type Options = Options;
    type Summary = &'static str;

    fn new(options: Options) -> Result<Self, Error> {
        if !options.even.is_multiple_of(2) {
            return Err(
                OptionError::new("/even", format!("expected an even number, not {}", options.even)).into()
            );
        }
        match options.fault.as_str() {
            "panic in new" => panic!("no luck in new"),
            "error in new" => Err("no luck in new".into()),
            _ => Ok(Faulty { fault: options.fault }),
        }
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<&'static str, Error> {
        let Some(token) = document.tokens().first() else { return Ok("nothing to do") };
        match self.fault.as_str() {
            "panic" => panic!("no luck in analyze"),
            "panic with a value" => std::panic::panic_any(7),
            "panic whose value panics" => std::panic::panic_any(Grudge),
            "error" => return Err("no luck in analyze".into()),
            "error that can't be shown" => return Err(Box::new(Unspeakable)),
            "undeclared layer" => _ = output.annotate("secrets", token.span, "x"),
            "span outside" => _ = output.annotate("faulty", Span::new(0, u32::MAX), "x"),
            "score" => _ = output.annotate("faulty", token.span, "x").score(f32::NAN),
            "panic on the second document" if document.id().ends_with(":2") => {
                panic!("no luck with the second")
            }
            _ => _ = output.annotate("faulty", token.span, "first"),
        }
        Ok("done")
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        assert!(self.fault != "panic in drop", "no luck in drop");
    }
}

/// A panic's value that panics when it goes.
struct Grudge;

impl Drop for Grudge {
    fn drop(&mut self) {
        panic!("and another one");
    }
}

#[derive(Debug)]
struct Unspeakable;

impl fmt::Display for Unspeakable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("can't be shown")
    }
}

impl std::error::Error for Unspeakable {}

export_analyzer!(Faulty);
