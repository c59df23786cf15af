//! A hash table that is read where it lies, as part of a file.
//!
//! Slots of equal size, each a mark of two bytes made from the key's hash (0: empty) and the value; a key that finds its
//! slot taken goes to the next free one. Two keys of one mark near each other are taken for one: once in some
//! 20,000 look-ups of keys that aren't there.

use crate::hash;

/// A table with values of `VALUE` bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'m, const VALUE: usize> {
    slots: &'m [u8],
}

/// No key lies farther from its place than this many slots.
const REACH: usize = 128;

impl<'m, const VALUE: usize> Table<'m, VALUE> {
    const SLOT: usize = 2 + VALUE;

    /// The table that these bytes are; nothing if they are not a whole number of slots.
    pub(crate) fn new(slots: &'m [u8]) -> Option<Self> {
        slots.len().is_multiple_of(Self::SLOT).then_some(Table { slots })
    }

    /// The value for the key of that hash.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<&'m [u8; VALUE]> {
        let count = self.slots.len() / Self::SLOT;
        let mark = mark(hash);
        let mut at = hash::place(hash, count);
        for _ in 0..REACH {
            let slot = self.slots.get(at * Self::SLOT..)?.get(..Self::SLOT)?;
            let (found, value) = slot.split_first_chunk::<2>()?;
            match u16::from_le_bytes(*found) {
                0 => return None,
                found if found == mark => return value.first_chunk(),
                _ => at = if at + 1 == count { 0 } else { at + 1 },
            }
        }
        None
    }
}

/// Never 0.
#[inline]
fn mark(hash: u64) -> u16 {
    (hash as u16).max(1)
}

/// The bytes of a table of these keys' hashes and values, the same for the same entries in any order.
pub(crate) fn build<const VALUE: usize>(mut entries: Vec<(u64, [u8; VALUE])>) -> Vec<u8> {
    /// Share of the slots that is filled.
    const FILLED: f64 = 0.85;
    entries.sort_unstable();
    entries.dedup_by_key(|entry| entry.0);
    let slot = 2 + VALUE;
    let mut count = (entries.len() as f64 / FILLED) as usize + 1;
    'larger: loop {
        let mut slots = vec![0; count * slot];
        for (hash, value) in &entries {
            let mut at = hash::place(*hash, count);
            let mut tries = 0;
            while slots[at * slot..at * slot + 2] != [0, 0] {
                at = (at + 1) % count;
                tries += 1;
                if tries + 1 >= REACH {
                    count += count / 16 + 1;
                    continue 'larger;
                }
            }
            slots[at * slot..at * slot + 2].copy_from_slice(&mark(*hash).to_le_bytes());
            slots[at * slot + 2..(at + 1) * slot].copy_from_slice(value);
        }
        return slots;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_hardly_anything_else() {
        let key = |n: u32| hash::word(format!("key {n}").as_bytes());
        let bytes = build::<4>((0..20_000).map(|n| (key(n), n.to_le_bytes())).collect());
        let table = Table::<4>::new(&bytes).unwrap();
        // A mark may be shared with a neighbour: then the neighbour's value is found.
        let wrong = (0..20_000u32).filter(|n| table.get(key(*n)) != Some(&n.to_le_bytes())).count();
        assert!(wrong < 10, "{wrong}");
        let found = (20_000..40_000).filter(|n| table.get(key(*n)).is_some()).count();
        assert!(found < 10, "{found}");
    }

    #[test]
    fn an_empty_table_and_one_without_room_have_nothing() {
        assert_eq!(Table::<2>::new(&[]).unwrap().get(7), None);
        assert_eq!(Table::<2>::new(&[1; 8]).unwrap().get(7), None);
        assert!(Table::<2>::new(&[1; 7]).is_none());
        assert_eq!(Table::<2>::new(&build::<2>(vec![])).unwrap().get(7), None);
    }
}
