//! The analyzer `quotes`: who said what, directly and indirectly.
//!
//! An example of an analyzer that requires a layer: `entities` says who a speaker is.
mod summary;
#[cfg(test)]
mod tests;

use summary::{Summary, Tally};
use textmine_core::schemars::{self, JsonSchema};
use textmine_core::serde::{Deserialize, Serialize};
use textmine_core::{Analyzer, Document, Error, OptionError, Output, TokenKind, export_analyzer, options};
use textmine_quotes::quotations;

options! {
    /// Which quotations are marked.
    pub struct Options {
        /// The kinds that are marked: words between quotation marks (`direct`), what somebody is said to have said
        /// (`indirect`), and words that quotation marks set off without quoting anybody (`scare`).
        #[schemars(length(min = 1))]
        pub kinds: Vec<Kind> = vec![Kind::Direct, Kind::Indirect],
        /// Quotations of fewer words are left out.
        pub min_words: u32 = 1,
        /// Leave out quotations whose speaker is not known.
        pub speaker_known: bool = false,
    }
}

/// How somebody is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", rename_all = "lowercase")]
#[schemars(crate = "schemars")]
pub enum Kind {
    /// Word by word.
    Direct,
    /// By what was said.
    Indirect,
    /// Not at all: set off by quotation marks.
    Scare,
}

impl Kind {
    fn of(kind: textmine_quotes::Kind) -> (Kind, &'static str) {
        match kind {
            textmine_quotes::Kind::Direct => (Kind::Direct, "direct"),
            textmine_quotes::Kind::Indirect => (Kind::Indirect, "indirect"),
            textmine_quotes::Kind::Scare => (Kind::Scare, "scare"),
        }
    }
}

/// The analyzer.
#[derive(Debug)]
pub struct Quotes(Options);

impl Analyzer for Quotes {
    const NAME: &'static str = "quotes";
    const ABOUT: &'static str = "who said what, word by word and in indirect speech";
    const REQUIRES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &["quotes"];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        if options.kinds.is_empty() {
            let message = "no kind, so nothing would be marked; expected at least one";
            return Err(OptionError::new("/kinds", message).into());
        }
        Ok(Quotes(options))
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let mut tally = Tally::new(document);
        for quotation in quotations(document) {
            let (kind, label) = Kind::of(quotation.kind);
            let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
            let tokens = document.tokens_within(quotation.inside);
            let words = tokens.iter().filter(|token| is_word(token.kind())).count() as u32;
            let wanted = self.0.kinds.contains(&kind) && words >= self.0.min_words;
            if !wanted || self.0.speaker_known && quotation.speaker.is_none() {
                continue;
            }
            tally.add(&quotation, words);
            let mut annotation = output.annotate("quotes", quotation.span, label);
            if let Some(speaker) = quotation.speaker {
                annotation = annotation.attr("speaker", document.slice(speaker));
            }
            if let Some(entity) = quotation.speaker_entity {
                annotation = annotation.attr("speaker_entity", entity);
            }
            if let Some(verb) = quotation.verb {
                annotation.attr("verb", document.slice(verb));
            }
        }
        Ok(tally.summary())
    }
}

export_analyzer!(Quotes);
