//! Puts a lexicon together.
use super::{Known, REACH, SLOT, mark, place};
use std::collections::BTreeMap;
use textmine_tagger::hash;

/// Collects what a lexicon holds.
#[derive(Clone, Debug, Default)]
pub struct Builder(BTreeMap<u64, Known>);

impl Builder {
    /// What is known of a word in lower case, to be looked at and changed.
    pub fn word(&mut self, lower: &str) -> &mut Known {
        self.0.entry(hash::word(lower.as_bytes())).or_default()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes for a model file.
    pub fn bytes(&self) -> Vec<u8> {
        /// Share of the slots that is filled.
        const FILLED: f64 = 0.8;
        let mut count = (self.0.len() as f64 / FILLED) as usize + 1;
        'larger: loop {
            let mut table = vec![0; count * SLOT];
            let (slots, _) = table.as_chunks_mut::<SLOT>();
            for (word, known) in &self.0 {
                let start = place(*word, count);
                let free = (0..REACH - 1).map(|step| (start + step) % count);
                let Some(at) = free.into_iter().find(|at| slots[*at][..2] == [0, 0]) else {
                    count += count / 16 + 1;
                    continue 'larger;
                };
                let [m0, m1] = mark(*word).to_le_bytes();
                let [[p0, p1, p2, p3], [c0, c1, c2, c3]] = [packed(known.plain), packed(known.cased)];
                slots[at] = [m0, m1, p0, p1, p2, p3, c0, c1, c2, c3, known.habit, known.only];
            }
            return table;
        }
    }
}

fn packed([coarse, middle, fine]: [u16; 3]) -> [u8; 4] {
    (u32::from(coarse & 0x7F) | u32::from(middle & 0x1FF) << 7 | u32::from(fine & 0x7FF) << 16).to_le_bytes()
}
