//! Which annotations take part in an evaluation, and under which labels.
use crate::Annotation;
use std::collections::BTreeSet;
use std::str::FromStr;

/// What an annotation must have to take part: `KEY`, or `KEY=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    key: String,
    value: Option<String>,
}

/// What is written is no condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected KEY or KEY=VALUE, as in `kind=name`")]
pub struct NoCondition;

impl FromStr for Condition {
    type Err = NoCondition;

    fn from_str(written: &str) -> Result<Self, NoCondition> {
        let (key, value) = match written.split_once('=') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (written, None),
        };
        if key.is_empty() {
            return Err(NoCondition);
        }
        Ok(Condition { key: key.to_owned(), value })
    }
}

impl Condition {
    /// The attribute that it asks for.
    pub fn key(&self) -> &str {
        &self.key
    }

    fn holds(&self, annotation: &Annotation) -> bool {
        match (annotation.attribute(&self.key), &self.value) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(there), Some(value)) => there.items().contains(value),
        }
    }
}

/// Labels as the evaluation sees them, on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// Labels that count as another one.
    pub renamed: Vec<(String, String)>,
    /// If there are any, no others take part; by their new names.
    pub only: Vec<String>,
    /// These don't take part; by their new names.
    pub ignored: Vec<String>,
}

impl Labels {
    /// The label under which an annotation takes part; `None` if it doesn't.
    fn of<'l>(&'l self, label: &'l str) -> Option<&'l str> {
        let renamed = self.renamed.iter().find(|(from, _)| from == label);
        let label = renamed.map_or(label, |(_, to)| to.as_str());
        let wanted = self.only.is_empty() || self.only.iter().any(|only| only == label);
        (wanted && !self.ignored.iter().any(|ignored| ignored == label)).then_some(label)
    }

    /// The labels that are named here and are not among `seen`, which has labels before and after renaming.
    pub(crate) fn unseen<'l>(&'l self, seen: &BTreeSet<String>) -> Vec<&'l str> {
        let named = self.renamed.iter().map(|(from, _)| from).chain(&self.only).chain(&self.ignored);
        named.filter(|label| !seen.contains(*label)).map(String::as_str).collect()
    }

    /// True if the annotation takes part; gives it its label, and notes the labels that came by.
    pub(crate) fn admit(
        &self,
        annotation: &mut Annotation,
        conditions: &[Condition],
        seen: &mut BTreeSet<String>,
    ) -> bool {
        if !conditions.iter().all(|condition| condition.holds(annotation)) {
            return false;
        }
        if !seen.contains(&annotation.label) {
            seen.insert(annotation.label.clone());
        }
        match self.of(&annotation.label).map(str::to_owned) {
            Some(label) => {
                if label != annotation.label {
                    seen.insert(label.clone());
                    annotation.label = label;
                }
                true
            }
            None => {
                // What is ignored by its new name was there under the old one.
                seen.extend(
                    self.renamed
                        .iter()
                        .filter(|(from, _)| *from == annotation.label)
                        .map(|(_, to)| to.clone()),
                );
                false
            }
        }
    }
}
