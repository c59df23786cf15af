//! The tone towards a target: features of the words by their place to it, and a small network.
use crate::hash::feature;
use crate::model::Model;
use crate::network;
use crate::reading::Slot;
use crate::sentence::Sums;
use crate::word::{EDGE, LEXICONS, MAX_VALENCE, REGISTERS, TARGET, UNKNOWN, WordId};
use std::ops::Range;

/// The lexicons whose values are summed up by their place to the target: all together, and what vectors say.
const PLACED: [usize; 2] = [0, LEXICONS - 1];
/// Sums by side, sign and negation: of all words, of three bands of distance, of the same clause.
const PLACES: usize = 5;
const SUMS: usize = PLACED.len() * PLACES * 8;
/// Numbers of the sentence that count here as well: what the lexicons come to, and how it is written.
const SENTENCE: usize = crate::sentence::DENSE;
/// Numbers that a target comes to before words have weights of their own.
pub const DENSE: usize = SUMS + SENTENCE + 2;
/// Slots on either side beyond which nothing is looked at.
pub const REACH: usize = 40;

/// A sentence as it looks from a target: the target is one word, whatever it is called.
#[derive(Clone, Copy, Debug)]
pub struct View<'r> {
    /// Number of the first slot that is looked at, and of the first after the target.
    numbers: (usize, usize),
    /// The word before those that are looked at.
    edge: WordId,
    before: &'r [Slot],
    target: &'r Slot,
    after: &'r [Slot],
}

impl<'r> View<'r> {
    /// The view from the slots of the target, which must lie among those read.
    pub fn new(slots: &'r [Slot], target: Range<usize>) -> Option<Self> {
        let first = slots.get(target.start)?;
        let start = target.start.saturating_sub(REACH);
        let after = slots.get(target.end..)?;
        Some(View {
            numbers: (start, target.end),
            edge: start.checked_sub(1).map_or(EDGE, |at| slots[at].id),
            before: &slots[start..target.start],
            target: first,
            after: &after[..after.len().min(REACH)],
        })
    }

    /// How many words there are, the target among them.
    #[expect(clippy::len_without_is_empty, reason = "there always is a target")]
    pub fn len(&self) -> usize {
        self.before.len() + 1 + self.after.len()
    }

    /// The slot at that place.
    pub fn slot(&self, at: usize) -> &Slot {
        match at.checked_sub(self.before.len()) {
            None => &self.before[at],
            Some(0) => self.target,
            Some(after) => &self.after[after - 1],
        }
    }

    /// The number of the slot at that place, of those read; of the target, that before the first after it.
    fn number(&self, at: usize) -> usize {
        match at.checked_sub(self.before.len()) {
            None => self.numbers.0 + at,
            Some(after) => (self.numbers.1 + after).saturating_sub(1),
        }
    }

    /// The word at that place.
    pub fn word(&self, at: usize) -> WordId {
        if at == self.before.len() { TARGET } else { self.slot(at).id }
    }

    /// How many slots after the target it stands; below zero before it.
    pub fn distance(&self, at: usize) -> isize {
        at as isize - self.before.len() as isize
    }

    /// A negator reaches it.
    pub fn negated(&self, at: usize) -> bool {
        at != self.before.len() && self.slot(at).negated
    }

    /// It stands within quotation marks.
    pub fn quoted(&self, at: usize) -> bool {
        self.slot(at).quoted
    }

    /// The target stands within quotation marks.
    pub fn target_quoted(&self) -> bool {
        self.target.quoted
    }

    /// It stands in the target's clause.
    fn near(&self, at: usize) -> bool {
        self.slot(at).clause == self.target.clause
    }
}

/// How near a word is: 0, 1 or 2.
fn band(distance: isize) -> usize {
    match distance.unsigned_abs() {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    }
}

/// Places of a word, each of which has a weight of its own for each word.
pub mod place {
    /// Anywhere in the sentence; one more if a negator reaches it.
    pub const WORD: usize = 0;
    /// By side, band of distance and negation.
    pub const BAND: usize = 2;
    /// In the target's clause, by side and negation.
    pub const CLAUSE: usize = 14;
    /// Three slots before the target, two, one, and as many after it.
    pub const BESIDE: usize = 18;
    /// By side; counts less the farther it is.
    pub const FADING: usize = 24;
    /// Anywhere in the sentence; counts less the longer that is.
    pub const SHARE: usize = 26;
    /// How many places there are.
    pub const COUNT: usize = 27;
}

