//! The analyzer `{{name}}`: sentences that name several people together, and who they are.
//!
//! It is an example with an option, a layer that it reads, a layer that it writes, and a summary. Put what you want to find in
//! its place, in `analyze`.
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use textmine_core::serde::Serialize;
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer, options};

options! {
    /// What a pipeline may set. Each option has a default; a value that does not fit is underlined in the pipeline.
    pub struct Options {
        /// Sentences that name fewer people are passed over.
        #[schemars(range(min = 1))]
        pub min_people: u32 = 2,
    }
}

/// What is said of the document as a whole: JSON in the report.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// How many sentences are marked.
    pub sentences: u32,
    /// In how many of them each person is named. In order, so that the same text has the same report.
    pub people: BTreeMap<String, u32>,
}

/// The analyzer. It serves many documents, from several threads at once.
#[derive(Debug)]
pub struct Together(Options);

impl Analyzer for Together {
    const NAME: &'static str = "{{name}}";
    const ABOUT: &'static str = "sentences that name several people together";
    // A pipeline needs something before it that provides this layer: the plugin `entities`, or the input.
    const REQUIRES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &[Self::NAME];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        Ok(Together(options))
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let mut summary = Summary { sentences: 0, people: BTreeMap::new() };
        let Some(entities) = document.layer("entities") else { return Ok(summary) };
        for &sentence in document.sentences() {
            let people: BTreeSet<&str> = entities
                .starting_in(sentence)
                .filter(|mention| mention.label() == "PER")
                // Who it is, whatever the name there; without that, the words themselves.
                .map(|mention| mention.attr("entity").unwrap_or_else(|| document.slice(mention.span())))
                .collect();
            if people.len() < self.0.min_people as usize {
                continue;
            }
            output.annotate(Self::NAME, sentence, "together").list("people", people.iter().copied());
            summary.sentences += 1;
            for person in people {
                *summary.people.entry(person.to_owned()).or_default() += 1;
            }
        }
        Ok(summary)
    }
}

export_analyzer!(Together);
