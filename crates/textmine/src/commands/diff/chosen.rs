//! The layers that a comparison is about, where it is not about all there is.
use crate::diagnostics::Messages;
use crate::pipeline_file::Told;
use serde_json::Value;
use std::collections::BTreeSet;
use textmine_evaluation::report::Report;
use textmine_pipeline::{listed, nearest};

/// Which layers are compared, and which there were.
#[derive(Debug)]
pub(super) struct Chosen<'a> {
    /// All that there is if none is named.
    layers: &'a [String],
    seen: BTreeSet<String>,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(layers: &'a [String]) -> Self {
        Chosen { layers, seen: BTreeSet::new() }
    }

    /// The report with the chosen layers alone: without summaries, problems and whatever else it says.
    pub(super) fn keep(&mut self, mut report: Report) -> Report {
        if self.layers.is_empty() {
            return report;
        }
        report.layers.retain(|(name, _)| {
            let chosen = self.layers.contains(name);
            if !self.seen.contains(name) {
                self.seen.insert(name.clone());
            }
            chosen
        });
        Report { document: Value::Null, summaries: serde_json::Map::new(), problems: Vec::new(), ..report }
    }

    /// A layer that neither run has is a slip; says which.
    ///
    /// # Errors
    /// If there is one.
    pub(super) fn tell_of_slips(&self, messages: &Messages) -> Result<(), Told> {
        let mut told = Ok(());
        for layer in self.layers.iter().filter(|layer| !self.seen.contains(*layer)) {
            let there = || self.seen.iter().map(String::as_str);
            let help = match nearest(layer, there()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if self.seen.is_empty() => {
                    "there is none at all in documents that both runs have".to_owned()
                }
                None => format!("there are {}", listed(there())),
            };
            messages.error(&format!("neither run has a layer `{layer}`"), Some(&help));
            told = Err(Told);
        }
        told
    }
}
