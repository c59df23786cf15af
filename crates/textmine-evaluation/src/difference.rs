//! One run of textmine against another: what appeared, vanished and changed.
mod annotations;
mod values;

use crate::report::{Problem, Report};
use crate::{Annotation, Text};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How much numbers may differ and still count as the same.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tolerance {
    /// Of scores, and of numbers with a fraction in summaries.
    pub score: f64,
}

impl Tolerance {
    fn allows(self, old: f64, new: f64) -> bool {
        // Shortest decimals: what is 0.1 apart may be a little more as binary fractions.
        const ROUNDING: f64 = 1e-9;
        old == new || self.score > 0.0 && (old - new).abs() <= self.score + ROUNDING
    }
}

/// In which way something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// Only the new run has it.
    Appeared,
    /// Only the old run has it.
    Vanished,
    /// Both have it, not quite the same.
    Changed,
}

/// All that differs in one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentDifference {
    /// Its id.
    pub document: String,
    /// Set if only one of the runs has the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<Sign>,
    /// Its sizes and metadata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<ValueChange>,
    /// Layers with differences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<LayerDifference>,
    /// Summaries with differences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summaries: Vec<SummaryDifference>,
    /// Problems that only one of the runs had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ProblemChange>,
}

/// What differs in a layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayerDifference {
    /// Its name.
    pub layer: String,
    /// Set if only one of the runs has the layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<Sign>,
    /// The annotations that differ, by their place.
    pub annotations: Vec<AnnotationChange>,
}

/// An annotation that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnotationChange {
    /// In which way.
    pub sign: Sign,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Annotation>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Annotation>,
    /// What of it changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// The text around, if it is known: `[old]`, `{new}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

/// A part of an annotation that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// `start`, `end`, `text`, `label`, `score`, or the key of an attribute after `attrs.`.
    pub part: String,
    /// As it was; null if it was not there.
    pub old: Value,
    /// As it is; null if it is not there.
    pub new: Value,
}

/// What differs in a summary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryDifference {
    /// The analyzer.
    pub analyzer: String,
    /// The values that differ.
    pub changes: Vec<ValueChange>,
}

/// A value of JSON that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueChange {
    /// Where it is, as a JSON pointer (RFC 6901); in the old run if it vanished, else in the new one.
    pub path: String,
    /// In which way it differs.
    pub sign: Sign,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}

/// A problem that only one of the runs had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemChange {
    /// In which way.
    pub sign: Sign,
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
}

/// Counts over all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DifferenceTotals {
    /// Documents that are the same in both runs.
    pub same: usize,
    /// Documents that both runs have, and that differ.
    pub different: usize,
    /// Documents that only the new run has.
    pub appeared: usize,
    /// Documents that only the old run has.
    pub vanished: usize,
    /// Annotations of documents that both have, by layer.
    pub layers: BTreeMap<String, LayerTotals>,
    /// Values of summaries that differ, by analyzer.
    pub summaries: BTreeMap<String, usize>,
    /// Problems that appeared.
    pub problems_appeared: usize,
    /// Problems that vanished.
    pub problems_vanished: usize,
}

/// Counts over the annotations of a layer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LayerTotals {
    /// The same in both runs.
    pub same: usize,
    /// In the new run alone.
    pub appeared: usize,
    /// In the old run alone.
    pub vanished: usize,
    /// In both, not quite the same.
    pub changed: usize,
}

impl DifferenceTotals {
    /// True if nothing differs.
    pub fn is_same(&self) -> bool {
        self.different + self.appeared + self.vanished == 0
    }
}

/// Compares documents one by one, and counts.
#[derive(Debug, Default)]
pub struct Differ {
    tolerance: Tolerance,
    totals: DifferenceTotals,
}

impl Differ {
    /// Starts with no document.
    pub fn new(tolerance: Tolerance) -> Self {
        Differ { tolerance, totals: DifferenceTotals::default() }
    }

