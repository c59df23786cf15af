//! Annotated text: files of a token and a tag on each line, as documents with the names in them.
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use textmine_tagger::NameType;

/// A sentence as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) words: Vec<String>,
    /// First word, one past the last, type.
    pub(crate) names: Vec<(usize, usize, NameType)>,
}

/// Running text made of sentences, and its names as ranges of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) names: Vec<(Range<usize>, NameType)>,
}

/// What is wrong with a file of annotated text.
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
        /// The line as it is.
        shown: String,
        /// What is wrong with it.
        fault: LineFault,
    },
    /// It has no sentence.
    #[error("`{}` has no sentence; expected lines of a token, a tab and a tag, and a blank line between sentences", .0.display())]
    Empty(PathBuf),
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum LineFault {
    NoTab,
    NoToken,
    SpacedToken,
    UnknownTag(String),
    Inside(String),
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineFault::NoTab => {
                write!(f, "no tab; expected a token, a tab and a tag such as `O`, `B-PER` or `I-PER`")
            }
            LineFault::NoToken => write!(f, "no token before the tab"),
            LineFault::SpacedToken => write!(f, "white space within the token; expected one token a line"),
            LineFault::UnknownTag(tag) => write!(
                f,
                "unknown tag `{tag}`; expected `O`, or `B-` or `I-` with one of `PER`, `ORG`, `LOC`, `MISC`"
            ),
            LineFault::Inside(tag) => write!(
                f,
                "`{tag}` goes on with a name that the line before has not begun; expected `B-` at the start of a name (IOB2)"
            ),
        }
    }
}

/// Reads the sentences of a file: a token and a tag on each line with a tab between them (of several columns the first
/// and the last count), a blank line between sentences.
pub(crate) fn read(path: &Path) -> Result<Vec<Sentence>, CorpusError> {
    let failed = |source| CorpusError::Read { path: path.to_owned(), source };
    // A pipe might never end.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("not a regular file")));
    }
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let sentences = parse(text).map_err(|(line, fault)| CorpusError::Line {
        path: path.to_owned(),
        line: line + 1,
        shown: text.lines().nth(line).unwrap_or_default().to_owned(),
        fault,
    })?;
    if sentences.is_empty() {
        return Err(CorpusError::Empty(path.to_owned()));
    }
    Ok(sentences)
}

fn parse(text: &str) -> Result<Vec<Sentence>, (usize, LineFault)> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut open: Option<NameType> = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            open = None;
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        let (word, rest) = line.split_once('\t').ok_or((number, LineFault::NoTab))?;
        let tag = rest.rsplit('\t').next().unwrap_or(rest).trim();
        if word.is_empty() {
            return Err((number, LineFault::NoToken));
        }
        if word.contains(char::is_whitespace) {
            return Err((number, LineFault::SpacedToken));
        }
        let at = sentence.words.len();
        let unknown = || (number, LineFault::UnknownTag(tag.to_owned()));
        open = match tag.split_once('-') {
            None if tag == "O" => None,
            Some((prefix @ ("B" | "I"), kind)) => {
                let kind = NameType::of(kind).ok_or_else(unknown)?;
                match (prefix, open, sentence.names.last_mut()) {
                    ("I", Some(before), Some(name)) if before == kind => name.1 = at + 1,
                    ("I", ..) => return Err((number, LineFault::Inside(tag.to_owned()))),
                    _ => sentence.names.push((at, at + 1, kind)),
                }
                Some(kind)
            }
            _ => return Err(unknown()),
        };
        sentence.words.push(word.to_owned());
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// Puts sentences together to text as people write it, a paragraph each.
pub(crate) fn text(sentences: &[Sentence]) -> Text {
    let mut all = Text::default();
    for sentence in sentences {
        if !all.text.is_empty() {
            all.text.push_str("\n\n");
        }
        let mut places = Vec::with_capacity(sentence.words.len());
        // Of straight quotation marks every second one closes.
        let (mut quoted, mut opened) = (false, false);
        let mut before = "";
        for word in &sentence.words {
            let closes = is_closing(word) || word == "\"" && quoted;
            let glued = before.is_empty() || closes || is_opening(before) || before == "\"" && opened;
            if !glued {
                all.text.push(' ');
            }
            if word == "\"" {
                quoted = !quoted;
            }
            opened = word == "\"" && quoted;
            let start = all.text.len();
            all.text.push_str(match word.as_str() {
                "``" | "''" => "\"",
                other => other,
            });
            places.push(start..all.text.len());
            before = word;
        }
        all.names.extend(
            sentence
                .names
                .iter()
                .map(|(first, end, kind)| (places[*first].start..places[end - 1].end, *kind)),
        );
    }
    all
}

