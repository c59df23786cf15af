//! Puts tables of weights together.
use super::{BUCKET, CHOICES, ENTRY, Narrow, REACH, Wide, mark, place};
use std::collections::BTreeMap;

/// A table of weights for three choices, the same for the same weights. What a step of a weight is worth does not matter,
/// since only the greatest sum counts; features whose weights all round to less than `least` of 127 steps are left out.
pub fn narrow(features: &BTreeMap<u64, [f32; 3]>, least: u8) -> Vec<u8> {
    let step = step(features.values().flatten().copied());
    let rows = features.iter().filter_map(|(key, row)| {
        let row = row.map(|weight| rounded(weight, step));
        row.iter().any(|weight| weight.unsigned_abs() >= least.max(1)).then_some((*key, row))
    });
    let rows: Vec<_> = rows.collect();
    fill(&rows, Narrow::ENTRIES, 0.68, |bucket, key, row| {
        let free = (0..Narrow::ENTRIES).find(|entry| bucket[2 * entry..2 * entry + 2] == [0, 0]);
        let Some(free) = free else {
            bucket[Narrow::OVERFLOW] = 1;
            return false;
        };
        bucket[2 * free..2 * free + 2].copy_from_slice(&mark(key).to_le_bytes());
        let start = Narrow::ROWS + free * CHOICES;
        bucket[start..start + CHOICES].copy_from_slice(&row.map(|weight| weight as u8));
        true
    })
}

/// A table of weights for up to 64 choices, of which those are kept that round to `least` steps of 127 or more.
pub fn wide(features: &BTreeMap<u64, Vec<(u8, f32)>>, least: u8) -> Vec<u8> {
    let step = step(features.values().flatten().map(|(_, weight)| *weight));
    let mut rows = Vec::new();
    for (key, row) in features {
        let weights = row.iter().map(|(choice, weight)| (*choice, rounded(*weight, step)));
        let mut row: Vec<(u8, i8)> =
            weights.filter(|(_, weight)| weight.unsigned_abs() >= least.max(1)).collect();
        row.sort_unstable_by_key(|(choice, weight)| (std::cmp::Reverse(weight.unsigned_abs()), *choice));
        rows.extend(row.chunks(Wide::PAIRS).take(Wide::MOST).map(|pairs| (*key, pairs.to_vec())));
    }
    fill(&rows, Wide::ENTRIES, 0.5, |bucket, key, row| {
        let free = (0..Wide::ENTRIES).find(|entry| bucket[entry * ENTRY..][..2] == [0, 0]);
        let Some(free) = free else { return false };
        let entry = &mut bucket[free * ENTRY..(free + 1) * ENTRY];
        entry[..2].copy_from_slice(&mark(key).to_le_bytes());
        for (pair, (choice, weight)) in entry[2..].as_chunks_mut::<2>().0.iter_mut().zip(row) {
            *pair = [*choice, *weight as u8];
        }
        true
    })
}

/// The few greatest weights may be cut; all others are the finer for it.
fn step(weights: impl Iterator<Item = f32>) -> f32 {
    let mut all: Vec<f32> = weights.map(f32::abs).filter(|weight| *weight > 0.0).collect();
    all.sort_unstable_by(f32::total_cmp);
    let greatest = all.get(all.len().saturating_sub(1 + all.len() / 5_000)).copied().unwrap_or(1.0);
    greatest.max(1e-6) / 127.0
}

fn rounded(weight: f32, step: f32) -> i8 {
    (weight / step).round().clamp(-127.0, 127.0) as i8
}

/// Buckets into which `put` could put all rows, with the wanted share of entries filled or less.
fn fill<R>(
    rows: &[(u64, R)],
    entries: usize,
    filled: f64,
    put: impl Fn(&mut [u8], u64, &R) -> bool,
) -> Vec<u8> {
    let mut count = (rows.len() as f64 / (filled * entries as f64)) as usize + 1;
    'larger: loop {
        let mut table = vec![0u8; count * BUCKET];
        for (key, row) in rows {
            let start = place(*key, count);
            let put = (0..REACH).any(|step| {
                let at = (start + step) % count * BUCKET;
                put(&mut table[at..at + BUCKET], *key, row)
            });
            if !put {
                count += count / 16 + 1;
                continue 'larger;
            }
        }
        return table;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::one;
    use crate::weights::best;

    #[test]
    fn narrow_weights_come_back_as_they_were_to_each_other() {
        let row = |n: u64| [0, 1, 2].map(|choice| (n as f32 * 0.7 + choice as f32).sin());
        let features: BTreeMap<u64, [f32; 3]> = (0..5_000).map(|n| (one(1, n), row(n))).collect();
        let bytes = narrow(&features, 1);
        let table = Narrow::new(&bytes).unwrap();
        for n in 0..5_000 {
            let sums = table.sums(&[one(1, n)]);
            let expected = row(n).map(|weight| (weight * 127.0).round() as i32);
            assert!(
                sums.iter().zip(expected).all(|(sum, right)| sum.abs_diff(right) <= 2),
                "{n} {sums:?} {expected:?}"
            );
        }
    }

    #[test]
    fn the_greatest_of_wide_weights_come_back() {
        let row =
            |n: u64| (0..3 + (n % 20) as u8).map(|choice| (choice, 1.0 + f32::from(choice) * 0.1)).collect();
        let features: BTreeMap<u64, Vec<(u8, f32)>> = (0..3_000).map(|n| (one(1, n), row(n))).collect();
        let bytes = wide(&features, 1);
        let table = Wide::new(&bytes).unwrap();
        let wrong = |n: &u64| best(&table.sums(&[one(1, *n)]), |_| true) as u64 != 2 + n % 20;
        // A mark may be shared with a neighbour.
        assert!((0..3_000).filter(wrong).count() < 5);
    }

    #[test]
    fn features_unknown_or_without_weight_add_nothing() {
        let bytes = wide(&BTreeMap::from([(one(1, 1), vec![(3, 1.0)]), (one(1, 2), vec![(4, 0.001)])]), 2);
        let sums = Wide::new(&bytes).unwrap().sums(&[one(1, 2), one(1, 7)]);
        assert_eq!(sums, [0; 64]);
        assert_eq!(Narrow::new(&[]).unwrap().sums(&[one(1, 7)]), [0; 3]);
        assert!(Narrow::new(&[0; 65]).is_none());
    }
}
