//! What a model is trained from: a TOML file that names the corpora, lists and settings.
use serde::Deserialize;
use std::path::PathBuf;

/// The recipe. Its files are looked for in its own folder, then in those of `--data`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    /// Says what the model is, in its card.
    pub(crate) about: String,
    #[serde(default)]
    pub(crate) training: Training,
    pub(crate) lexicon: Lexicon,
    pub(crate) corpus: Vec<Corpus>,
    #[serde(default)]
    pub(crate) invented: Vec<Invented>,
    /// Measured on, never learned from.
    #[serde(default)]
    pub(crate) dev: Vec<PathBuf>,
}

/// Settings of the training.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Training {
    /// What chance decides (order, what is left out) depends on this alone.
    pub(crate) seed: u64,
    /// Times that all sentences are gone through.
    pub(crate) epochs: usize,
    /// The weights are the mean over so many of the last.
    pub(crate) averaged: usize,
    /// How far a weight moves at first.
    pub(crate) rate: f32,
    /// Share of the features that is left out at each step.
    pub(crate) dropout: f32,
    /// Share of the steps at which the rest of the document is left out.
    pub(crate) forgetting: f32,
    /// A tag that is more probable than this, by what all corpora teach, may be right in the place of a name in a noisy one.
    pub(crate) doubt: f32,
    /// Features seen less often are left out.
    pub(crate) least_seen: u32,
    /// Features whose weights are all less than so many of 127 steps are left out.
    pub(crate) least_weight: u8,
    /// Sentences read as one document.
    pub(crate) sentences: usize,
    /// Parts of the corpora that are each read by a model of the others.
    pub(crate) folds: usize,
    /// What the shares of names that were right in corpora unseen are multiplied by, since other texts are stranger still.
    pub(crate) caution: f32,
    /// Share of the sentences that are shown in capitals as well.
    pub(crate) shouted: f32,
    /// Share of the sentences that are shown as headlines as well.
    pub(crate) headlines: f32,
}

impl Default for Training {
    fn default() -> Self {
        Training {
            seed: 42,
            epochs: 6,
            averaged: 3,
            rate: 0.03,
            dropout: 0.7,
            forgetting: 0.3,
            doubt: 0.05,
            least_seen: 3,
            least_weight: 2,
            sentences: 20,
            folds: 4,
            caution: 0.94,
            shouted: 0.04,
            headlines: 0.04,
        }
    }
}

/// Where the lexicon comes from.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Lexicon {
    /// From another model.
    Model {
        /// That model.
        model: PathBuf,
    },
    /// From lists.
    Lists(Box<Lists>),
}

/// Lists; each may be packed with gzip.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lists {
    /// Word and its classes among 64, 256 and 1024, with tabs between them, from vectors that tell capitals.
    pub(crate) cased_classes: PathBuf,
    /// The same from vectors that don't.
    pub(crate) plain_classes: PathBuf,
    pub(crate) given_names: PathBuf,
    pub(crate) surnames: PathBuf,
    pub(crate) nationalities: PathBuf,
    pub(crate) titles: PathBuf,
    pub(crate) organisation_words: PathBuf,
    /// Names of one kind, one a line.
    pub(crate) names: Vec<NameList>,
    /// Kind and name with a tab between them.
    pub(crate) mixed_names: Vec<PathBuf>,
}

/// Names of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameList {
    pub(crate) kind: String,
    pub(crate) file: PathBuf,
}

/// An annotated corpus.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corpus {
    pub(crate) file: PathBuf,
    /// Its origin, for the card.
    #[serde(default)]
    pub(crate) source: String,
    /// Its licence, for the card.
    #[serde(default)]
    pub(crate) licence: String,
    /// How much each of its sentences counts.
    #[serde(default = "one")]
    pub(crate) weight: f32,
    /// Its annotation is partly made by machine: what other corpora teach counts as well.
    #[serde(default)]
    pub(crate) noisy: bool,
    /// Whether names of type `MISC` are annotated.
    #[serde(default)]
    pub(crate) misc: Misc,
    /// Its nationalities are annotated as places.
    #[serde(default)]
    pub(crate) nationalities_are_places: bool,
}

/// Text made from templates and the recipe's lists of names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invented {
    /// The templates.
    pub(crate) file: PathBuf,
    /// How many documents are made, each as long as the corpora's.
    pub(crate) documents: usize,
    /// How much each sentence counts.
    #[serde(default = "one")]
    pub(crate) weight: f32,
}

fn one() -> f32 {
    1.0
}

/// How far to trust the names of type `MISC`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Misc {
    /// All are annotated.
    #[default]
    Annotated,
    /// None is annotated.
    Absent,
    /// Some are, and some that are none.
    Unreliable,
}
