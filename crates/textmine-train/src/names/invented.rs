//! Invented text: sentences made from templates and lists of names, for kinds of text that no annotated corpus has
//! enough of.
use super::corpus::Sentence;
use crate::chance::Chance;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use textmine_tagger::NameType;

/// What is wrong with a file of templates.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TemplateError {
    /// It can't be read.
    #[error("cannot read the templates `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It makes no sense.
    #[error("the templates `{}` make no sense\n{fault}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// The place, underlined, and what was expected.
        fault: toml::de::Error,
    },
    /// A template makes no sense.
    #[error("{}: the template `{template}` makes no sense: {fault}", path.display())]
    Template {
        /// The file.
        path: PathBuf,
        /// The template.
        template: String,
        /// What is wrong with it.
        fault: TemplateFault,
    },
    /// Templates need lists of names, which a model's lexicon no longer has.
    #[error(
        "the recipe invents text, but takes its lexicon from a model; expected `[lexicon]` with lists, or no `[[invented]]`"
    )]
    NoLists,
}

/// What is wrong with a template.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TemplateFault {
    /// A slot that is not closed, or stands beside other text.
    #[error("expected `{{`, a list and `}}` between white space, found `{0}`")]
    Slot(String),
    /// A list that there isn't.
    #[error("no list `{0}` has a name; expected one of `[names]` or `[words]`, or `given` or `surname`")]
    List(String),
    /// A type that there isn't.
    #[error("unknown type `{0}`; expected `PER`, `ORG`, `LOC` or `MISC`")]
    Type(String),
}

/// Templates, as they lie in their file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Templates {
    /// Lists that slots are filled from: the kinds of known names in each.
    names: BTreeMap<String, Vec<String>>,
    /// Lists that are given here.
    words: BTreeMap<String, Vec<String>>,
    document: Vec<Outline>,
}

/// A kind of document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outline {
    /// Templates of its first sentences, in order.
    first: Vec<String>,
    /// Templates of all others, in any order.
    lines: Vec<String>,
}

/// A part of a template.
#[derive(Debug)]
enum Piece {
    /// A token; each `#` is a digit.
    Token(String),
    Slot(Slot),
}

/// To be filled with a name or another word.
#[derive(Debug)]
struct Slot {
    /// Indices of the lists that it takes one entry each from.
    lists: Vec<usize>,
    kind: Option<NameType>,
    /// It is written in capitals.
    capitals: bool,
}

/// What text is invented from.
#[derive(Debug)]
pub(crate) struct Inventor {
    lists: Vec<Vec<String>>,
    /// Templates of the first sentences and of the others, for each kind of document.
    outlines: Vec<[Vec<Vec<Piece>>; 2]>,
}

/// A document takes all its names from so few entries of each list, so that they recur as they do in real ones.
const POOL: usize = 14;

impl Inventor {
    /// Reads templates; `known` are the lists of names by their kind.
    pub(crate) fn read(path: &Path, known: &HashMap<String, Vec<String>>) -> Result<Inventor, TemplateError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| TemplateError::Read { path: path.to_owned(), source })?;
        let templates: Templates =
            toml::from_str(&text).map_err(|fault| TemplateError::Toml { path: path.to_owned(), fault })?;
        Inventor::new(&templates, known).map_err(|(template, fault)| TemplateError::Template {
            path: path.to_owned(),
            template,
            fault,
        })
    }

    fn new(
        templates: &Templates,
        known: &HashMap<String, Vec<String>>,
    ) -> Result<Inventor, (String, TemplateFault)> {
        let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for list in ["given", "surname"] {
            lists.insert(list, known.get(list).cloned().unwrap_or_default());
        }
        for (list, kinds) in &templates.names {
            lists.insert(list, kinds.iter().filter_map(|kind| known.get(kind)).flatten().cloned().collect());
        }
        lists.extend(templates.words.iter().map(|(list, words)| (list.as_str(), words.clone())));
        lists.retain(|_, entries| !entries.is_empty());
        let numbers: HashMap<&str, usize> =
            lists.keys().enumerate().map(|(number, list)| (*list, number)).collect();
        let pieces = |lines: &[String]| -> Result<Vec<Vec<Piece>>, (String, TemplateFault)> {
            let line = |line: &String| pieces(line, &numbers).map_err(|fault| (line.clone(), fault));
            lines.iter().map(line).collect()
        };
        let outline = |outline: &Outline| Ok([pieces(&outline.first)?, pieces(&outline.lines)?]);
        let outlines = templates.document.iter().map(outline).collect::<Result<_, _>>()?;
        Ok(Inventor { lists: lists.into_values().collect(), outlines })
    }

    /// So many documents of so many sentences each, one after the other.
    pub(crate) fn invent(&self, documents: usize, sentences: usize, chance: &mut Chance) -> Vec<Sentence> {
        let mut all = Vec::with_capacity(documents * sentences);
        for document in 0..documents {
            let Some([first, lines]) = self.outlines.get(document % self.outlines.len().max(1)) else {
                break;
            };
            let pools: Vec<Vec<&str>> = self
                .lists
                .iter()
                .map(|list| {
                    (0..POOL.min(list.len())).map(|_| list[chance.below(list.len())].as_str()).collect()
                })
                .collect();
            for at in 0..sentences {
                let template = match first.get(at) {
                    Some(template) => template,
                    None if lines.is_empty() => break,
                    None => &lines[chance.below(lines.len())],
                };
                all.push(filled(template, &pools, chance));
            }
        }
        all
    }
}