    /// Compares two reports of one document; `None` if they are the same. `text` is for the context.
    pub fn take(&mut self, old: Report, new: Report, text: Option<&Text<'_>>) -> Option<DocumentDifference> {
        let mut about = Vec::new();
        values::compare(&old.document, &new.document, self.tolerance, &mut about);
        let difference = DocumentDifference {
            document: new.id,
            sign: None,
            about,
            layers: self.layers(old.layers, new.layers, text),
            summaries: self.summaries(&old.summaries.into(), &new.summaries.into()),
            problems: self.problems(old.problems, new.problems),
        };
        let same = difference.about.is_empty()
            && difference.layers.is_empty()
            && difference.summaries.is_empty()
            && difference.problems.is_empty();
        if same {
            self.totals.same += 1;
            return None;
        }
        self.totals.different += 1;
        Some(difference)
    }

    /// Takes a document that one of the runs alone has: it appeared or vanished.
    pub fn only(&mut self, document: &str, sign: Sign) -> DocumentDifference {
        match sign {
            Sign::Vanished => self.totals.vanished += 1,
            Sign::Appeared | Sign::Changed => self.totals.appeared += 1,
        }
        DocumentDifference {
            document: document.to_owned(),
            sign: Some(sign),
            about: Vec::new(),
            layers: Vec::new(),
            summaries: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The counts.
    pub fn finish(self) -> DifferenceTotals {
        self.totals
    }

    fn layers(
        &mut self,
        old: Vec<(String, Vec<Annotation>)>,
        mut new: Vec<(String, Vec<Annotation>)>,
        text: Option<&Text<'_>>,
    ) -> Vec<LayerDifference> {
        let mut differences = Vec::new();
        for (layer, old) in old {
            let at = new.iter().position(|(name, _)| *name == layer);
            let sign = if at.is_none() { Some(Sign::Vanished) } else { None };
            let new = at.map(|at| new.remove(at).1).unwrap_or_default();
            differences.extend(self.layer(layer, sign, &old, &new, text));
        }
        for (layer, new) in new {
            differences.extend(self.layer(layer, Some(Sign::Appeared), &[], &new, text));
        }
        differences
    }

    fn layer(
        &mut self,
        layer: String,
        sign: Option<Sign>,
        old: &[Annotation],
        new: &[Annotation],
        text: Option<&Text<'_>>,
    ) -> Option<LayerDifference> {
        let annotations = annotations::compare(old, new, self.tolerance, text);
        let totals = self.totals.layers.entry(layer.clone()).or_default();
        let mut gone = 0;
        for change in &annotations {
            match change.sign {
                Sign::Appeared => totals.appeared += 1,
                Sign::Vanished => totals.vanished += 1,
                Sign::Changed => totals.changed += 1,
            }
            gone += usize::from(change.sign != Sign::Appeared);
        }
        totals.same += old.len() - gone;
        (sign.is_some() || !annotations.is_empty()).then_some(LayerDifference { layer, sign, annotations })
    }

    fn summaries(&mut self, old: &Value, new: &Value) -> Vec<SummaryDifference> {
        let mut all = Vec::new();
        values::compare(old, new, self.tolerance, &mut all);
        let mut differences: Vec<SummaryDifference> = Vec::new();
        for mut change in all {
            // The first part of the path is the analyzer.
            let (analyzer, rest) = values::first(&change.path);
            change.path = rest;
            *self.totals.summaries.entry(analyzer.clone()).or_default() += 1;
            match differences.iter_mut().find(|known| known.analyzer == analyzer) {
                Some(known) => known.changes.push(change),
                None => differences.push(SummaryDifference { analyzer, changes: vec![change] }),
            }
        }
        differences
    }

    fn problems(&mut self, old: Vec<Problem>, mut new: Vec<Problem>) -> Vec<ProblemChange> {
        let mut changes = Vec::new();
        for problem in old {
            match new.iter().position(|other| *other == problem) {
                Some(at) => _ = new.remove(at),
                None => changes.push(ProblemChange { sign: Sign::Vanished, problem }),
            }
        }
        self.totals.problems_vanished += changes.len();
        self.totals.problems_appeared += new.len();
        changes.extend(new.into_iter().map(|problem| ProblemChange { sign: Sign::Appeared, problem }));
        changes
    }
}
