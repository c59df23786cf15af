//! Documents through the analyzers of a plan.
use crate::crew::{Crew, Pending};
use crate::timings::{Meter, Timings};
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::Arc;
use textmine_core::{Analysis, Description, DocumentBuf, Failure, Instance};

/// A document on its way in.
#[derive(Debug)]
pub struct Input {
    /// The document; layers that it has count as provided.
    pub document: DocumentBuf,
    /// What else came with it; goes to the report as it is.
    pub metadata: Map<String, Value>,
    /// What had to be mended to read it.
    pub problems: Vec<Problem>,
}

/// A document with everything that was found in it.
#[derive(Debug)]
pub struct Analyzed {
    /// The document with its layers: the given ones, then those of the analyzers in the order of the plan.
    pub document: DocumentBuf,
    /// Number of its layers that were given.
    pub given: usize,
    /// What else came with it.
    pub metadata: Map<String, Value>,
    /// The summaries, in the order of the plan.
    pub summaries: Vec<Summary>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// What an analyzer says of a document as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The analyzer's name in the pipeline.
    pub analyzer: String,
    /// The plugin that it comes from.
    pub plugin: String,
    /// JSON.
    pub json: String,
}

/// Something that went wrong with one document; everything else in its report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The analyzer's name in the pipeline; `None` if it was the input.
    pub analyzer: Option<String>,
    /// What kind of thing.
    pub kind: ProblemKind,
    /// What happened, for people.
    pub message: String,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The input had to be mended.
    Input,
    /// An analyzer returned an error.
    Failed,
    /// An analyzer panicked.
    Panicked,
    /// An analyzer handed over what can't be right.
    Contract,
    /// An analyzer took more than its limits allow.
    Limit,
    /// An analyzer did what its sandbox forbids.
    Denied,
    /// An analyzer's process ended in the middle of its work.
    Died,
    /// An analyzer did what it should not, and has a result all the same: it printed, for example.
    Remark,
    /// An analyzer was not run: it panicked earlier, or a layer that it requires is missing.
    Skipped,
}

impl ProblemKind {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            ProblemKind::Input => "input",
            ProblemKind::Failed => "failed",
            ProblemKind::Panicked => "panicked",
            ProblemKind::Contract => "contract",
            ProblemKind::Limit => "limit",
            ProblemKind::Denied => "denied",
            ProblemKind::Died => "died",
            ProblemKind::Remark => "remark",
            ProblemKind::Skipped => "skipped",
        }
    }
}

impl ProblemKind {
    /// True for what a sound analyzer does on no document: it panicked, died, took too much, or broke a rule.
    pub fn is_fault(self) -> bool {
        use ProblemKind::{Contract, Denied, Died, Limit, Panicked};
        matches!(self, Panicked | Contract | Limit | Denied | Died)
    }
}

impl Problem {
    fn new(analyzer: &str, failure: &Failure) -> Self {
        let kind = match failure {
            Failure::Refused { .. } => ProblemKind::Failed,
            Failure::Panicked { .. } => ProblemKind::Panicked,
            Failure::Poisoned => ProblemKind::Skipped,
            Failure::Contract { .. } => ProblemKind::Contract,
            Failure::Limit { .. } => ProblemKind::Limit,
            Failure::Denied { .. } => ProblemKind::Denied,
            Failure::Died { .. } => ProblemKind::Died,
        };
        Problem { analyzer: Some(analyzer.to_owned()), kind, message: failure.to_string() }
    }
}

/// One analyzer, made.
pub(crate) struct Stage {
    pub(crate) name: String,
    pub(crate) description: Description,
    /// The failure is that of making it.
    pub(crate) instance: Result<Box<dyn Instance>, Failure>,
}

/// Analyzers, made and in order.
pub struct Pipeline {
    stages: Vec<Stage>,
    timings: Option<Arc<Timings>>,
}

impl Pipeline {
    pub(crate) fn new(stages: Vec<Stage>) -> Self {
        Pipeline { stages, timings: None }
    }

    /// Has each analyzer's time measured from now on. Without it no clock is read.
    pub fn measure(&mut self) -> Arc<Timings> {
        let timings = Arc::new(Timings::new(self.stages.iter().map(|stage| stage.name.as_str())));
        self.timings = Some(Arc::clone(&timings));
        timings
    }

    /// What went wrong while the analyzers were made.
    pub fn problems(&self) -> Vec<Problem> {
        let failed = |stage: &Stage| Some(Problem::new(&stage.name, stage.instance.as_ref().err()?));
        self.stages.iter().filter_map(failed).collect()
    }

