//! What a run has taken, stage by stage: `--timings`.
use crate::cli::TimingsFormat;
use serde_json::{Value, json};
use std::cell::Cell;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::rc::Rc;
use std::time::{Duration, Instant};
use textmine_pipeline::{Analyzed, Timings};

/// Adds up the time of calls; one that is off does nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stopwatch(Option<Rc<Cell<Duration>>>);

impl Stopwatch {
    pub(crate) fn new(on: bool) -> Self {
        Stopwatch(on.then(Rc::default))
    }

    pub(crate) fn measure<T>(&self, call: impl FnOnce() -> T) -> T {
        let Some(sum) = &self.0 else { return call() };
        let start = Instant::now();
        let result = call();
        sum.set(sum.get() + start.elapsed());
        result
    }

    fn time(&self) -> Duration {
        self.0.as_ref().map_or(Duration::ZERO, |sum| sum.get())
    }
}

/// The stopwatches of one run.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    /// Finding, opening and making the analyzers.
    pub(crate) starting: Stopwatch,
    /// Taking documents from the input, their segmentation included.
    pub(crate) input: Stopwatch,
    pub(crate) segmentation: Stopwatch,
    pub(crate) report: Stopwatch,
    documents: u64,
    bytes: u64,
}

/// A row of the table.
struct Stage {
    name: String,
    kind: &'static str,
    time: Duration,
    /// Documents and bytes that it had; `None` for what is done once.
    amount: Option<(u64, u64)>,
}

impl Clock {
    pub(crate) fn new(on: bool) -> Self {
        let stopwatch = || Stopwatch::new(on);
        Clock {
            start: Instant::now(),
            starting: stopwatch(),
            input: stopwatch(),
            segmentation: stopwatch(),
            report: stopwatch(),
            documents: 0,
            bytes: 0,
        }
    }

    /// Counts a document that was reported.
    pub(crate) fn count(&mut self, analyzed: &Analyzed) {
        self.documents += 1;
        self.bytes += analyzed.document.text().len() as u64;
    }

    /// The times of the run, for standard error.
    pub(crate) fn shown(&self, timings: &Timings, threads: NonZeroUsize, format: TimingsFormat) -> String {
        let wall = self.start.elapsed();
        let all = Some((self.documents, self.bytes));
        let stage = |name: &str, kind, time, amount| Stage { name: name.to_owned(), kind, time, amount };
        let segmentation = self.segmentation.time();
        let mut stages = vec![
            stage("start", "start", self.starting.time(), None),
            stage("reading", "input", self.input.time().saturating_sub(segmentation), all),
            stage("segmentation", "input", segmentation, all),
        ];
        stages.extend(timings.analyzers().into_iter().map(|analyzer| Stage {
            name: analyzer.name,
            kind: "analyzer",
            time: analyzer.time,
            amount: Some((analyzer.documents, analyzer.bytes)),
        }));
        stages.push(stage("report", "report", self.report.time(), all));
        match format {
            TimingsFormat::Text => self.table(&stages, wall, threads),
            TimingsFormat::Json => self.json(&stages, wall, threads).to_string() + "\n",
        }
    }

    fn table(&self, stages: &[Stage], wall: Duration, threads: NonZeroUsize) -> String {
        let sum: Duration = stages.iter().map(|stage| stage.time).sum();
        let widest = stages.iter().map(|stage| stage.name.chars().count()).max().unwrap_or_default();
        let on = if threads.get() == 1 { "1 thread".to_owned() } else { format!("{threads} threads") };
        let documents = if self.documents == 1 { "document" } else { "documents" };
        let amount = match self.bytes {
            1 => "1 byte".to_owned(),
            0..1000 => format!("{} bytes", self.bytes),
            bytes => format!("{:.3} MB", bytes as f64 / 1e6),
        };
        let mut out = format!(
            "timings: {} {documents}, {amount} in {:.3} s on {on}; times of all threads together\n",
            self.documents,
            wall.as_secs_f64()
        );
        _ = writeln!(
            out,
            "  {:widest$} {:>11} {:>7} {:>13} {:>9}",
            "", "time", "share", "documents/s", "MB/s"
        );
        for stage in stages {
            let (time, share) = (milliseconds(stage.time), share(stage.time, sum) * 100.0);
            _ = write!(out, "  {:widest$} {time:>11} {share:>6.1}%", stage.name);
            if let Some((documents, bytes)) = stage.amount.and_then(|amount| rates(amount, stage.time)) {
                _ = write!(out, " {documents:>13.1} {:>9.2}", bytes / 1e6);
            }
            out.push('\n');
        }
        out
    }

    fn json(&self, stages: &[Stage], wall: Duration, threads: NonZeroUsize) -> Value {
        let sum: Duration = stages.iter().map(|stage| stage.time).sum();
        let shown = |stage: &Stage| {
            let mut row = json!({
                "name": stage.name,
                "kind": stage.kind,
                "seconds": stage.time.as_secs_f64(),
                "share": share(stage.time, sum),
            });
            if let Some((documents, bytes)) = stage.amount {
                row["documents"] = documents.into();
                row["bytes"] = bytes.into();
            }
            if let Some((documents, bytes)) = stage.amount.and_then(|amount| rates(amount, stage.time)) {
                row["documents_per_second"] = documents.into();
                row["bytes_per_second"] = bytes.into();
            }
            row
        };
        json!({
            "schema": "textmine.timings/1",
            "documents": self.documents,
            "bytes": self.bytes,
            "threads": threads,
            "seconds": wall.as_secs_f64(),
            "stages": stages.iter().map(shown).collect::<Vec<_>>(),
        })
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn share(time: Duration, sum: Duration) -> f64 {
    if sum.is_zero() { 0.0 } else { time.as_secs_f64() / sum.as_secs_f64() }
}

/// Documents and bytes per second; `None` where nothing was measured.
fn rates((documents, bytes): (u64, u64), time: Duration) -> Option<(f64, f64)> {
    let seconds = time.as_secs_f64();
    (documents > 0 && seconds > 0.0).then(|| (documents as f64 / seconds, bytes as f64 / seconds))
}
