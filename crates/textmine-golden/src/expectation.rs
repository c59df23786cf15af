//! Expectations against what was found.
use crate::Unmet;
use serde_json::Value;
use textmine_core::{Annotation, Attribute, Document};
use textmine_pipeline::{
    Analyzed, AttributeValue, Count, Diagnostic, Expectation, Interval, Pattern, ProblemKind, nearest,
};
use textmine_report::{aligned, aligned_summary};

mod summary;

/// What of an expectation is not met by what was found in its text; nothing if all is.
///
/// An analyzer that fails meets no expectation, not even that something be absent.
pub fn judge(expectation: &Expectation, analyzed: &Analyzed) -> Vec<Unmet> {
    let document = analyzed.document.view();
    let mut unmet: Vec<Unmet> = failures(expectation, analyzed);
    if !unmet.is_empty() {
        return unmet;
    }
    unmet.extend(expectation.found.iter().filter_map(|pattern| missing(pattern, &document)));
    unmet.extend(expectation.absent.iter().filter_map(|pattern| unwanted(pattern, &document)));
    unmet.extend(expectation.counts.iter().filter_map(|count| miscounted(count, &document)));
    unmet.extend(summary::unmet(&expectation.summary, &analyzed.summaries));
    unmet.sort_by_key(|unmet| unmet.diagnostic.span.start);
    unmet
}

fn failures(expectation: &Expectation, analyzed: &Analyzed) -> Vec<Unmet> {
    let spoil =
        analyzed.problems.iter().filter(|p| !matches!(p.kind, ProblemKind::Remark | ProblemKind::Input));
    let told = spoil.map(|problem| {
        let who = problem.analyzer.as_deref().map(|name| format!("`{name}` ")).unwrap_or_default();
        let message = format!("{who}has no result for this text");
        let diagnostic =
            Diagnostic::new(message, expectation.text.span.clone(), "here").help(problem.message.clone());
        Unmet { diagnostic, found: None }
    });
    told.collect()
}

fn missing(pattern: &Pattern, document: &Document<'_>) -> Option<Unmet> {
    let wanted = pattern.count.unwrap_or(Interval { min: 1.0, max: f64::INFINITY });
    let all = annotations(document, &pattern.layer.value);
    let fitting = all.iter().filter(|a| differences(pattern, **a, document).is_empty()).count();
    if wanted.contains(fitting as f64) {
        return None;
    }
    let layer = &pattern.layer.value;
    let message = match fitting {
        0 => format!("`{layer}` has no such annotation"),
        1 => format!("`{layer}` has 1 such annotation"),
        n => format!("`{layer}` has {n} such annotations"),
    };
    let found = if fitting == 0 { "none".to_owned() } else { fitting.to_string() };
    let label = format!("expected {wanted}, found {found}");
    let mut diagnostic = Diagnostic::new(message, pattern.span.clone(), label);
    if let Some(near) = nearest_annotation(pattern, &all, document).filter(|_| fitting == 0) {
        diagnostic = diagnostic.help(near);
    }
    Some(Unmet { diagnostic, found: Some(shown_layer(layer, document)) })
}

fn unwanted(pattern: &Pattern, document: &Document<'_>) -> Option<Unmet> {
    let all = annotations(document, &pattern.layer.value);
    let fitting: Vec<_> = all.iter().filter(|a| differences(pattern, **a, document).is_empty()).collect();
    let first = fitting.first()?;
    let layer = &pattern.layer.value;
    let message = format!(
        "`{layer}` has what must not be there: `{}` at “{}”",
        first.label(),
        words(**first, document)
    );
    let label = format!("expected none, found {}", fitting.len());
    let diagnostic = Diagnostic::new(message, pattern.span.clone(), label);
    Some(Unmet { diagnostic, found: Some(shown_layer(layer, document)) })
}

