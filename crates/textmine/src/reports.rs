//! Reports to compare: from files, or from a pipeline that runs now.
mod lookup;

pub(crate) use lookup::Lookup;

use crate::diagnostics::Messages;
use crate::input::InputError;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::num::NonZeroUsize;
use std::path::Path;
use textmine_evaluation::{ReadError, Record, Records, report};
use textmine_pipeline::{Input, Pipeline};
use textmine_report::{OffsetUnit, Shape, write_json};

/// A report, and the text that it is about where that is known.
#[derive(Debug)]
pub(crate) struct Reported {
    pub(crate) id: String,
    pub(crate) record: Record,
    pub(crate) text: Option<String>,
}

/// Why there is no report to compare.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("{name} has the document `{id}` twice")]
    Twice { name: String, id: String },
    #[error("{name} has no text for the document `{id}`")]
    NoText { name: String, id: String },
    #[error("can't write a report: {0}")]
    Write(#[from] io::Error),
}

impl SourceError {
    pub(crate) fn tell(&self, messages: &Messages) {
        match self {
            SourceError::Read(error) => messages.unreadable(error),
            SourceError::Input(error) => messages.error(&error.to_string(), Some(&error.help())),
            SourceError::Twice { .. } => {
                messages.error(
                    &self.to_string(),
                    Some("documents are told apart by their ids: give each an id of its own"),
                );
            }
            SourceError::NoText { .. } => {
                let help =
                    "name the texts with `--input FILE`, or the reports to evaluate with `--output REPORTS`";
                messages.error(&self.to_string(), Some(help));
            }
            SourceError::Write(_) => messages.error(&self.to_string(), None),
        }
    }
}

/// Reports as they come.
pub(crate) type Reports<'r> = Box<dyn Iterator<Item = Result<Reported, SourceError>> + 'r>;

/// What messages call a file.
pub(crate) fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, ReadError> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let failed = |source| ReadError::Io { name: shown(path), source };
    if path.is_dir() {
        return Err(failed(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    Ok(Box::new(BufReader::new(File::open(path).map_err(failed)?)))
}

/// The reports of a file: an object per line, or laid out.
pub(crate) fn from_file(path: &Path) -> Result<Reports<'static>, ReadError> {
    let name = shown(path);
    let records = Records::new(open(path)?, name.clone());
    let mut lines: HashMap<String, usize> = HashMap::new();
    let report = move |record: Result<Record, ReadError>| {
        let record = record?;
        let id = report::id(&record).map_err(|fault| unreadable(&name, &record, fault))?;
        if let Some(first) = lines.insert(id.clone(), record.line) {
            let (name, line) = (name.clone(), record.line);
            return Err(ReadError::Twice { name, id, first, line }.into());
        }
        Ok(Reported { id, record, text: None })
    };
    Ok(Box::new(records.map(report)))
}

/// A fault in a report, with its place.
pub(crate) fn unreadable(name: &str, record: &Record, fault: textmine_evaluation::Fault) -> ReadError {
    let (name, line, record) = (name.to_owned(), record.line, record.text.clone());
    ReadError::Record { name, line, record, fault: Box::new(fault) }
}

/// The reports that a pipeline makes, in the order of the inputs, as `textmine run` would write them.
pub(crate) fn from_pipeline<'r, I, E>(
    pipeline: Pipeline,
    inputs: I,
    threads: NonZeroUsize,
    unit: OffsetUnit,
) -> Reports<'r>
where
    I: Iterator<Item = Result<Input, E>> + 'r,
    E: Into<SourceError> + 'r,
{
    let reported = move |(at, analyzed): (usize, Result<textmine_pipeline::Analyzed, E>)| {
        let analyzed = analyzed.map_err(Into::into)?;
        let mut line = Vec::new();
        write_json(&mut line, &analyzed, Shape::Line, unit)?;
        let text = String::from_utf8(line).map_err(io::Error::other)?;
        let record = Record { line: at + 1, text };
        let (id, text) = (analyzed.document.id().to_owned(), analyzed.document.text().to_owned());
        Ok(Reported { id, record, text: Some(text) })
    };
    Box::new(pipeline.run(inputs, threads).enumerate().map(reported))
}
