//! Learns the tone of sentences, by regression.
use super::super::examples::{TextSeen, numbered};
use super::super::lexicons::add;
use super::super::recipe::Kind;
use super::super::ridge;
use super::{LEAST, Material, WORDS, registers, spread, step, steps};
use std::collections::BTreeMap;
use textmine_tone::hash::feature;
use textmine_tone::model::Parts;
use textmine_tone::sentence::{DENSE, norm};
use textmine_tone::word::{REGISTERS, SPECIAL, WordId};

/// Learns the tone of sentences, and which register they are of.
pub(crate) fn sentences(material: &Material<'_>, parts: &mut Parts) {
    let training = material.training;
    let per_text: Vec<Vec<u64>> =
        material.texts().map(|(_, corpus, text, _)| keys(text, !corpus.silver)).collect();
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
    registers::registers(material, &numbers, parts);
}

struct TextSums {
    /// How much more it counts than one sentence does.
    more: f32,
    features: Vec<(u32, f32)>,
    dense: Vec<f32>,
}

fn keys(text: &TextSeen, pairs: bool) -> Vec<u64> {
    let mut keys = Vec::new();
    for sentence in &text.sentences {
        keys.extend(sentence.words.iter().map(|word| feature(0, *word, 0)));
        if pairs {
            keys.extend(&sentence.features);
        }
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
        add(&mut dense, &sentence.dense, share);
        for vector in sentence.words.iter().filter_map(|word| material.vector(*word)) {
            add(&mut dense[DENSE..], vector, share * norm);
        }
    }
    TextSums { more: share * count, features: features.into_iter().collect(), dense }
}
