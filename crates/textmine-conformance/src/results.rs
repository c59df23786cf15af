//! Checks on what an analyzer hands over: its layers, their annotations, its summary.
use crate::trial::{Trial, attempt, why};
use crate::{shown, texts};
use serde_json::Value;
use serde_json::value::RawValue;
use textmine_core::{Analysis, Annotation, Description, LayerBuf};

/// The first thing in an analysis that can't be right.
pub(crate) fn first_flaw(analysis: &Analysis, text: &str, description: &Description) -> Option<String> {
    layers_flaw(analysis, description)
        .or_else(|| annotations_flaw(analysis, text))
        .or_else(|| summary_flaw(analysis))
}

fn layers_flaw(analysis: &Analysis, description: &Description) -> Option<String> {
    let found: Vec<&str> = analysis.layers.iter().map(LayerBuf::name).collect();
    let declared = &description.provides;
    (found != *declared).then(|| {
        let names =
            |names: &mut dyn Iterator<Item = &str>| shown::message(&names.collect::<Vec<_>>().join(", "));
        let declared = names(&mut declared.iter().map(String::as_str));
        format!("hands over the layers [{}]; it declares [{declared}]", names(&mut found.into_iter()))
    })
}

fn annotations_flaw(analysis: &Analysis, text: &str) -> Option<String> {
    analysis.layers.iter().find_map(|layer| {
        let name = shown::message(layer.name());
        if let Err(fault) = layer.check(text) {
            return Some(format!("layer `{name}`: {fault}"));
        }
        let place = |a: Annotation<'_>| (a.span().start, std::cmp::Reverse(a.span().end));
        let sorted = layer.view().iter().map(place).is_sorted();
        (!sorted).then(|| format!("layer `{name}`: its annotations are not sorted"))
    })
}

fn summary_flaw(analysis: &Analysis) -> Option<String> {
    if analysis.summary.is_empty() {
        return None;
    }
    let error = serde_json::from_str::<&RawValue>(&analysis.summary).err();
    // Raw JSON may be nested without end, which whoever reads the report can't take.
    let error = error.or_else(|| serde_json::from_str::<Value>(&analysis.summary).err())?;
    Some(format!("its summary is no JSON: {error}"))
}

/// Runs the analyzer over texts of many kinds and looks at each analysis with `flaw`.
fn over_texts(trial: &mut Trial<'_>, flaw: fn(&Analysis, &str, &Description) -> Option<String>) {
    let texts = [texts::news::article(), texts::odd::everything(), String::new()];
    for text in texts {
        let Some(document) = trial.document(&text) else { continue };
        let Some(instance) = trial.instance() else { return };
        match attempt(instance.as_ref(), &document) {
            Ok(analysis) => {
                if let Some(flaw) = flaw(&analysis, &text, trial.plugin.description()) {
                    trial.fault(format!("{}: {flaw}", shown::text(&text)));
                }
            }
            Err(failure) => trial.fault(format!("{}: {}", shown::text(&text), why(&failure))),
        }
        trial.close(instance);
    }
}

pub(crate) fn layers(trial: &mut Trial<'_>) {
    over_texts(trial, |analysis, _, description| layers_flaw(analysis, description));
}

pub(crate) fn annotations(trial: &mut Trial<'_>) {
    over_texts(trial, |analysis, text, _| annotations_flaw(analysis, text));
}

pub(crate) fn summary(trial: &mut Trial<'_>) {
    over_texts(trial, |analysis, _, _| summary_flaw(analysis));
}

/// Annotations of nothing keep to the contract, and a paragraph's end may be meant; so they are noted, not refused.
pub(crate) fn labels(trial: &mut Trial<'_>) {
    let text = texts::news::article();
    let Some(document) = trial.document(&text) else { return };
    let Some(analysis) = trial.fresh_analysis(&document) else { return };
    let view = document.view();
    let blank = |a: &Annotation<'_>| view.slice(a.span()).trim().is_empty();
    let untrimmed = |a: &Annotation<'_>| !blank(a) && view.slice(a.span()).trim() != view.slice(a.span());
    for layer in analysis.layers.iter().map(LayerBuf::view) {
        let name = shown::message(layer.name());
        if layer.is_empty() {
            trial.note(format!("layer `{name}`: nothing found in an article of {} bytes", text.len()));
        }
        let count = |what: &str, is: &dyn Fn(&Annotation<'_>) -> bool| {
            let first = layer.iter().find(is)?.span();
            let count = layer.iter().filter(is).count();
            Some(format!(
                "layer `{name}`: annotations {what}: {count}, the first at {}..{}",
                first.start, first.end
            ))
        };
        count("without a label", &|a| a.label().is_empty()).into_iter().for_each(|fault| trial.fault(fault));
        count("of nothing or white space alone", &blank).into_iter().for_each(|note| trial.note(note));
        count("with white space at an end", &untrimmed).into_iter().for_each(|note| trial.note(note));
    }
}
