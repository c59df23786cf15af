//! Rows of a table, each with its mentions, in the order of their first.
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// A table: its rows have keys, values and mentions.
#[derive(Debug)]
pub(super) struct Rows<K, V> {
    known: HashMap<K, u32>,
    values: Vec<V>,
    mentions: Vec<Vec<u32>>,
}

impl<K, V> Default for Rows<K, V> {
    fn default() -> Self {
        Rows { known: HashMap::new(), values: Vec::new(), mentions: Vec::new() }
    }
}

impl<K: Eq + Hash, V> Rows<K, V> {
    /// The row of a key; a new one begins with the value that `new` gives.
    pub(super) fn row(&mut self, key: K, new: impl FnOnce() -> V) -> u32 {
        let next = self.values.len() as u32;
        let row = *self.known.entry(key).or_insert(next);
        if row == next {
            self.values.push(new());
            self.mentions.push(Vec::new());
        }
        row
    }

    /// Adds a mention to a row, once.
    pub(super) fn mention(&mut self, row: u32, at: u32) {
        let mentions = &mut self.mentions[row as usize];
        if mentions.last() != Some(&at) {
            mentions.push(at);
        }
    }

    pub(super) fn value_mut(&mut self, row: u32) -> &mut V {
        &mut self.values[row as usize]
    }

    /// The values of all rows, by row.
    pub(super) fn values(&self) -> &[V] {
        &self.values
    }

    /// The rows, those with the most mentions first, then as they began.
    pub(super) fn sorted(&self) -> impl Iterator<Item = (&K, &V, &[u32])> {
        let mut rows: Vec<(&K, u32)> = self.known.iter().map(|(key, &row)| (key, row)).collect();
        rows.sort_unstable_by_key(|&(_, row)| (Reverse(self.mentions[row as usize].len()), row));
        rows.into_iter().map(|(key, row)| (key, &self.values[row as usize], &*self.mentions[row as usize]))
    }
}
