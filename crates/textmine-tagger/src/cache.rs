//! What words add up to by themselves, kept from one place to the next where they stand again.
use crate::features::{Role, Seat, alone};
use crate::reading::Reading;
use crate::tag::TAGS;
use crate::weights::{Sums, Weights};

/// Words kept for each role. News names the same few again and again.
const SLOTS: usize = 2048;

/// The sums of weights of words lately seen.
#[derive(Debug)]
pub(crate) struct Cache {
    slots: Vec<(u64, Sums)>,
    keys: Vec<u64>,
}

impl Default for Cache {
    fn default() -> Self {
        // No word has this key: words have random ones, the edges of a sentence small ones.
        Cache { slots: vec![(u64::MAX, [0; TAGS - 1]); SLOTS * Role::ALL.len()], keys: Vec::new() }
    }
}

impl Cache {
    /// Adds the weights of the features that the word of that index and its neighbours have by themselves.
    pub(crate) fn add(&mut self, reading: &Reading, at: usize, weights: &Weights<'_>, sums: &mut Sums) {
        for role in Role::ALL {
            let seat = Seat::of(reading, at, role);
            let key = seat.key();
            let place = role as usize * SLOTS + (key >> 16) as usize % SLOTS;
            let Some(slot) = self.slots.get_mut(place) else { continue };
            if slot.0 != key {
                self.keys.clear();
                alone(&seat, role, &mut self.keys);
                let mut own = [0; TAGS - 1];
                weights.add(&self.keys, &mut own);
                *slot = (key, own);
            }
            for (sum, own) in sums.iter_mut().zip(slot.1) {
                *sum = sum.wrapping_add(own);
            }
        }
    }
}
