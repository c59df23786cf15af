//! Word tables compiled into the plugin: sorted tab-separated lines, searched where they lie.
use std::sync::LazyLock;

/// A table of `key<TAB>value` lines, sorted by the bytes of the key; a line without a tab is a key alone.
///
/// When it is first used, one pass notes where lines start. A look-up neither allocates nor hashes.
#[derive(Debug)]
pub(crate) struct Table {
    text: &'static str,
    /// Start of each line, and the end of the text.
    starts: Vec<u32>,
    /// By the first two bytes of a key: the first line that does not sort before them.
    buckets: Vec<u32>,
}

/// Number of different values of a bucket's two bytes of seven bits.
const BUCKETS: usize = 1 << 14;

/// Nouns for people and for bodies of people that can communicate.
pub(crate) static PEOPLE: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("../data/people.txt")));

impl Table {
    fn new(text: &'static str) -> Self {
        let mut starts = Vec::new();
        let mut buckets = Vec::with_capacity(BUCKETS + 1);
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bucket = bucket(line.as_bytes());
            while buckets.len() <= bucket {
                buckets.push(starts.len() as u32);
            }
            starts.push(at as u32);
            at += line.len();
        }
        buckets.resize(BUCKETS + 1, starts.len() as u32);
        starts.push(text.len() as u32);
        Table { text, starts, buckets }
    }

    /// The value of `key`; empty for a key without a value.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        let wanted = key.as_bytes();
        if !key.is_ascii() || wanted.is_empty() {
            return None; // The tables have no such keys.
        }
        let bucket = bucket(wanted);
        let (mut low, mut high) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        while low < high {
            let middle = low + (high - low) / 2;
            let line = &self.text[self.starts[middle] as usize..self.starts[middle + 1] as usize];
            let end = line.bytes().position(|b| b == b'\t' || b == b'\n').unwrap_or(line.len());
            match line.as_bytes()[..end].cmp(wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(line[end..].trim_matches(['\t', '\n'])),
            }
        }
        None
    }

    /// True if `key` is in the table.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The lines, in order.
    #[cfg(test)]
    pub(crate) fn lines(&self) -> std::str::Lines<'static> {
        self.text.lines()
    }
}

/// The first two bytes of a key; a key of one byte sorts before all longer ones.
fn bucket(key: &[u8]) -> usize {
    let byte = |at: usize| key.get(at).copied().filter(|b| *b >= b' ').map_or(0, |b| usize::from(b & 127));
    byte(0) << 7 | byte(1)
}
