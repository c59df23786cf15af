//! Repeats a layer: as little work as an analyzer can have, so that what is measured is the way to it and back.
use textmine_core::{Analyzer, Document, Error, Output, options};

options! {
    /// None.
    pub struct Options {}
}

/// Repeats the layer `given` as the layer `echo`, with label, score and one attribute.
#[derive(Debug)]
pub struct Echo;

impl Analyzer for Echo {
    const NAME: &'static str = "echo";
    const ABOUT: &'static str = "repeats a layer";
    const REQUIRES: &'static [&'static str] = &["given"];
    const PROVIDES: &'static [&'static str] = &["echo"];
    type Options = Options;
    type Summary = usize;

    fn new(_: Options) -> Result<Self, Error> {
        Ok(Echo)
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<usize, Error> {
        let given = document.layer("given").ok_or("no layer `given`")?;
        for annotation in given.iter() {
            let annotate = output.annotate("echo", annotation.span(), annotation.label());
            annotate
                .score(annotation.score().unwrap_or(0.0))
                .attr("entity", annotation.attr("entity").unwrap_or(""));
        }
        Ok(given.len())
    }
}
