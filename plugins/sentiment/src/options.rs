//! What a pipeline can set.
use std::collections::BTreeMap;
use std::path::PathBuf;
use textmine_core::schemars::{self, JsonSchema};
use textmine_core::serde::{Deserialize, Serialize};
use textmine_core::{OptionError, options};
use textmine_tone::word::MAX_VALENCE;

options! {
    /// What is judged, and how.
    pub struct Options {
        /// The layer whose annotations are judged as targets: the tone towards each of them. Without that layer,
        /// sentences and the document are judged all the same. One other than `entities` must come from an analyzer
        /// that stands earlier in the pipeline.
        pub target: String = "entities".to_owned(),
        /// Which mentions are judged, by their attribute `kind`; a mention without it counts as a name.
        pub kinds: Vec<Kind> = vec![Kind::Name, Kind::Nominal, Kind::Pronoun],
        /// How scores come about: by the learned `model`, or by the `lexicon` alone (valences of words, with negation,
        /// degree, contrast and mood).
        pub method: Method = Method::Model,
        /// Whether what is said in quotation marks counts for the document and its entities (`counted`), or for the speaker
        /// alone (`apart`). Each voice has its own score in the summary either way.
        pub quotes: Quotes = Quotes::Counted,
        /// Scores nearer to zero than this are neutral.
        #[schemars(range(min = 0.0, max = 1.0))]
        pub neutral_below: f32 = 0.1,
        /// How many of the words that decided are given as evidence for a sentence or a mention; 0 for none.
        #[schemars(range(max = 5))]
        pub evidence: u32 = 5,
        /// Say of each sentence and mention which words count how much (`words`), which of them a negator reaches
        /// (`negated`), which stand within quotation marks (`quoted`), and that it is `left_out` of the document's score; of
        /// each sentence what changes the valence of its words (`cues`) and by which factor (`shifted`). Changes no score.
        pub explain: bool = false,
        /// Words or phrases with their valence, from -4 (most negative) to 4, that are added to what is known or replace
        /// it; 0 silences a word.
        #[schemars(schema_with = "valences")]
        pub lexicon: BTreeMap<String, f32> = BTreeMap::new(),
        /// Files with more of them: a line has a word or phrase and its valence. A tab separates the two in `.tsv`, a comma
        /// in `.csv`; lines that start with `#` are left out. Relative to the pipeline's folder; in a worker they must be
        /// among `reads` too. What `lexicon` says goes before what they say.
        pub lexicon_files: Vec<FilePath> = Vec::new(),
        /// Words or phrases that say nothing in your texts, such as `"crude"` in those about oil.
        pub neutral: Vec<String> = Vec::new(),
        /// The model, as `textmine-train sentiment` writes it, in place of the one that comes with the analyzer. Relative
        /// to the pipeline's folder; in a worker it must be among `reads` too.
        pub model: Option<FilePath> = None,
    }
}

/// The path of a file.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", transparent)]
#[schemars(crate = "schemars", transparent, extend("format" = "path"))]
pub struct FilePath(pub PathBuf);

/// How scores come about.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(crate = "textmine_core::serde", rename_all = "lowercase")]
#[schemars(crate = "schemars")]
pub enum Method {
    /// By weights that were learned.
    Model,
    /// By the valences of words.
    Lexicon,
}

/// What is said in quotation marks.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(crate = "textmine_core::serde", rename_all = "lowercase")]
#[schemars(crate = "schemars")]
pub enum Quotes {
    /// Counts like the author's words.
    Counted,
    /// Counts for its speaker alone.
    Apart,
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(crate = "textmine_core::serde", rename_all = "lowercase")]
#[schemars(crate = "schemars")]
pub enum Kind {
    /// "Ana Ruiz".
    Name,
    /// "the minister".
    Nominal,
    /// "she".
    Pronoun,
}

impl Kind {
    /// By the attribute of a mention; another one than these is not judged.
    pub(crate) fn of(attribute: Option<&str>) -> Option<Kind> {
        match attribute {
            None | Some("name") => Some(Kind::Name),
            Some("nominal") => Some(Kind::Nominal),
            Some("pronoun") => Some(Kind::Pronoun),
            Some(_) => None,
        }
    }
}

fn valences(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "type": "object",
        "additionalProperties": { "type": "number", "minimum": -MAX_VALENCE, "maximum": MAX_VALENCE }
    })
}

impl Options {
    /// # Errors
    /// If an option makes no sense.
    pub(crate) fn validate(&self) -> Result<(), OptionError> {
        if !(0.0..=1.0).contains(&self.neutral_below) {
            let message = format!("expected a number from 0 to 1, found {}", self.neutral_below);
            return Err(OptionError::new("/neutral_below", message));
        }
        if self.evidence > 5 {
            let message = format!("expected a number from 0 to 5, found {}", self.evidence);
            return Err(OptionError::new("/evidence", message));
        }
        Ok(())
    }
}
