//! Annotations of one layer in two runs: which is which, and what of it changed.
use super::{AnnotationChange, Change, Sign, Tolerance};
use crate::alignment::{Nearby, shared};
use crate::disagreement::context;
use crate::{Annotation, Text};
use serde_json::{Value, json};

/// How two annotations are one; the order is that in which pairs are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// Nothing differs.
    Same,
    /// Place and label.
    PlaceAndLabel,
    /// The place.
    Place,
    /// The label, and the places overlap.
    Label,
}

/// All that differs, by place.
pub(super) fn compare(
    old: &[Annotation],
    new: &[Annotation],
    tolerance: Tolerance,
    text: Option<&Text<'_>>,
) -> Vec<AnnotationChange> {
    if old == new {
        return Vec::new();
    }
    let pairs = pair(old, new, tolerance);
    let (mut vanished, mut appeared) = (vec![true; old.len()], vec![true; new.len()]);
    let mut changes = Vec::new();
    for (before, after) in pairs {
        (vanished[before], appeared[after]) = (false, false);
        let parts = parts(&old[before], &new[after], tolerance);
        if !parts.is_empty() {
            changes.push(change(Some(&old[before]), Some(&new[after]), parts, text));
        }
    }
    let gone = old.iter().zip(vanished).filter(|(_, gone)| *gone);
    changes.extend(gone.map(|(annotation, _)| change(Some(annotation), None, Vec::new(), text)));
    let come = new.iter().zip(appeared).filter(|(_, come)| *come);
    changes.extend(come.map(|(annotation, _)| change(None, Some(annotation), Vec::new(), text)));
    changes.sort_by_key(|change| {
        let place = |annotation: &Annotation| (annotation.start, annotation.end);
        change.old.as_ref().or(change.new.as_ref()).map(place)
    });
    changes
}

fn change(
    old: Option<&Annotation>,
    new: Option<&Annotation>,
    changes: Vec<Change>,
    text: Option<&Text<'_>>,
) -> AnnotationChange {
    let sign = match (old, new) {
        (Some(_), Some(_)) => Sign::Changed,
        (Some(_), None) => Sign::Vanished,
        (None, _) => Sign::Appeared,
    };
    let span = |annotation: &Annotation| (annotation.start, annotation.end);
    let context = text.and_then(|text| context(text, old.map(span), new.map(span)));
    AnnotationChange { sign, old: old.cloned(), new: new.cloned(), changes, context }
}

/// Pairs of indices, one to one. Of ties of one kind, those with more attributes in common go first, then those that share more
/// text, then the earlier ones.
fn pair(old: &[Annotation], new: &[Annotation], tolerance: Tolerance) -> Vec<(usize, usize)> {
    let nearby = Nearby::new(new);
    let mut candidates = Vec::new();
    for (at, before) in old.iter().enumerate() {
        let place = (before.start, before.end);
        for index in nearby.touching(place) {
            let after = &new[index];
            let share = shared(place, (after.start, after.end));
            let tie = match (place == (after.start, after.end), before.label == after.label) {
                (true, true) if parts(before, after, tolerance).is_empty() => Tie::Same,
                (true, true) => Tie::PlaceAndLabel,
                (true, false) => Tie::Place,
                (false, true) if share > 0 => Tie::Label,
                _ => continue,
            };
            let common = before.attributes.iter().filter(|pair| after.attributes.contains(pair)).count();
            candidates.push((tie, usize::MAX - common, usize::MAX - share, at, index));
        }
    }
    candidates.sort_unstable();
    let (mut taken_old, mut taken_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (.., before, after) in candidates {
        if !taken_old[before] && !taken_new[after] {
            (taken_old[before], taken_new[after]) = (true, true);
            pairs.push((before, after));
        }
    }
    pairs
}

/// What of an annotation changed.
fn parts(old: &Annotation, new: &Annotation, tolerance: Tolerance) -> Vec<Change> {
    let mut parts = Vec::new();
    let mut note = |part: &str, old: Value, new: Value| {
        if old != new {
            parts.push(Change { part: part.to_owned(), old, new });
        }
    };
    note("start", json!(old.start), json!(new.start));
    note("end", json!(old.end), json!(new.end));
    note("text", json!(old.text), json!(new.text));
    note("label", json!(old.label), json!(new.label));
    match (old.score, new.score) {
        (Some(before), Some(after)) if tolerance.allows(before, after) => {}
        (before, after) => note("score", json!(before), json!(after)),
    }
    for (key, before) in &old.attributes {
        note(&format!("attrs.{key}"), json!(before), json!(new.attribute(key)));
    }
    for (key, after) in new.attributes.iter().filter(|(key, _)| old.attribute(key).is_none()) {
        note(&format!("attrs.{key}"), Value::Null, json!(after));
    }
    parts
}
