//! From the tokens of a sentence to tagged words, and to a sentence that can be asked for its syntax.
use crate::actor;
use crate::entities::Entities;
use crate::grammar::Grammar;
use std::ops::Range;
use textmine_core::{Document, Span, Token};
use textmine_syntax::{Form, Memory, Parser, Sentence, Tag, Word, mend};

/// The words of one sentence in lower case, in one buffer that is used again.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    ends: Vec<u32>,
}

impl Folded {
    /// Takes up the words of a sentence: lower case, with straight apostrophes and plain hyphens.
    pub(crate) fn fill(&mut self, document: &Document<'_>, tokens: &[Token]) {
        self.text.clear();
        self.ends.clear();
        for token in tokens {
            let text = document.slice(token.span);
            if text.is_ascii() {
                let start = self.text.len();
                self.text.push_str(text);
                self.text[start..].make_ascii_lowercase();
            } else {
                let plain = |c| match c {
                    '’' | '‘' => '\'',
                    '‑' | '‐' => '-',
                    c => c,
                };
                self.text.extend(text.chars().flat_map(char::to_lowercase).map(plain));
            }
            self.ends.push(self.text.len() as u32);
        }
    }

    pub(crate) fn word(&self, token: usize) -> &str {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[token] as usize]
    }
}

/// The words with their tags, corrected where `entities` knows better, and which of them belong to names of places.
pub(crate) fn tagged<'a>(
    document: &Document<'a>,
    tokens: &[Token],
    folded: &'a Folded,
    entities: Option<&Entities<'_>>,
    parser: &Parser,
    memory: &mut Memory,
) -> (Vec<Word<'a>>, Vec<bool>) {
    let mut end = None;
    let forms: Vec<Form<'a>> = tokens
        .iter()
        .enumerate()
        .map(|(at, token)| Form {
            text: document.slice(token.span),
            lower: folded.word(at),
            kind: token.kind(),
            glued: end.replace(token.span.end) == Some(token.span.start),
        })
        .collect();
    let tags = parser.tag(&forms, memory);
    let mut words: Vec<Word<'a>> = forms
        .iter()
        .zip(tokens)
        .zip(tags)
        .map(|((form, token), tag)| Word::new(form.text, form.lower, token.span, form.glued, tag))
        .collect();
    let places = match entities {
        Some(entities) => correct(&mut words, entities),
        None => vec![false; words.len()],
    };
    correct_by_neighbours(&mut words);
    for word in &mut words {
        word.animate = actor::can_act(word);
    }
    (words, places)
}

