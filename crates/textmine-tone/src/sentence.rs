//! The tone of a sentence: what the lexicons and the learned weights of its words and pairs of words come to.
use crate::hash::feature;
use crate::model::Model;
use crate::network;
use crate::reading::{Reading, Slot};
use crate::word::{LEXICONS, MAX_VALENCE, NAME, REGISTERS, SPECIAL, UNKNOWN, WordId};

/// What is summed up of each lexicon.
const POOLED: usize = 7;
/// What is seen of the way in which a sentence is written.
pub const STYLE: usize = 15;
/// Numbers that a sentence comes to before words have weights of their own.
pub const DENSE: usize = LEXICONS * POOLED + RULES + STYLE;
/// What the reading with negation, degree and contrast comes to.
const RULES: usize = 4;
/// What is left of a word's values after a negator, turned round.
const NEGATED: f32 = -0.6;
/// VADER's norm, `sum / sqrt(sum² + 15)`.
const SATURATION: f32 = 15.0;

/// Templates of the features of sentences.
const PAIR: u32 = 1;
const NEGATED_WORD: u32 = 2;
const NEGATED_PAIR: u32 = 3;

/// What a sentence, or what was read of it, comes to.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// How many slots there are.
    pub slots: usize,
    /// What the network makes of it, from -1 to 1.
    pub network: f32,
    /// The numbers that stand for the sentence as a whole.
    pub dense: Vec<f32>,
    /// Weights of words and pairs, by register; not yet made comparable in length.
    pub tone: [f32; REGISTERS],
    /// Evidence for each register; likewise.
    pub register: [f32; REGISTERS],
    /// For each slot, the weights of the pairs that end there, by register, in steps.
    pairs: Vec<[i16; REGISTERS]>,
    /// What the network's filters make of each slot.
    pub(crate) filters: Vec<network::Sums>,
    /// The features that may have weights, each with its slot.
    features: Vec<(u64, u32)>,
}

/// What makes sums over many words comparable to sums over few.
#[inline]
pub fn norm(slots: usize) -> f32 {
    1.0 / (slots as f32 + 4.0).sqrt()
}

/// Sums up what was read.
pub fn sum(model: &Model, reading: &Reading, sums: &mut Sums) {
    sums.slots = reading.slots.len();
    dense(reading, &mut sums.dense);
    let (mut tone, mut register) = ([0i32; REGISTERS], [0i32; REGISTERS]);
    sums.pairs.clear();
    sums.pairs.resize(reading.slots.len(), [0; REGISTERS]);
    for slot in &reading.slots {
        for (sum, weight) in register.iter_mut().zip(slot.register) {
            *sum += i32::from(weight);
        }
        if !slot.negated {
            for (sum, weight) in tone.iter_mut().zip(slot.tone) {
                *sum += i32::from(weight);
            }
        }
    }
    sums.features.clear();
    features(&reading.slots, |feature, at| sums.features.push((feature, at as u32)));
    sums.features.retain(|(feature, _)| model.may_have_pair(*feature));
    for (feature, at) in &sums.features {
        if let Some(weights) = model.pair(*feature) {
            for (sum, weight) in sums.pairs[*at as usize].iter_mut().zip(weights) {
                *sum += i16::from(*weight as i8);
            }
        }
    }
    let mut pairs = [0i32; REGISTERS];
    for weights in &sums.pairs {
        for (sum, weight) in pairs.iter_mut().zip(weights) {
            *sum += i32::from(*weight);
        }
    }
    let steps = &model.parameters;
    network::sums_of_sentence(model, &reading.slots, &mut sums.filters);
    sums.network = network::tone_of_sentence(model, &reading.slots, &sums.filters);
    for at in 0..REGISTERS {
        sums.tone[at] = tone[at] as f32 * steps.tone_step() + pairs[at] as f32 * steps.pair_step();
        sums.register[at] = register[at] as f32 * steps.register_step();
    }
}

/// The features of pairs of words and of negated words, each with the place of its last slot. Words that stand alone have
/// their weights in their rows.
#[inline]
pub fn features(slots: &[Slot], mut take: impl FnMut(u64, usize)) {
    let mut before = crate::word::EDGE;
    for (at, slot) in slots.iter().enumerate() {
        let word = slot.id;
        if word != UNKNOWN {
            if slot.negated {
                take(feature(NEGATED_WORD, word, 0), at);
            }
            // Pairs of signs and names alone say nothing.
            if before != UNKNOWN && (word >= SPECIAL || before >= SPECIAL) {
                let template = if slot.negated { NEGATED_PAIR } else { PAIR };
                take(feature(template, before, word), at);
            }
        }
        before = word;
    }
}

/// The word that has a weight in its row here, if it has one.
pub fn plain_word(slot: &Slot) -> Option<WordId> {
    (!slot.negated && (slot.id >= SPECIAL || slot.id == NAME)).then_some(slot.id)
}

