//! Inference in a linear chain of tags: the best sequence, and how probable each tag is.
//!
//! Names must begin before they go on and end before the words do, so only 97 of the 289 pairs of tags are possible;
//! nothing is computed for the others.
use crate::tag::{TAGS, Tag};

/// A number for each tag.
pub type Row = [f32; TAGS];

/// The score of each tag after each other.
pub type Transitions = [Row; TAGS];

/// Tags after which no name is open: outside, and the single and end positions of each type.
pub const CLOSED: [usize; 9] = [0, 1, 4, 5, 8, 9, 12, 13, 16];
/// Tags that may follow those: outside, and the single and begin positions.
const BEGINS: [usize; 9] = [0, 1, 2, 5, 6, 9, 10, 13, 14];
/// The begin tag of each type; the tags for inside and end are the two after it.
const OPENS: [usize; 4] = [2, 6, 10, 14];

/// The room for the best sequence, kept from one call to the next.
#[derive(Debug, Default)]
pub struct Best {
    /// For each word and tag, the tag before on the best way there.
    back: Vec<[u8; TAGS]>,
    tags: Vec<Tag>,
}

impl Best {
    /// The best sequence of tags; before and after the words no name is open.
    pub fn sequence(&mut self, scores: &[Row], transitions: &Transitions) -> &[Tag] {
        let mut reached = [f32::NEG_INFINITY; TAGS];
        reached[0] = 0.0;
        self.back.clear();
        for row in scores {
            let mut next = [f32::NEG_INFINITY; TAGS];
            let mut came = [0u8; TAGS];
            for to in BEGINS {
                for from in CLOSED {
                    step(&reached, transitions, from, to, &mut next, &mut came);
                }
            }
            for open in OPENS {
                for to in [open + 1, open + 2] {
                    for from in [open, open + 1] {
                        step(&reached, transitions, from, to, &mut next, &mut came);
                    }
                }
            }
            for (next, score) in next.iter_mut().zip(row) {
                *next += score;
            }
            reached = next;
            self.back.push(came);
        }
        let mut last = 0;
        for tag in CLOSED {
            if reached[tag] + transitions[tag][0] > reached[last] + transitions[last][0] {
                last = tag;
            }
        }
        self.tags.clear();
        self.tags.resize(scores.len(), Tag::OUTSIDE);
        for (tag, back) in self.tags.iter_mut().zip(&self.back).rev() {
            *tag = Tag(last as u8);
            last = usize::from(back[last]);
        }
        &self.tags
    }
}

/// The first of equals wins.
#[inline]
fn step(
    reached: &Row,
    transitions: &Transitions,
    from: usize,
    to: usize,
    next: &mut Row,
    came: &mut [u8; TAGS],
) {
    let score = reached[from] + transitions[from][to];
    if score > next[to] {
        next[to] = score;
        came[to] = from as u8;
    }
}

/// The room for probabilities, kept from one call to the next.
#[derive(Debug, Default)]
pub struct Marginals {
    forward: Vec<Row>,
    scales: Vec<f32>,
    weights: Vec<Row>,
    probabilities: Vec<Row>,
}

/// No path is less probable than this, so that none is lost to rounding.
const LEAST: f32 = 1e-20;

impl Marginals {
    /// The probability of each tag of each word, from the scores and the exponentials of the transitions. Only tags in
    /// the word's set `allowed` are possible, where sets are given; the chain of all words must have a possible path.
    pub fn of(&mut self, scores: &[Row], exponentials: &Transitions, allowed: Option<&[u32]>) -> &[Row] {
        self.weigh(scores, allowed);
        self.forward(exponentials);
        self.backward(exponentials);
        &self.probabilities
    }

    /// The exponential of each score, in proportion to the row's greatest.
    fn weigh(&mut self, scores: &[Row], allowed: Option<&[u32]>) {
        self.weights.clear();
        for (at, row) in scores.iter().enumerate() {
            let greatest = row.iter().copied().fold(f32::MIN, f32::max);
            let mut weights = [0.0; TAGS];
            for (weight, score) in weights.iter_mut().zip(row) {
                *weight = exponential(score - greatest).max(LEAST);
            }
            if let Some(set) = allowed.and_then(|allowed| allowed.get(at)) {
                for (tag, weight) in weights.iter_mut().enumerate() {
                    if set >> tag & 1 == 0 {
                        *weight = 0.0;
                    }
                }
            }
            self.weights.push(weights);
        }
    }

    fn forward(&mut self, exponentials: &Transitions) {
        self.forward.clear();
        self.scales.clear();
        let mut before = [0.0; TAGS];
        before[0] = 1.0;
        for weights in &self.weights {
            let mut row = [0.0; TAGS];
            for from in CLOSED {
                let reached = before[from];
                if reached > 0.0 {
                    for to in BEGINS {
                        row[to] += reached * exponentials[from][to];
                    }
                }
            }
            for open in OPENS {
                for from in [open, open + 1] {
                    for to in [open + 1, open + 2] {
                        row[to] += before[from] * exponentials[from][to];
                    }
                }
            }
            let mut sum = 0.0;
            for (reached, weight) in row.iter_mut().zip(weights) {
                *reached *= weight;
                sum += *reached;
            }
            let scale = 1.0 / sum.max(1e-30);
            row.iter_mut().for_each(|reached| *reached *= scale);
            self.scales.push(scale);
            self.forward.push(row);
            before = row;
        }
    }

