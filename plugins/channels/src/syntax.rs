//! Light syntax of one sentence: noun phrases, verb groups, and who is subject and object of what.
//!
//! Everything that reads roles out of a sentence goes through [`Syntax`]. It is built from tags by rules; a trained
//! parser that fills the same structures can take its place without a change to what reads them.
mod attach;
mod chunk;
mod retag;
mod subject;

use crate::lemma;
use crate::tag::{Seen, Tag, Tagger};
use std::cell::OnceCell;
use textmine_core::{Document, Span, Token};

/// One token of the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// Its place in the document.
    pub(crate) span: Span,
    /// As written.
    pub(crate) text: &'a str,
    /// In lower case, with straight apostrophes.
    pub(crate) lower: String,
    /// Part of speech.
    pub(crate) tag: Tag,
    /// The lemma, once somebody has asked for it.
    lemma: OnceCell<String>,
    /// True if no white space stands before it.
    pub(crate) glued: bool,
}

/// A noun phrase without what follows its head.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token, the possessive mark not counted.
    pub(crate) end: usize,
    /// The head's token.
    pub(crate) head: usize,
    /// The phrase that possesses this one: `Orban` of `Orban's aide`.
    pub(crate) owner: Option<usize>,
    /// True if it possesses the next one.
    pub(crate) owns: bool,
    /// It says when, and is no actor: `Tuesday`, `last week`.
    pub(crate) temporal: bool,
    /// The phrases that it is coordinated with, itself included, in order; empty if it stands alone.
    pub(crate) list: Vec<usize>,
    /// What it depends on.
    pub(crate) relation: Relation,
    /// Its place among the items.
    pub(crate) item: usize,
}

/// What a noun phrase depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Nothing that was recognised.
    #[default]
    None,
    /// Subject of that verb.
    Subject(usize),
    /// Object of that verb.
    Object(usize),
    /// Complement of the preposition at that token.
    Preposition(usize),
}

/// How a verb group is inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Has a tense or a modal.
    Finite,
    /// With `to`.
    Infinitive,
    /// A bare form without a modal: an imperative, or the second of two infinitives.
    Bare,
    /// `meeting`
    Gerund,
    /// `met`, without an auxiliary.
    Participle,
}

/// A verb with its auxiliaries.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// First token of the group.
    pub(crate) start: usize,
    /// The main verb's token.
    pub(crate) head: usize,
    /// The main verb's lemma.
    pub(crate) lemma: String,
    /// Inflection of the group.
    pub(crate) form: Form,
    /// `not`, `never` and the like within the group.
    pub(crate) negated: bool,
    /// The modal's token.
    pub(crate) modal: Option<usize>,
    /// `was called`
    pub(crate) passive: bool,
    /// `has called`
    pub(crate) perfect: bool,
    /// `was calling`
    pub(crate) progressive: bool,
    /// True if the first word of the group is in the past tense.
    pub(crate) past: bool,
    /// Its place among the items.
    pub(crate) item: usize,
    /// Its subjects, understood ones included; coordinated phrases are listed one by one.
    pub(crate) subjects: Vec<usize>,
    /// Its objects in order; of coordinated phrases the first alone.
    pub(crate) objects: Vec<usize>,
    /// The verb that it depends on: `agreed` of `agreed to meet`.
    pub(crate) governor: Option<usize>,
    /// The adjective or noun that it depends on: `plan` of `a plan to meet`, `due` of `is due to meet`.
    pub(crate) governor_word: Option<usize>,
    /// The preposition or conjunction that opens its clause.
    pub(crate) marker: Option<usize>,
}

/// What stands in a sentence, in order; words between brackets are left out unless they are a clause of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A noun phrase.
    Phrase(usize),
    /// A verb group.
    Verb(usize),
    /// A preposition, by its token.
    Prep(usize),
    /// A conjunction that opens a clause.
    Subordinator(usize),
    /// `who`, `which`, `that` at the head of a relative clause.
    Relative(usize),
    /// `and`, `or`, `but`, `as well as`.
    And(usize),
    /// A comma.
    Comma,
    /// A colon, dash, semicolon or full stop.
    Break,
    /// A quotation mark.
    Quote,
    /// An adjective outside noun phrases.
    Adjective(usize),
    /// Anything else: adverbs, particles.
    Other(usize),
}

