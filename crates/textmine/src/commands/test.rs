//! `textmine test`: pipelines over their cases and expectations.
use super::run::threads;
use crate::Outcome;
use crate::cli::{PipelineArgs, TestArgs};
use crate::diagnostics::Messages;
use crate::input::{InputError, Inputs};
use crate::pipeline_file::{PipelineFile, Told};
use crate::whole_file;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use textmine_golden::{CaseFolder, Fault, Results, Shown, Suite, Tally, accept, testable, write_junit};
use textmine_pipeline::{Input, listed, nearest};

/// Names that a message lists.
const MOST_NAMES: usize = 12;

pub(crate) fn test(args: &TestArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok(pipelines) = pipelines(args, messages) else { return Ok(Outcome::Refused) };
    if let Some(path) = args.junit.as_deref().filter(|path| pipelines.iter().any(|one| is_same(one, path))) {
        let message = format!("the results would take the place of the pipeline {}", path.display());
        messages.error(&message, Some("name another file, such as `--junit results.xml`"));
        return Ok(Outcome::Refused);
    }
    let shown = Shown { coloured: messages.colour_output(), diff: args.diff };
    let (mut all, mut names) = (Vec::new(), Vec::new());
    for path in &pipelines {
        let results = match one(path, args, messages, &mut names) {
            Ok(results) => results,
            Err(Told) => {
                all.push(refused(path));
                continue;
            }
        };
        if !results.tests.is_empty() {
            tell(&shown.results(&results))?;
        }
        all.push(results);
    }
    let tally = all.iter().map(Results::tally).fold(Tally::default(), |sum, tally| sum + tally);
    let refused = all.iter().filter(|results| results.refused).count();
    // A pipeline that can't be tested may have them.
    if refused == 0 && !all_are_known(&args.only, &names, messages) {
        return Ok(Outcome::Refused);
    }
    tell(&summary(tally, refused, all.len()))?;
    if !args.accept && all.iter().any(Results::acceptable) {
        let diff = if args.diff { "" } else { "`--diff` shows what differs; " };
        tell(&format!("{diff}`--accept` makes what is found the golden files\n"))?;
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

/// True if both are there, and are one file.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

fn refused(path: &Path) -> Results {
    let pipeline = path.display().to_string();
    Results { pipeline, source: String::new(), tests: Vec::new(), left_out: 0, refused: true }
}

/// True if each part of a name is one of some test; says which are not.
fn all_are_known(parts: &[String], names: &[String], messages: &Messages) -> bool {
    let unknown = |part: &&String| !names.iter().any(|name| name.contains(part.as_str()));
    let mut known = true;
    for part in parts.iter().filter(unknown) {
        let all = names.iter().map(String::as_str);
        let help = match nearest(part, all.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.len() > MOST_NAMES => {
                let first = all.take(MOST_NAMES);
                format!("choose among {} and {} more", listed(first), names.len() - MOST_NAMES)
            }
            None => format!("choose among {}", listed(all)),
        };
        messages.error(&format!("no case and no expectation has `{part}` in its name"), Some(&help));
        known = false;
    }
    known
}

fn summary(tally: Tally, refused: usize, pipelines: usize) -> String {
    let mut out = String::new();
    if pipelines > 1 {
        out = format!("\n{pipelines} pipelines: {tally}\n");
    }
    match refused {
        0 => {}
        1 => out.push_str("1 pipeline can't be tested\n"),
        n => out.push_str(&format!("{n} pipelines can't be tested\n")),
    }
    out
}

/// Writes to standard output. Whoever reads may have seen enough (`| head`): the exit status is to be right all the same.
fn tell(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
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

/// The results of one pipeline; the names of its tests are added to `names`, those that are left out included.
fn one(path: &Path, args: &TestArgs, messages: &Messages, names: &mut Vec<String>) -> Result<Results, Told> {
    let file = PipelineFile::read(Some(path), messages)?;
    let held = PipelineArgs { config: Some(path.to_owned()), isolate: args.isolate, locked: args.locked };
    let mut plan = file.plan(&held, &args.common, messages)?;
    let expectations = std::mem::take(&mut plan.expectations);
    let folder = CaseFolder::beside(path).map_err(|error| {
        let folder = CaseFolder::of(path).display().to_string();
        let help = "the cases of a pipeline are the files of that folder: make it one that can be read";
        messages.error(&format!("can't read the folder of cases {folder}: {error}"), Some(help));
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
    let mut suite = Suite::new(&folder, &expectations, &file.source);
    names.extend(suite.names().map(str::to_owned));
    let left_out = if args.only.is_empty() { 0 } else { suite.keep_only(&args.only) };
    let mut tests = Vec::new();
    if suite.names().next().is_some() {
        let pipeline = plan.build().map_err(|diagnostics| file.tell(&diagnostics, messages))?;
        tests = suite.run(pipeline, threads(args.threads), &documents);
    }
    if args.accept {
        tests = accept(tests, &whole_file::write);
    }
    Ok(Results { pipeline: file.name, source: file.source, tests, left_out, refused: false })
}

/// The documents of a case, as `run` reads them.
fn documents(path: &Path) -> Result<Vec<Input>, Fault> {
    Inputs::of_file(path.to_owned()).collect::<Result<_, _>>().map_err(|error| unreadable(&error))
}

fn unreadable(error: &InputError) -> Fault {
    let help = match error {
        InputError::NotUtf8 { .. } => "save it as UTF-8".to_owned(),
        InputError::Io { .. } => "check its permissions, and where it leads if it is a link".to_owned(),
        other => other.help(),
    };
    Fault::Unreadable { message: error.to_string(), help: Some(help) }
}
