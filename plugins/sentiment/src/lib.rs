//! The analyzer `sentiment`.
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer, options};

options! {
    /// Options.
    pub struct Options {}
}

/// The analyzer.
#[derive(Debug)]
pub struct Sentiment;

impl Analyzer for Sentiment {
    const NAME: &'static str = "sentiment";
    const ABOUT: &'static str = "sentiment";
    const PROVIDES: &'static [&'static str] = &["sentiment"];
    type Options = Options;
    type Summary = ();

    fn new(_: Options) -> Result<Self, Error> {
        Ok(Sentiment)
    }

    fn analyze(&self, _document: &Document<'_>, _output: &mut Output) -> Result<(), Error> {
        Ok(())
    }
}

export_analyzer!(Sentiment);
