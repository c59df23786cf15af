//! Inputs as the user named them: which documents they hold, one after the other.
mod jsonl;
mod text;

use crate::cli::{InputFormat, RunArgs};
use crate::timings::Stopwatch;
use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use textmine_core::{DocumentBuf, TextTooLong};
use textmine_pipeline::{Input, Problem, ProblemKind};
use textmine_report::OffsetUnit;

/// A document that can't be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    #[error("can't read {name}: {source}")]
    Io { name: String, source: io::Error },
    #[error("{name} is a folder")]
    Folder { name: String },
    #[error("{name} is not UTF-8: byte {at} (line {line}) is 0x{byte:02X}")]
    NotUtf8 { name: String, at: usize, line: usize, byte: u8, utf16: bool },
    #[error("{name}: {source}")]
    TooLong { name: String, source: TextTooLong },
    #[error("{name} has no document")]
    NoDocument { name: String },
    #[error("{name}:{line}: {reason}")]
    Line { name: String, line: usize, reason: String },
}

impl InputError {
    /// What to do about it.
    pub(crate) fn help(&self) -> String {
        match self {
            InputError::Io { .. } => "check the path and its permissions; `-` reads standard input".to_owned(),
            InputError::Folder { name } => {
                format!("name its files, as in {}/*.txt", name.trim_end_matches('/'))
            }
            InputError::NotUtf8 { utf16: true, .. } => {
                "it looks like UTF-16: convert it with `iconv -f UTF-16 -t UTF-8 FILE`".to_owned()
            }
            InputError::NotUtf8 { .. } => {
                "convert it (`iconv -f WINDOWS-1252 -t UTF-8 FILE`, if that is what it is), or replace what can't be \
                 read with `--lossy`"
                    .to_owned()
            }
            InputError::NoDocument { .. } => "a file of JSON lines has a document per line: is it the right one?".to_owned(),
            InputError::TooLong { .. } => "split the document".to_owned(),
            InputError::Line { .. } => {
                "each line is an object: {\"id\": \"…\", \"text\": \"…\"}, maybe with \"layers\"".to_owned()
            }
        }
    }
}

/// What reading needs to know.
#[derive(Debug, Clone)]
struct Reading {
    lossy: bool,
    unit: OffsetUnit,
    segmentation: Stopwatch,
}

impl Reading {
    fn segment(&self, id: String, text: String) -> Result<DocumentBuf, TextTooLong> {
        self.segmentation.measure(|| DocumentBuf::new(id, text))
    }
}

/// The documents of all inputs, in order.
pub(crate) struct Inputs {
    waiting: VecDeque<(PathBuf, String)>,
    format: InputFormat,
    reading: Reading,
    lines: Option<jsonl::Lines>,
}

impl Inputs {
    /// `segmentation` measures the splitting of texts.
    pub(crate) fn new(args: &RunArgs, segmentation: Stopwatch) -> Self {
        let mut inputs = Inputs::of(&args.inputs, args.input_format, args.lossy, args.offsets.into());
        inputs.reading.segmentation = segmentation;
        inputs
    }

    /// `unit` is what offsets of given layers count.
    pub(crate) fn of(paths: &[PathBuf], format: InputFormat, lossy: bool, unit: OffsetUnit) -> Self {
        let waiting = paths.iter().cloned().zip(ids(paths)).collect();
        let reading = Reading { lossy, unit, segmentation: Stopwatch::default() };
        Inputs { waiting, format, reading, lines: None }
    }

    /// The documents of one file, named after it and read by its name.
    pub(crate) fn of_file(path: PathBuf) -> Self {
        Inputs::of(&[path], InputFormat::Auto, false, OffsetUnit::CodePoints)
    }

    fn open(&mut self, path: &Path, id: String) -> Option<Result<Input, InputError>> {
        let name = shown(path);
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        let jsonl = match self.format {
            InputFormat::Auto => matches!(ending.as_deref(), Some("jsonl" | "ndjson")),
            InputFormat::Text => false,
            InputFormat::Jsonl => true,
        };
        match reader(path) {
            Err(error) => Some(Err(error)),
            Ok(reader) if jsonl => {
                self.lines = Some(jsonl::Lines::new(BufReader::new(reader), name, id, self.reading.clone()));
                None
            }
            Ok(reader) => Some(text::read(reader, name, id, &self.reading)),
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(item) => return Some(item.map(note_empty)),
                    None => self.lines = None,
                }
            }
            let (path, id) = self.waiting.pop_front()?;
            if let Some(item) = self.open(&path, id) {
                return Some(item.map(note_empty));
            }
        }
    }
}

/// A document without a word has a report, and a problem that says why there is nothing in it.
fn note_empty(mut input: Input) -> Input {
    if input.document.view().tokens().is_empty() {
        let message = match input.document.text() {
            "" => "the document is empty: is it the right one?",
            _ => "the document has no words, only white space: is it the right one?",
        };
        input.problems.push(Problem {
            analyzer: None,
            kind: ProblemKind::Input,
            message: message.to_owned(),
        });
    }
    input
}

fn reader(path: &Path) -> Result<Box<dyn Read>, InputError> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let name = shown(path);
    if path.is_dir() {
        return Err(InputError::Folder { name });
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(source) => Err(InputError::Io { name, source }),
    }
}

fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// A name in reports for each input: the file's name, with as many folders before it as tell it from the others. A
/// report has no whole path: it should be the same on every machine.
pub(crate) fn ids(paths: &[PathBuf]) -> Vec<String> {
    let parts: Vec<Vec<String>> = paths
        .iter()
        .map(|path| {
            let names = path.components().filter_map(|c| match c {
                std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                _ => None,
            });
            let mut names: Vec<String> = names.collect();
            if names == ["-"] {
                names = vec!["stdin".to_owned()];
            }
            names
        })
        .collect();
    let tail = |names: &[String], n: usize| names[names.len().saturating_sub(n)..].join("/");
    let mut ids: Vec<String> = parts.iter().map(|names| tail(names, 1)).collect();
    let deepest = parts.iter().map(Vec::len).max().unwrap_or(0);
    for depth in 2..=deepest {
        // More of the path tells two files apart, not a file from itself.
        let mut files: HashMap<&str, HashSet<&[String]>> = HashMap::new();
        for (id, names) in ids.iter().zip(&parts) {
            files.entry(id).or_default().insert(names);
        }
        let doubled: HashSet<String> =
            files.iter().filter(|(_, files)| files.len() > 1).map(|(id, _)| (*id).to_owned()).collect();
        for (id, names) in ids.iter_mut().zip(&parts) {
            if doubled.contains(id) {
                *id = tail(names, depth);
            }
        }
    }
    // The same file twice: number the later ones.
    let mut seen: HashMap<String, usize> = HashMap::new();
    for id in &mut ids {
        let times = seen.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            *id = format!("{id}#{times}");
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::ids;
    use std::path::PathBuf;

    #[test]
    fn an_input_is_named_by_as_little_of_its_path_as_tells_it_apart() {
        let named = |paths: &[&str]| ids(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(named(&["/home/ana/one.txt", "two.txt"]), ["one.txt", "two.txt"]);
        assert_eq!(named(&["may/a.txt", "../june/a.txt", "b.txt"]), ["may/a.txt", "june/a.txt", "b.txt"]);
        assert_eq!(named(&["/home/ana/a.txt", "/home/ana/a.txt", "-"]), ["a.txt", "a.txt#2", "stdin"]);
    }
}
