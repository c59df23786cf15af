//! What the analyzer finds in sentences of our own.
mod hostile;
mod linking;
mod names;
mod options;
mod pronouns;
mod roles;

use crate::Entities;
use serde_json::{Value, json};
use std::fmt::Write;
use textmine_core::serde_json;
use textmine_testkit::Case;

/// The names found, as `LABEL name` joined by `; `.
fn names(text: &str) -> String {
    names_with(text, json!({ "pronouns": false, "nominals": false }))
}

fn names_with(text: &str, options: Value) -> String {
    let (document, analysis) = Case::new(text).options(options).run::<Entities>().expect("the analyzer runs");
    let layer = analysis.layers[0].view();
    let view = document.view();
    let found: Vec<String> =
        layer.iter().map(|a| format!("{} {}", a.label(), view.slice(a.span()))).collect();
    found.join("; ")
}

/// Each mention with its entity (and role), one a line; pronouns too.
fn linked(text: &str) -> String {
    let case = Case::new(text).options(json!({ "pronouns": true }));
    let (document, analysis) = case.run::<Entities>().expect("the analyzer runs");
    let layer = analysis.layers[0].view();
    let mut out = String::new();
    for annotation in layer.iter() {
        let id = annotation.attr("entity").expect("each mention has an entity");
        _ = write!(out, "{} → {id}", document.view().slice(annotation.span()));
        match annotation.attr("role") {
            Some(role) => _ = writeln!(out, " [{role}]"),
            None => out.push('\n'),
        }
    }
    out
}

fn summary(text: &str) -> Value {
    let case = Case::new(text).options(json!({ "pronouns": true }));
    let (_, analysis) = case.run::<Entities>().expect("the analyzer runs");
    serde_json::from_str(&analysis.summary).expect("the summary is JSON")
}

/// Checks each text against the names that must be found in it.
fn check_all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, names(text)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
