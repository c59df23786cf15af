//! What is found in sentences that show one construction each.
mod carried;
mod direct;
mod entities;
mod indirect;
mod marks;
mod random;

use crate::{Quotation, quotations};
use std::fmt::Write;
use textmine_core::{Document, DocumentBuf};

/// One line for each quotation: kind, `speaker/verb`, entity, and the words without marks.
fn lines(document: &Document<'_>) -> String {
    let mut out = String::new();
    for Quotation { inside, kind, speaker, speaker_entity, verb, continues, .. } in quotations(document) {
        let words = |span: Option<_>| span.map_or("-", |span| document.slice(span));
        _ = write!(out, "{kind:?} {}/{}", words(speaker), words(verb));
        if let Some(entity) = speaker_entity {
            _ = write!(out, " = {entity}");
        }
        let goes_on = if continues { "… " } else { "" };
        _ = writeln!(out, ": {goes_on}{}", document.slice(inside));
    }
    out
}

fn found(text: &str) -> String {
    lines(&DocumentBuf::new("case", text).unwrap().view())
}

/// Checks texts against their lines, joined by ` | `; all that differ are shown at once.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = found(text).trim_end().replace('\n', " | ");
            (found != *expected).then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
