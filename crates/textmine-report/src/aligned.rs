//! Annotations beneath the words that they are about, and summaries below: the form of snapshots.
use crate::compact;
use std::fmt::Write;
use textmine_core::{Annotation, Attribute, Document, Layer, Span};
use unicode_width::UnicodeWidthStr;

/// Columns of what is said of an annotation, before it goes on in the next line.
const LONGEST: usize = 100;

/// The sentences, one a line, each with the annotations that start in it beneath their words: `^` for each column of a
/// terminal (wide characters have two, combining marks none), then label, score and attributes. A layer that comes with a
/// name has it before each label.
///
/// Annotations that start between sentences follow at the end. Equal input gives equal bytes; every line ends with a line
/// feed. A score has two decimals. What is longer than 100 columns goes on beneath the label, broken between attributes.
pub fn aligned(document: &Document<'_>, layers: &[(Option<&str>, Layer<'_>)]) -> String {
    let mut out = String::new();
    for &sentence in document.sentences() {
        _ = writeln!(out, "{}", visible(document.slice(sentence)));
        for (name, layer) in layers {
            for annotation in layer.starting_in(sentence) {
                beneath(&mut out, document, sentence, *name, annotation);
            }
        }
    }
    let inside = |at: u32| {
        let sentence = document.sentence_at(at).and_then(|index| document.sentences().get(index));
        sentence.is_some_and(|sentence| at < sentence.end)
    };
    for (name, layer) in layers {
        for annotation in layer.iter().filter(|a| !inside(a.span().start)) {
            let Span { start, end } = annotation.span();
            let lead = format!("outside of the sentences, bytes {start}..{end}:");
            described(&mut out, &lead, *name, annotation);
        }
    }
    out
}

/// A summary as JSON of few lines; nothing for `null` and for no summary. Lists and objects that fit into 100 columns stand on
/// one line; numbers have at most four decimals.
pub fn aligned_summary(json: &str) -> String {
    match json {
        "" | "null" => String::new(),
        json => match serde_json::from_str(json) {
            Ok(value) => compact::written(&value, LONGEST),
            Err(_) => visible(json),
        },
    }
}

fn beneath(
    out: &mut String,
    document: &Document<'_>,
    sentence: Span,
    name: Option<&str>,
    annotation: Annotation<'_>,
) {
    let span = annotation.span();
    let before = visible(document.slice(Span::new(sentence.start, span.start))).width();
    let marked = visible(document.slice(Span::new(span.start, span.end.min(sentence.end)))).width();
    let mark = match span.end {
        end if end == span.start => "|".to_owned(),
        end if end > sentence.end => format!("{}…", "^".repeat(marked.max(1))),
        _ => "^".repeat(marked.max(1)),
    };
    described(out, &format!("{}{mark}", " ".repeat(before)), name, annotation);
}

/// One annotation: `lead`, then all that is said of it.
fn described(out: &mut String, lead: &str, name: Option<&str>, annotation: Annotation<'_>) {
    let mut first = match name {
        Some(name) => format!("{name}: {}", value(annotation.label())),
        None => value(annotation.label()),
    };
    if let Some(score) = annotation.score() {
        _ = write!(first, " {}", decimals(score.into(), 2));
    }
    let mut line = first;
    let mut lines = Vec::new();
    for (key, attribute) in annotation.attributes() {
        let part = match attribute {
            Attribute::Text(text) => format!("{}={}", value(key), value(text)),
            Attribute::List(items) => {
                let items: Vec<String> = items.into_iter().map(value).collect();
                format!("{}=[{}]", value(key), items.join(", "))
            }
        };
        if line.width() + 1 + part.width() > LONGEST {
            lines.push(std::mem::replace(&mut line, part));
        } else {
            _ = write!(line, " {part}");
        }
    }
    lines.push(line);
    let indent = " ".repeat(lead.width());
    for (index, line) in lines.iter().enumerate() {
        let lead = if index == 0 { lead } else { &indent };
        _ = writeln!(out, "{lead} {line}");
    }
}

/// A string among others: in quotes if one could not see where it ends.
fn value(text: &str) -> String {
    let plain = !text.is_empty() && text.trim() == text && !text.contains([',', '[', ']', '=', '"']);
    match plain {
        true => visible(text),
        false => visible(&format!("{text:?}")),
    }
}

/// Text that takes one line and does nothing to a terminal: line ends and tabs are spaces, other control characters and those
/// that turn the direction of writing are U+FFFD.
pub(crate) fn visible(text: &str) -> String {
    let turns = |c| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() || turns(c) => '\u{FFFD}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// A number with so many decimals, never `-0`.
pub(crate) fn decimals(number: f64, places: usize) -> String {
    let shown = format!("{number:.places$}");
    match shown.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| matches!(b, b'0' | b'.')) => rest.to_owned(),
        _ => shown,
    }
}

#[cfg(test)]
mod tests;