    fn backward(&mut self, exponentials: &Transitions) {
        let len = self.forward.len();
        self.probabilities.clear();
        self.probabilities.resize(len, [0.0; TAGS]);
        let Some(last) = self.forward.last() else { return };
        let mut end: f32 = CLOSED.iter().map(|tag| last[*tag] * exponentials[*tag][0]).sum();
        end = end.max(1e-30);
        let mut after = [0.0; TAGS];
        for tag in CLOSED {
            after[tag] = exponentials[tag][0] / end;
        }
        for at in (0..len).rev() {
            let mut onward = [0.0; TAGS];
            let (forward, weights) = (&self.forward[at], &self.weights[at]);
            for (tag, after) in after.iter().enumerate() {
                self.probabilities[at][tag] = forward[tag] * after;
                onward[tag] = weights[tag] * after * self.scales[at];
            }
            for from in CLOSED {
                after[from] = BEGINS.iter().map(|to| exponentials[from][*to] * onward[*to]).sum();
            }
            for open in OPENS {
                for from in [open, open + 1] {
                    after[from] =
                        [open + 1, open + 2].iter().map(|to| exponentials[from][*to] * onward[*to]).sum();
                }
            }
        }
    }
}

/// The exponentials of the transitions, for [`Marginals`].
pub fn exponentials(transitions: &Transitions) -> Transitions {
    transitions.map(|row| row.map(exponential))
}

/// e to the power of `x`, within one part in a million of it for `x` from -80 to 80: the same bits on every machine,
/// which the system's own function does not promise.
#[inline]
pub fn exponential(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = (x + if x < 0.0 { -0.5 } else { 0.5 }) as i32;
    let part = (x - whole as f32) * std::f32::consts::LN_2;
    // Taylor's series; |part| is at most ln 2 / 2.
    let series = 1.0
        + part
            * (1.0
                + part
                    * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    series * f32::from_bits(((whole + 127) << 23) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(len: usize) -> impl Strategy<Value = Vec<Row>> {
        proptest::collection::vec(proptest::array::uniform17(-4.0f32..4.0), len)
    }

    fn all_sequences(len: usize) -> Vec<Vec<usize>> {
        let mut all = vec![vec![]];
        for _ in 0..len {
            all = all
                .iter()
                .flat_map(|start: &Vec<usize>| {
                    let before = start.last().copied().unwrap_or(0);
                    (0..TAGS).filter(move |t| Tag(before as u8).may_precede(Tag(*t as u8))).map(|t| {
                        let mut longer = start.clone();
                        longer.push(t);
                        longer
                    })
                })
                .collect();
        }
        all.retain(|s| s.last().is_none_or(|t| CLOSED.contains(t)));
        all
    }

    fn score(sequence: &[usize], scores: &[Row], transitions: &Transitions) -> f64 {
        let mut before = 0;
        let mut sum = 0.0;
        for (tag, row) in sequence.iter().zip(scores) {
            sum += f64::from(transitions[before][*tag]) + f64::from(row[*tag]);
            before = *tag;
        }
        sum + f64::from(transitions[before][0])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_best_sequence_is_the_best_of_all(scores in rows(3), transitions in proptest::array::uniform17(proptest::array::uniform17(-2.0f32..2.0))) {
            let found: Vec<usize> = Best::default().sequence(&scores, &transitions).iter().map(|t| usize::from(t.0)).collect();
            let best = all_sequences(3).into_iter().map(|s| score(&s, &scores, &transitions)).fold(f64::MIN, f64::max);
            prop_assert!((score(&found, &scores, &transitions) - best).abs() < 1e-4);
        }

        #[test]
        fn probabilities_are_the_shares_of_all_sequences(scores in rows(3), transitions in proptest::array::uniform17(proptest::array::uniform17(-2.0f32..2.0))) {
            let mut room = Marginals::default();
            let found = room.of(&scores, &exponentials(&transitions), None);
            let sequences = all_sequences(3);
            let weights: Vec<f64> = sequences.iter().map(|s| score(s, &scores, &transitions).exp()).collect();
            let total: f64 = weights.iter().sum();
            for (at, row) in found.iter().enumerate() {
                for (tag, found) in row.iter().enumerate() {
                    let with = sequences.iter().zip(&weights).filter(|(s, _)| s[at] == tag);
                    let share = with.map(|(_, weight)| weight).sum::<f64>() / total;
                    prop_assert!((f64::from(*found) - share).abs() < 1e-4, "{at} {tag}: {found} {share}");
                }
            }
        }

        #[test]
        fn the_exponential_is_right(x in -80f32..80.0) {
            let right = f64::from(x).exp();
            prop_assert!((f64::from(exponential(x)) - right).abs() <= right * 4e-6);
        }
    }

    #[test]
    fn what_is_not_allowed_has_no_probability() {
        let scores = [[0.0; TAGS]; 2];
        let mut room = Marginals::default();
        let found = room.of(&scores, &exponentials(&[[0.0; TAGS]; TAGS]), Some(&[1, 0b11]));
        assert_eq!(found[0][0], 1.0);
        assert!(found[1][1] > 0.0 && found[1][2] == 0.0);
    }

    #[test]
    fn no_words_have_no_tags() {
        assert!(Best::default().sequence(&[], &[[0.0; TAGS]; TAGS]).is_empty());
        assert!(Marginals::default().of(&[], &[[0.0; TAGS]; TAGS], None).is_empty());
    }
}
