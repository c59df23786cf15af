//! Builds a lexicon from lists in files.
use super::recipe::Lists;
use flate2::read::GzDecoder;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use textmine_tagger::lexicon::{Builder, Classes, LexiconError, Marks};

/// What is wrong with a list.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListError {
    /// It can't be read.
    #[error("cannot read the list `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line has too few columns or no numbers.
    #[error("{}:{line}: expected {expected}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// What it says can't be taken in.
    #[error("{}:{line}", path.display())]
    Lexicon {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Why.
        #[source]
        source: LexiconError,
    },
}

/// Text of a file, unpacked if it is packed with gzip.
fn text(path: &Path) -> Result<String, ListError> {
    let failed = |source| ListError::Read { path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(failed)?;
    let mut text = String::new();
    match bytes.starts_with(&[0x1F, 0x8B]) {
        true => GzDecoder::new(&bytes[..]).read_to_string(&mut text),
        false => (&bytes[..]).read_to_string(&mut text),
    }
    .map_err(failed)?;
    Ok(text)
}

/// Calls `each` with the columns of every line of a list; lines that start with `# ` are comments.
fn lines(
    path: &Path,
    columns: usize,
    expected: &'static str,
    mut each: impl FnMut(&[&str]) -> Result<bool, LexiconError>,
) -> Result<(), ListError> {
    for (number, line) in text(path)?.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let wrong = || ListError::Line { path: path.to_owned(), line: number + 1, expected };
        let parts: Vec<&str> = line.split('\t').collect();
        let taken = match parts.len() >= columns {
            true => each(&parts),
            false => Ok(false),
        };
        let refused = |source| ListError::Lexicon { path: path.to_owned(), line: number + 1, source };
        if !taken.map_err(refused)? {
            return Err(wrong());
        }
    }
    Ok(())
}

/// Puts the lists together.
pub(crate) fn build(lists: &Lists, place: &dyn Fn(&Path) -> PathBuf) -> Result<Builder, ListError> {
    let mut builder = Builder::default();
    const CLASSES: &str = "a word and three class numbers, with tabs between them";
    let classes = |columns: &[&str]| -> Option<Classes> {
        Some([columns[1].parse().ok()?, columns[2].parse().ok()?, columns[3].parse().ok()?])
    };
    lines(&place(&lists.cased_classes), 4, CLASSES, |columns| {
        classes(columns).map_or(Ok(false), |c| builder.cased_classes(columns[0], c).map(|()| true))
    })?;
    lines(&place(&lists.plain_classes), 4, CLASSES, |columns| {
        classes(columns).map_or(Ok(false), |c| builder.plain_classes(columns[0], c).map(|()| true))
    })?;
    let words = [
        (&lists.given_names, Marks::GIVEN_NAME),
        (&lists.surnames, Marks::SURNAME),
        (&lists.nationalities, Marks::NATIONALITY),
        (&lists.titles, Marks::TITLE),
        (&lists.organisation_words, Marks::ORGANISATION),
    ];
    for (file, mark) in words {
        lines(&place(file), 1, "a word", |columns| {
            builder.mark(columns[0], Marks(mark));
            Ok(true)
        })?;
    }
    for list in &lists.names {
        lines(&place(&list.file), 1, "a name", |columns| {
            builder.name(&list.kind, columns[0]).map(|()| true)
        })?;
    }
    for file in &lists.mixed_names {
        lines(&place(file), 2, "a kind and a name, with a tab between them", |columns| {
            builder.name(columns[0], columns[1]).map(|()| true)
        })?;
    }
    Ok(builder)
}

/// The names of the lists by their kind, given names and surnames as `given` and `surname`.
pub(crate) fn names(
    lists: &Lists,
    place: &dyn Fn(&Path) -> PathBuf,
) -> Result<HashMap<String, Vec<String>>, ListError> {
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    let own = lists.names.iter().map(|list| (list.kind.as_str(), &list.file));
    for (kind, file) in [("given", &lists.given_names), ("surname", &lists.surnames)].into_iter().chain(own) {
        let all = names.entry(kind.to_owned()).or_default();
        lines(&place(file), 1, "a name", |columns| {
            all.push(columns[0].to_owned());
            Ok(true)
        })?;
    }
    for file in &lists.mixed_names {
        lines(&place(file), 2, "a kind and a name, with a tab between them", |columns| {
            names.entry(columns[0].to_owned()).or_default().push(columns[1].to_owned());
            Ok(true)
        })?;
    }
    Ok(names)
}
