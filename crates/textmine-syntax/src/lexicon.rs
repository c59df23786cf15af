//! What is known of words before any text is read: classes of words alike in use, and the tags they were seen with.
mod builder;

pub use builder::Builder;

use crate::Tag;

/// What is known of a word; 0 stands for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Classes from vectors of words without case: among 64, 256, 1024.
    pub plain: [u16; 3],
    /// Classes from vectors of words with case.
    pub cased: [u16; 3],
    /// The number of the set of tags that the word was seen with often.
    pub habit: u8,
    /// One more than the number of the only tag that the word ever has.
    pub only: u8,
}

impl Known {
    /// The tag of a word that has but one.
    #[inline]
    pub(crate) fn only(self) -> Option<Tag> {
        usize::from(self.only).checked_sub(1).and_then(|number| Tag::ALL.get(number).copied())
    }
}

/// A mark of two bytes, four bytes for each kind of classes, two bytes for the tags.
const SLOT: usize = 12;
/// No word lies farther from its place than this many slots.
const REACH: usize = 64;

/// The lexicon, as it lies in the model: a hash table by the hash of the word in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<'m>(&'m [[u8; SLOT]]);

impl<'m> Lexicon<'m> {
    /// The lexicon that these bytes are; nothing if they are not a whole number of slots.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let (slots, rest) = bytes.as_chunks();
        rest.is_empty().then_some(Lexicon(slots))
    }

    #[inline]
    pub(crate) fn get(self, word: u64) -> Known {
        let mark = mark(word).to_le_bytes();
        let mut at = place(word, self.0.len());
        for _ in 0..REACH {
            let Some([m0, m1, p0, p1, p2, p3, c0, c1, c2, c3, habit, only]) = self.0.get(at) else { break };
            if [*m0, *m1] == mark {
                return Known {
                    plain: classes([*p0, *p1, *p2, *p3]),
                    cased: classes([*c0, *c1, *c2, *c3]),
                    habit: *habit,
                    only: *only,
                };
            }
            if [*m0, *m1] == [0, 0] {
                break;
            }
            at = if at + 1 == self.0.len() { 0 } else { at + 1 };
        }
        Known::default()
    }
}

#[inline]
fn place(word: u64, slots: usize) -> usize {
    (((word >> 32) * slots as u64) >> 32) as usize
}

/// Never 0, which marks an empty slot.
#[inline]
fn mark(word: u64) -> u16 {
    (word as u16).max(1)
}

#[inline]
fn classes(packed: [u8; 4]) -> [u16; 3] {
    let packed = u32::from_le_bytes(packed);
    [packed & 0x7F, packed >> 7 & 0x1FF, packed >> 16 & 0x7FF].map(|class| class as u16)
}
