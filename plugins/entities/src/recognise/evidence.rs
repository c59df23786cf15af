//! What speaks for each tag of each word of a sentence.
use super::repeat::Memory;
use crate::gazetteer::{self, Entry, Lists, Row, Title};
use crate::hash::Kind;
use crate::label::{Label, Position, TAGS, Tag};
use crate::shape::{Shape, shape};
use std::ops::Range;
use textmine_core::{Document, Token, TokenKind};

/// Evidence for the words of one sentence; the buffers serve for all sentences.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    scores: Vec<[i32; TAGS]>,
    /// False where no name can be.
    open: Vec<bool>,
    capital: Vec<bool>,
    starts_phrase: Vec<bool>,
}

/// Evidence is added in so many sixteenths.
const WHOLE: i32 = 16;
/// A neighbour counts for less than the word itself: the two are not independent of each other.
const CONTEXT: i32 = 12;
/// How much a phrase that is always of one type speaks for it; less for others, down to nothing.
const PHRASE: i32 = 28;
/// How much an honorific speaks for a person after it.
const HONORIFIC: i32 = 56;
/// How much a country or state after a comma, or `-based`, speaks for a place before it.
const LOCATED: i32 = 42;
/// More words without a capital than this don't stand side by side in a name.
const MAX_PLAIN: usize = 2;
/// Names of more words are not looked up.
const MAX_PHRASE: usize = 6;

impl Evidence {
    pub(crate) fn scores(&self) -> &[[i32; TAGS]] {
        &self.scores
    }

    /// Runs of words that may hold names.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = at + self.open[at..].iter().position(|open| *open)?;
                let end = start + self.open[start..].iter().take_while(|open| **open).count();
                at = end;
                if self.capital[start..end].contains(&true) {
                    return Some(start..end);
                }
            }
        })
    }

    /// Gathers the evidence for these tokens, which are of one sentence.
    pub(crate) fn gather<'w>(
        &mut self,
        document: &'w Document<'w>,
        tokens: &'w [Token],
        memory: Option<&Memory>,
    ) {
        self.scores.clear();
        self.open.clear();
        self.capital.clear();
        self.starts_phrase.clear();
        let words = Words { document, tokens };
        let style = Style::of(tokens.iter().map(|t| (t.kind(), document.slice(t.span))));
        let mut initial = true;
        let mut key = String::new();
        for (at, token) in tokens.iter().enumerate() {
            let text = words.at(at);
            let is_word = text.starts_with(char::is_alphanumeric);
            let is_address = matches!(token.kind(), TokenKind::Url | TokenKind::Handle);
            let capital = is_word && !is_address && shape(text) != Shape::Plain;
            let entry = if style == Style::Shouted && capital {
                title_case(text, &mut key);
                known(&key, capital)
            } else {
                known(text, capital)
            };
            let starts = initial || style != Style::Running;
            let mut scores = [0; TAGS];
            if let Some(entry) = entry {
                add(&mut scores, entry.row(starts), WHOLE);
            }
            if capital {
                if let Some(before) = (!starts).then(|| words.before(at, &mut key)).flatten() {
                    add(&mut scores, before.row(false), CONTEXT);
                }
                if let Some(after) = gazetteer::find(Kind::After, words.after(at)) {
                    add(&mut scores, after.row(false), CONTEXT);
                }
                words.rules(at, memory, &mut scores);
            }
            self.scores.push(scores);
            self.open.push(capital || entry.is_some());
            self.capital.push(capital);
            self.starts_phrase.push(capital && entry.is_some_and(|e| e.lists.any(Lists::STARTS_PHRASE)));
            initial = !is_word && (initial || matches!(text, "\"" | "“" | ":" | "‘" | "``"));
        }
        self.close_far();
        self.phrases(words);
    }

    /// No name is farther from a capital than its longest lower-case part.
    fn close_far(&mut self) {
        let mut distance = MAX_PLAIN;
        let mut near: Vec<bool> = Vec::new();
        for capital in &self.capital {
            distance = if *capital { 0 } else { distance + 1 };
            near.push(distance <= MAX_PLAIN);
        }
        distance = MAX_PLAIN;
        for at in (0..self.capital.len()).rev() {
            distance = if self.capital[at] { 0 } else { distance + 1 };
            self.open[at] &= near[at] || distance <= MAX_PLAIN;
        }
    }

    fn phrases(&mut self, words: Words<'_>) {
        let len = words.tokens.len();
        for start in 0..len {
            if !self.starts_phrase[start] {
                continue;
            }
            for end in (start + 2..=len.min(start + MAX_PHRASE)).rev() {
                if !self.open[start..end].iter().all(|open| *open) {
                    continue;
                }
                if let Some(entry) = gazetteer::find_phrase((start..end).map(|at| words.at(at))) {
                    self.phrase(start..end, entry.row(false));
                    break;
                }
            }
        }
    }

    fn phrase(&mut self, words: Range<usize>, row: Row) {
        for (kind, label) in Label::ALL.into_iter().enumerate() {
            let weight = i32::from(row[kind] as i8) + PHRASE;
            for at in words.clone() {
                let position = match at {
                    _ if at == words.start => Position::Begin,
                    _ if at + 1 == words.end => Position::End,
                    _ => Position::Inside,
                };
                let tag = Tag::new(label, position).0;
                self.scores[at][usize::from(tag)] += weight.max(0);
            }
        }
    }
}

