//! A small convolutional network over the words around a target: each filter looks at three words in turn, and at where they
//! stand to the target (after Kim, Convolutional Neural Networks for Sentence Classification, EMNLP 2014).
//!
//! Since the vectors of words are fixed once it is trained, the model has what each filter makes of each word in each of its
//! three places, in steps of one byte; a sentence is then a few sums.
use crate::model::Model;
use crate::parameters::Parameters;
use crate::reading::Slot;
use crate::target::View;
use crate::word::{EDGE, SPECIAL, WordId};

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

/// What the filters come to, in steps.
pub(crate) type Sums = [i16; FILTERS];

/// What filters add for each place of a word, in steps: their bias, its zone, its quotation, its negation.
pub(crate) fn places(parameters: &Parameters) -> Vec<Sums> {
    // Far from where sums of three words could overflow.
    const MOST: f32 = 16_000.0;
    let of = |zone: usize, quoted: usize, negated: bool, filter: usize| {
        let negation = if negated { parameters.negated[filter] } else { 0.0 };
        parameters.filter_bias[filter]
            + parameters.zones[zone * FILTERS + filter]
            + parameters.quoted[quoted * FILTERS + filter]
            + negation
    };
    let all = (0..ZONES)
        .flat_map(|zone| (0..QUOTED).flat_map(move |quoted| [false, true].map(|n| (zone, quoted, n))));
    all.map(|(zone, quoted, negated)| {
        std::array::from_fn(|filter| {
            (of(zone, quoted, negated, filter) / parameters.filter_step()).round().clamp(-MOST, MOST) as i16
        })
    })
    .collect()
}

fn place(zone: usize, quoted: usize, negated: bool) -> usize {
    (zone * QUOTED + quoted) * 2 + usize::from(negated)
}

/// What the filters make of three words in turn, wherever they stand.
pub(crate) fn sums(model: &Model, words: [WordId; WIDTH]) -> Sums {
    let [before, here, after] = words.map(|word| model.filters(word));
    let words = before[..FILTERS].iter().zip(&here[FILTERS..2 * FILTERS]).zip(&after[2 * FILTERS..]);
    let mut sums = [0; FILTERS];
    for (sum, ((a, b), c)) in sums.iter_mut().zip(words) {
        *sum = i16::from(*a as i8) + i16::from(*b as i8) + i16::from(*c as i8);
    }
    sums
}

/// What is pooled of the words of a sentence.
struct Pool<'m> {
    model: &'m Model,
    words: usize,
    mean: [i32; FILTERS],
    most: [i16; FILTERS],
}

impl<'m> Pool<'m> {
    fn new(model: &'m Model) -> Self {
        Pool { model, words: 0, mean: [0; FILTERS], most: [0; FILTERS] }
    }

    fn add(&mut self, sums: &Sums, place: usize) {
        self.words += 1;
        let Some(place) = self.model.places().get(place) else { return };
        for (((sum, place), mean), most) in sums.iter().zip(place).zip(&mut self.mean).zip(&mut self.most) {
            let sum = (sum + place).max(0);
            *mean += i32::from(sum);
            *most = sum.max(*most);
        }
    }

    /// How much it speaks for positive and for negative.
    fn score(&self) -> [f32; 2] {
        let parameters = &self.model.parameters;
        let step = parameters.filter_step();
        let norm = crate::sentence::norm(self.words) * step;
        let (positive, negative) = parameters.out.split_at(2 * FILTERS);
        [positive, negative].map(|weights| {
            let (of_mean, of_most) = weights.split_at(FILTERS);
            let mean: f32 =
                of_mean.iter().zip(&self.mean).map(|(weight, value)| weight * *value as f32).sum();
            let most: f32 =
                of_most.iter().zip(&self.most).map(|(weight, value)| weight * f32::from(*value)).sum();
            mean * norm + most * step
        })
    }
}

/// How much the network speaks for positive and for negative. `known` says what the filters make of each slot of the view, but
/// for the target and those beside it.
pub(crate) fn score<'k>(model: &Model, view: &View<'_>, known: impl Fn(usize) -> &'k Sums) -> [f32; 2] {
    let mut pool = Pool::new(model);
    let len = view.len();
    let word = |at: usize| if at < len { view.word(at) } else { EDGE };
    for at in 0..len {
        let distance = view.distance(at);
        let own;
        let sums = match distance {
            -1..=1 => {
                let before = at.checked_sub(1).map_or(EDGE, word);
                own = sums(model, [before, word(at), word(at + 1)]);
                &own
            }
            _ => known(at),
        };
        let quoted = quotation(view.quoted(at), view.target_quoted());
        pool.add(sums, place(zone(Some(distance)), quoted, view.negated(at)));
    }
    pool.score()
}

/// What the filters make of each slot, by the words beside it.
pub(crate) fn sums_of_sentence(model: &Model, slots: &[Slot], out: &mut Vec<Sums>) {
    let word = |at: usize| slots.get(at).map_or(EDGE, |slot| slot.id);
    out.clear();
    out.extend(slots.iter().enumerate().map(|(at, slot)| {
        let before = at.checked_sub(1).map_or(EDGE, word);
        sums(model, [before, slot.id, word(at + 1)])
    }));
}

/// The tone of a sentence without a target, from -1 to 1, of what the filters make of its slots.
pub(crate) fn tone_of_sentence(model: &Model, slots: &[Slot], sums: &[Sums]) -> f32 {
    let mut pool = Pool::new(model);
    for (slot, sums) in slots.iter().zip(sums) {
        pool.add(sums, place(zone(None), quotation(slot.quoted, slot.quoted), slot.negated));
    }
    let [positive, negative] = pool.score();
    ((positive - negative) * 0.5).tanh()
}

const _: () = assert!(SPECIAL > EDGE);