/// Bytes of a word's weights: for each place, for positive and for negative.
pub const WEIGHTS: usize = 2 * place::COUNT;

/// How much a word counts so far from the target.
fn fading(distance: isize) -> f32 {
    1.0 / (1.0 + 0.25 * distance.unsigned_abs() as f32)
}

/// The places of the words of a sentence without a target, of those that a target has: each with what `row` knows of its word,
/// how much it counts and the slot.
pub fn shared_words<R: Copy>(
    words: impl ExactSizeIterator<Item = (WordId, bool)>,
    row: impl Fn(WordId) -> R,
    mut take: impl FnMut(usize, R, f32, usize),
) {
    let share = crate::sentence::norm(words.len());
    for (at, (word, negated)) in words.enumerate().filter(|(_, (word, _))| *word != UNKNOWN) {
        anywhere(row(word), negated, share, at, &mut take);
    }
}

fn anywhere<R: Copy>(
    row: R,
    negated: bool,
    share: f32,
    at: usize,
    take: &mut impl FnMut(usize, R, f32, usize),
) {
    take(place::WORD + usize::from(negated), row, 1.0, at);
    take(place::SHARE, row, share, at);
}

/// The places of the words around a target: each with what `row` knows of its word, how much it counts and the slot.
pub fn words<R: Copy>(
    view: &View<'_>,
    row: impl Fn(WordId) -> R,
    mut take: impl FnMut(usize, R, f32, usize),
) {
    let len = view.len();
    let share = crate::sentence::norm(len);
    for at in 0..len {
        let (word, distance) = (view.word(at), view.distance(at));
        if word == UNKNOWN {
            continue;
        }
        let row = row(word);
        anywhere(row, view.negated(at), share, at, &mut take);
        if distance == 0 {
            continue;
        }
        let (side, negated) = (usize::from(distance > 0), usize::from(view.negated(at)));
        take(place::BAND + side * 6 + band(distance) * 2 + negated, row, 1.0, at);
        if view.near(at) {
            take(place::CLAUSE + side * 2 + negated, row, 1.0, at);
        }
        take(place::FADING + side, row, fading(distance), at);
    }
    let target = view.before.len() as isize;
    for (number, distance) in [-3, -2, -1, 1, 2, 3].into_iter().enumerate() {
        let at = usize::try_from(target + distance).ok().filter(|at| *at < len);
        let word = at.map_or(EDGE, |at| view.word(at));
        if word != UNKNOWN {
            take(place::BESIDE + number, row(word), 1.0, at.unwrap_or(view.before.len()));
        }
    }
}

/// Templates of the features of several words.
mod template {
    pub(super) const PAIR: u32 = 18;
    pub(super) const BEFORE: u32 = 60;
    pub(super) const AFTER: u32 = 61;
    pub(super) const AROUND: u32 = 62;
    pub(super) const NEXT: u32 = 63;
}

/// The pairs of words of a sentence without a target, of those that a target has; each with the slot of its last word.
pub fn shared_features(words: impl Iterator<Item = (WordId, bool)>, mut take: impl FnMut(u64, usize)) {
    let mut before = EDGE;
    for (at, (word, negated)) in words.enumerate() {
        if let Some(pair) = pair(before, word, negated) {
            take(pair, at);
        }
        before = word;
    }
}

fn pair(before: WordId, word: WordId, negated: bool) -> Option<u64> {
    (word != UNKNOWN && before != UNKNOWN).then(|| feature(template::PAIR + u32::from(negated), before, word))
}

/// The features of several words around a target, each with the slot of one of them.
pub fn features(view: &View<'_>, mut take: impl FnMut(u64, usize)) {
    let mut before = view.edge;
    for at in 0..view.len() {
        let word = view.word(at);
        if let Some(pair) = pair(before, word, view.negated(at)) {
            take(pair, at);
        }
        before = word;
    }
    around(view, take);
}

