//! The words of a document as YAKE counts them: without punctuation, hyphenated ones in one piece.
use crate::stop_words::StopWords;
use std::borrow::Cow;
use std::collections::HashMap;
use textmine_core::{Document, Span, TokenKind};

/// Longer words are no words of a language; they are passed over as keywords.
const LONGEST_WORD: u32 = 60;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `port`, or any word at the beginning of a sentence.
    Plain,
    /// `Halifax`
    Capital,
    /// `NATO`
    Acronym,
    /// A number or another thing that is no part of a keyword.
    Other,
}

/// One word of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// Index of its form.
    pub(crate) form: u32,
    pub(crate) sentence: u32,
    pub(crate) case: Case,
    /// True if punctuation or a sentence's beginning stands before it.
    pub(crate) opens: bool,
}

/// The words, and their distinct forms.
#[derive(Debug, Default)]
pub(crate) struct Words<'a> {
    pub(crate) words: Vec<Word>,
    /// Forms in lower case.
    pub(crate) forms: Vec<Cow<'a, str>>,
    /// The term of each form: singular and plural are one.
    pub(crate) terms: Vec<u32>,
    /// For each term whether it is a stop word.
    pub(crate) is_stop: Vec<bool>,
    pub(crate) sentences: usize,
}

/// Reads a document.
pub(crate) fn read<'a>(document: &Document<'a>, stop_words: &StopWords) -> Words<'a> {
    let mut reader = Reader {
        stop_words,
        forms: HashMap::new(),
        terms: HashMap::new(),
        words: Words { sentences: document.sentences().len(), ..Words::default() },
    };
    let mut tokens = document.tokens().iter().peekable();
    let (mut sentence, mut opens, mut first) = (u32::MAX, true, true);
    while let Some(token) = tokens.next() {
        if token.sentence != sentence {
            (sentence, opens, first) = (token.sentence, true, true);
        }
        let text = document.slice(token.span);
        // `’s` and the like are neither words nor do they separate any.
        if token.kind() == TokenKind::Word && text.starts_with(['\'', '’']) {
            continue;
        }
        if matches!(
            token.kind(),
            TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Emoji | TokenKind::Other
        ) {
            opens = true;
            first = false;
            continue;
        }
        let mut span = token.span;
        let mut kind = token.kind();
        // `nine-day` is one word, whose hyphen touches both halves.
        while let Some(hyphen) =
            tokens.next_if(|next| next.span.start == span.end && document.slice(next.span) == "-")
        {
            let Some(half) =
                tokens.next_if(|next| next.span.start == hyphen.span.end && next.kind() == TokenKind::Word)
            else {
                opens = true;
                break;
            };
            span = span.cover(half.span);
            kind = if kind == TokenKind::Number { TokenKind::Other } else { kind };
        }
        let case = match kind {
            TokenKind::Word if span.len() <= LONGEST_WORD => case(document.slice(span), first),
            _ => Case::Other,
        };
        reader.push(document.slice(span), Word { span, form: 0, sentence, case, opens });
        (opens, first) = (false, false);
    }
    reader.words
}

fn case(text: &str, first: bool) -> Case {
    if !text.chars().any(char::is_alphabetic) || text.chars().any(char::is_numeric) {
        return Case::Other;
    }
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if capitals > 0 && !text.chars().any(char::is_lowercase) {
        Case::Acronym
    } else if capitals == 1 && !first && text.chars().nth(1).is_some() && text.starts_with(char::is_uppercase)
    {
        Case::Capital
    } else {
        Case::Plain
    }
}

struct Reader<'s, 'a> {
    stop_words: &'s StopWords,
    forms: HashMap<Cow<'a, str>, u32>,
    terms: HashMap<Cow<'a, str>, u32>,
    words: Words<'a>,
}

impl<'a> Reader<'_, 'a> {
    fn push(&mut self, text: &'a str, word: Word) {
        let lower = match text.is_ascii() && !text.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Borrowed(text),
            false => Cow::Owned(text.to_lowercase().replace('’', "'")),
        };
        let form = match self.forms.get(&lower) {
            Some(&form) => form,
            None => self.new_form(lower),
        };
        self.words.words.push(Word { form, ..word });
    }

    fn new_form(&mut self, lower: Cow<'a, str>) -> u32 {
        let form = self.words.forms.len() as u32;
        let singular = lower.strip_suffix('s').filter(|rest| rest.chars().nth(2).is_some());
        let term = singular.map_or_else(|| lower.clone(), |singular| Cow::Owned(singular.to_owned()));
        let stops = self.stop_words.contains(&lower) || self.stop_words.contains(&term);
        let terms = &mut self.words.is_stop;
        let term = *self.terms.entry(term).or_insert_with(|| {
            terms.push(stops);
            terms.len() as u32 - 1
        });
        self.words.terms.push(term);
        self.words.forms.push(lower.clone());
        self.forms.insert(lower, form);
        form
    }
}
