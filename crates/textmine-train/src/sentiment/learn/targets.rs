//! Learns the tone towards targets, by logistic regression.
use super::super::examples::{TargetSeen, numbered};
use super::super::lexicons::add;
use super::super::logistic;
use super::{LEAST, Material, add_biases, bias_of, spread, step, steps, two_sided};
use std::collections::BTreeMap;
use textmine_tone::model::Parts;
use textmine_tone::target::{self, place};
use textmine_tone::word::{REGISTERS, WordId};

/// How much the numbers of words' vectors count beside the words themselves, so that their penalty is not too small.
const VECTORS: f32 = 0.1;
/// What is summed up of vectors: words near the target by side, in its clause by side, all by side the less the farther they
/// are, negated ones, all the less the longer the sentence is.
const ZONES: usize = 8;

/// The sum to which the vector of a word in that place is counted.
fn zone_of(at: usize) -> Option<usize> {
    let side = |first: usize, of_side: usize| (at - first) / of_side;
    match at {
        // Negated words have a sum of their own.
        at if at == place::WORD + 1 => Some(6),
        place::BAND..place::CLAUSE => (side(place::BAND, 2) % 3 == 0).then(|| side(place::BAND, 6)),
        place::CLAUSE..place::BESIDE => Some(2 + side(place::CLAUSE, 2)),
        place::FADING..place::SHARE => Some(4 + side(place::FADING, 1)),
        place::SHARE => Some(7),
        _ => None,
    }
}

/// The words of the examples of targets, by their place: a number each.
fn numbered_words(material: &Material<'_>) -> BTreeMap<u64, u32> {
    let known = material.vocabulary.in_network;
    let keys: Vec<Vec<u64>> = material
        .targets()
        .map(|(_, _, target)| {
            let known = target.words.iter().filter(|(_, word, _)| (*word as usize) < known);
            // Places that count more or less have no weights of words alone: these would be the same again.
            let plain = known.filter(|(at, _, _)| !(place::FADING..place::COUNT).contains(at));
            plain.map(|(at, word, _)| word_key(*at, *word)).collect()
        })
        .collect();
    numbered(keys.iter().map(Vec::as_slice), material.training.least_seen)
}

fn word_key(at: usize, word: WordId) -> u64 {
    (at as u64) << 32 | u64::from(word)
}

/// The sums of the vectors of an example.
fn zones(material: &Material<'_>, target: &TargetSeen) -> Vec<f32> {
    let length = material.vector_len();
    let mut zones = vec![0f32; ZONES * length];
    for (at, word, share) in &target.words {
        if let (Some(zone), Some(vector)) = (zone_of(*at), material.vector(*word)) {
            add(&mut zones[zone * length..][..length], vector, *share);
        }
    }
    zones
}

/// Learns the weights of words by their place, of features, and of numbers of targets.
pub(crate) fn targets(material: &Material<'_>, parts: &mut Parts) {
    let training = material.training;
    let words = numbered_words(material);
    let told = material.targets().filter(|(_, corpus, _)| !corpus.silver);
    let features = numbered(told.map(|(_, _, target)| target.features.as_slice()), training.least_seen);
    let (first_dense, first_zone) =
        (words.len() + features.len(), words.len() + features.len() + target::DENSE);
    let count = first_zone + ZONES * material.vector_len();
    let mut penalties = vec![training.target_penalty; count];
    penalties[first_dense..first_zone].fill(training.target_penalty * 0.3);
    let all_zones: Vec<Vec<f32>> = material.targets().map(|(_, _, target)| zones(material, target)).collect();
    let spread = spread(all_zones.iter().map(Vec::as_slice), ZONES * material.vector_len());
    let scale: Vec<f32> = spread.iter().map(|(_, by)| VECTORS / by).collect();
    let two: Vec<bool> = material.corpora.iter().map(|(_, seen)| two_sided(seen)).collect();
    let rows: Vec<logistic::Row> = material
        .targets()
        .zip(&all_zones)
        .map(|((source, corpus, target), zones)| {
            let mut seen: BTreeMap<u32, f32> = BTreeMap::new();
            let word = |(at, word, _): &(usize, WordId, f32)| words.get(&word_key(*at, *word)).copied();
            seen.extend(target.words.iter().filter_map(word).map(|number| (number, 1.0)));
            let feature = |key| features.get(key).map(|number| words.len() as u32 + number);
            seen.extend(target.features.iter().filter_map(feature).map(|number| (number, 1.0)));
            let scaled = zones.iter().zip(&scale).map(|(value, scale)| value * scale);
            let dense =
                target.dense.iter().copied().chain(scaled).enumerate().filter(|(_, value)| *value != 0.0);
            seen.extend(dense.map(|(at, value)| ((first_dense + at) as u32, value)));
            logistic::Row {
                features: seen.into_iter().collect(),
                source: bias_of(corpus, source),
                wanted: target.label.shares(),
                two: two[source],
                weight: corpus.target_weight,
                offset: [0.0; 2],
            }
        })
        .collect();
    let fitted = logistic::fit(&rows, &penalties, material.corpora.len() + REGISTERS);
    let weights = &fitted.weights;
    let (positive, negative) = parts.parameters.target.split_at_mut(target::DENSE);
    for ((positive, negative), weights) in positive.iter_mut().zip(negative).zip(&weights[first_dense..]) {
        [*positive, *negative] = *weights;
    }
    let placed: Vec<[f32; target::WEIGHTS]> = (0..material.vocabulary.in_network as WordId)
        .map(|word| {
            let mut row = [0f32; target::WEIGHTS];
            let vector = material.vector(word);
            for (at, of_place) in row.as_chunks_mut::<2>().0.iter_mut().enumerate() {
                if let Some(number) = words.get(&word_key(at, word)) {
                    *of_place = weights[*number as usize];
                }
                let Some((zone, vector)) = zone_of(at).zip(vector) else { continue };
                let first = zone * vector.len();
                for (at, value) in (first..).zip(vector) {
                    add(of_place, &weights[first_zone + at], value * scale[at]);
                }
            }
            row
        })
        .collect();
    let placed_step = step(placed.iter().flatten().copied());
    parts.placed = placed.into_iter().map(|row| row.map(|weight| steps(weight, placed_step))).collect();
    parts.parameters.steps[3] = placed_step;
    let of_feature = |number: &u32| weights[words.len() + *number as usize];
    let feature_step = step(features.values().flat_map(of_feature));
    let cut = features
        .iter()
        .map(|(key, number)| (*key, of_feature(number).map(|weight| steps(weight, feature_step))));
    parts.targets = cut.filter(|(_, steps)| steps.iter().any(|step| step.unsigned_abs() > LEAST)).collect();
    parts.parameters.steps[5] = feature_step;
    let mixture = training.mixture;
    parts.parameters.mixture.copy_from_slice(&mixture);
    add_biases(material, parts, |register| fitted.biases[register], mixture[0]);
}