/// The pieces of a template.
fn pieces(template: &str, lists: &HashMap<&str, usize>) -> Result<Vec<Piece>, TemplateFault> {
    let piece = |token: &str| {
        if !token.contains(['{', '}']) {
            return Ok(Piece::Token(token.to_owned()));
        }
        let inner = token.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let inner = inner.ok_or_else(|| TemplateFault::Slot(token.to_owned()))?;
        let (names, kind) = inner.split_once(':').map_or((inner, None), |(names, kind)| (names, Some(kind)));
        let kind = match kind {
            Some(kind) => Some(NameType::of(kind).ok_or_else(|| TemplateFault::Type(kind.to_owned()))?),
            None => None,
        };
        let number = |name: &str| {
            lists
                .get(name.to_lowercase().as_str())
                .copied()
                .ok_or_else(|| TemplateFault::List(name.to_owned()))
        };
        let lists = names.split('+').map(number).collect::<Result<_, _>>()?;
        Ok(Piece::Slot(Slot { lists, kind, capitals: !names.contains(char::is_lowercase) }))
    };
    template.split_whitespace().map(piece).collect()
}

/// A sentence after a template, with entries of these pools.
fn filled(template: &[Piece], pools: &[Vec<&str>], chance: &mut Chance) -> Sentence {
    let mut sentence = Sentence::default();
    for piece in template {
        match piece {
            Piece::Token(token) => sentence.words.push(digits(token, chance)),
            Piece::Slot(slot) => {
                let start = sentence.words.len();
                for list in &slot.lists {
                    let entry = pools[*list][chance.below(pools[*list].len())];
                    let words = entry.split_whitespace();
                    sentence.words.extend(words.map(|word| match slot.capitals {
                        true => word.to_uppercase(),
                        false => word.to_owned(),
                    }));
                }
                sentence.names.extend(slot.kind.map(|kind| (start, sentence.words.len(), kind)));
            }
        }
    }
    sentence
}

fn digits(token: &str, chance: &mut Chance) -> String {
    let digit = |c| match c {
        '#' => char::from(b'1' + chance.below(9) as u8),
        other => other,
    };
    token.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inventor(lines: &[&str]) -> Result<Inventor, (String, TemplateFault)> {
        let templates = Templates {
            names: BTreeMap::from([("club".to_owned(), vec!["org-sport".to_owned()])]),
            words: BTreeMap::from([("day".to_owned(), vec!["Monday".to_owned()])]),
            document: vec![Outline {
                first: vec!["Results of {day} :".to_owned()],
                lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            }],
        };
        let known = [("org-sport", "Real Fjord"), ("given", "Ann"), ("surname", "Hill")];
        Inventor::new(&templates, &known.map(|(kind, name)| (kind.to_owned(), vec![name.to_owned()])).into())
    }

    #[test]
    fn templates_are_filled_with_names_in_their_places() {
        let inventor = inventor(&["{club:ORG} # {CLUB:ORG} #", "{given+surname:PER} ( 1#th )"]).unwrap();
        let shown = inventor.invent(2, 4, &mut Chance::new(1)).into_iter().map(|sentence| {
            let names: Vec<String> = sentence
                .names
                .iter()
                .map(|(first, end, kind)| {
                    format!("{} {}", kind.as_str(), sentence.words[*first..*end].join(" "))
                })
                .collect();
            format!("{} | {}", sentence.words.join(" "), names.join(", "))
        });
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn a_template_that_makes_no_sense_is_told() {
        let faults = ["{club:ORG", "({day})", "{town:LOC}", "{club:TEAM}"]
            .map(|line| inventor(&[line]).map(|_| ()).unwrap_err())
            .map(|(template, fault)| format!("{template}: {fault}"));
        insta::assert_snapshot!(faults.join("\n"));
    }
}
