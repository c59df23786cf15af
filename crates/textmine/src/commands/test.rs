//! `textmine test`: pipelines over their cases and expectations.
use crate::Outcome;
use crate::cli::{PipelineArgs, TestArgs};
use crate::diagnostics::Messages;
use crate::input::{InputError, Inputs};
use crate::pipeline_file::{PipelineFile, Told};
use crate::whole_file;
use serde_json::Map;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use textmine_core::DocumentBuf;
use textmine_golden::{
    CaseFile, CaseFolder, CaseFormat, Change, Fault, Results, Shown, Tally, Test, Verdict, compare, golden,
    judge, testable, write_junit,
};
use textmine_pipeline::{Analyzed, CaseConfig, CaseKind, Expectation, Input, Pipeline};

pub(crate) fn test(args: &TestArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok(pipelines) = pipelines(args, messages) else { return Ok(Outcome::Refused) };
    let shown = Shown { coloured: messages.colour_output(), diff: args.diff };
    let mut all = Vec::new();
    let mut out = io::stdout().lock();
    for path in &pipelines {
        let results = match one(path, args, messages) {
            Ok(results) => results,
            Err(Told) => {
                all.push(refused(path));
                continue;
            }
        };
        out.write_all(shown.results(&results).as_bytes())?;
        out.flush()?;
        all.push(results);
    }
    let tally = all.iter().map(Results::tally).fold(Tally::default(), |sum, tally| sum + tally);
    let refused = all.iter().filter(|results| results.refused).count();
    let acceptable = !args.accept && all.iter().any(Results::acceptable);
    summary(&mut out, tally, refused, all.len())?;
    if acceptable {
        let diff = if args.diff { "" } else { "`--diff` shows what differs; " };
        writeln!(out, "{diff}`--accept` makes what is found the golden files")?;
    }
    if let Some(path) = &args.junit {
        let mut xml = Vec::new();
        write_junit(&mut xml, &all)?;
        if let Err(error) = whole_file::write(path, &xml) {
            messages.error(&format!("can't write {}: {error}", path.display()), None);
            return Ok(Outcome::Refused);
        }
    }
    Ok(match (refused, tally.failed) {
        (1.., _) => Outcome::Refused,
        (0, 1..) => Outcome::SomeFailed,
        (0, 0) => Outcome::Fine,
    })
}

fn refused(path: &Path) -> Results {
    Results { pipeline: path.display().to_string(), source: String::new(), tests: Vec::new(), refused: true }
}

fn summary(out: &mut impl Write, tally: Tally, refused: usize, pipelines: usize) -> io::Result<()> {
    if pipelines > 1 {
        writeln!(out, "\n{pipelines} pipelines: {tally}")?;
    }
    match refused {
        0 => Ok(()),
        1 => writeln!(out, "1 pipeline can't be tested"),
        n => writeln!(out, "{n} pipelines can't be tested"),
    }
}

/// The pipelines that are named, those of the folders that are, or those of the current folder.
fn pipelines(args: &TestArgs, messages: &Messages) -> Result<Vec<PathBuf>, Told> {
    const HELP: &str = "name pipelines, or folders that have pipelines with cases or expectations";
    let mut all = Vec::new();
    let here = [PathBuf::new()];
    let named: &[PathBuf] = if args.pipelines.is_empty() { &here } else { &args.pipelines };
    for path in named {
        if !path.as_os_str().is_empty() && !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let name =
            if path.as_os_str().is_empty() { "this folder".to_owned() } else { path.display().to_string() };
        match testable(path) {
            Ok(found) if found.is_empty() => {
                messages.error(&format!("{name} has no pipeline with cases or expectations"), Some(HELP));
                return Err(Told);
            }
            Ok(found) => all.extend(found),
            Err(error) => {
                messages.error(&format!("can't read {name}: {error}"), Some(HELP));
                return Err(Told);
            }
        }
    }
    Ok(all)
}

fn one(path: &Path, args: &TestArgs, messages: &Messages) -> Result<Results, Told> {
    let file = PipelineFile::read(Some(path), messages)?;
    let held = PipelineArgs { config: Some(path.to_owned()), isolate: args.isolate, locked: args.locked };
    let mut plan = file.plan(&held, &args.common, messages)?;
    let expectations = std::mem::take(&mut plan.expectations);
    let folder = CaseFolder::beside(path).map_err(|error| {
        let folder = CaseFolder::of(path).display().to_string();
        messages.error(&format!("can't read the folder of cases {folder}: {error}"), None);
        Told
    })?;
    if folder.is_empty() && expectations.is_empty() {
        let help = format!(
            "put texts into the folder {}, or write `[[expect]]` into the pipeline",
            CaseFolder::of(path).display()
        );
        messages.error(&format!("{} has neither cases nor expectations", file.name), Some(&help));
        return Err(Told);
    }
    let pipeline = plan.build().map_err(|diagnostics| file.tell(&diagnostics, messages))?;
    let tests = run(pipeline, &folder, &expectations, &file.source, args.accept);
    Ok(Results { pipeline: file.name, source: file.source, tests, refused: false })
}

