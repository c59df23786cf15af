//! Learns the weights of a model: for sentences by regression, for targets by logistic regression and a network.
use super::corpus::Label;
use super::examples::{CorpusSeen, TargetSeen, TextSeen, numbered};
use super::filters::{Network, Seen};
use super::lexicons::Lists;
use super::recipe::{Corpus, Kind, Training};
use super::vocabulary::Vocabulary;
use super::{logistic, ridge};
use crate::chance::Chance;
use std::collections::BTreeMap;
use textmine_tone::hash::feature;
use textmine_tone::model::Parts;
use textmine_tone::sentence::{DENSE, STYLE, norm};
use textmine_tone::target;
use textmine_tone::word::{MAX_VALENCE, REGISTERS, SPECIAL, WordId};

/// Values of words and pairs are multiplied by this, so that their penalty is not too large.
const WORDS: f32 = 4.0;
/// How sharply registers are told apart.
const SHARP: f32 = 4.0;
/// Weights of fewer steps than this are left out of the tables.
const LEAST: u8 = 2;
/// Numbers that the network knows of a word besides its vector.
const LEXICAL: usize = 6;

/// What is learned from.
pub(crate) struct Material<'m> {
    pub(crate) corpora: Vec<(&'m Corpus, CorpusSeen)>,
    pub(crate) lists: &'m Lists,
    pub(crate) vocabulary: &'m Vocabulary,
    pub(crate) training: &'m Training,
}

impl Material<'_> {
    fn texts(&self) -> impl Iterator<Item = (usize, &Corpus, &TextSeen, Label)> {
        self.corpora.iter().enumerate().flat_map(|(source, (corpus, seen))| {
            let labelled = seen.texts.iter().filter_map(|text| Some((text, text.label?)));
            labelled.map(move |(text, label)| (source, *corpus, text, label))
        })
    }

    fn targets(&self) -> impl Iterator<Item = (usize, &Corpus, &TargetSeen)> {
        self.corpora
            .iter()
            .enumerate()
            .flat_map(|(source, (corpus, seen))| seen.targets.iter().map(move |t| (source, *corpus, t)))
    }

    /// The vector of a word; zeros if it has none.
    fn vector(&self, word: WordId) -> Option<&[f32]> {
        self.lists.vectors.get(self.vocabulary.spelled.get(word as usize)?).map(Vec::as_slice)
    }

    fn vector_len(&self) -> usize {
        self.lists.vectors.values().next().map_or(0, Vec::len)
    }
}

/// Steps of one byte: how much one is worth, such that few of the weights are cut.
pub(crate) fn step(weights: impl Iterator<Item = f32>) -> f32 {
    let mut all: Vec<f32> = weights.map(f32::abs).collect();
    all.sort_unstable_by(f32::total_cmp);
    let greatest = all.get(all.len().saturating_sub(1 + all.len() / 5_000)).copied().unwrap_or(1.0);
    greatest.max(1e-6) / 127.0
}

/// A weight in steps.
pub(crate) fn steps(weight: f32, step: f32) -> i8 {
    (weight / step).round().clamp(-127.0, 127.0) as i8
}

