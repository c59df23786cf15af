//! The best sequence of tags for the evidence, by Viterbi's algorithm.
use crate::label::{TAGS, Tag};

/// log P(tag | tag before), row by row, in the steps of the evidence.
static STEPS: [i32; TAGS * TAGS] = include!(concat!(env!("OUT_DIR"), "/transitions.rs"));

/// Tags after which no name is open: outside, and the single and end positions of each label.
const CLOSED: [u8; 9] = [0, 1, 4, 5, 8, 9, 12, 13, 16];
/// Tags that may follow those: outside, and the single and begin positions.
const BEGINS: [u8; 9] = [0, 1, 2, 5, 6, 9, 10, 13, 14];

const IMPOSSIBLE: i32 = i32::MIN / 2;

/// The best sequence, and the room to find it in.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    /// For each word and tag, the tag before on the best way there.
    back: Vec<[u8; TAGS]>,
    tags: Vec<Tag>,
}

impl Sequence {
    /// The best sequence of tags; before and after the words no name is open.
    pub(crate) fn best(&mut self, scores: &[[i32; TAGS]]) -> &[Tag] {
        let mut reached = [IMPOSSIBLE; TAGS];
        reached[0] = 0;
        self.back.clear();
        for row in scores {
            let mut next = [IMPOSSIBLE; TAGS];
            let mut came = [0u8; TAGS];
            for to in BEGINS {
                let (score, from) = best_of(&reached, &CLOSED, to);
                next[usize::from(to)] = score + row[usize::from(to)];
                came[usize::from(to)] = from;
            }
            for begin in [2u8, 6, 10, 14] {
                let inside = begin + 1;
                for to in [inside, inside + 1] {
                    let (score, from) = best_of(&reached, &[begin, inside], to);
                    next[usize::from(to)] = (score + row[usize::from(to)]).max(IMPOSSIBLE);
                    came[usize::from(to)] = from;
                }
            }
            reached = next;
            self.back.push(came);
        }
        let (_, mut tag) = best_of(&reached, &CLOSED, 0);
        self.tags.clear();
        self.tags.resize(scores.len(), Tag::OUTSIDE);
        for (tags, back) in self.tags.iter_mut().zip(&self.back).rev() {
            *tags = Tag(tag);
            tag = back[usize::from(tag)];
        }
        &self.tags
    }
}

/// The best of the tags `from` to come to `to`; the first of equals.
fn best_of(reached: &[i32; TAGS], from: &[u8], to: u8) -> (i32, u8) {
    let mut best = (IMPOSSIBLE, from[0]);
    for tag in from {
        let score = reached[usize::from(*tag)] + STEPS[usize::from(*tag) * TAGS + usize::from(to)];
        if score > best.0 {
            best = (score, *tag);
        }
    }
    best
}
