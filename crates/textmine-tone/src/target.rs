//! The tone towards a target: features of the words by their place to it, and a small network.
use crate::hash::feature;
use crate::model::Model;
use crate::network;
use crate::reading::{Reading, Slot};
use crate::sentence::Sums;
use crate::word::{EDGE, LEXICONS, MAX_VALENCE, TARGET, UNKNOWN, WordId};
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

/// Templates of the features.
mod template {
    pub(super) const WORD: u32 = 16;
    pub(super) const PAIR: u32 = 18;
    pub(super) const PLACED: u32 = 20;
    pub(super) const CLAUSE: u32 = 40;
    pub(super) const BESIDE: u32 = 50;
    pub(super) const BEFORE: u32 = 60;
    pub(super) const AFTER: u32 = 61;
    pub(super) const AROUND: u32 = 62;
    pub(super) const NEXT: u32 = 63;
}

/// The features of the words of a sentence without a target: the part that both have.
/// Each comes with the place of its last word.
pub fn shared_features(words: impl Iterator<Item = (WordId, bool)>, mut take: impl FnMut(u64, usize)) {
    let mut before = EDGE;
    for (at, (word, negated)) in words.enumerate() {
        if word != UNKNOWN {
            take(feature(template::WORD + u32::from(negated), word, 0), at);
            if before != UNKNOWN {
                take(feature(template::PAIR + u32::from(negated), before, word), at);
            }
        }
        before = word;
    }
}

/// The features of a target, each with the place of its word.
pub fn features(view: &View<'_>, mut take: impl FnMut(u64, usize)) {
    let len = view.len();
    shared_features((0..len).map(|at| (view.word(at), view.negated(at))), &mut take);
    let target = view.before.len();
    for at in (0..len).filter(|at| *at != target && view.word(*at) != UNKNOWN) {
        let (word, distance) = (view.word(at), view.distance(at));
        let side = u32::from(distance > 0);
        let negated = u32::from(view.negated(at));
        let place = side * 6 + band(distance) as u32 * 2 + negated;
        take(feature(template::PLACED + place, word, 0), at);
        if view.near(at) {
            take(feature(template::CLAUSE + side * 2 + negated, word, 0), at);
        }
    }
    let place = |distance: isize| usize::try_from(target as isize + distance).ok().filter(|at| *at < len);
    let around = |distance: isize| place(distance).map_or(EDGE, |at| view.word(at));
    for (number, distance) in (0..).zip([-3, -2, -1, 1, 2, 3]) {
        let at = place(distance).unwrap_or(target);
        take(feature(template::BESIDE + number, around(distance), 0), at);
    }
    let (before, after) = (place(-1).unwrap_or(target), place(1).unwrap_or(target));
    take(feature(template::BEFORE, around(-2), around(-1)), before);
    take(feature(template::AFTER, around(1), around(2)), after);
    take(feature(template::AROUND, around(-1), around(1)), after);
    take(feature(template::NEXT, around(1) ^ around(2) << 16, around(3)), after);
}

/// The numbers that stand for a target as a whole.
pub fn dense(model: &Model, view: &View<'_>, sentence: &Sums, out: &mut Vec<f32>) {
    const SCALE: f32 = MAX_VALENCE / 127.0 / 3.0;
    out.clear();
    out.resize(DENSE, 0.0);
    for at in (0..view.len()).filter(|at| *at != view.before.len()) {
        let row = Reading::row(model, view.slot(at));
        let distance = view.distance(at);
        for (number, lexicon) in PLACED.into_iter().enumerate() {
            let value = f32::from(row.lexicons[lexicon]) * SCALE;
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

/// How much speaks for positive and for negative: of the features, and of the network. `told` is filled with how much the
/// features of each word speak for positive rather than for negative.
pub fn parts(
    model: &Model,
    view: &View<'_>,
    sentence: &Sums,
    room: &mut Vec<f32>,
    told: &mut Vec<f32>,
) -> [[f32; 2]; 2] {
    let parameters = &model.parameters;
    let step = parameters.target_step();
    told.clear();
    told.resize(view.len(), 0.0);
    dense(model, view, sentence, room);
    let (positive, negative) = parameters.target.split_at(DENSE);
    let mut linear = [positive, negative]
        .map(|weights| weights.iter().zip(room.iter()).map(|(weight, value)| weight * value).sum::<f32>());
    let mut steps = [0i32; 2];
    features(view, |feature, at| {
        if let Some([positive, negative]) = model.target(feature) {
            let (positive, negative) = (i32::from(*positive as i8), i32::from(*negative as i8));
            steps[0] += positive;
            steps[1] += negative;
            told[at] += (positive - negative) as f32 * step;
        }
    });
    for (sum, steps) in linear.iter_mut().zip(steps) {
        *sum += steps as f32 * step;
    }
    lexical(model, view, told);
    [linear, network::score(model, view)]
}

/// Adds what the lexicons say of each word by its place.
fn lexical(model: &Model, view: &View<'_>, told: &mut [f32]) {
    let weights = &model.parameters.target;
    for (at, told) in told.iter_mut().enumerate().filter(|(at, _)| *at != view.before.len()) {
        let row = Reading::row(model, view.slot(at));
        let value = f32::from(row.lexicons[0]) * (MAX_VALENCE / 127.0 / 3.0);
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

/// The tone towards a target, from -1 to 1, of its parts.
pub fn tone(model: &Model, parts: [[f32; 2]; 2]) -> f32 {
    let parameters = &model.parameters;
    let logits = std::array::from_fn(|class| {
        parameters.target_bias[class]
            + parts[0][class] * parameters.mixture[0]
            + parts[1][class] * parameters.mixture[1]
    });
    let [positive, negative] = probabilities(logits);
    let (low, high) = (parameters.scales[1], parameters.scales[2]);
    crate::calibration::stretched(positive - negative, low, high)
}