/// Learns the tone of sentences, and which register they are of.
pub(crate) fn sentences(material: &Material<'_>, parts: &mut Parts) {
    let training = material.training;
    let per_text: Vec<Vec<u64>> = material.texts().map(|(_, _, text, _)| keys(text)).collect();
    let numbers = numbered(per_text.iter().map(Vec::as_slice), training.least_seen);
    drop(per_text);
    let sums: Vec<TextSums> =
        material.texts().map(|(_, _, text, _)| text_sums(material, text, &numbers)).collect();
    let (count, dense_len) = (numbers.len(), DENSE + material.vector_len());
    let single = sums.iter().filter(|sums| sums.more == 1.0);
    let spread = spread(single.map(|sums| sums.dense.as_slice()), dense_len);
    let weights = {
        let mut shared = vec![training.words_penalty; count];
        shared.resize(count + dense_len, training.dense_penalty);
        let mut own = vec![training.register_penalty; count];
        own.resize(count + dense_len, training.register_dense_penalty);
        let rows: Vec<ridge::Row> = material
            .texts()
            .zip(&sums)
            .map(|((source, corpus, _, label), sums)| {
                let mut features = sums.features.clone();
                let dense = sums.dense.iter().zip(&spread).enumerate();
                let more = sums.more;
                features.extend(
                    dense.map(|(at, (value, (mean, by)))| ((count + at) as u32, (value - more * mean) / by)),
                );
                let (register, weight) = (corpus.register as usize, corpus.weight);
                // What is said of documents is not to be balanced by a bias that sentences don't have.
                let biased = corpus.kind != Kind::Document;
                ridge::Row { features, register, source, biased, wanted: label.rating(), weight }
            })
            .collect();
        let penalties = ridge::Penalties { shared: &shared, own: &own };
        ridge::fit(&rows, &penalties, material.corpora.len())
    };
    // What words and pairs weigh, with what their vectors weigh.
    let words = parts.rows.len();
    let mut of_words = vec![[0f32; REGISTERS]; words];
    for (register, weights) in weights.iter().enumerate() {
        let mut bias = 0.0;
        for at in 0..DENSE {
            let (mean, by) = spread[at];
            parts.parameters.tone[register * (DENSE + 1) + at] = weights[count + at] / by;
            bias -= weights[count + at] * mean / by;
        }
        for at in DENSE..dense_len {
            bias -= weights[count + at] * spread[at].0 / spread[at].1;
        }
        parts.parameters.tone[register * (DENSE + 1) + DENSE] = bias;
        for (word, sums) in of_words.iter_mut().enumerate().skip(SPECIAL as usize) {
            if let Some(number) = numbers.get(&feature(0, word as u32, 0)) {
                sums[register] += weights[*number as usize] * WORDS;
            }
            let Some(vector) = material.vector(word as WordId) else { continue };
            for (at, value) in vector.iter().enumerate() {
                sums[register] += value * weights[count + DENSE + at] / spread[DENSE + at].1;
            }
        }
    }
    let tone_step = step(of_words.iter().flatten().copied());
    for (row, weights) in parts.rows.iter_mut().zip(&of_words) {
        row.tone = weights.map(|weight| steps(weight, tone_step));
    }
    let plain: std::collections::BTreeSet<u64> = (0..words as u32).map(|word| feature(0, word, 0)).collect();
    let of_pair =
        |number: u32| -> [f32; REGISTERS] { std::array::from_fn(|r| weights[r][number as usize] * WORDS) };
    let pairs: Vec<(u64, [f32; REGISTERS])> = numbers
        .iter()
        .filter(|(key, _)| !plain.contains(key))
        .map(|(key, number)| (*key, of_pair(*number)))
        .collect();
    let pair_step = step(pairs.iter().flat_map(|(_, weights)| *weights));
    let cut = pairs.into_iter().map(|(key, weights)| (key, weights.map(|weight| steps(weight, pair_step))));
    parts.pairs = cut.filter(|(_, steps)| steps.iter().any(|step| step.unsigned_abs() > LEAST)).collect();
    parts.parameters.steps[0] = tone_step;
    parts.parameters.steps[2] = pair_step;
    registers(material, &numbers, parts);
}

struct TextSums {
    /// How much more it counts than one sentence does.
    more: f32,
    features: Vec<(u32, f32)>,
    dense: Vec<f32>,
}

fn keys(text: &TextSeen) -> Vec<u64> {
    let mut keys = Vec::new();
    for sentence in &text.sentences {
        keys.extend(sentence.words.iter().map(|word| feature(0, *word, 0)));
        keys.extend(&sentence.features);
    }
    keys
}

