//! How often: mentions and acts of a row, by realis and by channel.
use crate::realis::Realis;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::cmp::Reverse;
use std::collections::HashSet;
use textmine_core::serde;

/// The order in which realis is told.
const ALL: [Realis; 4] = [Realis::Actual, Realis::Habitual, Realis::Negated, Realis::Hypothetical];

/// What is kept of a mention.
#[derive(Debug)]
pub(super) struct Record {
    /// Index among the layer's annotations.
    pub(super) annotation: u32,
    /// Index of the channel.
    pub(super) channel: usize,
    /// The same for all mentions of an act, as is the channel.
    pub(super) realis: Realis,
    /// Number of the act.
    pub(super) act: u32,
    /// Number of the app.
    pub(super) app: Option<u32>,
}

/// All mentions so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    records: Vec<Record>,
}

/// Mentions, and the acts that they tell of.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub(super) struct Count {
    pub(super) mentions: usize,
    acts: usize,
}

/// The mentions behind a count.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub(super) struct Behind {
    /// The count by realis; what has no mention is left out.
    #[serde(serialize_with = "by_realis")]
    realis: [Count; 4],
    /// The mentions: indices of the layer's annotations.
    at: Vec<u32>,
}

/// How often something is mentioned with a channel.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub(super) struct Through {
    id: String,
    mentions: usize,
    /// What is named of it, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    apps: Vec<String>,
}

impl Ledger {
    /// Adds a mention, and gives its number.
    pub(super) fn push(&mut self, record: Record) -> u32 {
        self.records.push(record);
        self.records.len() as u32 - 1
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Counts the mentions of these numbers.
    pub(super) fn count(&self, at: &[u32]) -> (Count, Behind) {
        let records = || at.iter().map(|&n| &self.records[n as usize]);
        let mut realis = [Count::default(); 4];
        records().for_each(|r| realis[r.realis as usize].mentions += 1);
        let mut acts: Vec<(u32, Realis)> = records().map(|r| (r.act, r.realis)).collect();
        acts.sort_unstable_by_key(|&(act, _)| act);
        acts.dedup_by_key(|&mut (act, _)| act);
        acts.iter().for_each(|&(_, r)| realis[r as usize].acts += 1);
        let count = Count { mentions: at.len(), acts: acts.len() };
        (count, Behind { realis, at: records().map(|r| r.annotation).collect() })
    }

    /// With which channels, of the mentions of these numbers; each with its apps, where `apps` has their names.
    pub(super) fn through(&self, at: &[u32], names: &[(String, String)], apps: &[String]) -> Vec<Through> {
        let mut records: Vec<&Record> = at.iter().map(|&n| &self.records[n as usize]).collect();
        // Stable: the apps of a channel keep the order of the text.
        records.sort_by_key(|r| r.channel);
        let row = |group: &[&Record]| {
            let mut known = HashSet::new();
            let named = group.iter().filter_map(|r| r.app.filter(|&app| known.insert(app)));
            let apps = named.filter_map(|app| apps.get(app as usize).cloned()).collect();
            Through { id: names[group[0].channel].0.clone(), mentions: group.len(), apps }
        };
        let mut rows: Vec<Through> = records.chunk_by(|a, b| a.channel == b.channel).map(row).collect();
        rows.sort_by_key(|row| Reverse(row.mentions));
        rows
    }
}

fn by_realis<S: Serializer>(counts: &[Count; 4], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for realis in ALL {
        let count = &counts[realis as usize];
        if count.mentions > 0 {
            map.serialize_entry(realis.as_str(), count)?;
        }
    }
    map.end()
}
