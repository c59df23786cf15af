//! What the rest of a document says of a word: a first reading of all of it is evidence for the second.
use crate::chain::Row;
use crate::hash::{feature, pair};
use crate::reading::Reading;
use crate::shape;
use std::collections::HashMap;

/// How probable it is that a word is outside of names, goes before the last word of a person's name, is the last or
/// only word of one, or is part of another type's name.
pub type Outcome = [f32; 6];

/// A word of a first reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    lower: u64,
    /// Only words with a capital, and not lone letters, are evidence.
    counts: bool,
    capital: bool,
    shape: u8,
    commonness: u8,
    /// It is the first token of its sentence.
    first: bool,
    outcome: Outcome,
}

impl Seen {
    /// The word of that index in a sentence, and how probable each of its tags is.
    pub fn new(reading: &Reading, at: usize, probabilities: &Row) -> Seen {
        let atom = &reading.atoms[at];
        let p = probabilities;
        let of_type = |kind: usize| p[1 + 4 * kind] + p[2 + 4 * kind] + p[3 + 4 * kind] + p[4 + 4 * kind];
        Seen {
            lower: atom.lower,
            counts: atom.capital && atom.shape != shape::LETTER,
            capital: atom.capital,
            shape: atom.shape,
            commonness: atom.known.marks.commonness() as u8,
            first: at == 0,
            outcome: [p[0], p[2] + p[3], p[1] + p[4], of_type(1), of_type(2), of_type(3)],
        }
    }

    /// How probable it is that the word is outside of names.
    pub fn outside(&self) -> f32 {
        self.outcome[0]
    }
}

/// What a document says of its words.
#[derive(Debug, Default)]
pub struct Memory {
    words: HashMap<u64, Outcome>,
}

/// What the other places say of a word: the likeliest outcome, how sure and often, and the second likeliest.
#[derive(Clone, Copy)]
struct Said {
    best: u64,
    sure: u64,
    often: u64,
    second: u64,
}

impl Memory {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// Keeps what a word was in a first reading.
    pub fn add(&mut self, seen: &Seen) {
        if seen.counts {
            let sums = self.words.entry(seen.lower).or_default();
            for (sum, share) in sums.iter_mut().zip(seen.outcome) {
                *sum += share;
            }
        }
    }

    /// The keys of the features that the other places of a word give it, into `out`, which is cleared. `stretch` has the
    /// words of a stretch as they were seen in the first reading.
    pub fn features(&self, stretch: &[Seen], at: usize, out: &mut Vec<u64>) {
        out.clear();
        let Some(said) = self.said(&stretch[at]) else { return };
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| stretch.get(at)).and_then(|seen| self.said(seen)).map_or(9, |said| said.best)
        };
        let Said { best, sure, often, second } = said;
        let here = &stretch[at];
        out.push(feature(130, best << 8 | sure | often));
        out.push(feature(131, best));
        out.push(feature(132, best << 16 | second << 8 | sure));
        out.push(feature(133, best << 16 | u64::from(here.shape)));
        out.push(feature(134, best << 16 | u64::from(here.commonness) << 8 | u64::from(here.first)));
        out.push(feature(135, pair(neighbour(at.checked_sub(1)) << 8 | best, neighbour(Some(at + 1)))));
    }

    fn said(&self, seen: &Seen) -> Option<Said> {
        if !seen.capital {
            return None;
        }
        let mut others = *self.words.get(&seen.lower)?;
        if seen.counts {
            for (sum, own) in others.iter_mut().zip(seen.outcome) {
                *sum -= own;
            }
        }
        let total: f32 = others.iter().sum();
        if total < 0.5 {
            return None;
        }
        let (mut best, mut second) = (0, 1);
        for outcome in 1..others.len() {
            if others[outcome] > others[best] {
                second = best;
                best = outcome;
            } else if others[outcome] > others[second] {
                second = outcome;
            }
        }
        let share = others[best] / total;
        let sure = u64::from(share > 0.5) + u64::from(share > 0.7) + u64::from(share > 0.9);
        let often = 4 * (u64::from(total >= 1.5) + u64::from(total >= 3.5));
        Some(Said { best: best as u64, sure, often, second: second as u64 })
    }
}
