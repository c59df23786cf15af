//! The features of sentences, for those who train models.
use super::features::{self, Item};
use super::{Move, State};
use crate::lexicon::{Builder, Lexicon};
use crate::word::Word;
use crate::{Form, Model, Tag, tagger};

/// A sentence as the tagger and the parser see it.
#[derive(Clone, Debug)]
pub struct Sentence {
    words: Vec<Word>,
    items: Vec<Item>,
}

impl Sentence {
    /// The sentence of these words, with what a lexicon knows of them.
    pub fn new(words: &[Form<'_>], lexicon: &LexiconBytes) -> Sentence {
        let lexicon = Lexicon::new(&lexicon.0).unwrap_or_else(|| unreachable!("it was built as one"));
        let mut words: Vec<Word> = words.iter().map(|form| Word::new(form, lexicon)).collect();
        words.push(Word::default());
        Sentence { words, items: Vec::new() }
    }

    /// The only tag that the word can have.
    pub fn only(&self, at: usize) -> Option<Tag> {
        self.words[at].known.only()
    }

    /// The features of a word, with the tags of all before it.
    pub fn word(&self, tags: &[Tag], at: usize) -> impl AsRef<[u64]> + use<> {
        tagger::features(&self.words, tags, at)
    }

    /// Says which tags the parser is to see.
    pub fn tagged(&mut self, tags: &[Tag]) {
        features::items(&self.words, tags, &mut self.items);
    }

    /// The features of a state of the parser.
    pub fn state(&self, state: &State) -> impl AsRef<[u64]> + use<> {
        features::features(&self.items, state)
    }

    /// The features of an arc that was just made.
    pub fn arc(&self, state: &State, step: Move, head: u32, dependent: u32) -> impl AsRef<[u64]> + use<> {
        features::arc_features(&self.items, state, step, head, dependent)
    }
}

/// A lexicon as it will lie in the model.
#[derive(Clone, Debug)]
pub struct LexiconBytes(pub(crate) Vec<u8>);

impl From<&Builder> for LexiconBytes {
    fn from(builder: &Builder) -> Self {
        LexiconBytes(builder.bytes())
    }
}

impl From<&Model> for LexiconBytes {
    /// The same lexicon as that model's.
    fn from(model: &Model) -> Self {
        LexiconBytes(model.lexicon_bytes().to_vec())
    }
}