/// The syntax of one sentence, or of one stretch of a very long one.
#[derive(Debug)]
pub(crate) struct Syntax<'a> {
    /// The tokens.
    pub(crate) words: Vec<Word<'a>>,
    /// The noun phrases, in order.
    pub(crate) phrases: Vec<Phrase>,
    /// The verb groups, in order.
    pub(crate) verbs: Vec<Verb>,
    /// Phrases, verbs and what stands between them, in order.
    pub(crate) items: Vec<Item>,
    phrase_of: Vec<Option<usize>>,
    verb_of: Vec<Option<usize>>,
}

impl<'a> Syntax<'a> {
    /// Tags, chunks and connects the tokens of a sentence.
    pub(crate) fn new(document: &Document<'a>, tokens: &[Token], tagger: &Tagger) -> Self {
        let mut end = None;
        let lower: Vec<String> = tokens.iter().map(|t| fold(document.slice(t.span))).collect();
        let seen: Vec<Seen<'_>> = tokens
            .iter()
            .zip(&lower)
            .map(|(t, lower)| Seen { text: document.slice(t.span), lower, kind: t.kind() })
            .collect();
        let tags = tagger.tag(&seen);
        let words = tokens
            .iter()
            .zip(lower)
            .zip(tags)
            .map(|((token, lower), tag)| {
                let glued = end.replace(token.span.end) == Some(token.span.start);
                Word {
                    span: token.span,
                    text: document.slice(token.span),
                    lower,
                    tag,
                    lemma: OnceCell::new(),
                    glued,
                }
            })
            .collect::<Vec<_>>();
        let count = words.len();
        let mut syntax = Syntax {
            words,
            phrases: Vec::new(),
            verbs: Vec::new(),
            items: Vec::new(),
            phrase_of: vec![None; count],
            verb_of: vec![None; count],
        };
        syntax.chunk();
        syntax.coordinate();
        syntax.find_objects();
        syntax.find_subjects();
        syntax
    }

    /// The phrase that a token belongs to.
    pub(crate) fn phrase_at(&self, token: usize) -> Option<usize> {
        self.phrase_of.get(token).copied().flatten()
    }

    /// The verb group that a token belongs to.
    pub(crate) fn verb_at(&self, token: usize) -> Option<usize> {
        self.verb_of.get(token).copied().flatten()
    }

    /// The lower-case form of a token; empty beyond the sentence's end.
    pub(crate) fn lower(&self, token: usize) -> &str {
        self.words.get(token).map_or("", |w| &w.lower)
    }

    /// The tag of a token; a full stop beyond the sentence's end.
    pub(crate) fn tag(&self, token: usize) -> Tag {
        self.words.get(token).map_or(Tag::Stop, |w| w.tag)
    }

    /// The lemma of a token, by its tag.
    pub(crate) fn lemma(&self, token: usize) -> &str {
        let word = &self.words[token];
        word.lemma.get_or_init(|| {
            if word.tag.is_verb() { lemma::verb(&word.lower) } else { lemma::noun(&word.lower) }
        })
    }

    /// The phrases coordinated with this one, itself included.
    pub(crate) fn expand(&self, phrase: usize) -> Vec<usize> {
        let list = &self.phrases[phrase].list;
        if list.is_empty() { vec![phrase] } else { list.clone() }
    }

    /// The item at that place; a break before the start and after the end.
    pub(crate) fn item(&self, at: usize) -> Item {
        self.items.get(at).copied().unwrap_or(Item::Break)
    }
}

/// Lower case with straight apostrophes and hyphens.
pub(crate) fn fold(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii()) {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }).collect()
}