/// Those of them that stand next to the target.
fn around(view: &View<'_>, mut take: impl FnMut(u64, usize)) {
    let (len, target) = (view.len(), view.before.len());
    let place = |distance: isize| usize::try_from(target as isize + distance).ok().filter(|at| *at < len);
    let around = |distance: isize| place(distance).map_or(EDGE, |at| view.word(at));
    let (before, after) = (place(-1).unwrap_or(target), place(1).unwrap_or(target));
    take(feature(template::BEFORE, around(-2), around(-1)), before);
    take(feature(template::AFTER, around(1), around(2)), after);
    take(feature(template::AROUND, around(-1), around(1)), after);
    take(feature(template::NEXT, around(1) ^ around(2) << 16, around(3)), after);
}

/// The numbers that stand for a target as a whole.
pub fn dense(view: &View<'_>, sentence: &Sums, out: &mut Vec<f32>) {
    const SCALE: f32 = MAX_VALENCE / 127.0 / 3.0;
    out.clear();
    out.resize(DENSE, 0.0);
    for at in (0..view.len()).filter(|at| *at != view.before.len()) {
        let lexicons = &view.slot(at).lexicons;
        let distance = view.distance(at);
        for (number, lexicon) in PLACED.into_iter().enumerate() {
            let value = f32::from(lexicons[lexicon]) * SCALE;
            if value == 0.0 {
                continue;
            }
            let start = number * PLACES * 8 + kind(view, at, value);
            out[start] += value.abs();
            out[start + 8 * (1 + band(distance))] += value.abs();
            if view.near(at) {
                out[start + 32] += value.abs();
            }
        }
    }
    for (out, value) in out[SUMS..].iter_mut().zip(&sentence.dense[..SENTENCE]) {
        *out = *value;
    }
    out[SUMS + SENTENCE] = f32::from(u8::from(view.before.is_empty()));
    out[SUMS + SENTENCE + 1] = f32::from(u8::from(view.target_quoted()));
}

/// The numbers that a sentence without a target has of those of a target.
pub fn sentence_dense(sentence: &Sums, out: &mut Vec<f32>) {
    out.clear();
    out.resize(DENSE, 0.0);
    out[SUMS..SUMS + SENTENCE].copy_from_slice(&sentence.dense[..SENTENCE]);
}

/// Room to work in, kept from one target to the next; and what all targets of a sentence have in common.
#[derive(Debug, Default)]
pub struct Room {
    dense: Vec<f32>,
    /// Of each slot, the weights of the pair that it ends, in steps.
    pairs: Vec<[i8; 2]>,
    /// Of each slot of the view, what its word speaks for positive rather than for negative, in steps.
    steps: Vec<i32>,
    /// How much the features of each word speak for positive rather than for negative, by the view last asked for.
    pub told: Vec<f32>,
}

impl Room {
    /// Goes on to another sentence: looks up what its targets have in common.
    pub fn enter(&mut self, model: &Model, slots: &[Slot]) {
        self.pairs.clear();
        self.pairs.resize(slots.len(), [0; 2]);
        let words = slots.iter().map(|slot| (slot.id, slot.negated));
        shared_features(words, |feature, at| self.pairs[at] = weights(model, feature));
    }
}

/// The weights of a feature, in steps.
fn weights(model: &Model, feature: u64) -> [i8; 2] {
    model.target(feature).map_or([0; 2], |weights| weights.map(|weight| weight as i8))
}