fn run(
    pipeline: Pipeline,
    folder: &CaseFolder,
    expectations: &[Expectation],
    source: &str,
    accept: bool,
) -> Vec<Test> {
    let mut tests = Vec::new();
    for case in &folder.cases {
        let verdict = match documents(case) {
            Ok(inputs) => {
                let analyzed: Vec<Analyzed> =
                    inputs.into_iter().map(|input| pipeline.analyze(input)).collect();
                compare(case, golden(&analyzed, case.format == CaseFormat::Lines))
            }
            Err(fault) => Verdict::Failed(fault),
        };
        tests.push(Test {
            name: case.name(),
            line: None,
            verdict: if accept { accepted(verdict) } else { verdict },
        });
    }
    for golden in &folder.left_over {
        let verdict = Verdict::Failed(Fault::LeftOver { golden: golden.clone() });
        tests.push(Test {
            name: name(golden),
            line: None,
            verdict: if accept { accepted(verdict) } else { verdict },
        });
    }
    for (path, why) in &folder.strangers {
        let fault = Fault::Unreadable { message: why.clone(), help: None };
        tests.push(Test { name: name(path), line: None, verdict: Verdict::Failed(fault) });
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
        tests.push(Test { name: "the end of the analyzers".to_owned(), line: None, verdict });
    }
    tests
}

/// Writes or removes the golden file of a case that failed for it.
fn accepted(verdict: Verdict) -> Verdict {
    let (golden, change, done) = match verdict {
        Verdict::Failed(Fault::NoGolden { golden, found }) => {
            let done = whole_file::write(&golden, found.as_bytes());
            (golden, Change::New, done)
        }
        Verdict::Failed(Fault::Differs { golden, found, .. }) => {
            let done = whole_file::write(&golden, found.as_bytes());
            (golden, Change::Changed, done)
        }
        Verdict::Failed(Fault::LeftOver { golden }) => {
            let done = std::fs::remove_file(&golden);
            (golden, Change::Removed, done)
        }
        other => return other,
    };
    match done {
        Ok(()) => Verdict::Accepted(change, golden),
        Err(error) => {
            let message = format!("can't write {}: {error}", golden.display());
            Verdict::Failed(Fault::Unreadable { message, help: None })
        }
    }
}

/// The documents of a case.
fn documents(case: &CaseFile) -> Result<Vec<Input>, Fault> {
    match case.format {
        CaseFormat::Toml => Ok(vec![of_toml(case)?]),
        CaseFormat::Text | CaseFormat::Lines => {
            Inputs::of(case.path.clone()).collect::<Result<_, _>>().map_err(|error| unreadable(&error))
        }
    }
}

fn unreadable(error: &InputError) -> Fault {
    let help = match error {
        InputError::NotUtf8 { .. } => "save it as UTF-8".to_owned(),
        other => other.help(),
    };
    Fault::Unreadable { message: error.to_string(), help: Some(help) }
}

fn of_toml(case: &CaseFile) -> Result<Input, Fault> {
    let file = case.path.display().to_string();
    let cannot = |why: String| Fault::Unreadable { message: format!("can't read {file}: {why}"), help: None };
    let source = std::fs::read_to_string(&case.path).map_err(|error| cannot(error.to_string()))?;
    let config = match CaseConfig::parse(&source, CaseKind::Pipeline) {
        Ok(config) => config,
        Err(diagnostics) => return Err(Fault::Mistakes { file, source, diagnostics }),
    };
    let mut document =
        DocumentBuf::new(case.name(), config.text.value).map_err(|error| cannot(error.to_string()))?;
    config.given.into_iter().for_each(|layer| document.push_layer(layer));
    Ok(Input { document, metadata: Map::new(), problems: Vec::new() })
}

fn expected(expectation: &Expectation, pipeline: &Pipeline) -> Verdict {
    let mut document = match DocumentBuf::new("expectation", expectation.text.value.as_str()) {
        Ok(document) => document,
        Err(error) => {
            return Verdict::Failed(Fault::Unreadable { message: error.to_string(), help: None });
        }
    };
    expectation.given.iter().for_each(|layer| document.push_layer(layer.clone()));
    let analyzed = pipeline.analyze(Input { document, metadata: Map::new(), problems: Vec::new() });
    match judge(expectation, &analyzed) {
        unmet if unmet.is_empty() => Verdict::Passed,
        unmet => Verdict::Failed(Fault::Unmet(unmet)),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