/// What a text comes to: the mean of its sentences, and more the more of them there are.
fn text_sums(material: &Material<'_>, text: &TextSeen, numbers: &BTreeMap<u64, u32>) -> TextSums {
    let count = text.sentences.len().max(1) as f32;
    let share = textmine_tone::document::consent(text.sentences.len()) / count;
    let mut features: BTreeMap<u32, f32> = BTreeMap::new();
    let mut dense = vec![0f32; DENSE + material.vector_len()];
    for sentence in &text.sentences {
        let norm = norm(sentence.slots);
        let words = sentence.words.iter().map(|word| feature(0, *word, 0));
        for key in words.chain(sentence.features.iter().copied()) {
            if let Some(number) = numbers.get(&key) {
                *features.entry(*number).or_default() += share * norm * WORDS;
            }
        }
        super::lexicons::add(&mut dense, &sentence.dense, share);
        for vector in sentence.words.iter().filter_map(|word| material.vector(*word)) {
            super::lexicons::add(&mut dense[DENSE..], vector, share * norm);
        }
    }
    TextSums { more: share * count, features: features.into_iter().collect(), dense }
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

/// Learns which register a text is of, from its words and its style.
fn registers(material: &Material<'_>, numbers: &BTreeMap<u64, u32>, parts: &mut Parts) {
    const PENALTY: f32 = 20.0;
    let words: BTreeMap<u64, (u32, WordId)> = (SPECIAL..parts.rows.len() as u32)
        .filter(|word| numbers.contains_key(&feature(0, *word, 0)))
        .zip(0..)
        .map(|(word, number)| (feature(0, word, 0), (number, word)))
        .collect();
    let mut texts = [0f32; REGISTERS];
    material.texts().for_each(|(_, corpus, _, _)| texts[corpus.register as usize] += 1.0);
    let all: f32 = texts.iter().sum();
    let spread = spread(material.texts().map(|(_, _, text, _)| text.style.as_slice()), STYLE);
    let mut rows: Vec<(usize, ridge::Row)> = Vec::new();
    for (_, corpus, text, _) in material.texts() {
        let norm = norm(text.slots) * WORDS;
        let mut features: BTreeMap<u32, f32> = BTreeMap::new();
        for word in text.sentences.iter().flat_map(|sentence| &sentence.words) {
            if let Some((number, _)) = words.get(&feature(0, *word, 0)) {
                *features.entry(*number).or_default() += norm;
            }
        }
        let style = text.style.iter().zip(&spread).enumerate();
        features
            .extend(style.map(|(at, (value, (mean, by)))| ((words.len() + at) as u32, (value - mean) / by)));
        let weight = all / (REGISTERS as f32 * texts[corpus.register as usize]);
        let features = features.into_iter().collect();
        rows.push((
            corpus.register as usize,
            ridge::Row { features, register: 0, source: 0, biased: true, wanted: 0.0, weight },
        ));
    }
    let shared = vec![PENALTY; words.len() + STYLE];
    // Nothing here is a register's own.
    let own = vec![1e9; words.len() + STYLE];
    let mut of_words = vec![[0f32; REGISTERS]; parts.rows.len()];
    let of_registers = parts.parameters.register.chunks_exact_mut(STYLE + 1).enumerate();
    for (register, style_weights) in of_registers {
        rows.iter_mut().for_each(|(of, row)| row.wanted = if *of == register { 1.0 } else { -1.0 });
        let plain: Vec<ridge::Row> = rows.iter().map(|(_, row)| row.clone()).collect();
        let [weights, ..] = ridge::fit(&plain, &ridge::Penalties { shared: &shared, own: &own }, 1);
        for (number, word) in words.values() {
            of_words[*word as usize][register] = weights[*number as usize] * WORDS * SHARP;
        }
        let mut bias = 0.0;
        for (at, (mean, by)) in spread.iter().enumerate() {
            let weight = weights[words.len() + at] * SHARP / by;
            style_weights[at] = weight;
            bias -= weight * mean;
        }
        style_weights[STYLE] = bias;
    }
    let register_step = step(of_words.iter().flatten().copied());
    for (row, weights) in parts.rows.iter_mut().zip(of_words) {
        row.register = weights.map(|weight| steps(weight, register_step));
    }
    parts.parameters.steps[1] = register_step;
}

/// The bias that a source's texts have: corpora of targets share one, so that whatever else tells them apart is learned.
fn bias_of(corpus: &Corpus, source: usize) -> usize {
    if corpus.kind == Kind::Target { 0 } else { source + 1 }
}

/// A source that has no neutral texts tells positive from negative alone.
fn two_sided(seen: &CorpusSeen) -> bool {
    seen.targets.iter().all(|target| matches!(target.label, Label::Positive | Label::Negative))
}

/// Learns the weights of the features of targets.
pub(crate) fn targets(material: &Material<'_>, parts: &mut Parts) {
    let training = material.training;
    let numbers =
        numbered(material.targets().map(|(_, _, target)| target.features.as_slice()), training.least_seen);
    let count = numbers.len();
    let mut penalties = vec![training.target_penalty; count];
    penalties.resize(count + target::DENSE, training.target_penalty * 0.3);
    let two: Vec<bool> = material.corpora.iter().map(|(_, seen)| two_sided(seen)).collect();
    let rows: Vec<logistic::Row> = material
        .targets()
        .map(|(source, corpus, target)| {
            let mut features: BTreeMap<u32, f32> = BTreeMap::new();
            features.extend(
                target.features.iter().filter_map(|key| numbers.get(key)).map(|number| (*number, 1.0)),
            );
            let dense = target.dense.iter().enumerate().filter(|(_, value)| **value != 0.0);
            features.extend(dense.map(|(at, value)| ((count + at) as u32, *value)));
            logistic::Row {
                features: features.into_iter().collect(),
                source: bias_of(corpus, source),
                wanted: target.label.shares(),
                two: two[source],
                weight: corpus.target_weight,
            }
        })
        .collect();
    let fitted = logistic::fit(&rows, &penalties, material.corpora.len() + 1);
    for at in 0..target::DENSE {
        for class in 0..2 {
            parts.parameters.target[class * target::DENSE + at] = fitted.weights[count + at][class];
        }
    }
    let target_step = step(fitted.weights[..count].iter().flatten().copied());
    let cut = numbers.iter().map(|(key, number)| {
        (*key, fitted.weights[*number as usize].map(|weight| steps(weight, target_step)))
    });
    parts.targets = cut.filter(|(_, steps)| steps.iter().any(|step| step.unsigned_abs() > LEAST)).collect();
    parts.parameters.steps[3] = target_step;
    let mixture = training.mixture;
    parts.parameters.mixture.copy_from_slice(&mixture);
    super::lexicons::add(&mut parts.parameters.target_bias, &fitted.biases[0], mixture[0]);
}

/// Learns the network.
pub(crate) fn network(material: &Material<'_>, parts: &mut Parts, done: &dyn Fn()) {
    let training = material.training;
    let words = material.vocabulary.in_network;
    let length = material.vector_len() + LEXICAL;
    let mut chance = Chance::new(training.seed);
    let mut given = vec![0f32; words * length];
    for (word, vector) in given.chunks_exact_mut(length).enumerate() {
        if word < SPECIAL as usize {
            vector.iter_mut().for_each(|value| *value = (chance.share() - 0.5) * 0.3);
            continue;
        }
        if let Some(known) = material.vector(word as WordId) {
            super::lexicons::add(vector, known, 1.5);
        }
        let row = &parts.rows[word];
        let (_, lexical) = vector.split_at_mut(length - LEXICAL);
        for (value, of) in lexical.iter_mut().zip(row.lexicons) {
            *value = f32::from(of) / 127.0 * MAX_VALENCE / 2.0;
        }
        lexical[LEXICAL - 1] = f32::from(u8::from(row.cue == textmine_tone::Cue::Negator));
    }
    let two: Vec<bool> = material.corpora.iter().map(|(_, seen)| two_sided(seen)).collect();
    let texts: Vec<Seen> = material
        .targets()
        .filter(|(_, _, target)| !target.slots.is_empty())
        .map(|(source, corpus, target)| Seen {
            // Words beyond those of the network are like unknown ones.
            slots: target
                .slots
                .iter()
                .map(|s| (if (s.0 as usize) < words { s.0 } else { 0 }, s.1, s.2, s.3))
                .collect(),
            source: bias_of(corpus, source),
            wanted: target.label.shares(),
            two: two[source],
            weight: corpus.target_weight,
        })
        .collect();
    let mut network = Network::new(given, length, material.corpora.len() + 1, &mut chance);
    network.train(&texts, training.epochs, training.rate, &mut chance, done);
    let projected = network.projected(words);
    let filter_step = step(projected.iter().flatten().copied());
    parts.filters = projected.into_iter().map(|row| row.map(|weight| steps(weight, filter_step))).collect();
    parts.parameters.steps[4] = filter_step;
    let [bias, zones, quoted, negated, out] = network.parts();
    parts.parameters.filter_bias.copy_from_slice(bias);
    parts.parameters.zones.copy_from_slice(zones);
    parts.parameters.quoted.copy_from_slice(quoted);
    parts.parameters.negated.copy_from_slice(negated);
    parts.parameters.out.copy_from_slice(out);
    super::lexicons::add(&mut parts.parameters.target_bias, &network.bias(0), training.mixture[1]);
}
