//! Expectations: what a pipeline must find in a text, and what not, as its author writes them.
use super::given::no_such_words;
use super::{Entry, OptionsTable, Reader, Spanned, Table};
use crate::{AttributeValue, Diagnostic};
use std::collections::HashMap;
use std::ops::Range;
use textmine_core::LayerBuf;
use toml::de::DeValue;

/// One `[[expect]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// What it is about, for people.
    pub name: Option<String>,
    /// The place of the entry.
    pub span: Range<usize>,
    /// The text.
    pub text: Spanned<String>,
    /// Layers that the text brings along, sorted.
    pub given: Vec<LayerBuf>,
    /// What must be found.
    pub found: Vec<Pattern>,
    /// What must not be found.
    pub absent: Vec<Pattern>,
    /// How many annotations a layer must have.
    pub counts: Vec<Count>,
    /// What the summaries must say: an object with the analyzers' names as keys. Of an object, what is named must be there; a list
    /// must be as long; a table of `min` and `max` is a range where the summary has a number.
    pub summary: OptionsTable,
}

/// What an annotation is to be like; what is not named does not matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Its layer.
    pub layer: Spanned<String>,
    /// The place of the pattern.
    pub span: Range<usize>,
    /// The words that it covers, white space aside.
    pub words: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Its score.
    pub score: Option<Interval>,
    /// Attributes that it has.
    pub attributes: Vec<(String, AttributeValue)>,
    /// How many such annotations there must be; one or more if it is not said.
    pub count: Option<Interval>,
}

/// How many annotations a layer must have.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The layer.
    pub layer: Spanned<String>,
    /// The place of the number.
    pub span: Range<usize>,
    /// How many.
    pub bounds: Interval,
}

/// From `min` to `max`, both of them included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least; minus infinity if it is not said.
    pub min: f64,
    /// The most; infinity if it is not said.
    pub max: f64,
}

impl Interval {
    /// True if it has the number.
    pub fn contains(&self, number: f64) -> bool {
        (self.min..=self.max).contains(&number)
    }
}

impl std::fmt::Display for Interval {
    /// `3`, `2 to 4`, `2 or more`, `4 or less`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.min, self.max) {
            (min, max) if min == max => write!(out, "{min}"),
            (min, max) if max.is_infinite() => write!(out, "{min} or more"),
            (min, max) if min.is_infinite() => write!(out, "{max} or less"),
            (min, max) => write!(out, "{min} to {max}"),
        }
    }
}

const KEYS: [&str; 7] = ["name", "text", "given", "found", "absent", "count", "summary"];
const PATTERN_KEYS: [&str; 5] = ["words", "label", "score", "attrs", "count"];

impl Reader {
    /// All `[[expect]]`.
    pub(super) fn expectations(&mut self, entry: &Entry<'_>) -> Vec<Expectation> {
        let DeValue::Array(tables) = entry.get_ref() else {
            let expected = "written `[[expect]]`, once for each text";
            self.wrong_type(entry.span(), entry.get_ref(), expected);
            return Vec::new();
        };
        let mut all = Vec::new();
        for entry in tables.iter() {
            match entry.get_ref() {
                DeValue::Table(table) => all.extend(self.expectation(table, entry.span())),
                other => self.wrong_type(entry.span(), other, "a table: `[[expect]]`"),
            }
        }
        all
    }

    fn expectation(&mut self, table: &Table<'_>, span: Range<usize>) -> Option<Expectation> {
        let before = self.problems.len();
        self.known_keys(table, &KEYS, "an expectation");
        let name = table.get("name").and_then(|entry| self.string(entry, "what the expectation is about"));
        let Some(text) = table.get("text") else {
            // A key that is not known may be this one misspelt.
            if self.problems.len() == before {
                let problem = Diagnostic::new("an expectation without a text", span, "`text` is missing");
                self.problems.push(problem.help("add `text = \"…\"`"));
            }
            return None;
        };
        let text = self.string(text, "the text")?;
        let given = table.get("given").map(|entry| self.given_layers(entry, &text.value)).unwrap_or_default();
        let patterns = |reader: &mut Self, key| match table.get(key) {
            Some(entry) => reader.patterns(entry, key, &text.value),
            None => Vec::new(),
        };
        let found = patterns(self, "found");
        let absent = patterns(self, "absent");
        let counts = table.get("count").map(|entry| self.counts(entry)).unwrap_or_default();
        let mut summary = OptionsTable::none();
        if let Some(entry) = table.get("summary") {
            summary.span = entry.span();
            match entry.get_ref() {
                DeValue::Table(_) => {
                    let mut places = HashMap::new();
                    summary.value = self.json(entry, &mut String::new(), &mut places);
                    summary.places = places;
                }
                other => self.wrong_type(entry.span(), other, "a table: `summary.ANALYZER.KEY = VALUE`"),
            }
        }
        let nothing = summary.value.as_object().is_none_or(serde_json::Map::is_empty);
        if self.problems.len() == before
            && nothing
            && found.is_empty()
            && absent.is_empty()
            && counts.is_empty()
        {
            let problem = Diagnostic::new("this expects nothing", span.clone(), "here");
            self.problems
                .push(problem.help("add `found.LAYER`, `absent.LAYER`, `count.LAYER` or `summary.ANALYZER`"));
        }
        let name = name.map(|name| name.value);
        Some(Expectation { name, span, text, given, found, absent, counts, summary })
    }

