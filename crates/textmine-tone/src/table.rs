//! A hash table in bytes, read where it lies: marks of four bytes, each with a few bytes that belong to it.
use crate::hash;
use std::collections::BTreeMap;

/// A table whose values have `N` bytes each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'m, const N: usize> {
    bytes: &'m [u8],
    count: usize,
}

/// No key lies farther from its place than this many entries.
const REACH: usize = 64;
const MARK: usize = 4;

impl<'m, const N: usize> Table<'m, N> {
    const ENTRY: usize = MARK + N;

    /// The table that these bytes are; nothing if they are not a whole number of entries.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let count = (bytes.len() / Self::ENTRY).saturating_sub(REACH);
        bytes.len().is_multiple_of(Self::ENTRY).then_some(Table { bytes, count })
    }

    /// What lies at the place of a key: 0 if nothing belongs to it. Reading this of many keys before any of them is looked up lets
    /// the processor wait for all of them together.
    #[inline]
    pub(crate) fn at_home(&self, key: u64) -> u32 {
        if self.count == 0 {
            return 0;
        }
        let start = hash::place(key, self.count) * Self::ENTRY;
        let home = self.bytes.get(start..).and_then(|entry| entry.first_chunk::<MARK>());
        home.map_or(0, |mark| u32::from_le_bytes(*mark))
    }

    /// What belongs to that key.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<&'m [u8; N]> {
        if self.count == 0 {
            return None;
        }
        let mark = mark(key);
        let start = hash::place(key, self.count) * Self::ENTRY;
        for entry in self.bytes.get(start..)?.chunks_exact(Self::ENTRY).take(REACH) {
            let (found, value) = entry.split_first_chunk::<MARK>()?;
            match u32::from_le_bytes(*found) {
                found if found == mark => return value.first_chunk(),
                0 => return None,
                _ => {}
            }
        }
        None
    }
}

/// Never 0, which marks a free entry.
#[inline]
fn mark(key: u64) -> u32 {
    (key as u32).max(1)
}

/// The bytes of a table with these keys and values.
pub(crate) fn build<const N: usize>(entries: &BTreeMap<u64, [u8; N]>) -> Vec<u8> {
    /// Share of the entries that is taken: fuller tables have longer ways.
    const FILLED: f64 = 0.7;
    let size = MARK + N;
    let mut count = (entries.len() as f64 / FILLED) as usize + 1;
    'larger: loop {
        // Keys near the end go on beyond it rather than round to the start.
        let mut bytes = vec![0; (count + REACH) * size];
        for (key, value) in entries {
            let place = hash::place(*key, count);
            let free = (place..place + REACH).find(|at| bytes[at * size..][..MARK] == [0; MARK]);
            let Some(free) = free else {
                count += count / 8 + 1;
                continue 'larger;
            };
            bytes[free * size..][..MARK].copy_from_slice(&mark(*key).to_le_bytes());
            bytes[free * size + MARK..][..N].copy_from_slice(value);
        }
        return bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::feature;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let value = |n: u32| [n as u8, (n >> 8) as u8];
        let entries: BTreeMap<u64, [u8; 2]> = (0..5_000).map(|n| (feature(3, n, 0), value(n))).collect();
        let bytes = build(&entries);
        let table = Table::<2>::new(&bytes).unwrap();
        assert!((0..5_000).all(|n| table.get(feature(3, n, 0)) == Some(&value(n))));
        assert!((0..5_000).all(|n| table.get(feature(4, n, 0)).is_none()));
    }

    #[test]
    fn an_empty_table_has_nothing() {
        assert!(Table::<2>::new(&build::<2>(&BTreeMap::new())).unwrap().get(7).is_none());
        assert!(Table::<2>::new(&[]).unwrap().get(7).is_none());
        assert!(Table::<2>::new(&[0; 7]).is_none());
    }
}
