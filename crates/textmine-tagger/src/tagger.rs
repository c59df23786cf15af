//! Finds the names of a document: its tokens and a model in, names with type and probability out.
use crate::cache::Cache;
use crate::chain::{Best, Marginals, Row};
use crate::features::together;
use crate::memory::{Memory, Seen};
use crate::model::Model;
use crate::reading::Reading;
use crate::tag::{self, NameType, TAGS, Tag};
use crate::weights::{Sums, Weights};
use std::ops::Range;
use std::sync::Arc;
use textmine_core::{Document, Token};

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    /// Index of its first token in the document.
    pub first: u32,
    /// One past the index of its last token.
    pub end: u32,
    /// What it names.
    pub kind: NameType,
    /// How probable it is that a name of that type stands there and reaches so far, from 0 to 1.
    pub score: f32,
}

/// Longer sentences are read in pieces of this many tokens, so that memory and time stay bounded.
const MAX_SENTENCE: usize = 512;
/// A word of the same document farther away than about this many tokens is no evidence, so that memory stays bounded.
const MAX_STRETCH: usize = 20_000;
/// Names of more tokens are none.
const MAX_NAME: usize = 24;
/// A stretch all of whose words are as surely outside of names, and of which the document says nothing else, is not
/// read again.
const SURE: f32 = 0.999;

/// Reads documents; keeps its room, and what it looked up, from one to the next. What it finds in a document does not
/// depend on those before.
#[derive(Debug)]
pub struct Tagger {
    model: Arc<Model>,
    room: Room,
}

#[derive(Debug, Default)]
struct Room {
    cache: Cache,
    reading: Reading,
    keys: Vec<u64>,
    sums: Vec<Sums>,
    seen: Vec<Seen>,
    stretches: Vec<Stretch>,
    memory: Memory,
    scores: Vec<Row>,
    best: Best,
    marginals: Marginals,
}

/// Words in a row that names may reach over: their tokens in the document, and where they are among those seen.
#[derive(Debug)]
struct Stretch {
    first: u32,
    seen: Range<usize>,
}

impl Tagger {
    /// A tagger with that model.
    pub fn new(model: Arc<Model>) -> Tagger {
        Tagger { model, room: Room::default() }
    }

    /// The names of a document, in order, without overlap.
    pub fn names(&mut self, document: &Document<'_>) -> Vec<Name> {
        self.room.names(&self.model, document)
    }
}

impl Room {
    fn names(&mut self, model: &Model, document: &Document<'_>) -> Vec<Name> {
        let mut names = Vec::new();
        let tokens = document.tokens();
        let mut start = 0;
        while start < tokens.len() {
            self.memory.clear();
            self.seen.clear();
            self.sums.clear();
            self.stretches.clear();
            let mut end = start;
            while end < tokens.len() && end - start < MAX_STRETCH {
                let sentence = sentence(tokens, end);
                self.read(model, document, sentence.clone());
                end = sentence.end;
            }
            self.read_again(model, &mut names);
            start = end;
        }
        names
    }

    /// The first reading: each sentence for itself.
    fn read(&mut self, model: &Model, document: &Document<'_>, sentence: Range<usize>) {
        let weights = model.weights();
        self.reading.read(document, &document.tokens()[sentence.clone()], &model.lexicon());
        for stretch in self.reading.stretches() {
            self.scores.clear();
            let from = self.seen.len();
            for at in stretch.clone() {
                together(&self.reading, at, &mut self.keys);
                let mut sums = [0; TAGS - 1];
                weights.add(&self.keys, &mut sums);
                self.cache.add(&self.reading, at, &weights, &mut sums);
                self.scores.push(weights.scores(&sums));
                self.sums.push(sums);
            }
            let probabilities = self.marginals.of(&self.scores, &model.exponentials, None);
            for (at, probabilities) in stretch.clone().zip(probabilities) {
                let seen = Seen::new(&self.reading, at, probabilities);
                self.memory.add(&seen);
                self.seen.push(seen);
            }
            self.stretches.push(Stretch {
                first: (sentence.start + stretch.start) as u32,
                seen: from..self.seen.len(),
            });
        }
    }

    /// The second reading: with what the rest of the document says.
    fn read_again(&mut self, model: &Model, names: &mut Vec<Name>) {
        let weights = model.weights();
        for stretch in &self.stretches {
            let seen = &self.seen[stretch.seen.clone()];
            let told =
                recall(&self.memory, seen, &weights, &mut self.sums[stretch.seen.clone()], &mut self.keys);
            if !told && seen.iter().all(|word| word.outside() > SURE) {
                continue;
            }
            self.scores.clear();
            self.scores.extend(self.sums[stretch.seen.clone()].iter().map(|sums| weights.scores(sums)));
            let tags = self.best.sequence(&self.scores, &model.transitions);
            if tags.iter().all(|tag| *tag == Tag::OUTSIDE) {
                continue;
            }
            let probabilities = self.marginals.of(&self.scores, &model.exponentials, None);
            for (first, end, kind) in tag::names(tags).filter(|(first, end, _)| end - first <= MAX_NAME) {
                let least =
                    (first..end).map(|at| probabilities[at][usize::from(tags[at].0)]).fold(1.0, f32::min);
                names.push(Name {
                    first: stretch.first + first as u32,
                    end: stretch.first + end as u32,
                    kind,
                    score: model.calibration.of(least),
                });
            }
        }
    }
}

/// Adds what the memory says of these words to their sums; false if it says nothing.
fn recall(
    memory: &Memory,
    seen: &[Seen],
    weights: &Weights<'_>,
    sums: &mut [Sums],
    keys: &mut Vec<u64>,
) -> bool {
    let mut told = false;
    for (at, sums) in sums.iter_mut().enumerate() {
        memory.features(seen, at, keys);
        weights.add(keys, sums);
        told |= !keys.is_empty();
    }
    told
}

/// The tokens of the sentence that starts at that index, or as many as are read at once.
fn sentence(tokens: &[Token], start: usize) -> Range<usize> {
    let sentence = tokens[start].sentence;
    let len = tokens[start..].iter().take(MAX_SENTENCE).take_while(|t| t.sentence == sentence).count();
    start..start + len
}
