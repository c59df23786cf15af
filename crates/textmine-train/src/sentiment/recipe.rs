//! What a model of sentiment is trained from: a TOML file that names the corpora, lists and settings.
use serde::Deserialize;
use std::path::PathBuf;
use textmine_tone::word::REGISTERS;

/// The recipe. Its files are looked for in its own folder, then in those of `--data`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    /// Says what the model is, in its card.
    pub(crate) about: String,
    #[serde(default)]
    pub(crate) training: Training,
    /// Not with a model that is adapted.
    pub(crate) lexicon: Option<Lexicon>,
    pub(crate) corpus: Vec<Corpus>,
    /// Measured on, never learned from.
    #[serde(default)]
    pub(crate) dev: Vec<Measured>,
}

/// Settings of the training.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Training {
    /// What chance decides (order, what is left out) depends on this alone.
    pub(crate) seed: u64,
    /// Words seen less often have no weights of their own.
    pub(crate) least_seen: u32,
    /// Of the words with vectors that no text has, so many of the most frequent are known nevertheless.
    pub(crate) words: usize,
    /// How strongly weights of words and pairs are held near zero, for sentences.
    pub(crate) words_penalty: f32,
    /// The same for what lexicons and style come to.
    pub(crate) dense_penalty: f32,
    /// How strongly the words' weights of each register are held near what all have in common.
    pub(crate) register_penalty: f32,
    /// The same for what lexicons and style come to.
    pub(crate) register_dense_penalty: f32,
    /// How strongly weights of features are held near zero, for targets.
    pub(crate) target_penalty: f32,
    /// How strongly the weights of a model that is adapted are held near what they were, for targets; ten times as strongly for
    /// sentences.
    pub(crate) adapted_penalty: f32,
    /// Times that all texts are gone through for the network.
    pub(crate) epochs: usize,
    /// How far the network's weights move at first.
    pub(crate) rate: f32,
    /// How much the weights of features count in the tone towards a target, and how much the network.
    pub(crate) mixture: [f32; 2],
    /// The share that the network has in the tone of sentences, by register.
    pub(crate) network_share: [f32; REGISTERS],
    /// What is added to what speaks for each register: news, business, reviews, messages. The more such texts are expected, the
    /// greater.
    pub(crate) expected: [f32; REGISTERS],
    /// What scores of sentences are multiplied by.
    pub(crate) scale: f32,
}

impl Default for Training {
    fn default() -> Self {
        Training {
            seed: 42,
            least_seen: 3,
            words: 10_000,
            words_penalty: 400.0,
            dense_penalty: 30.0,
            register_penalty: 50.0,
            register_dense_penalty: 100.0,
            target_penalty: 14.0,
            adapted_penalty: 10.0,
            epochs: 6,
            rate: 0.002,
            mixture: [0.7, 0.4],
            network_share: [0.0, 0.0, 0.15, 0.0],
            expected: [2.0, 0.0, 0.0, 0.0],
            scale: 1.0,
        }
    }
}

/// Lists of words; each may be packed with gzip.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lexicon {
    /// Word or phrase and three valences: for the sentence, for a name before it, for a name after it.
    pub(crate) valence: PathBuf,
    /// Emoticon or emoji and its valence.
    pub(crate) emoticons: PathBuf,
    /// Word or phrase, what it does to others, and a share for boosters.
    pub(crate) cues: PathBuf,
    /// Words that count as one, a line each.
    pub(crate) alike: PathBuf,
    /// VADER's lexicon.
    pub(crate) vader: PathBuf,
    /// AFINN: word and valence.
    pub(crate) afinn: PathBuf,
    /// Liu's Opinion Lexicon: positive words.
    pub(crate) positive: PathBuf,
    /// The same: negative words.
    pub(crate) negative: PathBuf,
    /// The lexicon of pattern, in XML.
    pub(crate) pattern: PathBuf,
    /// Vectors as GloVe writes them: a word and its numbers on each line, the most frequent first.
    pub(crate) vectors: PathBuf,
}

/// What a corpus says something of.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Lines of id, label and text, with tabs between them: the tone of a sentence or of a snippet.
    Sentence,
    /// The same, of whole documents.
    Document,
    /// JSON lines with `text`, `target_start`, `target_end` (code points) and `label`: the tone towards a target.
    Target,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Register {
    /// Reports and editorials.
    News = 0,
    /// Business news.
    Business = 1,
    /// Reviews of films and goods.
    Reviews = 2,
    /// Messages of social media.
    Messages = 3,
}

const _: () = assert!(Register::Messages as usize + 1 == REGISTERS);

/// A labelled corpus.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corpus {
    pub(crate) file: PathBuf,
    pub(crate) kind: Kind,
    pub(crate) register: Register,
    /// Its origin, for the card.
    #[serde(default)]
    pub(crate) source: String,
    /// Its licence, for the card.
    #[serde(default)]
    pub(crate) licence: String,
    /// How much each of its texts counts for the tone of sentences.
    #[serde(default = "one")]
    pub(crate) weight: f32,
    /// How much each of its texts counts for the tone towards targets.
    #[serde(default = "one")]
    pub(crate) target_weight: f32,
    /// Its labels are those of a larger model. Its texts say more of words and places, but which words and pairs there are, and
    /// what registers look like, is learned from other corpora.
    #[serde(default)]
    pub(crate) silver: bool,
}

/// A labelled corpus that is measured on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measured {
    pub(crate) file: PathBuf,
    pub(crate) kind: Kind,
}

fn one() -> f32 {
    1.0
}
