//! Layers that a case or an expectation brings along: annotations named by their words.
use super::{Entry, Reader};
use crate::Diagnostic;
use textmine_core::{LayerBuf, Span};
use toml::de::DeValue;

/// The first place of `words` in `text`, in bytes, that no annotation of `layer` overlaps.
pub fn free_place(text: &str, layer: &LayerBuf, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let span = |start: usize| Some(Span::new(start.try_into().ok()?, (start + words.len()).try_into().ok()?));
    let free = |place: &Span| layer.view().iter().all(|a| !a.span().overlaps(*place));
    text.match_indices(words).filter_map(|(start, _)| span(start)).find(free)
}

impl Reader {
    /// `[[given.entities]]` with `words` and `label`, maybe `score` and `attrs`.
    pub(super) fn given_layers(&mut self, entry: &Entry<'_>, text: &str) -> Vec<LayerBuf> {
        const EXPECTED: &str = "layers: `[[given.entities]]`, once for each annotation";
        let DeValue::Table(layers) = entry.get_ref() else {
            self.wrong_type(entry.span(), entry.get_ref(), EXPECTED);
            return Vec::new();
        };
        let mut all = Vec::new();
        for (name, annotations) in layers {
            let DeValue::Array(items) = annotations.get_ref() else {
                self.wrong_type(annotations.span(), annotations.get_ref(), EXPECTED);
                continue;
            };
            if !self.is_name(name.get_ref(), name.span(), "layer") {
                continue;
            }
            let mut layer = LayerBuf::new(name.get_ref().as_ref());
            for item in items.iter() {
                self.given_annotation(item, text, &mut layer);
            }
            layer.sort();
            all.push(layer);
        }
        all
    }

    fn given_annotation(&mut self, entry: &Entry<'_>, text: &str, layer: &mut LayerBuf) {
        let DeValue::Table(table) = entry.get_ref() else {
            self.wrong_type(
                entry.span(),
                entry.get_ref(),
                "an annotation: `{ words = \"…\", label = \"…\" }`",
            );
            return;
        };
        self.known_keys(table, &["words", "label", "score", "attrs"], "an annotation");
        for key in ["words", "label"].iter().filter(|key| !table.contains_key(**key)) {
            let problem = Diagnostic::new("this annotation is not complete", entry.span(), "here");
            self.problems.push(problem.help(format!("add `{key} = \"…\"`")));
        }
        let words = table.get("words").and_then(|entry| self.string(entry, "words of the text"));
        let label = table.get("label").and_then(|entry| self.string(entry, "the label"));
        let score = table.get("score").and_then(|entry| self.number(entry, "the score"));
        let attributes = table.get("attrs").map(|entry| self.attributes(entry)).unwrap_or_default();
        let (Some(words), Some(label)) = (words, label) else { return };
        let Some(place) = free_place(text, layer, &words.value) else {
            let taken = !words.value.is_empty() && text.contains(&words.value);
            self.problems.push(no_such_words(text, &words.value, words.span, taken));
            return;
        };
        layer.push(place, &label.value);
        if let Some(score) = score {
            layer.score_last(score as f32);
        }
        for (key, value) in &attributes {
            match value {
                AttributeValue::One(value) => layer.attr_last(key, value),
                AttributeValue::List(items) => layer.list_last(key, items.iter().map(String::as_str)),
            }
        }
    }

    /// A finite number, whole or not.
    pub(super) fn number(&mut self, entry: &Entry<'_>, what: &str) -> Option<f64> {
        let number = match entry.get_ref() {
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|n| n as f64),
            DeValue::Float(n) => n.as_str().parse::<f64>().ok().filter(|n| n.is_finite()),
            other => {
                self.wrong_type(entry.span(), other, &format!("{what}: a number"));
                return None;
            }
        };
        if number.is_none() {
            self.no_number(entry.span(), "a finite number");
        }
        number
    }

    /// Attributes as reports have them: a string or a list of strings under each key.
    pub(super) fn attributes(&mut self, entry: &Entry<'_>) -> Vec<(String, AttributeValue)> {
        let DeValue::Table(table) = entry.get_ref() else {
            self.wrong_type(entry.span(), entry.get_ref(), "attributes: `{ kind = \"name\" }`");
            return Vec::new();
        };
        let mut all = Vec::new();
        for (key, item) in table {
            let written: &str = key.get_ref();
            if written.len() > LayerBuf::LONGEST_KEY {
                self.problems.push(Diagnostic::new("this key is too long", key.span(), "here"));
                continue;
            }
            let value = match item.get_ref() {
                DeValue::String(text) => AttributeValue::One(text.to_string()),
                DeValue::Array(items) => {
                    let what = format!("what `{written}` lists");
                    let texts = items.iter().filter_map(|item| self.string(item, &what));
                    AttributeValue::List(texts.map(|text| text.value).collect())
                }
                other => {
                    self.wrong_type(item.span(), other, "a string or a list of strings");
                    continue;
                }
            };
            all.push((written.to_owned(), value));
        }
        all
    }
}

/// What stands under the key of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeValue {
    /// A single value.
    One(String),
    /// A list, maybe empty.
    List(Vec<String>),
}

/// Words that the text does not have, or, if they are `taken`, not so often.
pub(super) fn no_such_words(
    text: &str,
    words: &str,
    span: std::ops::Range<usize>,
    taken: bool,
) -> Diagnostic {
    if taken {
        let label = "each place where they stand has an annotation of this layer already";
        return Diagnostic::new(format!("the text has no further `{words}`"), span, label);
    }
    if words.trim().is_empty() {
        return Diagnostic::new("no words at all", span, "expected words as they stand in the text");
    }
    let length = words.split_whitespace().count().max(1);
    let all: Vec<&str> = text.split_whitespace().collect();
    let runs: Vec<String> = all
        .windows(length)
        .map(|run| run.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .collect();
    Diagnostic::new(format!("the text has no `{words}`"), span, "expected words as they stand in the text")
        .suggest(words, runs.iter().map(String::as_str))
}
