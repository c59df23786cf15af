//! Learns the weights of a model: for sentences by regression, for targets by logistic regression and a network.
mod network;
mod registers;
mod sentences;
mod targets;

use super::corpus::Label;
use super::examples::{CorpusSeen, TargetSeen, TextSeen};
use super::lexicons::{Lists, add};
use super::recipe::{Corpus, Kind, Training};
use super::vocabulary::Vocabulary;
pub(crate) use network::network;
pub(crate) use sentences::sentences;
pub(crate) use targets::targets;
use textmine_tone::model::Parts;
use textmine_tone::word::{REGISTERS, WordId};

/// Values of words and pairs of sentences are multiplied by this, so that their penalty is not too large.
const WORDS: f32 = 4.0;
/// Weights of at most so many steps are left out of the tables.
const LEAST: u8 = 2;

/// What is learned from.
pub(crate) struct Material<'m> {
    pub(crate) corpora: Vec<(&'m Corpus, CorpusSeen)>,
    pub(crate) lists: &'m Lists,
    pub(crate) vocabulary: &'m Vocabulary,
    pub(crate) training: &'m Training,
}

impl Material<'_> {
    fn texts(&self) -> impl Iterator<Item = (usize, &Corpus, &TextSeen, Label)> {
        let counting = self.corpora.iter().enumerate().filter(|(_, (corpus, _))| corpus.weight > 0.0);
        counting.flat_map(|(source, (corpus, seen))| {
            let labelled = seen.texts.iter().filter_map(|text| Some((text, text.label?)));
            labelled.map(move |(text, label)| (source, *corpus, text, label))
        })
    }

    fn targets(&self) -> impl Iterator<Item = (usize, &Corpus, &TargetSeen)> {
        let counting = self.corpora.iter().enumerate().filter(|(_, (corpus, _))| corpus.target_weight > 0.0);
        counting.flat_map(|(source, (corpus, seen))| seen.targets.iter().map(move |t| (source, *corpus, t)))
    }

    /// The vector of a word, if it has one.
    fn vector(&self, word: WordId) -> Option<&[f32]> {
        self.lists.vectors.get(self.vocabulary.spelled.get(word as usize)?).map(Vec::as_slice)
    }

    fn vector_len(&self) -> usize {
        self.lists.vectors.values().next().map_or(0, Vec::len)
    }
}

/// Steps of one byte: how much one is worth, such that few of the weights are cut.
fn step(weights: impl Iterator<Item = f32>) -> f32 {
    let mut all: Vec<f32> = weights.map(f32::abs).collect();
    all.sort_unstable_by(f32::total_cmp);
    let greatest = all.get(all.len().saturating_sub(1 + all.len() / 5_000)).copied().unwrap_or(1.0);
    greatest.max(1e-6) / 127.0
}

/// A weight in steps.
fn steps(weight: f32, step: f32) -> i8 {
    (weight / step).round().clamp(-127.0, 127.0) as i8
}

/// Mean and spread of each number.
fn spread<'a>(rows: impl Iterator<Item = &'a [f32]>, len: usize) -> Vec<(f32, f32)> {
    let (mut count, mut sums, mut squares) = (0f64, vec![0f64; len], vec![0f64; len]);
    for row in rows {
        count += 1.0;
        for ((value, sum), square) in row.iter().zip(&mut sums).zip(&mut squares) {
            *sum += f64::from(*value);
            *square += f64::from(value * value);
        }
    }
    let count = count.max(1.0);
    sums.into_iter()
        .zip(squares)
        .map(|(sum, square)| {
            let mean = sum / count;
            (mean as f32, ((square / count - mean * mean).max(0.0).sqrt() as f32).max(1e-3))
        })
        .collect()
}

/// The bias that a source's texts have: corpora of targets of one register share one, so that whatever else tells them apart
/// is learned.
fn bias_of(corpus: &Corpus, source: usize) -> usize {
    if corpus.kind == Kind::Target { corpus.register as usize } else { source + REGISTERS }
}

/// Adds what was learned of each register to the biases of targets. Of a register that has no corpus of targets, nothing is
/// known; it is taken to be like reports.
fn add_biases(material: &Material<'_>, parts: &mut Parts, of: impl Fn(usize) -> [f32; 2], share: f32) {
    let known = |register: usize| {
        material.corpora.iter().any(|(c, _)| c.kind == Kind::Target && c.register as usize == register)
    };
    let (biases, _) = parts.parameters.target_bias.as_chunks_mut::<2>();
    for (register, bias) in biases.iter_mut().enumerate() {
        let register = if known(register) { register } else { 0 };
        add(bias, &of(register), share);
    }
}

/// A source that has no neutral texts tells positive from negative alone.
fn two_sided(seen: &CorpusSeen) -> bool {
    seen.targets.iter().all(|target| matches!(target.label, Label::Positive | Label::Negative))
}
