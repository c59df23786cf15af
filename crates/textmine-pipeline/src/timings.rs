//! How long each analyzer takes, measured where it is called.
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What the analyzers of a pipeline have taken so far, in the order in which they run.
#[derive(Debug)]
pub struct Timings {
    analyzers: Vec<Meter>,
}

/// What one analyzer has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalyzerTiming {
    /// Its name in the pipeline.
    pub name: String,
    /// The time of all its calls, whatever became of them, on all threads together.
    pub time: Duration,
    /// The documents on which it was run.
    pub documents: u64,
    /// The bytes of their texts.
    pub bytes: u64,
}

#[derive(Debug)]
pub(crate) struct Meter {
    name: String,
    nanoseconds: AtomicU64,
    documents: AtomicU64,
    bytes: AtomicU64,
}

impl Timings {
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let meter = |name: &str| Meter {
            name: name.to_owned(),
            nanoseconds: AtomicU64::new(0),
            documents: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        };
        Timings { analyzers: names.map(meter).collect() }
    }

    pub(crate) fn meter(&self, analyzer: usize) -> Option<&Meter> {
        self.analyzers.get(analyzer)
    }

    /// What was measured by now.
    pub fn analyzers(&self) -> Vec<AnalyzerTiming> {
        // Whoever reads has waited for the threads that count.
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let timing = |meter: &Meter| AnalyzerTiming {
            name: meter.name.clone(),
            time: Duration::from_nanos(read(&meter.nanoseconds)),
            documents: read(&meter.documents),
            bytes: read(&meter.bytes),
        };
        self.analyzers.iter().map(timing).collect()
    }
}

impl Meter {
    /// Measures one call on a text of so many bytes.
    pub(crate) fn measure<T>(&self, bytes: usize, call: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = call();
        let taken = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(taken, Ordering::Relaxed);
        self.documents.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        result
    }
}