    /// Analyzes one document. A failing analyzer costs its own result and those of the analyzers that require it.
    pub fn analyze(&self, input: Input) -> Analyzed {
        let Input { document, metadata, problems } = input;
        let given = document.layers().len();
        let mut out = Analyzed { document, given, metadata, summaries: Vec::new(), problems };
        for (at, stage) in self.stages.iter().enumerate() {
            let meter = self.timings.as_ref().and_then(|timings| timings.meter(at));
            match stage.analyze(&out.document, meter) {
                Ok(Some(analysis)) => {
                    out.problems.extend(analysis.remarks.into_iter().map(|message| Problem {
                        analyzer: Some(stage.name.clone()),
                        kind: ProblemKind::Remark,
                        message,
                    }));
                    for layer in analysis.layers {
                        if !has_layer(&out.document, layer.name()) {
                            out.document.push_layer(layer);
                        }
                    }
                    if !matches!(analysis.summary.as_str(), "" | "null") {
                        out.summaries.push(Summary {
                            analyzer: stage.name.clone(),
                            plugin: stage.description.name.clone(),
                            json: analysis.summary,
                        });
                    }
                }
                Ok(None) => {}
                Err(problem) => out.problems.push(problem),
            }
        }
        out
    }

    /// Ends the analyzers; what fails meanwhile is returned.
    pub fn close(self) -> Vec<Problem> {
        let close = |stage: Stage| {
            let failure = stage.instance.ok()?.close().err()?;
            let mut problem = Problem::new(&stage.name, &failure);
            problem.message.push_str(" (while it was ended, after the last document)");
            Some(problem)
        };
        self.stages.into_iter().filter_map(close).collect()
    }

    /// Analyzes documents as they come, on so many threads; the reports keep the order of the documents. Problems of ending the
    /// analyzers go to the last document's report, which is therefore held back until the input has ended.
    pub fn run<I, E>(self, inputs: I, threads: NonZeroUsize) -> Run<I, E>
    where
        I: Iterator<Item = Result<Input, E>>,
    {
        let crew = Crew::new(self, threads);
        Run { crew: Some(crew), inputs, held: VecDeque::new(), unattached: Vec::new() }
    }
}

impl Stage {
    /// `None` if the document brings all that the analyzer would provide.
    fn analyze(&self, document: &DocumentBuf, meter: Option<&Meter>) -> Result<Option<Analysis>, Problem> {
        let provides = &self.description.provides;
        if !provides.is_empty() && provides.iter().all(|layer| has_layer(document, layer)) {
            return Ok(None);
        }
        let instance = self.instance.as_ref().map_err(|failure| Problem::new(&self.name, failure))?;
        if let Some(missing) = self.description.requires.iter().find(|layer| !has_layer(document, layer)) {
            return Err(Problem {
                analyzer: Some(self.name.clone()),
                kind: ProblemKind::Skipped,
                message: format!("not run: the document has no layer `{missing}`"),
            });
        }
        let view = document.view();
        let result = match meter {
            Some(meter) => meter.measure(view.text().len(), || instance.analyze(&view)),
            None => instance.analyze(&view),
        };
        result.map(Some).map_err(|failure| Problem::new(&self.name, &failure))
    }
}

fn has_layer(document: &DocumentBuf, name: &str) -> bool {
    document.layers().iter().any(|layer| layer.name() == name)
}

/// Analyzed documents as they come; see [`Pipeline::run`].
pub struct Run<I, E> {
    /// `None` once the input has ended.
    crew: Option<Crew>,
    inputs: I,
    /// Documents that are being analyzed or wait for their turn, and the errors between them.
    held: VecDeque<Result<Pending, E>>,
    unattached: Vec<Problem>,
}

impl<I, E> Run<I, E> {
    /// Problems of ending the analyzers that no report could take, because there was no document.
    pub fn unattached(&self) -> &[Problem] {
        &self.unattached
    }
}

impl<I, E> Iterator for Run<I, E>
where
    I: Iterator<Item = Result<Input, E>>,
{
    type Item = Result<Analyzed, E>;

    fn next(&mut self) -> Option<Self::Item> {
        // What is held goes out in order as soon as enough stands behind it.
        while let Some(crew) = &mut self.crew {
            let documents = self.held.iter().filter(|item| item.is_ok()).count();
            if documents > crew.capacity() || matches!(self.held.front(), Some(Err(_))) {
                break;
            }
            match self.inputs.next() {
                Some(input) => self.held.push_back(input.map(|input| crew.analyze(input))),
                None => {
                    let last = self.held.iter_mut().rev().find_map(|item| item.as_mut().ok());
                    let last = last.map(Pending::wait);
                    let problems = self.crew.take().map(Crew::close).unwrap_or_default();
                    match last {
                        Some(last) => last.problems.extend(problems),
                        None => self.unattached = problems,
                    }
                }
            }
        }
        self.held.pop_front().map(|item| item.map(Pending::into_inner))
    }
}
