//! Checks that a document's analysis depends on the document alone: not on what ran before, beside it, or where.
use crate::compare::difference;
use crate::texts::random::Random;
use crate::trial::{Trial, analyze};
use crate::{shown, texts};
use std::sync::Mutex;
use textmine_core::{Analysis, DocumentBuf, Instance, Plugin};

/// Threads at once.
const THREADS: usize = 4;
/// How often each thread analyzes every document.
const ROUNDS: usize = 50;

/// A document and what must come of it, every time.
struct Expected {
    document: DocumentBuf,
    analysis: Analysis,
}

/// Documents of many kinds, each analyzed by an instance that saw nothing else.
fn expected(trial: &mut Trial<'_>) -> Option<Vec<Expected>> {
    let mut texts = texts::news::several();
    texts.push(texts::odd::everything());
    texts.push(Random::new(2).mixture(200));
    let mut all = Vec::new();
    for text in texts {
        let document = trial.document(&text)?;
        let analysis = trial.fresh_analysis(&document)?;
        all.push(Expected { document, analysis });
    }
    Some(all)
}

/// What is wrong with one more analysis, if anything is.
fn deviation(plugin: &dyn Plugin, instance: &dyn Instance, expected: &Expected) -> Option<String> {
    let text = shown::text(expected.document.text());
    match analyze(plugin, instance, &expected.document) {
        Ok(found) => difference(&expected.analysis, &found).map(|difference| format!("{text}: {difference}")),
        Err(why) => Some(format!("{text}: {why}")),
    }
}

pub(crate) fn same_again(trial: &mut Trial<'_>) {
    let Some(all) = expected(trial) else { return };
    for expected in &all {
        let Some(instance) = trial.instance() else { return };
        for _ in 0..3 {
            if let Some(deviation) = deviation(trial.plugin, instance.as_ref(), expected) {
                trial.fault(deviation);
                break;
            }
        }
        trial.close(instance);
    }
}

pub(crate) fn other_instance(trial: &mut Trial<'_>) {
    let Some(all) = expected(trial) else { return };
    for _ in 0..3 {
        for expected in &all {
            let Some(found) = trial.fresh_analysis(&expected.document) else { return };
            if let Some(difference) = difference(&expected.analysis, &found) {
                trial.fault(format!("{}: {difference}", shown::text(expected.document.text())));
            }
        }
    }
}

/// One instance through all documents in several orders, so that every one follows many others.
pub(crate) fn state(trial: &mut Trial<'_>) {
    let Some(all) = expected(trial) else { return };
    let Some(instance) = trial.instance() else { return };
    let forth = 0..all.len();
    // Every document, then one after it, then the same again.
    let returns = forth.clone().flat_map(|i| [i, (i + 1) % all.len(), i, (i + 3) % all.len(), i]);
    let order: Vec<usize> = forth.clone().chain(forth.rev()).chain(returns).collect();
    for index in order {
        if let Some(deviation) = deviation(trial.plugin, instance.as_ref(), &all[index]) {
            trial.fault(format!("{deviation} (after other documents)"));
            if trial.has_enough_faults() {
                break;
            }
        }
    }
    trial.close(instance);
}

pub(crate) fn threads(trial: &mut Trial<'_>) {
    let Some(all) = expected(trial) else { return };
    let Some(instance) = trial.instance() else { return };
    let (plugin, shared) = (trial.plugin, instance.as_ref());
    // An analyzer that does not declare overlapping calls gets its calls from many threads, but one at a time.
    let turn = (!trial.concurrent).then(|| Mutex::new(()));
    let run = |thread: usize| {
        for round in 0..ROUNDS {
            for step in 0..all.len() {
                // Every thread and round has an order of its own, so that each document runs beside every other.
                let index = (step * (thread + 1) + thread * 3 + round) % all.len();
                let _turn = turn.as_ref().map(Mutex::lock);
                if let Some(deviation) = deviation(plugin, shared, &all[index]) {
                    return Some(deviation);
                }
            }
        }
        None
    };
    let run = &run;
    let deviations: Vec<Option<String>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || run(thread))).collect();
        threads
            .into_iter()
            .map(|t| t.join().unwrap_or_else(|_| Some("the thread panicked".to_owned())))
            .collect()
    });
    for deviation in deviations.into_iter().flatten() {
        let how =
            if trial.concurrent { "calls overlap" } else { "calls come from several threads, one at a time" };
        trial.fault(format!("when {how}: {deviation}"));
    }
    trial.close(instance);
}
