//! Gold as CoNLL: a token and a tag on each line, a blank line between sentences.
use super::{GoldDocument, GoldOptions, Shape, running_text};
use crate::record::Lines;
use crate::{Annotation, Fault, ReadError, Text};
use std::io::BufRead;
use textmine_report::OffsetUnit;

/// Begins a document.
const MARK: &str = "-DOCSTART-";

/// The documents of a file of tokens and tags.
#[derive(Debug)]
pub(super) struct Documents<R> {
    lines: Lines<R>,
    /// What its documents are called by.
    id: String,
    unit: OffsetUnit,
    sentences: usize,
    /// True if marks begin the documents; the file starts with one then.
    marked: Option<bool>,
    /// Documents so far.
    count: usize,
    ended: bool,
}

/// A sentence as it stands in the file.
#[derive(Debug, Default)]
struct Sentence {
    line: usize,
    tokens: Vec<String>,
    /// First token, one past the last, label.
    names: Vec<(usize, usize, String)>,
    /// True if the last name may go on.
    open: bool,
}

/// What ends a sentence.
enum End {
    Blank,
    Mark,
    File,
}

impl<R: BufRead> Documents<R> {
    pub(super) fn new(reader: R, name: String, id: &str, options: &GoldOptions) -> Self {
        Documents {
            lines: Lines::new(reader, name),
            id: id.to_owned(),
            unit: options.unit,
            sentences: options.sentences.max(1),
            marked: None,
            count: 0,
            ended: false,
        }
    }

    fn sentence(&mut self) -> Result<(Sentence, End), ReadError> {
        let mut sentence = Sentence::default();
        while let Some(line) = self.lines.next() {
            let (number, line) = line?;
            if line.trim().is_empty() {
                if sentence.tokens.is_empty() {
                    continue;
                }
                return Ok((sentence, End::Blank));
            }
            let is_mark = line.starts_with(MARK);
            self.marked.get_or_insert(is_mark);
            if is_mark {
                return Ok((sentence, End::Mark));
            }
            // Tokens can be `#`; a comment has no tag.
            if line.starts_with("# ") && !line.contains('\t') && sentence.tokens.is_empty() {
                continue;
            }
            if sentence.tokens.is_empty() {
                sentence.line = number;
            }
            sentence.take(&line).map_err(|fault| self.lines.fault(number, &line, fault))?;
        }
        Ok((sentence, End::File))
    }

    fn document(&mut self) -> Result<Option<GoldDocument>, ReadError> {
        let mut text = String::new();
        let mut names: Vec<(usize, usize, String)> = Vec::new();
        let (mut line, mut sentences) = (0, 0);
        while !self.ended {
            let (sentence, end) = self.sentence()?;
            if !sentence.tokens.is_empty() {
                if sentences == 0 {
                    line = sentence.line;
                }
                let places = running_text::push(&mut text, &sentence.tokens);
                let place = |(from, to, label): (usize, usize, _)| (places[from].0, places[to - 1].1, label);
                names.extend(sentence.names.into_iter().map(place));
                sentences += 1;
            }
            let full = match end {
                End::File => {
                    self.ended = true;
                    true
                }
                End::Mark => true,
                End::Blank => self.marked != Some(true) && sentences == self.sentences,
            };
            if full && sentences > 0 {
                break;
            }
        }
        if sentences == 0 {
            return match self.count {
                0 => Err(ReadError::Empty { name: self.lines.name.clone() }),
                _ => Ok(None),
            };
        }
        self.count += 1;
        let place = Text::new(&text, self.unit);
        let annotation = |(start, end, label): (usize, usize, String)| Annotation {
            start: place.offset(start),
            end: place.offset(end),
            label,
            text: Some(text[start..end].to_owned()),
            score: None,
            attributes: Vec::new(),
        };
        let annotations = names.into_iter().map(annotation).map(Into::into).collect();
        let id = format!("{}:{}", self.id, self.count);
        let layer = Some("entities".to_owned());
        Ok(Some(GoldDocument { id, text: Some(text), annotations, shape: Shape::Conll, layer, line }))
    }
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<GoldDocument, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended && self.count > 0 {
            return None;
        }
        let document = self.document();
        self.ended |= document.is_err();
        // An error is the last thing to come.
        self.count = self.count.max(1);
        document.transpose()
    }
}

const TAGS: &str = "expected `O`, or `B-`, `I-`, `L-`, `E-`, `U-` or `S-` and a label, as in `B-PER`";