/// Tags that the words around tell better than the tagger.
fn correct_by_neighbours(words: &mut [Word<'_>]) {
    let tag = |words: &[Word<'_>], at: usize| words.get(at).map_or(Tag::Stop, |w| w.tag);
    let capital = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
    for at in 0..words.len() {
        let (before, here, next) =
            (at.checked_sub(1).map(|t| words[t].tag), words[at].tag, tag(words, at + 1));
        let finite = matches!(next, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
        words[at].tag = match here {
            // `to message Ito`
            Tag::NN if at > 0 && words[at - 1].lower == "to" && !capital(&words[at]) => {
                let object = next.is_name() || matches!(next, Tag::PRP | Tag::DT | Tag::PRPS);
                if object { Tag::VB } else { here }
            }
            // `the call lasted`
            Tag::VB | Tag::VBP | Tag::VBZ
                if at > 0
                    && matches!(
                        words[at - 1].lower,
                        "the" | "a" | "an" | "his" | "their" | "my" | "our" | "your"
                    ) =>
            {
                if here == Tag::VBZ {
                    Tag::NNS
                } else {
                    Tag::NN
                }
            }
            // `in Facebook posts`
            Tag::VBZ
                if at > 1
                    && before.is_some_and(Tag::is_name)
                    && (matches!(words[at - 2].tag, Tag::DT | Tag::PRPS)
                        || matches!(
                            words[at - 2].lower,
                            "in" | "from" | "on" | "with" | "by" | "of" | "through"
                        ))
                    && !matches!(next, Tag::PRP | Tag::DT | Tag::NNP) =>
            {
                Tag::NNS
            }
            // `a firm, now called Ito`
            Tag::VBD
                if at > 1
                    && words[at - 2].tag == Tag::Comma
                    && matches!(words[at - 1].lower, "now" | "formerly" | "previously" | "once") =>
            {
                Tag::VBN
            }
            // `Lind e-mailed Okafor`: few treebanks have the word.
            Tag::NN | Tag::JJ if words[at].lower == "e-mailed" && before.is_some_and(Tag::is_noun) => {
                Tag::VBD
            }
            // `fifty bishops wrote`
            Tag::VBZ if before == Some(Tag::CD) && finite => Tag::NNS,
            // `met Okafor`: a word that is written with a capital where none is due, and describes nothing.
            Tag::JJ
                if at > 0
                    && capital(&words[at])
                    && !next.is_noun()
                    && !next.is_adjective()
                    && next != Tag::CC =>
            {
                let opens = matches!(before, Some(Tag::OpenQuote | Tag::CloseQuote | Tag::Colon | Tag::Stop));
                if opens { here } else { Tag::NNP }
            }
            // `Brandt wrote`: a thing would have an article.
            Tag::NN | Tag::JJ if at == 0 && capital(&words[at]) && finite => Tag::NNP,
            _ => here,
        };
    }
}

/// What the recogniser of names takes for a name is one, whatever the tagger makes of a word it does not know.
/// Returns which words belong to names of places.
fn correct(words: &mut [Word<'_>], entities: &Entities<'_>) -> Vec<bool> {
    let mut places = vec![false; words.len()];
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return places };
    for (name, label) in entities.names_within(Span::new(first.span.start, last.span.end)) {
        let inside = words.iter_mut().zip(&mut places).filter(|(w, _)| name.contains(w.span));
        for (word, place) in inside {
            *place = label == "LOC";
            let unsure = matches!(
                word.tag,
                Tag::NN
                    | Tag::NNS
                    | Tag::JJ
                    | Tag::VB
                    | Tag::VBD
                    | Tag::VBZ
                    | Tag::VBP
                    | Tag::VBN
                    | Tag::RB
                    | Tag::FW
                    | Tag::UH
            );
            if unsure && word.text.starts_with(char::is_uppercase) {
                word.tag = Tag::NNP;
            }
        }
    }
    places
}

/// The sentence with its tree, in which the names of people are whole.
pub(crate) fn parsed<'a>(
    words: Vec<Word<'a>>,
    entities: Option<&Entities<'_>>,
    grammar: &Grammar,
    parser: &Parser,
    memory: &mut Memory,
) -> Sentence<'a> {
    let tags: Vec<Tag> = words.iter().map(|w| w.tag).collect();
    let tree = parser.parse_tagged(&tags, memory);
    let is_role = |token: usize| {
        let lower = words[token].lower;
        words[token].tag.is_noun() && (actor::is_person_noun(lower) || grammar.titles.contains(lower))
    };
    let tree = mend(tree, &words, &people(&words, entities), is_role);
    Sentence::new(words, tree)
}

/// The tokens of each name of somebody.
fn people(words: &[Word<'_>], entities: Option<&Entities<'_>>) -> Vec<Range<usize>> {
    let (Some(entities), Some(first), Some(last)) = (entities, words.first(), words.last()) else {
        return Vec::new();
    };
    let names = entities.names_within(Span::new(first.span.start, last.span.end));
    let tokens = names.filter(|(_, label)| *label == "PER").map(|(name, _)| {
        let start = words.partition_point(|word| word.span.end <= name.start);
        start..words.partition_point(|word| word.span.start < name.end)
    });
    tokens.filter(|name| !name.is_empty()).collect()
}