/// The numbers that stand for the sentence as a whole.
fn dense(reading: &Reading, out: &mut Vec<f32>) {
    const SCALE: f32 = MAX_VALENCE / 127.0;
    let mut above = [0f32; LEXICONS];
    let mut below = [0f32; LEXICONS];
    let mut most = [0f32; LEXICONS];
    let mut least = [0f32; LEXICONS];
    for slot in &reading.slots {
        if slot.lexicons == [0; LEXICONS] {
            continue;
        }
        let factor = if slot.negated { NEGATED * SCALE } else { SCALE };
        for at in 0..LEXICONS {
            let value = f32::from(slot.lexicons[at]) * factor;
            above[at] += value.max(0.0);
            below[at] -= value.min(0.0);
            most[at] = most[at].max(value);
            least[at] = least[at].min(value);
        }
    }
    let slots = reading.slots.len();
    let norm = norm(slots);
    out.clear();
    for at in 0..LEXICONS {
        let (p, q) = (above[at], below[at]);
        let sum = p - q;
        out.extend([
            p * norm,
            q * norm,
            sum / (sum * sum + SATURATION).sqrt(),
            most[at],
            least[at],
            sum / (p + q + 2.0),
            sum / (slots as f32 + 4.0),
        ]);
    }
    let (p, q) = reading.known;
    let sum = p - q;
    out.extend([sum / (sum * sum + SATURATION).sqrt(), p * norm, q * norm, sum / (p + q + 2.0)]);
    out.extend(style(reading));
}

/// How the sentence is written, in numbers near 0 to 1.
pub fn style(reading: &Reading) -> [f32; STYLE] {
    let style = &reading.style;
    let flag = |is: bool| f32::from(u8::from(is));
    let words = (style.words as f32).max(1.0);
    let slots = reading.slots.len() as f32;
    let norm = norm(reading.slots.len());
    [
        style.capitals as f32 / words,
        style.shouted as f32 / words,
        flag(style.handles > 0),
        flag(style.emoticons > 0),
        style.numbers as f32 * norm,
        flag(style.money > 0),
        style.commas as f32 * norm,
        flag(style.exclaimed > 0),
        flag(style.exclaimed > 1),
        flag(style.asked),
        flag(style.quotes > 0),
        flag(style.stopped),
        flag(style.starts_low),
        (slots + 1.0).ln() * 0.25,
        flag(slots < 6.0),
    ]
}

/// How much each slot speaks for a positive tone, by register: what its word, its pairs and the lexicons say of it.
pub fn told(model: &Model, reading: &Reading, sums: &Sums, out: &mut Vec<[f32; REGISTERS]>) {
    let parameters = &model.parameters;
    let slots = &reading.slots;
    let norm = norm(slots.len());
    out.clear();
    // What one of valence 1 counts, by register and lexicon, above zero and below: each number of the sentence is shared out
    // among the values that it is made of.
    let of_lexicon: [[[f32; 2]; LEXICONS]; REGISTERS] = std::array::from_fn(|register| {
        let weights = parameters.tone(register);
        std::array::from_fn(|lexicon| {
            let at = lexicon * POOLED;
            let (weights, dense) = (&weights[at..][..POOLED], &sums.dense[at..][..POOLED]);
            let (above, below) = (dense[0] / norm, dense[1] / norm);
            let sum = above - below;
            let both = weights[2] / (sum * sum + SATURATION).sqrt()
                + weights[5] / (above + below + 2.0)
                + weights[6] / (slots.len() as f32 + 4.0);
            let share = |extreme: f32, all: f32| if all > 0.0 { extreme.abs() / all } else { 0.0 };
            let up = both + weights[0] * norm + weights[3] * share(dense[3], above);
            let down = both - weights[1] * norm + weights[4] * share(dense[4], below);
            [up, down].map(|weight| weight * (MAX_VALENCE / 127.0))
        })
    });
    let (word_step, pair_step) = (parameters.tone_step() * norm, parameters.pair_step() * norm);
    out.extend(slots.iter().zip(&sums.pairs).map(|(slot, pairs)| {
        let mut told: [f32; REGISTERS] = std::array::from_fn(|register| {
            let word = if slot.negated { 0.0 } else { f32::from(slot.tone[register]) };
            word * word_step + f32::from(pairs[register]) * pair_step
        });
        let factor = if slot.negated { NEGATED } else { 1.0 };
        for (lexicon, value) in slot.lexicons.iter().enumerate().filter(|(_, value)| **value != 0) {
            let value = f32::from(*value) * factor;
            let side = usize::from(value < 0.0);
            for (told, weights) in told.iter_mut().zip(&of_lexicon) {
                *told += value * weights[lexicon][side];
            }
        }
        told
    }));
    tell_hits(model, reading, norm, out);
}

/// Adds what the reading with negation, degree and contrast comes to.
fn tell_hits(model: &Model, reading: &Reading, norm: f32, out: &mut [[f32; REGISTERS]]) {
    let (above, below) = reading.known;
    let sum = above - below;
    let mut slot = 0;
    for hit in &reading.hits {
        while reading.slots.get(slot).is_some_and(|s| (s.tokens.1 as usize) <= hit.at) {
            slot += 1;
        }
        let Some(told) = out.get_mut(slot) else { return };
        let known = hit.known * hit.factor;
        for (register, told) in told.iter_mut().enumerate() {
            let weights = &model.parameters.tone(register)[LEXICONS * POOLED..][..RULES];
            let side = if known > 0.0 { weights[1] } else { -weights[2] };
            *told += known
                * (weights[0] / (sum * sum + SATURATION).sqrt()
                    + side * norm
                    + weights[3] / (above + below + 2.0));
        }
    }
}

/// The tone that the sums come to in each register.
pub fn tones(model: &Model, sums: &Sums) -> [f32; REGISTERS] {
    let norm = norm(sums.slots);
    std::array::from_fn(|register| {
        let weights = model.parameters.tone(register);
        let dense: f32 = weights.iter().zip(&sums.dense).map(|(weight, value)| weight * value).sum();
        let linear = model.parameters.tone_bias(register) + dense + sums.tone[register] * norm;
        let share = model.parameters.network[register];
        linear * (1.0 - share) + sums.network * share
    })
}
