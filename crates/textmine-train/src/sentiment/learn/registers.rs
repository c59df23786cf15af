//! Learns which register a text is of, by logistic regression.
use super::super::logistic;
use super::{Material, WORDS, spread, step, steps};
use std::collections::BTreeMap;
use textmine_tone::hash::feature;
use textmine_tone::model::Parts;
use textmine_tone::sentence::{STYLE, norm};
use textmine_tone::word::{REGISTERS, SPECIAL, WordId};

/// Learns which register a text is of, from its words and its style.
pub(super) fn registers(material: &Material<'_>, numbers: &BTreeMap<u64, u32>, parts: &mut Parts) {
    const PENALTY: f32 = 16.0;
    let words: BTreeMap<u64, (u32, WordId)> = (SPECIAL..parts.rows.len() as u32)
        .filter(|word| numbers.contains_key(&feature(0, *word, 0)))
        .zip(0..)
        .map(|(word, number)| (feature(0, word, 0), (number, word)))
        .collect();
    let mut texts = [0f32; REGISTERS];
    let told = || material.texts().filter(|(_, corpus, ..)| !corpus.silver);
    told().for_each(|(_, corpus, _, _)| texts[corpus.register as usize] += 1.0);
    let all: f32 = texts.iter().sum();
    let spread = spread(told().map(|(_, _, text, _)| text.style.as_slice()), STYLE);
    let mut rows: Vec<(usize, logistic::Row)> = Vec::new();
    for (_, corpus, text, _) in told() {
        let share = WORDS / text.sentences.len().max(1) as f32;
        let mut features: BTreeMap<u32, f32> = BTreeMap::new();
        for sentence in &text.sentences {
            for (number, _) in sentence.words.iter().filter_map(|word| words.get(&feature(0, *word, 0))) {
                *features.entry(*number).or_default() += share * norm(sentence.slots);
            }
        }
        let style = text.style.iter().zip(&spread).enumerate();
        features
            .extend(style.map(|(at, (value, (mean, by)))| ((words.len() + at) as u32, (value - mean) / by)));
        let weight = all / (REGISTERS as f32 * texts[corpus.register as usize]);
        let features = features.into_iter().collect();
        rows.push((
            corpus.register as usize,
            logistic::Row { features, source: 0, wanted: [0.0; 2], two: true, weight, offset: [0.0; 2] },
        ));
    }
    let penalties = vec![PENALTY; words.len() + STYLE];
    let mut of_words = vec![[0f32; REGISTERS]; parts.rows.len()];
    let of_registers = parts.parameters.register.chunks_exact_mut(STYLE + 1).enumerate();
    for (register, style_weights) in of_registers {
        rows.iter_mut()
            .for_each(|(of, row)| row.wanted = if *of == register { [1.0, 0.0] } else { [0.0, 1.0] });
        let plain: Vec<logistic::Row> = rows.iter().map(|(_, row)| row.clone()).collect();
        let fitted = logistic::fit(&plain, &penalties, 1);
        let difference = |[for_it, against]: [f32; 2]| for_it - against;
        for (number, word) in words.values() {
            of_words[*word as usize][register] = difference(fitted.weights[*number as usize]) * WORDS;
        }
        let mut bias = difference(fitted.biases[0]);
        for (at, (mean, by)) in spread.iter().enumerate() {
            let weight = difference(fitted.weights[words.len() + at]) / by;
            style_weights[at] = weight;
            bias -= weight * mean;
        }
        style_weights[STYLE] = bias + material.training.expected[register];
    }
    let register_step = step(of_words.iter().flatten().copied());
    for (row, weights) in parts.rows.iter_mut().zip(of_words) {
        row.register = weights.map(|weight| steps(weight, register_step));
    }
    parts.parameters.steps[1] = register_step;
}
