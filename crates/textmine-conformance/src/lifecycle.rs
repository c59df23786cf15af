//! Checks on instances: made, used and ended in any number, order and thread.
use crate::compare::difference;
use crate::texts;
use crate::trial::{Trial, Why, analyze, close, create, why};
use serde_json::json;
use textmine_core::{Analysis, Failure, Instance};

/// Instances that are made one after the other.
const TIMES: usize = 100;
/// Instances that live at once.
const TOGETHER: usize = 5;

pub(crate) fn unused(trial: &mut Trial<'_>) {
    for _ in 0..TIMES {
        let Some(instance) = trial.instance() else { return };
        trial.close(instance);
        if trial.has_enough_faults() {
            return;
        }
    }
}

pub(crate) fn many(trial: &mut Trial<'_>) {
    let Some(document) = trial.document(texts::news::SENTENCES[0]) else { return };
    let Some(expected) = trial.fresh_analysis(&document) else { return };
    for time in 1..=TIMES {
        let Some(found) = trial.fresh_analysis(&document) else {
            return trial.fault(format!("that was instance {time} of {TIMES}"));
        };
        if let Some(difference) = difference(&expected, &found) {
            return trial.fault(format!("instance {time} differs from the first: {difference}"));
        }
    }
}

pub(crate) fn together(trial: &mut Trial<'_>) {
    let texts = texts::news::several();
    let mut documents = Vec::new();
    for text in &texts {
        let Some(document) = trial.document(text) else { return };
        let Some(expected) = trial.fresh_analysis(&document) else { return };
        documents.push((document, expected));
    }
    let mut instances = Vec::new();
    for _ in 0..TOGETHER {
        let Some(instance) = trial.instance() else { return };
        instances.push(instance);
    }
    // The first goes first, so the others outlive the one that they were made after.
    while !instances.is_empty() {
        for (document, expected) in &documents {
            for instance in &instances {
                let Some(found) = trial.analysis(instance.as_ref(), document) else { return };
                if let Some(difference) = difference(expected, &found) {
                    return trial.fault(format!("with {} instances alive: {difference}", instances.len()));
                }
            }
        }
        let first = instances.remove(0);
        trial.close(first);
    }
}

/// A host makes, uses and ends an instance where it has a thread to spare.
pub(crate) fn other_threads(trial: &mut Trial<'_>) {
    let Some(document) = trial.document(texts::news::SENTENCES[0]) else { return };
    let Some(expected) = trial.fresh_analysis(&document) else { return };
    let plugin = trial.plugin;
    let made = elsewhere(|| create(plugin, &json!({})).map_err(|failure: Failure| why(&failure)));
    let used = made.and_then(|instance: Box<dyn Instance>| {
        elsewhere(|| analyze(plugin, instance.as_ref(), &document)).map(|found: Analysis| (instance, found))
    });
    let ended = used.and_then(|(instance, found)| elsewhere(move || close(instance)).map(|()| found));
    match ended {
        Ok(found) => {
            if let Some(difference) = difference(&expected, &found) {
                trial.fault(format!("on a thread of its own: {difference}"));
            }
        }
        Err(why) => trial.fault(format!("made, used and ended on three threads: {why}")),
    }
}

fn elsewhere<T: Send>(call: impl FnOnce() -> Result<T, Why> + Send) -> Result<T, Why> {
    std::thread::scope(|scope| scope.spawn(call).join())
        .unwrap_or_else(|_| Err("the thread panicked".to_owned()))
}
