//! The tests of one pipeline, run.
use crate::folder::file_name;
use crate::{CaseFile, CaseFolder, CaseFormat, Change, Fault, Test, Verdict, compare, golden, judge};
use serde_json::Map;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use textmine_core::DocumentBuf;
use textmine_pipeline::{Analyzed, CaseConfig, CaseKind, Expectation, Input, Pipeline};

/// The tests of one pipeline.
pub struct Suite<'a> {
    tests: Vec<(String, Subject<'a>)>,
    /// The pipeline's source, for lines.
    source: &'a str,
}

/// Reads the documents of a case that is not in TOML.
pub type Read<'r> = &'r (dyn Fn(&Path) -> Result<Vec<Input>, Fault> + Sync);

/// What a test looks at.
enum Subject<'a> {
    Case(&'a CaseFile),
    LeftOver(&'a Path),
    Stranger(&'a str),
    Expectation(&'a Expectation),
}

impl<'a> Suite<'a> {
    /// The cases, then the expectations of the pipeline with this source.
    pub fn new(folder: &'a CaseFolder, expectations: &'a [Expectation], source: &'a str) -> Self {
        let cases = folder.cases.iter().map(|case| (case.name(), Subject::Case(case)));
        let left_over = folder.left_over.iter().map(|golden| (file_name(golden), Subject::LeftOver(golden)));
        let strangers = folder.strangers.iter().map(|(path, why)| (file_name(path), Subject::Stranger(why)));
        let expectations = expectations.iter().enumerate().map(|(index, expectation)| {
            let name = expectation.name.clone().unwrap_or_else(|| format!("expectation {}", index + 1));
            (name, Subject::Expectation(expectation))
        });
        let tests = cases.chain(left_over).chain(strangers).chain(expectations).collect();
        Suite { tests, source }
    }

    /// What the tests are called, in the order in which they are told.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tests.iter().map(|(name, _)| name.as_str())
    }

    /// Leaves out all tests but those that have one of these parts in their names, and returns how many are left out.
    pub fn keep_only(&mut self, parts: &[String]) -> usize {
        let before = self.tests.len();
        self.tests.retain(|(name, _)| parts.iter().any(|part| name.contains(part)));
        before - self.tests.len()
    }

    /// Runs the tests, shared by so many threads, then ends the pipeline. The order is that of the names, whatever the number of
    /// threads.
    ///
    /// # Panics
    /// If an analyzer that is linked in has panicked; the panics of plugins are contained.
    pub fn run(&self, pipeline: Pipeline, threads: NonZeroUsize, read: Read<'_>) -> Vec<Test> {
        let next = AtomicUsize::new(0);
        let work = || {
            let next = || {
                let index = next.fetch_add(1, Ordering::Relaxed);
                Some((index, self.test(self.tests.get(index)?, &pipeline, read)))
            };
            std::iter::from_fn(next).collect::<Vec<_>>()
        };
        let mut done = std::thread::scope(|scope| {
            // Where the system has no more threads, fewer do the work; this one always does.
            let helper = |_| std::thread::Builder::new().spawn_scoped(scope, work).ok();
            let helpers: Vec<_> = (1..threads.get().min(self.tests.len())).map_while(helper).collect();
            let mut done = work();
            for helper in helpers {
                done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_by_key(|(index, _)| *index);
        let mut tests: Vec<Test> = done.into_iter().map(|(_, test)| test).collect();
        let problems: Vec<String> = pipeline.close().into_iter().map(|problem| problem.message).collect();
        if !problems.is_empty() {
            let verdict = Verdict::Failed(Fault::Closing(problems));
            tests.push(Test { name: "the end of the analyzers".to_owned(), line: None, verdict });
        }
        tests
    }

    fn test(&self, (name, subject): &(String, Subject<'_>), pipeline: &Pipeline, read: Read<'_>) -> Test {
        let line = |at: usize| 1 + self.source[..at].matches('\n').count();
        let (line, verdict) = match subject {
            Subject::Case(case) => (None, compared(case, pipeline, read)),
            Subject::LeftOver(golden) => {
                (None, Verdict::Failed(Fault::LeftOver { golden: golden.to_path_buf() }))
            }
            Subject::Stranger(why) => {
                (None, Verdict::Failed(Fault::Unreadable { message: (*why).to_owned(), help: None }))
            }
            Subject::Expectation(expectation) => {
                (Some(line(expectation.span.start)), expected(expectation, pipeline))
            }
        };
        Test { name: name.clone(), line, verdict }
    }
}

fn compared(case: &CaseFile, pipeline: &Pipeline, read: Read<'_>) -> Verdict {
    let inputs = match case.format {
        CaseFormat::Toml => of_toml(case).map(|input| vec![input]),
        CaseFormat::Text | CaseFormat::Lines => read(&case.path),
    };
    match inputs {
        Ok(inputs) => {
            let analyzed: Vec<Analyzed> = inputs.into_iter().map(|input| pipeline.analyze(input)).collect();
            compare(case, golden(&analyzed, case.format == CaseFormat::Lines))
        }
        Err(fault) => Verdict::Failed(fault),
    }
}

/// Makes what was found the golden files: `write` writes those that are new or differ, those without a case are removed.
pub fn accept(tests: Vec<Test>, write: &dyn Fn(&Path, &[u8]) -> io::Result<()>) -> Vec<Test> {
    tests.into_iter().map(|test| Test { verdict: accepted(test.verdict, write), ..test }).collect()
}

fn accepted(verdict: Verdict, write: &dyn Fn(&Path, &[u8]) -> io::Result<()>) -> Verdict {
    let (golden, change, done) = match verdict {
        Verdict::Failed(Fault::NoGolden { golden, found }) => {
            let done = write(&golden, found.as_bytes());
            (golden, Change::New, done)
        }
        Verdict::Failed(Fault::Differs { golden, found, .. }) => {
            let done = write(&golden, found.as_bytes());
            (golden, Change::Changed, done)
        }
        Verdict::Failed(Fault::LeftOver { golden }) => {
            let done = fs::remove_file(&golden);
            (golden, Change::Removed, done)
        }
        other => return other,
    };
    match done {
        Ok(()) => Verdict::Accepted(change, golden),
        Err(error) => {
            let message = match change {
                Change::Removed => format!("can't remove {}: {error}", golden.display()),
                _ => format!("can't write {}: {error}", golden.display()),
            };
            Verdict::Failed(Fault::Unreadable { message, help: None })
        }
    }
}

fn of_toml(case: &CaseFile) -> Result<Input, Fault> {
    let file = case.path.display().to_string();
    let cannot = |why: String| Fault::Unreadable { message: format!("can't read {file}: {why}"), help: None };
    let source = fs::read_to_string(&case.path).map_err(|error| cannot(error.to_string()))?;
    match CaseConfig::parse(&source, CaseKind::Pipeline) {
        Ok(config) => {
            let document = DocumentBuf::new(case.name(), config.text.value);
            let mut document = document.map_err(|error| cannot(error.to_string()))?;
            config.given.into_iter().for_each(|layer| document.push_layer(layer));
            Ok(input(document))
        }
        Err(diagnostics) => Err(Fault::Mistakes { file, source, diagnostics }),
    }
}

fn expected(expectation: &Expectation, pipeline: &Pipeline) -> Verdict {
    let mut document = match DocumentBuf::new("expectation", expectation.text.value.as_str()) {
        Ok(document) => document,
        Err(error) => {
            return Verdict::Failed(Fault::Unreadable { message: error.to_string(), help: None });
        }
    };
    expectation.given.iter().for_each(|layer| document.push_layer(layer.clone()));
    match judge(expectation, &pipeline.analyze(input(document))) {
        unmet if unmet.is_empty() => Verdict::Passed,
        unmet => Verdict::Failed(Fault::Unmet(unmet)),
    }
}

fn input(document: DocumentBuf) -> Input {
    Input { document, metadata: Map::new(), problems: Vec::new() }
}
