//! Annotated documents as examples to learn from: stretches of words with the numbers of their features and the tags
//! that the annotation allows.
use super::corpus::{self, Sentence, Text};
use super::estimate::is_possible;
use super::recipe::Misc;
use std::collections::HashMap;
use std::ops::Range;
use textmine_core::{Document, DocumentBuf, Token};
use textmine_tagger::chain::Row;
use textmine_tagger::lexicon::Lexicon;
use textmine_tagger::memory::{Memory, Seen};
use textmine_tagger::reading::Reading;
use textmine_tagger::{NameType, Tag, features::features};

/// How the sentences of a corpus are learned from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) weight: f32,
    pub(crate) noisy: bool,
    pub(crate) misc: Misc,
    pub(crate) nationalities_are_places: bool,
}

/// Words in a row that names may reach over.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// Number of its document.
    pub(crate) document: u32,
    pub(crate) noisy: bool,
    pub(crate) weight: f32,
    /// The tags that each word may have, as sets.
    pub(crate) allowed: Vec<u32>,
    features: Vec<u32>,
    /// For each word one past its last feature.
    ends: Vec<u32>,
    memory: Vec<u32>,
    memory_ends: Vec<u32>,
}

impl Example {
    pub(crate) fn len(&self) -> usize {
        self.allowed.len()
    }

    pub(crate) fn features(&self, word: usize) -> &[u32] {
        part(&self.features, &self.ends, word)
    }

    /// The features that the rest of the document gives a word.
    pub(crate) fn memory(&self, word: usize) -> &[u32] {
        part(&self.memory, &self.memory_ends, word)
    }
}

fn part<'p>(all: &'p [u32], ends: &[u32], at: usize) -> &'p [u32] {
    let start = if at == 0 { 0 } else { ends.get(at - 1).copied().unwrap_or(0) };
    ends.get(at).and_then(|end| all.get(start as usize..*end as usize)).unwrap_or(&[])
}

/// The features that are learned: their keys, numbered.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: HashMap<u64, u32>,
}

impl Vocabulary {
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Key and number of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, u32)> + '_ {
        self.numbers.iter().map(|(key, number)| (*key, *number))
    }

    fn add(&mut self, key: u64) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(key).or_insert(next)
    }
}

/// Documents that were read, with their annotation.
pub(crate) struct Documents<'l> {
    lexicon: Lexicon<'l>,
    documents: Vec<(DocumentBuf, Text, Terms)>,
}

