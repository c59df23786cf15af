//! One run of a check: calls the analyzer so that nothing it does gets out, and keeps what was found.
use crate::outcome::{Measure, Outcome, Verdict};
use crate::{sample, shown};
use serde_json::{Value, json};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use textmine_core::{Analysis, DocumentBuf, Failure, Instance, Plugin};

/// Faults that are told one by one; of more, only the number is.
const SHOWN_FAULTS: usize = 5;

/// One run of a check.
pub(crate) struct Trial<'p> {
    pub(crate) plugin: &'p dyn Plugin,
    /// True if calls of one instance may overlap.
    pub(crate) concurrent: bool,
    faults: usize,
    skipped: bool,
    details: Vec<String>,
    measures: Vec<Measure>,
}

/// Why there is no analysis: one printable line.
pub(crate) type Why = String;

impl<'p> Trial<'p> {
    pub(crate) fn new(plugin: &'p dyn Plugin, concurrent: bool) -> Self {
        Trial { plugin, concurrent, faults: 0, skipped: false, details: Vec::new(), measures: Vec::new() }
    }

    /// Makes the check fail.
    pub(crate) fn fault(&mut self, detail: String) {
        if self.faults == 0 {
            // Notes are for what passes.
            self.details.clear();
        }
        self.faults += 1;
        if self.faults <= SHOWN_FAULTS {
            self.details.push(detail);
        }
    }

    /// Says something that is no fault.
    pub(crate) fn note(&mut self, detail: String) {
        if self.faults == 0 {
            self.details.push(detail);
        }
    }

    /// True if `fault` would only count.
    pub(crate) fn has_enough_faults(&self) -> bool {
        self.faults >= SHOWN_FAULTS
    }

    /// Says that the check is about something that this analyzer doesn't have.
    pub(crate) fn skip(&mut self, why: &str) {
        self.skipped = true;
        self.note(why.to_owned());
    }

    pub(crate) fn measure(&mut self, name: &str, value: f64, unit: &str) {
        if value.is_finite() {
            self.measures.push(Measure { name: name.to_owned(), value, unit: unit.to_owned() });
        }
    }

    pub(crate) fn finish(mut self) -> Outcome {
        if let Some(more @ 1..) = self.faults.checked_sub(SHOWN_FAULTS) {
            self.details.push(format!("and {more} more"));
        }
        let verdict = match (self.faults, self.skipped) {
            (1.., _) => Verdict::Failed,
            (0, true) => Verdict::Skipped,
            (0, false) => Verdict::Passed,
        };
        Outcome { verdict, details: self.details, measures: self.measures }
    }

    /// An instance with default options; a fault if there is none.
    pub(crate) fn instance(&mut self) -> Option<Box<dyn Instance>> {
        match create(self.plugin, &json!({})) {
            Ok(instance) => Some(instance),
            Err(refusal) => {
                self.fault(format!("can't be made with default options: {}", why(&refusal)));
                None
            }
        }
    }

    /// Ends an instance; a fault if that fails.
    pub(crate) fn close(&mut self, instance: Box<dyn Instance>) {
        if let Err(why) = close(instance) {
            self.fault(format!("closing: {why}"));
        }
    }

    /// `text` with the layers that the analyzer reads.
    pub(crate) fn document(&mut self, text: &str) -> Option<DocumentBuf> {
        match sample::document(text, self.plugin.description()) {
            Ok(document) => Some(document),
            Err(too_long) => {
                self.fault(too_long.to_string());
                None
            }
        }
    }

    /// An analysis by `instance`; a fault if there is none.
    pub(crate) fn analysis(&mut self, instance: &dyn Instance, document: &DocumentBuf) -> Option<Analysis> {
        match analyze(self.plugin, instance, document) {
            Ok(analysis) => Some(analysis),
            Err(why) => {
                self.fault(format!("{}: {why}", shown::text(document.text())));
                None
            }
        }
    }

    /// What an instance of its own makes of a document; a fault if there is nothing.
    pub(crate) fn fresh_analysis(&mut self, document: &DocumentBuf) -> Option<Analysis> {
        let instance = self.instance()?;
        let analysis = self.analysis(instance.as_ref(), document);
        self.close(instance);
        analysis
    }
}

/// Makes an instance; a panic is a failure.
pub(crate) fn create(plugin: &dyn Plugin, options: &Value) -> Result<Box<dyn Instance>, Failure> {
    guard(|| plugin.create(options))
}

/// Ends an instance.
pub(crate) fn close(instance: Box<dyn Instance>) -> Result<(), Why> {
    guard(|| instance.close()).map_err(|failure| why(&failure))
}

/// Analyzes a document and checks that what comes back keeps to the contract.
pub(crate) fn analyze(
    plugin: &dyn Plugin,
    instance: &dyn Instance,
    document: &DocumentBuf,
) -> Result<Analysis, Why> {
    let analysis = attempt(instance, document).map_err(|failure| why(&failure))?;
    crate::results::first_flaw(&analysis, document.text(), plugin.description()).map_or(Ok(analysis), Err)
}

/// Analyzes a document; a panic is a failure.
pub(crate) fn attempt(instance: &dyn Instance, document: &DocumentBuf) -> Result<Analysis, Failure> {
    guard(|| instance.analyze(&document.view()))
}

/// What a failure says, on one printable line.
pub(crate) fn why(failure: &Failure) -> Why {
    match failure {
        Failure::Refused { message, .. } if message.trim().is_empty() => {
            "refused without a reason".to_owned()
        }
        Failure::Refused { message, .. } => format!("refused: {}", shown::message(message)),
        other => shown::message(&other.to_string()),
    }
}

/// What an analyzer that is linked in panicked with.
pub(crate) fn panic_message(payload: Box<dyn Any + Send>) -> String {
    let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(message), _) => shown::message(message),
        (_, Some(message)) => shown::message(message),
        _ => "with something that is no message".to_owned(),
    };
    // It is the analyzer's, and dropping it may panic again.
    std::mem::forget(payload);
    message
}

fn guard<T>(call: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|payload| Err(Failure::Panicked { message: panic_message(payload) }))
}
