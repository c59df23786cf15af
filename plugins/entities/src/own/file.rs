//! Reads a file with names: a name, its type and its other names on each line.
use crate::label::Label;
use crate::options::OwnName;
use csv::{Position, ReaderBuilder, StringRecord};
use std::path::Path;

/// A name and the line that it stands on, counted from 1.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) entry: OwnName,
}

const COLUMNS: [&str; 3] = ["name", "type", "aliases"];

/// Reads the names of a file.
///
/// # Errors
/// A message with the file's name, the line and the column.
pub(super) fn read(path: &Path) -> Result<Vec<Line>, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let tabs = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("tsv") => true,
        Some("csv") => false,
        _ => {
            return Err(format!("`{name}` has an unknown layout; expected a file that ends in .tsv or .csv"));
        }
    };
    let regular = |about: std::fs::Metadata| match about.is_file() {
        true => Ok(()),
        false => Err(std::io::Error::other("not a regular file")),
    };
    let bytes = std::fs::metadata(path).and_then(regular).and_then(|()| std::fs::read(path)).map_err(|error| {
        format!(
            "can't read `{name}`: {error}; expected a file relative to the pipeline's folder, and in a worker one that is \
             among `reads`"
        )
    })?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("{name}:{line}: no UTF-8; expected a text file in UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = ReaderBuilder::new()
        .delimiter(if tabs { b'\t' } else { b',' })
        .quoting(!tabs)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.into_records() {
        let record = record.map_err(|error| format!("{name}: {error}"))?;
        let number = record.position().map_or(0, |position| line_number(text, position));
        let titles = record.iter().map(str::trim).zip(COLUMNS).all(|(field, title)| field == title);
        if (titles && lines.is_empty()) || record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let entry = entry(&record).map_err(|(column, message)| {
            format!(
                "{name}:{number}, column {} ({}): {message}",
                column + 1,
                COLUMNS.get(column).unwrap_or(&"none")
            )
        })?;
        lines.push(Line { number, entry });
    }
    Ok(lines)
}

/// The line of a record: it starts after the empty lines and comments that its position still counts in.
fn line_number(text: &str, position: &Position) -> u64 {
    let rest = text.get(position.byte() as usize..).unwrap_or_default();
    let skipped = rest.lines().take_while(|line| line.is_empty() || line.starts_with('#')).count();
    position.line() + skipped as u64
}

/// What a line says, or the column that is wrong and why.
fn entry(record: &StringRecord) -> Result<OwnName, (usize, String)> {
    let field = |at: usize| record.get(at).unwrap_or_default().trim();
    if record.len() > COLUMNS.len() {
        let message = format!("{} columns; expected three at most: name, type, aliases", record.len());
        return Err((COLUMNS.len(), message));
    }
    let label = Label::ALL.into_iter().find(|label| label.as_str() == field(1));
    let label = label.ok_or_else(|| match field(1) {
        "" => (1, "no type; expected one of PER, ORG, LOC, MISC".to_owned()),
        other => (1, format!("`{other}` is no type; expected one of PER, ORG, LOC, MISC")),
    })?;
    let aliases = field(2).split('|').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned);
    Ok(OwnName { name: field(0).to_owned(), label, aliases: aliases.collect() })
}
