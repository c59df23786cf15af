//! What a model of syntax is trained from: a TOML file that names the treebanks, lists and settings.
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
    /// None: that of the shipped model.
    #[serde(default)]
    pub(crate) lexicon: Option<Lexicon>,
    pub(crate) treebank: Vec<TreebankFile>,
    /// Names to be put in the place of pronouns.
    #[serde(default)]
    pub(crate) names: Option<Names>,
    /// Measured on, never learned from.
    #[serde(default)]
    pub(crate) dev: Vec<PathBuf>,
}

/// Settings of the training.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Training {
    /// What chance decides (order, own steps) depends on this alone.
    pub(crate) seed: u64,
    /// Times that all sentences are gone through for the tags.
    pub(crate) tag_epochs: usize,
    /// Times that all sentences are gone through for the trees.
    pub(crate) tree_epochs: usize,
    /// Features that took part in fewer mistakes are left out.
    pub(crate) least_mistakes: u32,
    /// Features whose weights are all less than so many of 127 steps are left out.
    pub(crate) least_weight: u8,
    /// Parts of the treebanks that are each tagged by a model of the others, since the parser is to learn from such tags
    /// as it will see.
    pub(crate) folds: usize,
    /// How much a sentence counts when it is told in other words; 0: none is.
    pub(crate) varied: f32,
    /// How much it counts for the tagger, as a share of that.
    pub(crate) varied_tags: f32,
}

impl Default for Training {
    fn default() -> Self {
        Training {
            seed: 42,
            tag_epochs: 8,
            tree_epochs: 12,
            least_mistakes: 7,
            least_weight: 3,
            folds: 5,
            varied: 0.5,
            varied_tags: 0.4,
        }
    }
}

/// Classes of words: a word and its classes among 64, 256 and 1024, counted from 0, with tabs between them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lexicon {
    /// From vectors of words without case, the most frequent first.
    pub(crate) plain_classes: PathBuf,
    /// From vectors of words with case.
    pub(crate) cased_classes: PathBuf,
    /// So many of the first words are kept, and all words of the treebanks.
    pub(crate) words: usize,
}

/// Lists of names, one on each line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    pub(crate) given: PathBuf,
    pub(crate) surnames: PathBuf,
}

/// A treebank in CoNLL-U.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TreebankFile {
    pub(crate) file: PathBuf,
    #[serde(default)]
    pub(crate) source: String,
    #[serde(default)]
    pub(crate) licence: String,
    /// How much each of its sentences counts.
    #[serde(default = "one")]
    pub(crate) weight: f32,
}

fn one() -> f32 {
    1.0
}
