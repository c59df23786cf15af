//! The analyzer `channels`.
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer, options};

options! {
    /// Options.
    pub struct Options {}
}

/// The analyzer.
#[derive(Debug)]
pub struct Channels;

impl Analyzer for Channels {
    const NAME: &'static str = "channels";
    const ABOUT: &'static str = "channels";
    const PROVIDES: &'static [&'static str] = &["channels"];
    type Options = Options;
    type Summary = ();

    fn new(_: Options) -> Result<Self, Error> {
        Ok(Channels)
    }

    fn analyze(&self, _document: &Document<'_>, _output: &mut Output) -> Result<(), Error> {
        Ok(())
    }
}

export_analyzer!(Channels);
