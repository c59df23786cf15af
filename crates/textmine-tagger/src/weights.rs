//! The weights of the features: for each, how much it speaks for each tag, more or less than for no name at all.
//!
//! A bucket is one line of the processor's cache, 64 bytes: three times a mark of four bytes and sixteen weights of one
//! byte, then a byte that says whether the bucket overflowed into the next. So a look-up costs one access to memory.
use crate::chain::Row;
use crate::hash;
use crate::tag::TAGS;
use std::collections::BTreeMap;

const BUCKET: usize = 64;
const ENTRY: usize = 20;
const ENTRIES: usize = 3;
const OVERFLOW: usize = ENTRY * ENTRIES;
/// No feature lies farther from its place than this many buckets.
const REACH: usize = 16;

/// The sum of weights so far, for each tag but the first.
pub(crate) type Sums = [i16; TAGS - 1];

/// The table, as it lies in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights<'m> {
    buckets: &'m [u8],
    /// What one step of a weight is worth.
    pub(crate) step: f32,
}

impl<'m> Weights<'m> {
    /// The table that these bytes are; nothing if they are not a whole number of buckets.
    pub(crate) fn new(buckets: &'m [u8], step: f32) -> Option<Self> {
        (buckets.len().is_multiple_of(BUCKET) && step.is_finite()).then_some(Weights { buckets, step })
    }

    /// Adds the weights of these features, of those that have any.
    #[inline]
    pub(crate) fn add(&self, features: &[u64], sums: &mut Sums) {
        // All buckets are asked for before any is looked into, so that the processor waits for memory once, not a
        // hundred times.
        let count = self.buckets.len() / BUCKET;
        let mut touched = 0;
        for feature in features {
            touched ^= self.buckets.get(hash::place(*feature, count) * BUCKET).copied().unwrap_or_default();
        }
        std::hint::black_box(touched);
        for feature in features {
            self.add_one(*feature, count, sums);
        }
    }

    #[inline]
    fn add_one(&self, feature: u64, count: usize, sums: &mut Sums) {
        let mark = mark(feature);
        let mut at = hash::place(feature, count);
        for _ in 0..REACH {
            let Some(bucket) = self.buckets.get(at * BUCKET..).and_then(|b| b.first_chunk::<BUCKET>()) else {
                return;
            };
            let marked = |entry: usize| {
                let [a, b, c, d] = [0, 1, 2, 3].map(|byte| bucket[entry * ENTRY + byte]);
                u32::from_le_bytes([a, b, c, d]) == mark
            };
            // Which of the three it is can't be guessed, so nothing is made to depend on it but a place and a factor.
            let (second, third) = (marked(1), marked(2));
            let found = marked(0) | second | third;
            let start = ENTRY * (usize::from(second) + 2 * usize::from(third)) + 4;
            let factor = i16::from(found);
            if let Some(row) = bucket.get(start..start + TAGS - 1) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(*weight as i8) * factor);
                }
            }
            if found || bucket[OVERFLOW] == 0 {
                return;
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
    }

    /// The scores for sums of weights.
    pub(crate) fn scores(&self, sums: &Sums) -> Row {
        let mut row = [0.0; TAGS];
        for (score, sum) in row[1..].iter_mut().zip(sums) {
            *score = f32::from(*sum) * self.step;
        }
        row
    }
}

/// Never 0, which marks an empty entry.
#[inline]
fn mark(feature: u64) -> u32 {
    (feature as u32).max(1)
}

/// The bytes of a table of these features, and what a step of its weights is worth. Features whose weights all round to
/// less than `least` steps are left out.
pub fn build(features: &BTreeMap<u64, Row>, least: u8) -> (Vec<u8>, f32) {
    /// Share of the entries that is filled. In fuller tables most buckets overflow, and every look-up of a feature that
    /// isn't there goes on to the next.
    const FILLED: f64 = 0.45;
    let relative = |row: &Row| -> [f32; TAGS - 1] { std::array::from_fn(|tag| row[tag + 1] - row[0]) };
    let mut all: Vec<f32> = features.values().flat_map(relative).map(f32::abs).collect();
    all.sort_unstable_by(f32::total_cmp);
    // The few greatest weights may be cut; all others are the finer for it.
    let greatest =
        all.get(all.len().saturating_sub(1 + all.len() / 20_000)).copied().unwrap_or(1.0).max(1e-6);
    let step = greatest / 127.0;
    let rounded = |row: &Row| relative(row).map(|weight| (weight / step).round().clamp(-127.0, 127.0) as i8);
    let kept: Vec<(u64, [i8; TAGS - 1])> = features
        .iter()
        .map(|(feature, row)| (*feature, rounded(row)))
        .filter(|(_, row)| row.iter().any(|weight| weight.unsigned_abs() >= least.max(1)))
        .collect();
    let mut count = (kept.len() as f64 / (FILLED * ENTRIES as f64)) as usize + 1;
    'larger: loop {
        let mut buckets = vec![0u8; count * BUCKET];
        for (feature, row) in &kept {
            let mut at = hash::place(*feature, count);
            let mut tries = 0;
            let free = loop {
                let bucket = &mut buckets[at * BUCKET..(at + 1) * BUCKET];
                if let Some(free) = (0..ENTRIES).find(|entry| bucket[entry * ENTRY..][..4] == [0; 4]) {
                    break at * BUCKET + free * ENTRY;
                }
                bucket[OVERFLOW] = 1;
                at = (at + 1) % count;
                tries += 1;
                if tries >= REACH {
                    count += count / 16 + 1;
                    continue 'larger;
                }
            };
            buckets[free..free + 4].copy_from_slice(&mark(*feature).to_le_bytes());
            for (byte, weight) in buckets[free + 4..free + ENTRY].iter_mut().zip(row) {
                *byte = *weight as u8;
            }
        }
        return (buckets, step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::feature;

    #[test]
    fn the_weights_of_a_feature_come_back_within_half_a_step() {
        let row = |n: u64| -> Row { std::array::from_fn(|tag| (n as f32 * 0.37 + tag as f32).sin() * 2.0) };
        let features: BTreeMap<u64, Row> = (0..5_000).map(|n| (feature(3, n), row(n))).collect();
        let (bytes, step) = build(&features, 1);
        let weights = Weights::new(&bytes, step).unwrap();
        for n in 0..5_000 {
            let mut sums = [0; TAGS - 1];
            weights.add(&[feature(3, n)], &mut sums);
            let scores = weights.scores(&sums);
            for (tag, score) in scores.iter().enumerate().skip(1) {
                let right = row(n)[tag] - row(n)[0];
                assert!((score - right).abs() <= step * 0.6 || right.abs() > step * 126.0, "{n} {tag}");
            }
        }
    }

    #[test]
    fn an_unknown_feature_adds_nothing() {
        let (bytes, step) = build(&BTreeMap::from([(feature(1, 1), [1.0; TAGS])]), 1);
        let mut sums = [0; TAGS - 1];
        Weights::new(&bytes, step).unwrap().add(&[feature(1, 2)], &mut sums);
        Weights::new(&[], 1.0).unwrap().add(&[feature(1, 2)], &mut sums);
        assert_eq!(sums, [0; TAGS - 1]);
    }

    #[test]
    fn features_that_say_nothing_are_left_out() {
        let mut row = [0.0; TAGS];
        row[3] = 1.0;
        let features = BTreeMap::from([(feature(1, 1), row), (feature(1, 2), [5.0; TAGS])]);
        assert_eq!(build(&features, 1).0.len(), BUCKET);
    }
}