impl Sentence {
    /// Takes a line: its first column is the token, its last one the tag.
    fn take(&mut self, line: &str) -> Result<(), Fault> {
        let columns: Vec<&str> = match line.contains('\t') {
            true => line.split('\t').map(str::trim).collect(),
            false => line.split_whitespace().collect(),
        };
        let [token, .., tag] = columns.as_slice() else {
            let fault = Fault::new("a token without a tag", 0..line.trim_end().len(), "one column");
            return Err(fault.help("each line has a token, a tab and a tag; a blank line ends the sentence"));
        };
        if token.is_empty() {
            let tab = line.find('\t').unwrap_or_default();
            return Err(Fault::new("a tag without a token", tab..tab + 1, "nothing stands before this tab"));
        }
        let start = tag.as_ptr() as usize - line.as_ptr() as usize;
        let unknown = || Fault::new(format!("`{tag}` is no tag"), start..start + tag.len(), TAGS);
        let at = self.tokens.len();
        self.tokens.push((*token).to_owned());
        if *tag == "O" {
            self.open = false;
            return Ok(());
        }
        let (prefix, label) =
            tag.split_once('-').filter(|(_, label)| !label.is_empty()).ok_or_else(unknown)?;
        // IOB1 begins a name with `I-`, unless one of the same label ends right before it.
        let goes_on = match prefix {
            "I" | "L" | "E" => self.open && self.names.last().is_some_and(|(.., last)| last == label),
            "B" | "U" | "S" => false,
            _ => return Err(unknown()),
        };
        match self.names.last_mut() {
            Some(name) if goes_on => name.1 = at + 1,
            _ => self.names.push((at, at + 1, label.to_owned())),
        }
        self.open = matches!(prefix, "B" | "I");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, sentences: usize) -> Result<Vec<GoldDocument>, ReadError> {
        let options = GoldOptions { sentences, ..GoldOptions::default() };
        Documents::new(text.as_bytes(), "gold".to_owned(), "gold", &options).collect()
    }

    fn names(text: &str) -> String {
        let documents = read(text, 20).expect("sound");
        let all = documents.iter().flat_map(|d| &d.annotations).map(|a| &a.annotation);
        all.map(|a| format!("{} {}", a.text.as_deref().unwrap_or_default(), a.label))
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn every_scheme_of_tags_says_the_same() {
        let expected = "Ana Ruiz PER, Oslo LOC, Rome LOC, Acme ORG";
        for tags in [
            "B-PER I-PER O B-LOC B-LOC B-ORG",
            "I-PER I-PER O I-LOC B-LOC I-ORG",
            "B-PER L-PER O U-LOC U-LOC U-ORG",
            "B-PER E-PER O S-LOC S-LOC S-ORG",
        ] {
            let lines = ["Ana", "Ruiz", "saw", "Oslo", "Rome", "Acme"].into_iter().zip(tags.split(' '));
            for separator in ["\t", " ", " NNP x "] {
                let text: String = lines.clone().map(|(w, t)| format!("{w}{separator}{t}\n")).collect();
                assert_eq!(names(&text), expected, "{tags}");
            }
        }
    }

    #[test]
    fn documents_begin_at_marks_or_after_so_many_sentences() {
        let ids = |text: &str| -> Vec<(String, String)> {
            let all = read(text, 2).expect("sound");
            all.into_iter().map(|d| (d.id, d.text.unwrap_or_default())).collect()
        };
        let pair = |id: &str, text: &str| (id.to_owned(), text.to_owned());
        let sentences = "a O\n\nb O\n\n\nc O\n";
        assert_eq!(ids(sentences), [pair("gold:1", "a\n\nb"), pair("gold:2", "c")]);
        let marked = format!("-DOCSTART- -X- O\n\n{sentences}\n-DOCSTART- O\nd O\n");
        assert_eq!(ids(&marked), [pair("gold:1", "a\n\nb\n\nc"), pair("gold:2", "d")]);
    }

    #[test]
    fn what_is_no_line_of_conll_is_underlined() {
        let mut shown = String::new();
        for line in ["Ana", "\tB-PER", "Ana\tPER", "Ana B", "Ana\tB-", "é\tX-PER", "Ana O\textra"] {
            let Err(ReadError::Record { line: number, record, fault, .. }) =
                read(&format!("a\tO\n{line}\n"), 20)
            else {
                panic!("{line:?} is read");
            };
            shown += &format!(
                "{number} {record:?} {:?}: {}; {}\n",
                &record[fault.span.clone()],
                fault.message,
                fault.label
            );
        }
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn a_file_without_sentences_is_an_error_once() {
        let options = GoldOptions::default();
        let mut documents = Documents::new("\n\n".as_bytes(), "gold".to_owned(), "gold", &options);
        assert!(matches!(documents.next(), Some(Err(ReadError::Empty { .. }))));
        assert!(documents.next().is_none());
    }
}
