//! What the analyzer finds, case by case.
mod aligned;
mod channels;
mod constructions;
mod hostile;
mod options;
mod parts;
mod realis;
mod summary;
mod tally;
mod timing;

use crate::Channels;
use serde_json::Value;
use std::fmt::Write;
use textmine_core::serde_json;
use textmine_testkit::Case;

/// One line per mention: channel, trigger in brackets, realis, `from → to` or `with` those who take part, and the medium after `via`.
fn mentions(text: &str) -> String {
    with_options(text, serde_json::json!({}))
}

fn with_options(text: &str, options: Value) -> String {
    let (document, analysis) = Case::new(text).options(options).run::<Channels>().unwrap();
    let mut lines = String::new();
    for mention in analysis.layers[0].view().iter() {
        let list = |key: &str| mention.list(key).collect::<Vec<_>>().join(", ");
        let (from, to, with) = (list("from"), list("to"), list("participants"));
        let place = document.view().slice(mention.span());
        _ = write!(lines, "{} [{place}] {}", mention.label(), mention.attr("realis").unwrap());
        if !from.is_empty() || !to.is_empty() {
            _ = write!(
                lines,
                ": {} → {}",
                if from.is_empty() { "?" } else { &from },
                if to.is_empty() { "?" } else { &to }
            );
        }
        if !with.is_empty() {
            _ = write!(lines, ": with {with}");
        }
        if let Some(medium) = mention.attr("medium") {
            _ = write!(lines, " via {medium}");
        }
        lines.push('\n');
    }
    lines
}

/// Checks sentences against the lines that [`mentions`] gives, joined by ` | `; all that differ are shown at once.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = mentions(text).trim_end().replace('\n', " | ");
            (found != *expected).then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
