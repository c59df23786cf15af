//! Checks on time: that twice the text takes about twice as long, and how long that is.
use crate::texts::large::{self, MEGABYTE};
use crate::trial::{Trial, analyze};
use std::time::{Duration, Instant};
use textmine_core::Instance;

/// How much longer a text is than the one before it.
const STEP: usize = 4;
/// The first size, in bytes.
const SMALLEST: usize = 16_000;
/// Below this no growth is judged: another program may have had the processor.
const JUDGED: Duration = Duration::from_secs(1);
/// Four times the text takes a linear analyzer four times as long, and a quadratic one sixteen times.
const BLATANT: f64 = 10.0;

/// Seconds for one analysis of a text.
fn seconds(trial: &mut Trial<'_>, instance: &dyn Instance, text: &str) -> Option<f64> {
    let document = trial.document(text)?;
    let start = Instant::now();
    let analysis = trial.analysis(instance, &document)?;
    let seconds = start.elapsed().as_secs_f64();
    drop(analysis);
    Some(seconds)
}

/// Analyzes ever longer texts, up to `largest` bytes, and fails if time grows out of proportion.
fn growth(trial: &mut Trial<'_>, make: fn(usize) -> String, largest: usize) {
    let Some(instance) = trial.instance() else { return };
    let mut before: Option<(String, f64)> = None;
    let mut size = SMALLEST;
    while size <= largest {
        let text = make(size);
        let Some(mut here) = seconds(trial, instance.as_ref(), &text) else { break };
        let slow = here > JUDGED.as_secs_f64();
        if let Some((shorter, there)) = &mut before
            && slow
            && here / *there > BLATANT
        {
            // Once more, since a verdict must not depend on what else the machine does.
            let (Some(again), Some(shorter_again)) =
                (seconds(trial, instance.as_ref(), &text), seconds(trial, instance.as_ref(), shorter))
            else {
                break;
            };
            here = here.min(again);
            *there = there.max(shorter_again);
            if here > JUDGED.as_secs_f64() && here / *there > BLATANT {
                trial.fault(format!(
                    "time grows out of proportion: {} bytes take more than {BLATANT} times as long as {}",
                    text.len(),
                    shorter.len()
                ));
                trial.measure("growth of time for 4 times the text", here / *there, "times");
                break;
            }
        }
        trial.measure(&format!("{} kB", text.len() / 1000), here, "s");
        // A slow one is judged by its first two sizes.
        if slow && before.is_some() {
            break;
        }
        before = Some((text, here));
        size *= STEP;
    }
    trial.close(instance);
}

pub(crate) fn text(trial: &mut Trial<'_>) {
    growth(trial, large::paragraphs, 4_100_000);
}

pub(crate) fn names(trial: &mut Trial<'_>) {
    growth(trial, large::names, 4_100_000);
}

pub(crate) fn sentence(trial: &mut Trial<'_>) {
    /// Bytes of a word and what follows it.
    const WORD: usize = 6;
    growth(trial, |bytes| large::one_sentence(bytes / WORD), 1_100_000);
}

pub(crate) fn speed(trial: &mut Trial<'_>) {
    const RUNS: usize = 3;
    let text = large::paragraphs(MEGABYTE);
    let start = Instant::now();
    let Some(instance) = trial.instance() else { return };
    trial.measure("making an instance", start.elapsed().as_secs_f64(), "s");
    let Some(document) = trial.document(&text) else { return };
    let mut fastest = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        if let Err(why) = analyze(trial.plugin, instance.as_ref(), &document) {
            trial.fault(format!("1 MB of news: {why}"));
            break;
        }
        fastest = fastest.min(start.elapsed().as_secs_f64());
    }
    trial.measure("1 MB of news", fastest, "s");
    trial.measure("speed", text.len() as f64 / MEGABYTE as f64 / fastest, "MB/s");
    trial.close(instance);
}