/// What is written on to the name before it.
pub(crate) const COMPOUND_ENDS: [&str; 10] =
    ["-backed", "-based", "-born", "-controlled", "-funded", "-held", "-led", "-owned", "-run", "-sponsored"];

fn is_closing(word: &str) -> bool {
    COMPOUND_ENDS.contains(&word)
        || matches!(
            word,
            "." | ","
                | ";"
                | ":"
                | "!"
                | "?"
                | "%"
                | ")"
                | "]"
                | "}"
                | "”"
                | "’"
                | "'"
                | "''"
                | "..."
                | "'s"
                | "’s"
                | "n't"
                | "'re"
                | "'ve"
                | "'ll"
                | "'d"
                | "'m"
        )
}

fn is_opening(word: &str) -> bool {
    matches!(word, "(" | "[" | "{" | "$" | "£" | "€" | "“" | "‘" | "``")
}

/// The range without an article before and a possessive after the name, where annotators differ.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    loop {
        let name = &text[start..end];
        let article =
            ["the ", "The ", "THE ", "a ", "an ", "A ", "An "].into_iter().find(|a| name.starts_with(a));
        let clitic = ["'s", "’s", "'S"].into_iter().find(|c| name.ends_with(c) && name.len() > c.len());
        match (article, clitic) {
            (Some(article), _) => start += article.len(),
            (None, Some(clitic)) => end -= clitic.len(),
            (None, None) => return start..end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_become_text_with_their_names() {
        let file = "The\tO\nWHO\tB-ORG\n's\tO\nAnn\tB-PER\nHill\tI-PER\nsaid\tO\n:\tO\n\"\tO\nGo\tO\n.\tO\n\"\tO\n\nOslo\tB-LOC\nParis\tB-LOC\n(\tO\n5\tO\n%\tO\n)\tO\n";
        let text = text(&parse(file).unwrap());
        let names: Vec<String> = text
            .names
            .iter()
            .map(|(range, kind)| format!("{} {}", kind.as_str(), &text.text[range.clone()]))
            .collect();
        insta::assert_snapshot!(format!("{}\n---\n{}", text.text, names.join("\n")));
    }

    #[test]
    fn what_makes_no_sense_is_told_with_its_line() {
        let cases = [
            "Oslo B-LOC\n",
            "Oslo\tB-LOC\n\tO\n",
            "New York\tB-LOC\n",
            "Oslo\tB-GPE\n",
            "Oslo\tLOC\n",
            "Oslo\tB-LOC\n\nFjord\tI-LOC\n",
            "Oslo\tB-LOC\nHill\tI-PER\n",
            "",
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.conll");
        let errors: Vec<String> = cases
            .into_iter()
            .map(|text| {
                std::fs::write(&path, text).unwrap();
                read(&path).unwrap_err().to_string().replace(&path.display().to_string(), "mine.conll")
            })
            .collect();
        insta::assert_snapshot!(errors.join("\n"));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_word() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.conll");
        std::fs::write(&path, "\u{feff}Oslo\tB-LOC\n").unwrap();
        assert_eq!(read(&path).unwrap()[0].words, ["Oslo"]);
    }

    #[test]
    fn articles_and_possessives_are_no_part_of_a_name() {
        for (text, name) in [("the EU", "EU"), ("The Ann Hill's", "Ann Hill"), ("A", "A"), ("'s", "'s")] {
            assert_eq!(&text[trimmed(text, 0..text.len())], name);
        }
    }
}
