//! Labelled text: files of sentences or documents with their tone, and of targets with the tone towards them.
use super::recipe::Kind;
use serde::Deserialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What a text is said to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Label {
    Negative,
    Neutral,
    Positive,
    /// The mean of raters, from -1 to 1.
    Rated(f32),
    /// How probable positive and negative are.
    Shares([f32; 2]),
}

impl Label {
    fn parse(label: &str) -> Option<Label> {
        Some(match label {
            "neg" | "negative" => Label::Negative,
            "neu" | "neutral" => Label::Neutral,
            "pos" | "positive" => Label::Positive,
            number => Label::Rated(number.parse().ok().filter(|rating: &f32| rating.abs() <= 1.0)?),
        })
    }

    /// How much it is positive and how much negative; neutral has the rest.
    pub(crate) fn shares(self) -> [f32; 2] {
        match self {
            Label::Negative => [0.0, 1.0],
            Label::Neutral => [0.0, 0.0],
            Label::Positive => [1.0, 0.0],
            Label::Rated(rating) => [rating.clamp(0.0, 1.0), (-rating).clamp(0.0, 1.0)],
            Label::Shares(shares) => shares,
        }
    }

    /// As a rating: a label is what raters would say on the mean of such a text.
    pub(crate) fn rating(self) -> f32 {
        const PLAIN: f32 = 0.6;
        match self {
            Label::Negative => -PLAIN,
            Label::Neutral => 0.0,
            Label::Positive => PLAIN,
            Label::Rated(rating) => rating,
            Label::Shares([positive, negative]) => PLAIN * (positive - negative),
        }
    }
}

/// A labelled text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) label: Label,
    /// The target, in bytes.
    pub(crate) target: Option<(usize, usize)>,
}

/// What is wrong with a file of labelled text.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CorpusError {
    /// It can't be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line makes no sense.
    #[error("{}:{line}: {fault}\n  | {shown}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The line, cut if it is long.
        shown: String,
        /// What is wrong with it.
        fault: String,
    },
    /// It has no text.
    #[error("`{}` has no labelled text; expected {expected}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// What a line should be.
        expected: &'static str,
    },
}

const TABS: &str = "an id, a label (`neg`, `neu`, `pos`, or a number from -1 to 1) and the text on each line, with tabs between them";
const JSON: &str = "a JSON object with `text`, `target_start`, `target_end` and `label` on each line";

/// Reads the texts of a file.
pub(crate) fn read(path: &Path, kind: Kind) -> Result<Vec<Text>, CorpusError> {
    let failed = |source| CorpusError::Read { path: path.to_owned(), source };
    // A pipe might never end.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("not a regular file")));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let expected = if kind == Kind::Target { JSON } else { TABS };
    let mut texts = Vec::new();
    // `lines` would cut at no other sign than a line feed either; the carriage return before it belongs to it.
    for (number, line) in text.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let parsed = if kind == Kind::Target { parse_target(line) } else { parse_line(line) };
        let text = parsed.map_err(|fault| CorpusError::Line {
            path: path.to_owned(),
            line: number + 1,
            shown: line.chars().take(120).collect(),
            fault,
        })?;
        texts.extend(text);
    }
    if texts.is_empty() {
        return Err(CorpusError::Empty { path: path.to_owned(), expected });
    }
    Ok(texts)
}

fn parse_line(line: &str) -> Result<Option<Text>, String> {
    let mut cells = line.splitn(3, '\t');
    let (Some(_), Some(label), Some(text)) = (cells.next(), cells.next(), cells.next()) else {
        return Err(format!("fewer than three columns; expected {TABS}"));
    };
    let label = Label::parse(label).ok_or_else(|| {
        format!("unknown label `{label}`; expected `neg`, `neu`, `pos`, or a number from -1 to 1")
    })?;
    Ok(Some(Text { text: text.to_owned(), label, target: None }))
}

#[derive(Deserialize)]
struct Target {
    text: String,
    target_start: Option<usize>,
    target_end: Option<usize>,
    label: serde_json::Value,
}

/// How probable each label is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shares {
    #[serde(rename = "pos")]
    positive: f32,
    #[serde(rename = "neu")]
    neutral: f32,
    #[serde(rename = "neg")]
    negative: f32,
}

fn parse_label(label: &serde_json::Value) -> Result<Label, String> {
    let written = match label {
        serde_json::Value::String(label) => label.clone(),
        shares @ serde_json::Value::Object(_) => {
            let expected = "expected `pos`, `neu` and `neg`, each from 0 to 1, which come to 1";
            let shares = Shares::deserialize(shares).map_err(|error| format!("{error}; {expected}"))?;
            let all = [shares.positive, shares.neutral, shares.negative];
            let sum: f32 = all.iter().sum();
            if all.iter().any(|share| !(0.0..=1.0).contains(share)) || (sum - 1.0).abs() > 0.01 {
                return Err(format!("the label's shares come to {sum}; {expected}"));
            }
            return Ok(Label::Shares([shares.positive / sum, shares.negative / sum]));
        }
        other => other.to_string(),
    };
    Label::parse(&written).ok_or_else(|| {
        format!("unknown label `{written}`; expected `neg`, `neu`, `pos`, or a number from -1 to 1")
    })
}

fn parse_target(line: &str) -> Result<Option<Text>, String> {
    let target: Target = serde_json::from_str(line).map_err(|error| format!("{error}; expected {JSON}"))?;
    let label = parse_label(&target.label)?;
    // Some corpora keep texts whose target was not found.
    let (Some(start), Some(end)) = (target.target_start, target.target_end) else { return Ok(None) };
    let byte = |at: usize| {
        let mut places = target.text.char_indices().map(|(place, _)| place).chain([target.text.len()]);
        places.nth(at)
    };
    match (byte(start), byte(end)) {
        (Some(from), Some(to)) if from < to => {
            Ok(Some(Text { text: target.text, label, target: Some((from, to)) }))
        }
        _ => Err(format!(
            "the target from {start} to {end} does not lie in the text, which has {} code points",
            target.text.chars().count()
        )),
    }
}

/// A text without case, punctuation and space, by which the same one is known again.
pub(crate) fn essence(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Drops the texts that are among those measured on; returns how many.
pub(crate) fn drop_measured(texts: &mut Vec<Text>, measured: &HashSet<String>) -> usize {
    let before = texts.len();
    texts.retain(|text| !measured.contains(&essence(&text.text)));
    before - texts.len()
}
