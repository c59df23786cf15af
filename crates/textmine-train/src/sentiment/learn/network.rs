//! Learns the network, and writes down what its filters make of each word.
use super::super::filters::{Network, Seen};
use super::super::lexicons::add;
use super::{Material, add_biases, bias_of, step, steps, two_sided};
use crate::chance::Chance;
use textmine_tone::model::Parts;
use textmine_tone::word::{MAX_VALENCE, REGISTERS, SPECIAL, WordId};

/// Numbers that the network knows of a word besides its vector.
const LEXICAL: usize = 6;

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
            add(vector, known, 1.5);
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
    let mut network = Network::new(given, length, material.corpora.len() + REGISTERS, &mut chance);
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
    add_biases(material, parts, |register| network.bias(register), training.mixture[1]);
}
