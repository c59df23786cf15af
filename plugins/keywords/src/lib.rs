//! The analyzer `keywords`: the words and phrases that say what a document is about.
//!
//! An example of an analyzer with options that needs no layer. `words` reads the document, `yake` rates its words and
//! phrases.
mod distinct;
mod stop_words;
#[cfg(test)]
mod tests;
mod words;
mod yake;

use stop_words::StopWords;
use textmine_core::serde::Serialize;
use textmine_core::{Analyzer, Document, Error, OptionError, Output, export_analyzer, options};

options! {
    /// How many keywords there are, and which.
    pub struct Options {
        /// How many keywords are marked at most.
        #[schemars(range(min = 1, max = 200))]
        pub count: u32 = 20,
        /// How many words a keyword has at most.
        #[schemars(range(min = 1, max = 5))]
        pub longest: u32 = 3,
        /// Words of your own, in capitals or not, with which no keyword begins or ends, beside “the”, “said” and the like.
        pub stop_words: Vec<String> = Vec::new(),
        /// A keyword is left out if it is more similar than this to a better one; 1 leaves none out. The similarity is 1
        /// less the share of letters that differ, as Levenshtein counts them.
        #[schemars(range(min = 0.0, max = 1.0))]
        pub similar: f32 = 0.9,
    }
}

/// The keywords of a document.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// The keywords, the most salient first.
    pub keywords: Vec<Keyword>,
}

/// A keyword.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Keyword {
    /// As the text has it where it comes first.
    pub keyword: String,
    /// How salient it is, from 0 to 1: the rating of the document's best keyword, by this one's. The best has 1.
    pub score: f32,
    /// What YAKE rates it, from 0: lower is better.
    pub yake: f64,
    /// How often the text has it.
    pub count: u32,
}

/// The analyzer.
#[derive(Debug)]
pub struct Keywords {
    options: Options,
    stop_words: StopWords,
}

impl Analyzer for Keywords {
    const NAME: &'static str = "keywords";
    const ABOUT: &'static str = "the words and phrases that say what the document is about";
    const PROVIDES: &'static [&'static str] = &["keywords"];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        let refuse = |option: &str, expected: &str| {
            Err(OptionError::new(format!("/{option}"), format!("out of range; expected {expected}")).into())
        };
        if !(1..=200).contains(&options.count) {
            return refuse("count", "a number from 1 to 200");
        }
        if !(1..=5).contains(&options.longest) {
            return refuse("longest", "a number from 1 to 5");
        }
        if !(0.0..=1.0).contains(&options.similar) {
            return refuse("similar", "a number from 0 to 1");
        }
        let stop_words = StopWords::new(&options.stop_words);
        Ok(Keywords { options, stop_words })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let words = words::read(document, &self.stop_words);
        let mut rated = yake::rate(&words, self.options.longest as usize);
        distinct::keep_best(&mut rated, self.options.count as usize, f64::from(self.options.similar));
        let best = rated.first().map_or(1.0, |first| first.rating);
        let mut keywords = Vec::new();
        for phrase in &rated {
            let score = (best / phrase.rating) as f32;
            for &span in &phrase.spans {
                output.annotate("keywords", span, "keyword").score(score).attr("keyword", &phrase.text);
            }
            let first = phrase.spans.first().map_or("", |&span| document.slice(span));
            keywords.push(Keyword {
                keyword: first.split_whitespace().collect::<Vec<_>>().join(" "),
                score,
                yake: phrase.rating,
                count: phrase.spans.len() as u32,
            });
        }
        Ok(Summary { keywords })
    }
}

export_analyzer!(Keywords);
