//! What expectations speak of, against what the pipeline has: layers and analyzers.
use crate::diagnostic::listed;
use crate::{Config, Diagnostic, Expectation};
use std::collections::{BTreeMap, BTreeSet};

/// Layers that nothing writes and summaries of analyzers that there are none of; `layers` and `analyzers` are those of the
/// pipeline.
pub(crate) fn check(config: &Config, layers: &BTreeSet<&str>, analyzers: &BTreeSet<&str>) -> Vec<Diagnostic> {
    config.expectations.iter().flat_map(|expectation| unknown(expectation, layers, analyzers)).collect()
}

fn unknown(
    expectation: &Expectation,
    layers: &BTreeSet<&str>,
    analyzers: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let Expectation { found, absent, counts, summary, given, .. } = expectation;
    let mut known = layers.clone();
    known.extend(given.iter().map(|layer| layer.name()));
    let named = found.iter().chain(absent).map(|pattern| &pattern.layer);
    // All annotations of one list share the place where it names its layer.
    let named: BTreeMap<usize, _> =
        named.chain(counts.iter().map(|count| &count.layer)).map(|layer| (layer.span.start, layer)).collect();
    let mut problems = Vec::new();
    for layer in named.values() {
        if !known.contains(layer.value.as_str()) {
            let label = format!("the pipeline provides {}", listed(known.iter().copied()));
            let message = format!("nothing provides the layer `{}`", layer.value);
            let problem = Diagnostic::new(message, layer.span.clone(), label);
            problems.push(problem.suggest(&layer.value, known.iter().copied()));
        }
    }
    for name in summary.value.as_object().into_iter().flat_map(|summary| summary.keys()) {
        if !analyzers.contains(name.as_str()) {
            let label = format!("the pipeline has {}", listed(analyzers.iter().copied()));
            let place = summary.key_span(&crate::config::pointer_to(name));
            let problem = Diagnostic::new(format!("no analyzer has the name `{name}`"), place, label);
            problems.push(problem.suggest(name, analyzers.iter().copied()));
        }
    }
    problems
}