fn miscounted(count: &Count, document: &Document<'_>) -> Option<Unmet> {
    let layer = &count.layer.value;
    let found = annotations(document, layer).len();
    if count.bounds.contains(found as f64) {
        return None;
    }
    let message = match found {
        0 => format!("`{layer}` has no annotation"),
        1 => format!("`{layer}` has 1 annotation"),
        n => format!("`{layer}` has {n} annotations"),
    };
    let diagnostic = Diagnostic::new(message, count.span.clone(), format!("expected {}", count.bounds));
    Some(Unmet { diagnostic, found: Some(shown_layer(layer, document)) })
}

fn annotations<'d>(document: &Document<'d>, layer: &str) -> Vec<Annotation<'d>> {
    document.layer(layer).map(|layer| layer.iter().collect()).unwrap_or_default()
}

/// In what an annotation is not as the pattern says.
fn differences(pattern: &Pattern, annotation: Annotation<'_>, document: &Document<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(expected) = &pattern.words {
        let found = words(annotation, document);
        if found != one_line(expected) {
            all.push(format!("it covers “{found}”"));
        }
    }
    if let Some(expected) = &pattern.label
        && annotation.label() != expected
    {
        all.push(format!("its label is `{}`", annotation.label()));
    }
    if let Some(expected) = &pattern.score {
        match annotation.score() {
            Some(score) if expected.contains(score.into()) => {}
            Some(score) => all.push(format!("its score is {score:.4}, not {expected}")),
            None => all.push("it has no score".to_owned()),
        }
    }
    let attributes = annotation.attributes();
    for (key, expected) in &pattern.attributes {
        match attributes.iter().find(|(known, _)| known == key) {
            Some((_, found)) if same(expected, found) => {}
            Some((_, Attribute::Text(found))) => all.push(format!("its `{key}` is “{found}”")),
            Some((_, Attribute::List(found))) => all.push(format!("its `{key}` is [{}]", found.join(", "))),
            None if *expected == AttributeValue::List(Vec::new()) => {}
            None => {
                let near = nearest(key, attributes.iter().map(|(known, _)| *known));
                let hint = near.map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
                all.push(format!("it has no `{key}`{hint}"));
            }
        }
    }
    all
}

/// A string is the value, or the only item; a list has the same items in the same order.
fn same(expected: &AttributeValue, found: &Attribute<'_>) -> bool {
    match (expected, found) {
        (AttributeValue::One(expected), Attribute::Text(found)) => expected == found,
        (AttributeValue::One(expected), Attribute::List(found)) => found.as_slice() == [expected],
        (AttributeValue::List(expected), Attribute::Text(found)) => expected.as_slice() == [*found],
        (AttributeValue::List(expected), Attribute::List(found)) => expected == found,
    }
}

/// The annotation that differs in least, if it has anything in common with the pattern, and in what it differs.
fn nearest_annotation(pattern: &Pattern, all: &[Annotation<'_>], document: &Document<'_>) -> Option<String> {
    let told = [pattern.words.is_some(), pattern.label.is_some(), pattern.score.is_some()];
    let conditions = told.iter().filter(|told| **told).count() + pattern.attributes.len();
    let each = all.iter().map(|annotation| (annotation, differences(pattern, *annotation, document)));
    let (annotation, differences) = each.min_by_key(|(_, differences)| differences.len())?;
    (differences.len() < conditions)
        .then(|| format!("the nearest is at “{}”: {}", words(*annotation, document), differences.join(", ")))
}

fn words(annotation: Annotation<'_>, document: &Document<'_>) -> String {
    one_line(document.slice(annotation.span()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The layer beneath the text.
fn shown_layer(name: &str, document: &Document<'_>) -> (String, String) {
    let title = format!("found in `{name}`:");
    let layer = document.layer(name).map(|layer| (None, layer));
    (title, aligned(document, layer.as_slice()))
}

/// A value of a summary, as JSON.
fn shown_value(value: &Value) -> String {
    if value.is_null() {
        return value.to_string();
    }
    aligned_summary(&value.to_string())
}

#[cfg(test)]
mod tests;
