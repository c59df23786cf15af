//! What differs between two locks, as sentences for people.
use super::{Hashes, Lock, LockedPlugin};
use crate::manifest::printable;

/// Files that are named one by one; a new model may have thousands.
const NAMED: usize = 10;

impl Lock {
    /// What this lock has that `earlier` hasn't, and the other way round; nothing if they are the same.
    pub fn changes(&self, earlier: &Lock) -> Vec<String> {
        let mut all = Vec::new();
        for (reference, now) in &self.plugins {
            let what = match earlier.plugins.get(reference) {
                Some(before) => now.changes(before),
                None => vec![format!("{} {} is new", now.plugin, now.version)],
            };
            all.extend(what.into_iter().map(|what| format!("{}: {what}", printable(reference))));
        }
        for (reference, gone) in &earlier.plugins {
            if !self.plugins.contains_key(reference) {
                let what = printable(&format!("{reference}: {} {} is gone", gone.plugin, gone.version));
                all.push(what);
            }
        }
        all.extend(changed_files(&earlier.reads, &self.reads));
        all
    }
}

impl LockedPlugin {
    /// What is not as it was in `earlier`.
    pub(super) fn changes(&self, earlier: &LockedPlugin) -> Vec<String> {
        let mut all = Vec::new();
        if earlier.plugin != self.plugin {
            all.push(format!("plugin {} → {}", printable(&earlier.plugin), self.plugin));
        }
        if earlier.version != self.version {
            all.push(format!("version {} → {}", printable(&earlier.version), self.version));
        }
        if earlier.sha256 != self.sha256 {
            all.push(format!("sha256 {}… → {}…", earlier.sha256.short(), self.sha256.short()));
        }
        all.extend(changed_files(&earlier.data, &self.data));
        all
    }
}

/// The files that changed, appeared and vanished, by name.
pub(super) fn changed_files(earlier: &Hashes, now: &Hashes) -> Vec<String> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for (file, hash) in now {
        match earlier.get(file) {
            Some(before) if before == hash => {}
            Some(_) => all.push((file, "has changed")),
            None => all.push((file, "is new")),
        }
    }
    all.extend(earlier.keys().filter(|file| !now.contains_key(*file)).map(|file| (file.as_str(), "is gone")));
    all.sort_unstable();
    let more = all.len().saturating_sub(NAMED);
    let mut named: Vec<String> =
        all.iter().take(NAMED).map(|(file, what)| format!("{} {what}", printable(file))).collect();
    if more > 0 {
        named.push(format!("{more} more files differ"));
    }
    named
}
