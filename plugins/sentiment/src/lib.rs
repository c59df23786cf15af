//! The analyzer `sentiment`: how positive a document, each of its sentences and the portrayal of each entity is.
//!
//! `lexicon` says what words carry by themselves, `reading` what they come to in their place; `score` makes a number of
//! that for a sentence, `target` for a name in it, and `summary` one for the document.
mod lexicon;
mod reading;
mod score;
mod summary;
mod target;

#[cfg(test)]
mod tests;

use lexicon::Lexicon;
use reading::{Hit, Reading};
use score::score;
use std::collections::BTreeMap;
pub use summary::Summary;
use summary::Tally;
use textmine_core::{
    Analyzer, Annotation, Document, Error, OptionError, Output, Span, Token, export_analyzer, options,
};

const LAYER: &str = "sentiment";
/// Longer sentences are read in stretches of so many tokens, so that memory stays bounded whatever comes.
const STRETCH: usize = 1024;
/// Words that say less than this, of 4, decide nothing.
const EVIDENT: f32 = 0.4;

options! {
    /// What is judged, and how.
    pub struct Options {
        /// The layer whose annotations are judged as targets: the tone towards each of them. Without that layer,
        /// sentences and the document are judged all the same. One other than `entities` must come from an analyzer
        /// that stands earlier in the pipeline.
        pub target: String = "entities".to_owned(),
        /// Scores nearer to zero than this are neutral.
        #[schemars(range(min = 0.0, max = 1.0))]
        pub neutral_below: f32 = 0.1,
        /// How many of the words that decided are given as evidence for a sentence; 0 for none.
        #[schemars(range(max = 5))]
        pub evidence: u32 = 5,
        /// Words or phrases with their valence, from -4 (most negative) to 4, that are added to the lexicon or replace
        /// what it says; 0 silences a word.
        #[schemars(schema_with = "valences")]
        pub lexicon: BTreeMap<String, f32> = BTreeMap::new(),
    }
}

fn valences(_: &mut textmine_core::schemars::SchemaGenerator) -> textmine_core::schemars::Schema {
    textmine_core::schemars::json_schema!({
        "type": "object",
        "additionalProperties": { "type": "number", "minimum": -lexicon::MAX_VALENCE, "maximum": lexicon::MAX_VALENCE }
    })
}

/// The analyzer.
#[derive(Debug)]
pub struct Sentiment {
    options: Options,
    lexicon: Lexicon,
}

impl Analyzer for Sentiment {
    const NAME: &'static str = "sentiment";
    const ABOUT: &'static str =
        "how positive the document, each sentence and the portrayal of each entity is";
    const USES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &[LAYER];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        if !(0.0..=1.0).contains(&options.neutral_below) {
            let message = format!("expected a number from 0 to 1, found {}", options.neutral_below);
            return Err(OptionError::new("/neutral_below", message).into());
        }
        if options.evidence > 5 {
            let message = format!("expected a number from 0 to 5, found {}", options.evidence);
            return Err(OptionError::new("/evidence", message).into());
        }
        let lexicon = Lexicon::new(&options.lexicon)?;
        Ok(Sentiment { options, lexicon })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let layer = document.layer(&self.options.target);
        let mut mentions = layer.iter().flat_map(|layer| layer.iter()).filter(is_name).peekable();
        let mut tokens = document.tokens();
        let mut tally = Tally::new(self.options.neutral_below);
        let mut page = Page::default();
        for (index, &sentence) in document.sentences().iter().enumerate() {
            let len = tokens.iter().take_while(|t| t.sentence as usize <= index).count();
            let (here, rest) = tokens.split_at(len);
            tokens = rest;
            // What stands between two sentences is judged by the words of the one before.
            let end = document.sentences().get(index + 1).map_or(u32::MAX, |next| next.start);
            page.names.clear();
            page.ids.clear();
            while let Some(mention) = mentions.next_if(|m| m.span().start < end) {
                page.names.push(mention.span());
                page.ids.push(mention.attr("entity").unwrap_or_else(|| document.slice(mention.span())));
            }
            self.read(document, here, &mut page);
            let score = score(page.sum);
            let label = tally.sentence(index, score);
            let annotation = output.annotate(LAYER, sentence, label.as_str()).score(score);
            page.evidence.sort_by_key(|hit| hit.span.start);
            if !page.evidence.is_empty() {
                annotation.list("evidence", page.evidence.iter().map(|hit| document.slice(hit.span)));
            }
            for ((&span, &id), &tone) in page.names.iter().zip(&page.ids).zip(&page.tones) {
                let label = tally.mention(id, document.slice(span), tone);
                output.annotate(LAYER, span, label.as_str()).score(tone).attr("entity", id);
            }
        }
        Ok(tally.finish(document))
    }
}

/// One sentence and what was found in it.
#[derive(Debug, Default)]
struct Page<'a> {
    names: Vec<Span>,
    ids: Vec<&'a str>,
    reading: Reading,
    sum: f32,
    evidence: Vec<Hit>,
    tones: Vec<f32>,
}

impl Sentiment {
    /// Reads the tokens of one sentence: its valence, the words that decided, and the tone towards each name.
    fn read(&self, document: &Document<'_>, tokens: &[Token], page: &mut Page<'_>) {
        page.sum = 0.0;
        page.evidence.clear();
        page.tones.clear();
        let mut names = 0;
        for stretch in tokens.chunks(STRETCH) {
            let Some(last) = stretch.last() else { continue };
            let here = page.names[names..].iter().take_while(|n| n.start < last.span.end).count();
            let here = &page.names[names..names + here];
            names += here.len();
            page.reading.read(&self.lexicon, document, stretch, here);
            for hit in &page.reading.hits {
                page.sum += hit.valence.sentence;
                self.keep_as_evidence(hit, &mut page.evidence);
            }
            for name in here {
                let first = stretch.partition_point(|t| t.span.end <= name.start);
                let end = stretch.partition_point(|t| t.span.start < name.end);
                page.tones.push(score(target::towards(&page.reading, first..end.max(first + 1))));
            }
        }
        page.tones.resize(page.names.len(), 0.0);
    }

    /// Keeps the hit if it is among the strongest so far; the earlier of two equal ones stays.
    fn keep_as_evidence(&self, hit: &Hit, evidence: &mut Vec<Hit>) {
        let strength = |hit: &Hit| hit.valence.sentence.abs();
        let limit = self.options.evidence as usize;
        let rank = evidence.partition_point(|kept| strength(kept) >= strength(hit));
        if rank < limit && strength(hit) >= EVIDENT {
            evidence.truncate(limit - 1);
            evidence.insert(rank, *hit);
        }
    }
}

/// A name: nominal mentions ("the minister") and pronouns are not judged, and their words count like others.
fn is_name(mention: &Annotation<'_>) -> bool {
    mention.attr("kind").is_none_or(|kind| kind == "name")
}

export_analyzer!(Sentiment);
