//! What is expected of summaries, against what they say.
use super::shown_value;
use crate::Unmet;
use serde_json::{Map, Value};
use textmine_pipeline::{Diagnostic, Interval, OptionsTable, Summary, nearest};

/// A value that is longer than this is shown below, not beside the underline; in bytes.
const LONGEST: usize = 60;

/// What is not met.
pub(super) fn unmet(expected: &OptionsTable, summaries: &[Summary]) -> Vec<Unmet> {
    let mut walk = Walk { expected, analyzer: "", pointer: String::new(), unmet: Vec::new() };
    for (analyzer, value) in expected.value.as_object().into_iter().flatten() {
        walk.analyzer = analyzer;
        walk.within(analyzer, |walk| {
            let summary = summaries.iter().find(|summary| summary.analyzer == *analyzer);
            // What an analyzer hands over was checked to be JSON.
            match summary.and_then(|summary| serde_json::from_str(&summary.json).ok()) {
                Some(found) => walk.value(value, &found),
                None => walk.fault(format!("`{analyzer}` has no summary"), "it has none for this text", None),
            }
        });
    }
    walk.unmet
}

struct Walk<'w> {
    expected: &'w OptionsTable,
    analyzer: &'w str,
    pointer: String,
    unmet: Vec<Unmet>,
}

impl<'w> Walk<'w> {
    fn within(&mut self, key: &str, go_on: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        go_on(self);
        self.pointer.truncate(length);
    }

    fn value(&mut self, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Object(range), Value::Number(number)) if is_range(range) => {
                let bound = |key: &str, none| range.get(key).and_then(Value::as_f64).unwrap_or(none);
                let range =
                    Interval { min: bound("min", f64::NEG_INFINITY), max: bound("max", f64::INFINITY) };
                if !number.as_f64().is_some_and(|number| range.contains(number)) {
                    self.other(&format!("expected {range}"), found);
                }
            }
            (Value::Object(expected), Value::Object(found)) => self.object(expected, found),
            (Value::Array(expected), Value::Array(items)) if expected.len() == items.len() => {
                for (index, (expected, found)) in expected.iter().zip(items).enumerate() {
                    self.within(&index.to_string(), |walk| walk.value(expected, found));
                }
            }
            (Value::Array(expected), Value::Array(items)) => {
                self.other(&format!("expected {}, found {}", number_of(expected.len()), items.len()), found);
            }
            (expected, found) if equal(expected, found) => {}
            (_, found) => self.other("", found),
        }
    }

    fn object(&mut self, expected: &Map<String, Value>, found: &Map<String, Value>) {
        for (key, value) in expected {
            self.within(key, |walk| match found.get(key) {
                Some(found) => walk.value(value, found),
                None => {
                    let message = format!("the summary of `{}` has no `{key}` here", walk.analyzer);
                    let near = nearest(key, found.keys().map(String::as_str));
                    let label = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "not there".to_owned(),
                    };
                    let found = shown_value(&Value::Object(found.clone()));
                    let found = Some((walk.title(1), found));
                    walk.fault_at(walk.expected.key_span(&walk.pointer), message, &label, found);
                }
            });
        }
    }

    /// What stands above a value that was found, so many levels further up.
    fn title(&self, up: usize) -> String {
        let names = self.pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~"));
        let names: Vec<String> = names.collect();
        let path = names[..names.len() - up].join(".");
        format!("found in the summary, `{path}`:")
    }

    /// Something else was found.
    fn other(&mut self, label: &str, found: &Value) {
        let message = format!("the summary of `{}` says something else", self.analyzer);
        let shown = shown_value(found);
        let short = !shown.contains('\n') && shown.len() <= LONGEST;
        let label = match (label, short) {
            ("", true) => format!("found {shown}"),
            ("", false) => "found what is below".to_owned(),
            (label, true) if !found.is_array() => format!("{label}, found {shown}"),
            (label, _) => label.to_owned(),
        };
        let below = (!short || found.is_array()).then(|| (self.title(0), shown));
        self.fault(message, &label, below);
    }

    fn fault(&mut self, message: String, label: &str, found: Option<(String, String)>) {
        self.fault_at(self.expected.value_span(&self.pointer), message, label, found);
    }

    fn fault_at(
        &mut self,
        place: std::ops::Range<usize>,
        message: String,
        label: &str,
        found: Option<(String, String)>,
    ) {
        self.unmet.push(Unmet { diagnostic: Diagnostic::new(message, place, label), found });
    }
}

/// A table of `min` and `max` alone.
fn is_range(table: &Map<String, Value>) -> bool {
    !table.is_empty()
        && table.iter().all(|(key, value)| matches!(key.as_str(), "min" | "max") && value.is_number())
}

/// Whole or not, a number is the same number.
fn equal(expected: &Value, found: &Value) -> bool {
    match (expected.as_f64(), found.as_f64()) {
        (Some(expected), Some(found)) => expected == found,
        _ => expected == found,
    }
}

fn number_of(items: usize) -> String {
    match items {
        1 => "1 item".to_owned(),
        n => format!("{n} items"),
    }
}