/// How much speaks for positive and for negative: of the features, and of the network. The view must be of the sentence that
/// `room` entered last.
pub fn parts(model: &Model, view: &View<'_>, sentence: &Sums, room: &mut Room) -> [[f32; 2]; 2] {
    let parameters = &model.parameters;
    let Room { dense: numbers, pairs, steps, told } = room;
    told.clear();
    told.resize(view.len(), 0.0);
    dense(view, sentence, numbers);
    let (positive, negative) = parameters.target.split_at(DENSE);
    let mut linear = [positive, negative]
        .map(|weights| weights.iter().zip(numbers.iter()).map(|(weight, value)| weight * value).sum::<f32>());
    let step = parameters.target_step();
    // Most places count whole: their sums are of whole steps.
    let mut whole = [0i32; 2];
    steps.clear();
    steps.resize(view.len(), 0);
    words(
        view,
        |word| model.placed(word),
        |place, row, share, at| {
            let [positive, negative] = [row[2 * place] as i8, row[2 * place + 1] as i8];
            if share == 1.0 {
                let (positive, negative) = (i32::from(positive), i32::from(negative));
                whole[0] += positive;
                whole[1] += negative;
                steps[at] += positive - negative;
            } else {
                let [positive, negative] =
                    [positive, negative].map(|weight| f32::from(weight) * share * step);
                linear[0] += positive;
                linear[1] += negative;
                told[at] += positive - negative;
            }
        },
    );
    linear.iter_mut().zip(whole).for_each(|(sum, whole)| *sum += whole as f32 * step);
    told.iter_mut().zip(steps.iter()).for_each(|(told, steps)| *told += *steps as f32 * step);
    let mut add = |weights: [i8; 2], share: f32, at: usize| {
        let [positive, negative] = weights.map(|weight| f32::from(weight) * share);
        linear[0] += positive;
        linear[1] += negative;
        told[at] += positive - negative;
    };
    let step = parameters.feature_step();
    // Pairs are those of the sentence, but for the two that the target is part of.
    let target = view.before.len();
    for at in (0..view.len()).filter(|at| *at != target && *at != target + 1) {
        add(pairs.get(view.number(at)).copied().unwrap_or_default(), step, at);
    }
    let before = target.checked_sub(1).map_or(view.edge, |at| view.word(at));
    let own = pair(before, TARGET, false);
    let next = (target + 1 < view.len())
        .then(|| pair(TARGET, view.word(target + 1), view.negated(target + 1)))
        .flatten();
    for (feature, at) in [(own, target), (next, target + 1)] {
        if let Some(feature) = feature {
            add(weights(model, feature), step, at);
        }
    }
    around(view, |feature, at| add(weights(model, feature), step, at));
    lexical(model, view, told);
    let known = |at: usize| sentence.filters.get(view.number(at)).unwrap_or(&[0; network::FILTERS]);
    [linear, network::score(model, view, known)]
}

/// Adds what the lexicons say of each word by its place.
fn lexical(model: &Model, view: &View<'_>, told: &mut [f32]) {
    let weights = &model.parameters.target;
    for (at, told) in told.iter_mut().enumerate().filter(|(at, _)| *at != view.before.len()) {
        let value = f32::from(view.slot(at).lexicons[0]) * (MAX_VALENCE / 127.0 / 3.0);
        if value != 0.0 {
            let kind = kind(view, at, value);
            let band = 8 * (1 + band(view.distance(at)));
            let weight = |at: usize| weights[at] - weights[DENSE + at];
            *told += value.abs() * (weight(kind) + weight(kind + band));
        }
    }
}

/// The sum that a value counts to: by side, sign and negation.
fn kind(view: &View<'_>, at: usize, value: f32) -> usize {
    4 * usize::from(view.distance(at) > 0) + 2 * usize::from(value > 0.0) + usize::from(view.negated(at))
}

/// The probabilities of positive and of negative, of what speaks for them; neutral has the rest.
pub fn probabilities(logits: [f32; 2]) -> [f32; 2] {
    let most = logits[0].max(logits[1]).max(0.0);
    let [positive, negative] = logits.map(|logit| (logit - most).exp());
    let sum = positive + negative + (-most).exp();
    [positive / sum, negative / sum]
}

/// The tone towards a target, from -1 to 1, of its parts, in a text that is so much of each register.
pub fn tone(model: &Model, parts: [[f32; 2]; 2], registers: &[f32; REGISTERS]) -> f32 {
    crate::calibration::score(probabilities(logits(model, parts, registers)))
}

/// How much speaks for positive and for negative, all in all.
pub fn logits(model: &Model, parts: [[f32; 2]; 2], registers: &[f32; REGISTERS]) -> [f32; 2] {
    let parameters = &model.parameters;
    std::array::from_fn(|class| {
        let biases = parameters.target_bias.as_chunks::<2>().0;
        let bias: f32 = biases.iter().zip(registers).map(|(bias, share)| bias[class] * share).sum();
        bias + parts[0][class] * parameters.mixture[0] + parts[1][class] * parameters.mixture[1]
    })
}
