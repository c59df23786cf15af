//! A small convolutional network over the words around a target: each filter looks at three words in turn, and at where they
//! stand to the target (after Kim, Convolutional Neural Networks for Sentence Classification, EMNLP 2014).
//!
//! Since the vectors of words are fixed once it is trained, the model has what each filter makes of each word in each of its
//! three places, in steps of one byte; a sentence is then a few sums.
use crate::model::Model;
use crate::target::View;
use crate::word::{EDGE, SPECIAL};

/// How many filters there are.
pub const FILTERS: usize = 48;
/// Words that a filter looks at.
pub const WIDTH: usize = 3;
/// Bytes that a word takes.
pub const ROW: usize = FILTERS * WIDTH;
/// Places that a word may have to the target.
pub const ZONES: usize = 17;
/// Whether the word, and whether the target stands within quotation marks.
pub const QUOTED: usize = 4;

/// The place of a word to the target, by the slots from the target to it; none without a target.
pub fn zone(distance: Option<isize>) -> usize {
    let Some(distance) = distance else { return 0 };
    let band = match distance.unsigned_abs() {
        0 => return 1,
        1 => 0,
        2 => 1,
        3 => 2,
        4..=5 => 3,
        6..=8 => 4,
        9..=14 => 5,
        _ => 6,
    };
    2 + band + if distance > 0 { 7 } else { 0 }
}

/// Which of the four cases of quotation a word is.
pub fn quotation(word: bool, target: bool) -> usize {
    2 * usize::from(word) + usize::from(target)
}

/// How much the network speaks for positive and for negative.
pub(crate) fn score(model: &Model, view: &View<'_>) -> [f32; 2] {
    let parameters = &model.parameters;
    let step = parameters.filter_step();
    let mut mean = [0f32; FILTERS];
    let mut most = [0f32; FILTERS];
    let len = view.len();
    let edge = model.filters(EDGE);
    let row = |at: usize| if at < len { model.filters(view.word(at)) } else { edge };
    let mut before = edge;
    let mut here = row(0);
    for at in 0..len {
        let after = row(at + 1);
        let mut sums = [0f32; FILTERS];
        let zone = &parameters.zones[zone(Some(view.distance(at))) * FILTERS..][..FILTERS];
        let quoted = quotation(view.quoted(at), view.target_quoted()) * FILTERS;
        let quoted = &parameters.quoted[quoted..][..FILTERS];
        let negated = if view.negated(at) { 1.0 } else { 0.0 };
        let words = before[..FILTERS].iter().zip(&here[FILTERS..2 * FILTERS]).zip(&after[2 * FILTERS..ROW]);
        for (number, ((a, b), c)) in words.enumerate() {
            let words = i16::from(*a as i8) + i16::from(*b as i8) + i16::from(*c as i8);
            sums[number] = f32::from(words) * step
                + parameters.filter_bias[number]
                + zone[number]
                + quoted[number]
                + negated * parameters.negated[number];
        }
        for ((sum, mean), most) in sums.iter().zip(&mut mean).zip(&mut most) {
            *mean += sum.max(0.0);
            *most = most.max(*sum);
        }
        before = here;
        here = after;
    }
    let norm = crate::sentence::norm(len);
    let (positive, negative) = parameters.out.split_at(2 * FILTERS);
    [positive, negative].map(|weights| {
        let (of_mean, of_most) = weights.split_at(FILTERS);
        let mean: f32 = of_mean.iter().zip(&mean).map(|(weight, value)| weight * value).sum();
        let most: f32 = of_most.iter().zip(&most).map(|(weight, value)| weight * value).sum();
        mean * norm + most
    })
}

const _: () = assert!(SPECIAL > EDGE);
