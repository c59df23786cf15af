//! The results of an evaluation, as JSON has them.
use crate::AttributeSpec;
use crate::alignment::Matching;
use crate::counts::{AttributeCounts, Counts};
use crate::disagreement::Disagreements;
use serde::Serialize;

/// How good an output is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// The name and version of this format.
    pub schema: &'static str,
    /// The layer.
    pub layer: String,
    /// When two places counted as the same.
    pub matching: MatchingName,
    /// What was compared.
    pub documents: Documents,
    /// Each label, the most frequent of the gold first.
    pub labels: Vec<Row>,
    /// All labels together.
    pub micro: Row,
    /// The mean over the labels of the gold.
    #[serde(rename = "macro")]
    pub macro_average: Three,
    /// Places, whatever their label.
    pub places: Row,
    /// The part of matched places that have the right label.
    pub label_accuracy: Figure,
    /// The attributes that were compared.
    pub attributes: Vec<AttributeRow>,
    /// Labels taken for others where the place is right, the most frequent first.
    pub confusions: Vec<Confusion>,
    /// Where they disagree, by kind.
    pub disagreements: Vec<Disagreements>,
    /// How intervals and p-values came to be.
    pub method: Method,
    /// What was named in the options and never came: slips, most likely.
    #[serde(skip)]
    pub unseen: Vec<Unseen>,
}

/// A label or an attribute that was asked for and never came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// What is missing where, for people; the name follows.
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// What came instead.
    pub seen: Vec<String>,
}

/// When two places counted as the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "rule", rename_all = "lowercase")]
pub enum MatchingName {
    /// Same start, same end.
    Exact,
    /// They overlap.
    Overlap {
        /// Least intersection over union.
        least: f64,
    },
}

impl From<Matching> for MatchingName {
    fn from(matching: Matching) -> Self {
        match matching {
            Matching::Exact => MatchingName::Exact,
            Matching::Overlap { least } => MatchingName::Overlap { least },
        }
    }
}

/// What was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Documents {
    /// Documents of the gold.
    pub gold: usize,
    /// Those that the output says nothing of: all in them is missed.
    pub without_report: Vec<String>,
}

/// A figure between 0 and 1, rounded to six digits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// The figure; `None` where it would be a quotient by zero.
    pub value: Option<f64>,
    /// The bounds of its interval.
    pub interval: Option<(f64, f64)>,
    /// The same of the other output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

/// A figure beside that of another output.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Comparison {
    /// The figure of the other output.
    pub old: Option<f64>,
    /// This one less that one.
    pub difference: Option<f64>,
    /// How probable a difference as large is if both were equally good.
    pub p: Option<f64>,
}

/// Precision, recall and F1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Three {
    /// Matched of all in the output.
    pub precision: Figure,
    /// Matched of all in the gold.
    pub recall: Figure,
    /// Their harmonic mean.
    pub f1: Figure,
}

/// The figures of a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The label, or what stands for several.
    pub label: String,
    /// What the figures are made of.
    #[serde(flatten)]
    pub counts: Counts,
    /// The figures.
    #[serde(flatten)]
    pub figures: Three,
}

/// The figures of an attribute, over matched annotations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttributeRow {
    /// As it was asked for.
    pub attribute: String,
    /// Its key in the gold.
    pub key: String,
    /// What the figures are made of.
    #[serde(flatten)]
    pub counts: AttributeCounts,
    /// The part where the values are the same.
    pub accuracy: Figure,
    /// Of single values, if the attribute is a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Three>,
}

/// A label taken for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The label in the gold.
    pub gold: String,
    /// The label in the output.
    pub output: String,
    /// How often.
    pub count: u64,
}

/// How intervals and p-values came to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Method {
    /// Draws for each interval, and exchanges for each p-value.
    pub resamples: usize,
    /// What the generator of random numbers starts with.
    pub seed: u128,
    /// The part of the draws that an interval holds.
    pub level: f64,
    /// The other output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared_with: Option<String>,
}

/// All figures by their place.
pub(crate) struct Figures {
    pub(crate) values: Vec<f64>,
    pub(crate) intervals: Vec<Option<(f64, f64)>>,
    pub(crate) old: Option<Vec<f64>>,
    pub(crate) p_values: Option<Vec<Option<f64>>>,
}

impl Figures {
    pub(crate) fn one(&self, at: usize) -> Figure {
        let value = self.values[at];
        let comparison = self.old.as_ref().zip(self.p_values.as_ref()).map(|(old, p_values)| Comparison {
            old: rounded(old[at]),
            difference: rounded(value - old[at]),
            p: p_values[at].and_then(rounded),
        });
        let interval = self.intervals[at].filter(|_| !value.is_nan());
        let interval = interval.and_then(|(low, high)| Some((rounded(low)?, rounded(high)?)));
        Figure { value: rounded(value), interval, comparison }
    }

    pub(crate) fn three(&self, at: usize) -> Three {
        Three { precision: self.one(at), recall: self.one(at + 1), f1: self.one(at + 2) }
    }
}

impl Row {
    pub(crate) fn new(label: &str, counts: Counts, figures: &Figures, at: usize) -> Row {
        Row { label: label.to_owned(), counts, figures: figures.three(at) }
    }
}

impl AttributeRow {
    pub(crate) fn new(
        spec: &AttributeSpec,
        counts: AttributeCounts,
        list: bool,
        figures: &Figures,
        at: usize,
    ) -> AttributeRow {
        AttributeRow {
            attribute: spec.written().to_owned(),
            key: spec.key().to_owned(),
            counts,
            accuracy: figures.one(at),
            figures: list.then(|| figures.three(at + 1)),
        }
    }
}

impl Evaluation {
    /// The F1 of a label, of `micro` or of `macro`: `None` if there is no such label.
    pub fn f1(&self, label: &str) -> Option<Figure> {
        match self.labels.iter().find(|row| row.label == label) {
            Some(row) => Some(row.figures.f1),
            None if label == "micro" => Some(self.micro.figures.f1),
            None if label == "macro" => Some(self.macro_average.f1),
            None => None,
        }
    }
}

/// Six digits say more than any evaluation can; `None` for what is no number.
fn rounded(value: f64) -> Option<f64> {
    // Adding zero turns a negative zero into a zero.
    (!value.is_nan()).then(|| (value * 1e6).round() / 1e6 + 0.0)
}
