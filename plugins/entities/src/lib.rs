//! The analyzer `entities`.
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer, options};

options! {
    /// Options.
    pub struct Options {}
}

/// The analyzer.
#[derive(Debug)]
pub struct Entities;

impl Analyzer for Entities {
    const NAME: &'static str = "entities";
    const ABOUT: &'static str = "entities";
    const PROVIDES: &'static [&'static str] = &["entities"];
    type Options = Options;
    type Summary = ();

    fn new(_: Options) -> Result<Self, Error> {
        Ok(Entities)
    }

    fn analyze(&self, _document: &Document<'_>, _output: &mut Output) -> Result<(), Error> {
        Ok(())
    }
}

export_analyzer!(Entities);
