//! The tests of one pipeline, run.
use crate::folder::file_name;
use crate::{CaseFile, CaseFolder, CaseFormat, Change, Fault, Test, Verdict, compare, golden, judge};
use serde_json::Map;
use std::fs;
use std::io;
use std::path::Path;
use textmine_core::DocumentBuf;
use textmine_pipeline::{Analyzed, CaseConfig, CaseKind, Expectation, Input, Pipeline};

/// Runs all tests of a pipeline: its cases, then its expectations; then ends it. `source` is the pipeline's, and `read` reads
/// the documents of cases that are not in TOML.
pub fn run(
    pipeline: Pipeline,
    folder: &CaseFolder,
    expectations: &[Expectation],
    source: &str,
    read: &dyn Fn(&Path) -> Result<Vec<Input>, Fault>,
) -> Vec<Test> {
    let test = |name: String, verdict| Test { name, line: None, verdict };
    let mut tests = Vec::new();
    for case in &folder.cases {
        let inputs = match case.format {
            CaseFormat::Toml => of_toml(case).map(|input| vec![input]),
            CaseFormat::Text | CaseFormat::Lines => read(&case.path),
        };
        let verdict = match inputs {
            Ok(inputs) => {
                let analyzed: Vec<Analyzed> =
                    inputs.into_iter().map(|input| pipeline.analyze(input)).collect();
                compare(case, golden(&analyzed, case.format == CaseFormat::Lines))
            }
            Err(fault) => Verdict::Failed(fault),
        };
        tests.push(test(case.name(), verdict));
    }
    for golden in &folder.left_over {
        tests.push(test(file_name(golden), Verdict::Failed(Fault::LeftOver { golden: golden.clone() })));
    }
    for (path, why) in &folder.strangers {
        let fault = Fault::Unreadable { message: why.clone(), help: None };
        tests.push(test(file_name(path), Verdict::Failed(fault)));
    }
    for (index, expectation) in expectations.iter().enumerate() {
        tests.push(Test {
            name: expectation.name.clone().unwrap_or_else(|| format!("expectation {}", index + 1)),
            line: Some(1 + source[..expectation.span.start].matches('\n').count()),
            verdict: expected(expectation, &pipeline),
        });
    }
    let problems: Vec<String> = pipeline.close().into_iter().map(|problem| problem.message).collect();
    if !problems.is_empty() {
        let verdict = Verdict::Failed(Fault::Closing(problems));
        tests.push(test("the end of the analyzers".to_owned(), verdict));
    }
    tests
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
