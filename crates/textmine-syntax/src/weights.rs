//! The weights of features, in tables that are read where they lie: each bucket is one line of the processor's cache, so
//! a look-up costs one access to memory.
//!
//! A feature's bucket is found by the upper half of its key, and its entry there by a mark, the lower 16 bits. Of features
//! that are not in the table one in some ten thousand is taken for another.
mod builder;

pub use builder::{narrow, wide};

const BUCKET: usize = 64;
/// No feature lies farther from its place than this many buckets.
const REACH: usize = 8;

#[inline]
fn place(key: u64, buckets: usize) -> usize {
    (((key >> 32) * buckets as u64) >> 32) as usize
}

/// Never 0, which marks an empty entry.
#[inline]
fn mark(key: u64) -> u16 {
    (key as u16).max(1)
}

/// The places of all these features. Their buckets are asked for before any is looked into, so that the processor waits
/// for memory once.
#[inline]
fn places<const N: usize>(table: &[[u8; BUCKET]], keys: &[u64; N]) -> [u32; N] {
    let mut touched = 0;
    let places = keys.map(|key| {
        let at = place(key, table.len());
        touched ^= table.get(at).map_or(0, |bucket| bucket[0]);
        at as u32
    });
    std::hint::black_box(touched);
    places
}

/// The first of these marks that is equal. Four are compared at once.
#[inline]
fn find(marks: &[u8], mark: u16) -> Option<usize> {
    const LOW: u64 = 0x7FFF_7FFF_7FFF_7FFF;
    let wanted = u64::from(mark) * 0x0001_0001_0001_0001;
    let mut found = 0;
    for (number, four) in marks.as_chunks::<8>().0.iter().enumerate() {
        let differing = u64::from_le_bytes(*four) ^ wanted;
        found |= !(((differing & LOW) + LOW) | differing | LOW) >> (15 - number);
    }
    let bit = found.trailing_zeros() as usize;
    (found != 0).then_some((bit >> 4) + 4 * (bit & 15))
}

/// How many choices a narrow table has weights for.
pub(crate) const CHOICES: usize = 3;

/// Weights for three choices: twelve marks, then twelve times three weights, then whether the bucket overflowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Narrow<'m>(&'m [[u8; BUCKET]]);

impl<'m> Narrow<'m> {
    const ENTRIES: usize = 12;
    const ROWS: usize = 2 * Self::ENTRIES;
    const OVERFLOW: usize = Self::ROWS + Self::ENTRIES * CHOICES;

    /// The table that these bytes are; nothing if they are not a whole number of buckets.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let (buckets, rest) = bytes.as_chunks();
        rest.is_empty().then_some(Narrow(buckets))
    }

    /// The sums of the weights of the features that have any.
    #[inline]
    pub(crate) fn sums<const N: usize>(self, keys: &[u64; N]) -> [i32; CHOICES] {
        let mut sums = [0; CHOICES];
        for (key, place) in keys.iter().zip(places(self.0, keys)) {
            let mark = mark(*key);
            let mut at = place as usize;
            for _ in 0..REACH {
                let Some(bucket) = self.0.get(at) else { break };
                if let Some(entry) = find(&bucket[..Self::ROWS], mark) {
                    let start = Self::ROWS + entry * CHOICES;
                    if let Some(row) = bucket.get(start..start + CHOICES) {
                        for (sum, weight) in sums.iter_mut().zip(row) {
                            *sum += i32::from(*weight as i8);
                        }
                    }
                    break;
                }
                if bucket[Self::OVERFLOW] == 0 {
                    break;
                }
                at = if at + 1 == self.0.len() { 0 } else { at + 1 };
            }
        }
        sums
    }
}

/// Sums of weights for up to 64 choices.
pub(crate) type Sums = [i32; 64];

/// Bytes of an entry of a wide table.
const ENTRY: usize = 16;

/// Weights for many choices, of which each feature has few: four times a mark and seven pairs of choice and weight. A
/// feature with more has several entries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide<'m>(&'m [[u8; BUCKET]]);

impl<'m> Wide<'m> {
    const ENTRIES: usize = BUCKET / ENTRY;
    /// Entries of a feature at most.
    const MOST: usize = 2;
    /// Pairs of choice and weight.
    const PAIRS: usize = (ENTRY - 2) / 2;

    /// The table that these bytes are; nothing if they are not a whole number of buckets.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let (buckets, rest) = bytes.as_chunks();
        rest.is_empty().then_some(Wide(buckets))
    }

    /// The sums of the weights of the features that have any.
    #[inline]
    pub(crate) fn sums<const N: usize>(self, keys: &[u64; N]) -> Sums {
        let mut sums = [0; 64];
        for (key, place) in keys.iter().zip(places(self.0, keys)) {
            let mark = mark(*key).to_le_bytes();
            let mut at = place as usize;
            for _ in 0..REACH {
                let Some(bucket) = self.0.get(at) else { break };
                let (entries, _) = bucket.as_chunks::<{ ENTRY }>();
                for entry in entries.iter().filter(|entry| entry[..2] == mark) {
                    for [choice, weight] in entry[2..].as_chunks().0 {
                        sums[usize::from(choice & 63)] += i32::from(*weight as i8);
                    }
                }
                if entries[Self::ENTRIES - 1][..2] == [0, 0] {
                    break;
                }
                at = if at + 1 == self.0.len() { 0 } else { at + 1 };
            }
        }
        sums
    }
}

/// The choice with the highest sum among those allowed; of equals the first.
#[inline]
pub(crate) fn best(sums: &[i32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = (i32::MIN, 0);
    for (choice, sum) in sums.iter().enumerate() {
        if *sum > best.0 && allowed(choice) {
            best = (*sum, choice);
        }
    }
    best.1
}