    /// `found.LAYER = [{ … }]`, or `[[expect.found.LAYER]]`.
    fn patterns(&mut self, entry: &Entry<'_>, key: &str, text: &str) -> Vec<Pattern> {
        let expected = format!("a list for each layer: `{key}.LAYER = [{{ words = \"…\", label = \"…\" }}]`");
        let DeValue::Table(layers) = entry.get_ref() else {
            self.wrong_type(entry.span(), entry.get_ref(), &expected);
            return Vec::new();
        };
        let mut all = Vec::new();
        for (name, list) in layers {
            let DeValue::Array(items) = list.get_ref() else {
                self.wrong_type(list.span(), list.get_ref(), &expected);
                continue;
            };
            let layer = Spanned { value: name.get_ref().to_string(), span: name.span() };
            for item in items.iter() {
                match item.get_ref() {
                    DeValue::Table(table) => {
                        all.push(self.pattern(table, layer.clone(), item.span(), key, text))
                    }
                    other => {
                        self.wrong_type(
                            item.span(),
                            other,
                            "an annotation: `{ words = \"…\", label = \"…\" }`",
                        );
                    }
                }
            }
        }
        all
    }

    fn pattern(
        &mut self,
        table: &Table<'_>,
        layer: Spanned<String>,
        span: Range<usize>,
        key: &str,
        text: &str,
    ) -> Pattern {
        self.known_keys(table, &PATTERN_KEYS, "what is expected of an annotation");
        let words = table.get("words").and_then(|entry| self.string(entry, "words of the text"));
        if let Some(words) = &words
            && (words.value.trim().is_empty() || !normal(text).contains(&normal(&words.value)))
        {
            self.problems.push(no_such_words(text, &words.value, words.span.clone(), false));
        }
        let label = table.get("label").and_then(|entry| self.string(entry, "the label"));
        let score =
            table.get("score").and_then(|entry| self.range(entry, "a range: `{ min = 0.5, max = 1.0 }`"));
        let attributes = table.get("attrs").map(|entry| self.attributes(entry)).unwrap_or_default();
        let count = table.get("count").and_then(|entry| {
            let bounds = self.number_of(entry)?;
            let useless = match key {
                "absent" => Some("this must not be found at all"),
                _ if bounds.max == 0.0 => Some("what must not be found is written under `absent`"),
                _ => None,
            };
            if let Some(label) = useless {
                self.problems.push(Diagnostic::new("this count makes no sense", entry.span(), label));
            }
            Some(bounds)
        });
        let text = |spanned: Option<Spanned<String>>| spanned.map(|spanned| spanned.value);
        Pattern { layer, span, words: text(words), label: text(label), score, attributes, count }
    }

    /// `count.LAYER = 2`, or `{ min = 1, max = 3 }`.
    fn counts(&mut self, entry: &Entry<'_>) -> Vec<Count> {
        let DeValue::Table(layers) = entry.get_ref() else {
            self.wrong_type(entry.span(), entry.get_ref(), "a number for each layer: `count.LAYER = 2`");
            return Vec::new();
        };
        let mut all = Vec::new();
        for (name, entry) in layers {
            let layer = Spanned { value: name.get_ref().to_string(), span: name.span() };
            if let Some(bounds) = self.number_of(entry) {
                all.push(Count { layer, span: entry.span(), bounds });
            }
        }
        all
    }

    /// A whole number that is not negative, or a range of them.
    fn number_of(&mut self, entry: &Entry<'_>) -> Option<Interval> {
        const EXPECTED: &str = "a whole number, or `{ min = 1, max = 3 }`";
        let bounds = match entry.get_ref() {
            DeValue::Integer(_) => {
                let number = self.number(entry, EXPECTED)?;
                Interval { min: number, max: number }
            }
            DeValue::Table(_) => self.range(entry, EXPECTED)?,
            other => {
                self.wrong_type(entry.span(), other, EXPECTED);
                return None;
            }
        };
        let whole = |n: f64| n.is_infinite() || (n >= 0.0 && n.fract() == 0.0);
        if !whole(bounds.min) || !whole(bounds.max) {
            self.problems.push(Diagnostic::new(
                "this is no count",
                entry.span(),
                "expected whole numbers, not negative",
            ));
            return None;
        }
        Some(bounds)
    }

    /// `{ min = …, max = … }`, one of them at least.
    fn range(&mut self, entry: &Entry<'_>, expected: &str) -> Option<Interval> {
        let DeValue::Table(table) = entry.get_ref() else {
            self.wrong_type(entry.span(), entry.get_ref(), expected);
            return None;
        };
        let before = self.problems.len();
        self.known_keys(table, &["min", "max"], "a range");
        let bound = |reader: &mut Self, key, none| match table.get(key) {
            Some(entry) => reader.number(entry, "a bound").unwrap_or(none),
            None => none,
        };
        let interval =
            Interval { min: bound(self, "min", f64::NEG_INFINITY), max: bound(self, "max", f64::INFINITY) };
        if self.problems.len() > before {
            return None;
        }
        if table.is_empty() || interval.min > interval.max {
            let message = if table.is_empty() { "a range without a bound" } else { "this range is empty" };
            self.problems.push(Diagnostic::new(message, entry.span(), format!("expected {expected}")));
            return None;
        }
        Some(interval)
    }
}

/// The text with one space for all white space between words: a text in TOML may be broken anywhere.
pub(super) fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