/// The words of a sentence.
#[derive(Clone, Copy)]
struct Words<'w> {
    document: &'w Document<'w>,
    tokens: &'w [Token],
}

impl<'w> Words<'w> {
    /// The word of that index; empty beyond the sentence.
    fn at(self, index: usize) -> &'w str {
        self.tokens.get(index).map_or("", |token| self.document.slice(token.span))
    }

    /// What the word before says; an article speaks together with the word before it. `key` is room to put them together.
    fn before(self, at: usize, key: &mut String) -> Option<Entry> {
        let before = self.at(at.checked_sub(1)?);
        if !matches!(before, "the" | "The" | "a" | "an") {
            return gazetteer::find(Kind::Before, before);
        }
        key.clear();
        key.push_str(at.checked_sub(2).map_or("^", |at| self.at(at)));
        key.push_str(" the");
        gazetteer::find(Kind::Before, key)
    }

    fn after(self, at: usize) -> &'w str {
        if at + 1 < self.tokens.len() { self.at(at + 1) } else { "$" }
    }

    /// What no count of single words can tell.
    fn rules(self, at: usize, memory: Option<&Memory>, scores: &mut [i32; TAGS]) {
        let mut speak = |label: Label, positions: [Position; 2], weight: i32| {
            for position in positions {
                scores[usize::from(Tag::new(label, position).0)] += weight;
            }
        };
        if at > 0 && Title::of(self.at(at - 1)).is_honorific() {
            speak(Label::Person, [Position::Single, Position::Begin], HONORIFIC);
        }
        let is_state =
            |word: &str| gazetteer::find(Kind::Word, word).is_some_and(|e| e.lists.any(Lists::COUNTRY));
        let is_located = match self.after(at) {
            "," => is_state(self.at(at + 2)),
            "-" => self.at(at + 2) == "based",
            _ => false,
        };
        if is_located {
            speak(Label::Place, [Position::Single, Position::End], LOCATED);
        }
        if Title::of(self.at(at)).is_honorific() {
            scores[0] += HONORIFIC;
        }
        if let Some(memory) = memory.filter(|_| !is_located) {
            memory.add(self.at(at), scores);
        }
    }
}

fn add(scores: &mut [i32; TAGS], row: Row, sixteenths: i32) {
    for (score, value) in scores.iter_mut().zip(row) {
        *score += i32::from(*value as i8) * sixteenths / WHOLE;
    }
}

/// The word itself, or its ending, or its shape; nothing for words without capitals that are in no name known.
fn known(word: &str, capital: bool) -> Option<Entry> {
    let listed = gazetteer::find(Kind::Word, word);
    if listed.is_some() || !capital {
        return listed;
    }
    let shape = shape(word);
    if matches!(shape, Shape::Acronym | Shape::Shouted) && word.len() > 4 {
        // `LONDON`: too long for an acronym.
        let mut title = String::new();
        title_case(word, &mut title);
        let names = Lists::FIRST_NAME | Lists::LAST_NAME | Lists::CITY | Lists::COUNTRY | Lists::NATIONALITY;
        if let Some(entry) = gazetteer::find(Kind::Word, &title).filter(|entry| entry.lists.any(names)) {
            return Some(entry);
        }
    }
    let ending = || {
        let start = word.char_indices().rev().nth(2).filter(|(at, _)| *at >= 2)?.0;
        gazetteer::find(Kind::Ending, &word[start..])
    };
    let mut letter = [0; 4];
    (shape == Shape::Title)
        .then(ending)
        .flatten()
        .or_else(|| gazetteer::find(Kind::Shape, char::from(shape as u8).encode_utf8(&mut letter)))
        .or_else(|| gazetteer::find(Kind::Shape, "?"))
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Names, and the first word.
    Running,
    /// Most words, as in some headlines: a capital says little.
    Headline,
    /// All letters.
    Shouted,
}

impl Style {
    fn of<'w>(words: impl Iterator<Item = (TokenKind, &'w str)>) -> Style {
        let (mut cased, mut capitals, mut shouted) = (0, 0, 0);
        for (_, word) in words.filter(|(_, word)| word.len() > 1 && word.starts_with(char::is_alphabetic)) {
            cased += 1;
            capitals += usize::from(word.starts_with(char::is_uppercase));
            shouted += usize::from(!word.contains(char::is_lowercase));
        }
        match () {
            () if cased >= 4 && shouted * 3 > cased * 2 => Style::Shouted,
            () if cased >= 4 && capitals * 3 > cased * 2 => Style::Headline,
            () => Style::Running,
        }
    }
}

fn title_case(word: &str, out: &mut String) {
    out.clear();
    let mut letters = word.chars();
    out.extend(letters.next());
    out.extend(letters.flat_map(char::to_lowercase));
}