impl<'l> Documents<'l> {
    pub(crate) fn new(lexicon: Lexicon<'l>) -> Self {
        Documents { lexicon, documents: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.documents.len()
    }

    /// Adds sentences, so many to a document.
    pub(crate) fn add(&mut self, sentences: &[Sentence], per_document: usize, terms: Terms) {
        for sentences in sentences.chunks(per_document.max(1)) {
            let text = corpus::text(sentences);
            if let Ok(document) = DocumentBuf::new("document", text.text.as_str()) {
                self.documents.push((document, text, terms));
            }
        }
    }

    /// The features that occur so often.
    pub(crate) fn vocabulary(&self, least_seen: u32) -> Vocabulary {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let mut keys = Vec::new();
        for (document, ..) in &self.documents {
            self.stretches(document, |_, _, reading, stretch| {
                for at in stretch {
                    features(reading, at, &mut keys);
                    keys.iter().for_each(|key| *counts.entry(*key).or_default() += 1);
                }
            });
        }
        let mut kept: Vec<u64> =
            counts.into_iter().filter(|(_, n)| *n >= least_seen).map(|(key, _)| key).collect();
        kept.sort_unstable();
        let mut vocabulary = Vocabulary::default();
        kept.into_iter().for_each(|key| {
            vocabulary.add(key);
        });
        vocabulary
    }

    /// The examples of all documents, in order.
    pub(crate) fn examples(&self, vocabulary: &Vocabulary) -> Vec<Example> {
        let mut examples = Vec::new();
        let mut keys = Vec::new();
        for (number, (document, text, terms)) in self.documents.iter().enumerate() {
            let names = self.names(document, text, *terms);
            self.stretches(document, |tokens, _, reading, stretch| {
                let mut example = Example {
                    document: number as u32,
                    noisy: terms.noisy,
                    weight: terms.weight,
                    allowed: allowed(&tokens[stretch.clone()], &names, *terms),
                    features: Vec::new(),
                    ends: Vec::new(),
                    memory: Vec::new(),
                    memory_ends: Vec::new(),
                };
                // A name that reaches beyond the stretch leaves no whole sequence: then nothing can be learned there.
                if !is_possible(&example.allowed) {
                    example.allowed.fill(Tag::ALL);
                }
                for at in stretch {
                    features(reading, at, &mut keys);
                    example.features.extend(keys.iter().filter_map(|key| vocabulary.numbers.get(key)));
                    example.ends.push(example.features.len() as u32);
                }
                examples.push(example);
            });
        }
        examples
    }

    /// Gives the examples of a document what its other words say, as a first reading found them: for each example the
    /// probabilities of the tags of its words.
    pub(crate) fn remember(
        &self,
        number: usize,
        examples: &mut [Example],
        probabilities: &[Vec<Row>],
        vocabulary: &mut Vocabulary,
    ) {
        let mut memory = Memory::default();
        let mut seen: Vec<Vec<Seen>> = Vec::new();
        self.stretches(&self.documents[number].0, |_, _, reading, stretch| {
            let rows = probabilities.get(seen.len()).map_or(&[][..], Vec::as_slice);
            let words: Vec<Seen> = stretch.zip(rows).map(|(at, row)| Seen::new(reading, at, row)).collect();
            words.iter().for_each(|word| memory.add(word));
            seen.push(words);
        });
        let mut keys = Vec::new();
        for (example, words) in examples.iter_mut().zip(&seen) {
            for at in 0..words.len() {
                memory.features(words, at, &mut keys);
                example.memory.extend(keys.iter().map(|key| vocabulary.add(*key)));
                example.memory_ends.push(example.memory.len() as u32);
            }
        }
    }

    /// Calls `each` with the sentence's tokens, the document, the sentence read, and every stretch of it.
    fn stretches(
        &self,
        document: &DocumentBuf,
        mut each: impl FnMut(&[Token], &Document<'_>, &Reading, Range<usize>),
    ) {
        let view = document.view();
        let mut reading = Reading::default();
        for sentence in 0..view.sentences().len() {
            let tokens = view.sentence_tokens(sentence);
            reading.read(&view, tokens, &self.lexicon);
            for stretch in reading.stretches() {
                each(tokens, &view, &reading, stretch.clone());
            }
        }
    }

    /// The names as all corpora should have them: without articles, possessives and titles.
    fn names(&self, document: &DocumentBuf, text: &Text, terms: Terms) -> Vec<(Range<usize>, NameType)> {
        let mut names: Vec<(Range<usize>, NameType)> = Vec::with_capacity(text.names.len());
        for (range, kind) in &text.names {
            let mut range = corpus::trimmed(document.text(), range.clone());
            let mut kind = *kind;
            let name = &document.text()[range.clone()];
            if terms.nationalities_are_places && kind == NameType::Place && self.lexicon.is_nationality(name)
            {
                kind = NameType::Other;
            }
            if kind == NameType::Person {
                range.start += title_len(name);
            }
            names.push((range, kind));
        }
        names.sort_unstable_by_key(|(range, _)| range.start);
        names
    }
}

/// The tags that each of these tokens may have.
fn allowed(tokens: &[Token], names: &[(Range<usize>, NameType)], terms: Terms) -> Vec<u32> {
    let other = Tag::of_type(NameType::Other);
    let outside = Tag::OUTSIDE.bit() | if terms.misc == Misc::Annotated { 0 } else { other };
    let mut allowed = vec![outside; tokens.len()];
    let Some(first) = tokens.first() else { return allowed };
    let mut at = 0;
    let from = names.partition_point(|(range, _)| range.end <= first.span.start as usize);
    for (range, kind) in &names[from..] {
        while at < tokens.len() && (tokens[at].span.start as usize) < range.start {
            at += 1;
        }
        let len = tokens[at..].iter().take_while(|t| (t.span.start as usize) < range.end).count();
        let begun = (range.start as u32) < first.span.start;
        let cut =
            at + len == tokens.len() && tokens.last().is_some_and(|t| (t.span.end as usize) < range.end);
        for part in 0..len {
            let tag = Tag::within(*kind, part, len).bit();
            let maybe = terms.misc == Misc::Unreliable && *kind == NameType::Other;
            allowed[at + part] = match (begun || cut, maybe) {
                (true, _) => Tag::ALL,
                (false, true) => tag | Tag::OUTSIDE.bit(),
                (false, false) => tag,
            };
        }
        at += len;
        if at == tokens.len() {
            break;
        }
    }
    allowed
}

/// The length in bytes of the titles that a name begins with, white space included.
fn title_len(name: &str) -> usize {
    let mut len = 0;
    while let Some((word, rest)) = name[len..].split_once(' ') {
        if !is_title(word) {
            break;
        }
        len += word.len() + 1 + (rest.len() - rest.trim_start().len());
    }
    len
}

fn is_title(word: &str) -> bool {
    const TITLES: [&str; 42] = [
        "ambassador",
        "ayatollah",
        "capt",
        "captain",
        "chairman",
        "col",
        "colonel",
        "dame",
        "dr",
        "gen",
        "general",
        "gov",
        "governor",
        "hon",
        "judge",
        "justice",
        "king",
        "lady",
        "lord",
        "lt",
        "maj",
        "minister",
        "miss",
        "mr",
        "mrs",
        "ms",
        "pope",
        "president",
        "prince",
        "princess",
        "prof",
        "professor",
        "queen",
        "rep",
        "rev",
        "secretary",
        "sen",
        "senator",
        "sgt",
        "sheikh",
        "sir",
        "sr",
    ];
    TITLES.binary_search(&word.trim_end_matches('.').to_lowercase().as_str()).is_ok()
}

/// The sentence with all its words in capitals.
pub(crate) fn shouted(sentence: &Sentence) -> Sentence {
    Sentence {
        words: sentence.words.iter().map(|word| word.to_uppercase()).collect(),
        names: sentence.names.clone(),
    }
}

/// The sentence with a capital on every word that gets one in a headline.
pub(crate) fn headline(sentence: &Sentence) -> Sentence {
    let small = |word: &str| {
        matches!(
            word,
            "a" | "an"
                | "the"
                | "of"
                | "in"
                | "on"
                | "to"
                | "for"
                | "and"
                | "at"
                | "by"
                | "with"
                | "from"
                | "as"
                | "'s"
                | "’s"
                | "n't"
        )
    };
    let words = sentence.words.iter().map(|word| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !small(word) => first.to_uppercase().chain(letters).collect(),
            _ => word.clone(),
        }
    });
    Sentence { words: words.collect(), names: sentence.names.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use textmine_tagger::lexicon::Builder;
    use textmine_tagger::model::LexiconBytes;

    fn shown(names: &[(&str, NameType)], text: &str, misc: Misc) -> String {
        let document = DocumentBuf::new("d", text).unwrap();
        let names: Vec<_> = names
            .iter()
            .map(|(name, kind)| {
                let start = text.find(name).unwrap();
                (start..start + name.len(), *kind)
            })
            .collect();
        let terms = Terms { weight: 1.0, noisy: false, misc, nationalities_are_places: false };
        let view = document.view();
        let sets = allowed(view.tokens(), &names, terms);
        let words = view.tokens().iter().zip(&sets).map(|(token, set)| {
            let tags: Vec<u8> = (0..17).filter(|tag| set >> tag & 1 == 1).collect();
            format!("{} {tags:?}", view.slice(token.span))
        });
        words.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn annotation_says_which_tags_a_word_may_have() {
        let names = [("Ann Hill", NameType::Person), ("Fjord Cup", NameType::Other)];
        insta::assert_snapshot!(shown(&names, "Ann Hill won the Fjord Cup.", Misc::Annotated));
        insta::assert_snapshot!(shown(&names, "Ann Hill won the Fjord Cup.", Misc::Unreliable));
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        for (name, bare) in
            [("Mr. Hill", "Hill"), ("Dr Ann Hill", "Ann Hill"), ("Hill", "Hill"), ("King", "King")]
        {
            assert_eq!(&name[title_len(name)..], bare);
        }
    }

    #[test]
    fn a_feature_seen_once_is_not_learned() {
        let lexicon = LexiconBytes::from(&Builder::default());
        let mut documents = Documents::new(lexicon.lexicon());
        let sentence =
            |word: &str| Sentence { words: vec![word.to_owned()], names: vec![(0, 1, NameType::Place)] };
        let terms =
            Terms { weight: 1.0, noisy: false, misc: Misc::Annotated, nationalities_are_places: false };
        documents.add(&[sentence("Oslo"), sentence("Oslo"), sentence("Bergen")], 1, terms);
        let (all, twice) = (documents.vocabulary(1), documents.vocabulary(2));
        assert!(twice.len() < all.len() && twice.len() > 10);
        assert_eq!(documents.examples(&twice).len(), 3);
    }
}
