//! Checks on the layers that other analyzers hand over: empty, missing, crowded, with annotations nobody expects.
use crate::compare::difference;
use crate::sample::{plausible, read_layers};
use crate::trial::{Trial, analyze, attempt, close, why};
use crate::{shown, texts};
use textmine_core::{Document, DocumentBuf, Failure, LayerBuf, Span};

/// A layer that no analyzer declares.
const UNDECLARED: &str = "conformance-undeclared";

/// Why checks on given layers are skipped.
const READS_NONE: &str = "it needs and uses no layers";

fn some_texts() -> [String; 4] {
    [String::new(), "Anna".to_owned(), texts::news::article(), texts::odd::everything()]
}

/// A text with the layers that `fill` makes of each name; those of which it makes none are absent.
fn document(
    text: &str,
    names: &[&str],
    fill: impl Fn(&str, &Document<'_>) -> Option<LayerBuf>,
) -> Option<DocumentBuf> {
    let mut document = DocumentBuf::new("given", text).ok()?;
    for name in names {
        let layer = fill(name, &document.view());
        layer.into_iter().for_each(|layer| document.push_layer(layer));
    }
    Some(document)
}

/// Analyzes `document`, which has layers as `with` says; a fault unless an analysis comes back.
fn expect_analysis(trial: &mut Trial<'_>, document: &DocumentBuf, with: &str) {
    let Some(instance) = trial.instance() else { return };
    if let Err(why) = analyze(trial.plugin, instance.as_ref(), document) {
        trial.fault(format!("{} with {with}: {why}", shown::text(document.text())));
    }
    _ = close(instance);
}

pub(crate) fn empty(trial: &mut Trial<'_>) {
    let names = read_layers(trial.plugin.description());
    if names.is_empty() {
        return trial.skip(READS_NONE);
    }
    for text in some_texts() {
        let empty = document(&text, &names, |name, _| Some(LayerBuf::new(name)));
        let Some(empty) = empty else { continue };
        expect_analysis(trial, &empty, "empty layers");
    }
}

pub(crate) fn absent(trial: &mut Trial<'_>) {
    let description = trial.plugin.description();
    let names = read_layers(description);
    let optional: Vec<&str> =
        names.iter().copied().filter(|name| !description.requires.iter().any(|r| r == name)).collect();
    if optional.is_empty() {
        return trial.skip("it uses no layers that may be absent");
    }
    let mut missing: Vec<(String, Vec<&str>)> =
        optional.iter().map(|name| (format!("`{}`", shown::message(name)), vec![*name])).collect();
    if optional.len() > 1 {
        missing.push(("any layer that it uses".to_owned(), optional.clone()));
    }
    for text in some_texts() {
        for (what, missing) in &missing {
            let fill =
                |name: &str, view: &Document<'_>| (!missing.contains(&name)).then(|| plausible(name, view));
            let Some(document) = document(&text, &names, fill) else { continue };
            expect_analysis(trial, &document, &format!("the layers that it reads, but not {what}"));
        }
    }
}

/// Every span, label and attribute here is one that the contract allows, so none may break an analyzer; but it may refuse
/// what it can't make sense of.
pub(crate) fn odd(trial: &mut Trial<'_>) {
    let names = read_layers(trial.plugin.description());
    if names.is_empty() {
        return trial.skip(READS_NONE);
    }
    for text in some_texts() {
        let Some(document) = document(&text, &names, |name, view| Some(odd_layer(name, view))) else {
            continue;
        };
        let Some(instance) = trial.instance() else { return };
        match attempt(instance.as_ref(), &document) {
            Ok(analysis) => {
                let flaw = crate::results::first_flaw(&analysis, &text, trial.plugin.description());
                flaw.into_iter().for_each(|flaw| trial.fault(format!("{}: {flaw}", shown::text(&text))));
            }
            Err(refusal @ Failure::Refused { .. }) => {
                trial.note(format!("{}: {}", shown::text(&text), why(&refusal)));
            }
            Err(failure) => trial.fault(format!("{}: {}", shown::text(&text), why(&failure))),
        }
        _ = close(instance);
    }
}

/// Annotations at all places, with all that an annotation may have.
fn odd_layer(name: &str, document: &Document<'_>) -> LayerBuf {
    let text = document.text();
    let end = text.len() as u32;
    let boundaries: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([end]).collect();
    let middle = boundaries[boundaries.len() / 2];
    let long = "long".repeat(5000);
    let labels =
        ["PER", "", "per", "no-such-label", "ÅÄÖ", "日本", "a b\tc", "😀", "\u{202e}", long.as_str()];
    let mut layer = LayerBuf::new(name);
    let whole = [(0, end), (0, 0), (end, end), (middle, middle), (0, middle), (middle, end)];
    for (start, end) in whole {
        for label in labels {
            layer.push(Span::new(start, end), label);
        }
    }
    for (index, pair) in boundaries.windows(2).enumerate() {
        layer.push(Span::new(pair[0], pair[1]), labels[index % 4]);
        dress(&mut layer, index);
    }
    for (index, token) in document.tokens().iter().enumerate() {
        for _ in 0..2 {
            layer.push(token.span, labels[index % 4]);
            dress(&mut layer, index);
        }
        let longer =
            boundaries[boundaries.len().min(boundaries.partition_point(|b| *b <= token.span.end) + 5) - 1];
        layer.push(Span::new(token.span.start, longer), "PER");
        dress(&mut layer, index + 1);
    }
    layer.sort();
    layer
}

/// Gives the last annotation one of the odd sets of score and attributes.
fn dress(layer: &mut LayerBuf, index: usize) {
    match index % 8 {
        0 => {}
        1 => layer.attr_last("entity", ""),
        2 => {
            layer.score_last(f32::MAX);
            layer.attr_last("entity", "anna");
            layer.attr_last("entity", "boris");
        }
        3 => {
            layer.score_last(-1.0);
            layer.list_last("entity", ["anna", "boris", ""]);
        }
        4 => layer.list_last("entity", []),
        5 => {
            layer.attr_last("", "");
            layer.attr_last("kind", "no-such-kind");
        }
        6 => {
            layer.score_last(0.0);
            layer.attr_last("no-such-key", "\u{202e}\0“");
            layer.attr_last("entity", &"long-".repeat(100));
            layer.attr_last("kind", "pronoun");
        }
        _ => {
            layer.attr_last("entity", "anna");
            layer.attr_last("kind", "name");
        }
    }
}

/// Crowds on one span, nested spans and long runs: what is done for pairs of annotations does not end here.
pub(crate) fn many(trial: &mut Trial<'_>) {
    const CROWD: usize = 20_000;
    let names = read_layers(trial.plugin.description());
    if names.is_empty() {
        return trial.skip(READS_NONE);
    }
    let text = texts::news::article();
    let last = text.rfind(' ').unwrap_or(text.len()) as u32;
    let one_place = |_: usize| Span::new(0, text.find(' ').unwrap_or(0) as u32);
    // Each is a byte shorter than the one before, as far as the text's characters are single bytes.
    let nested = |index: usize| {
        let end = last as usize - index % last as usize;
        Span::new(0, text.ceil_char_boundary(end) as u32)
    };
    let crowds: [(&str, &dyn Fn(usize) -> Span); 2] =
        [("20,000 annotations at one place", &one_place), ("20,000 annotations within each other", &nested)];
    for (what, place) in crowds {
        let fill = |name: &str, _: &Document<'_>| {
            let mut layer = LayerBuf::new(name);
            for index in 0..CROWD {
                layer.push(place(index), "PER");
                layer.attr_last("entity", &format!("anna-{}", index % 100));
                layer.attr_last("kind", "name");
            }
            layer.sort();
            Some(layer)
        };
        let Some(document) = document(&text, &names, fill) else { continue };
        expect_analysis(trial, &document, what);
    }
}

pub(crate) fn undeclared(trial: &mut Trial<'_>) {
    for text in some_texts() {
        let Some(plain) = trial.document(&text) else { continue };
        let mut more = plain.clone();
        let layer = plausible(UNDECLARED, &plain.view());
        more.push_layer(layer);
        let Some(expected) = trial.fresh_analysis(&plain) else { return };
        let Some(found) = trial.fresh_analysis(&more) else { return };
        if let Some(difference) = difference(&expected, &found) {
            trial.fault(format!(
                "{} without, then with a layer that it doesn't declare: {difference}",
                shown::text(&text)
            ));
        }
    }
}
