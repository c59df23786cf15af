//! What stands around a name, a noun or a pronoun, as far as that can be told from words alone.
use super::grammar::Grammar;
use super::noun;
use super::quote::quoted;
use super::scene::{Case, Place, Referent, Who};
use crate::gazetteer::{Gender, Title};
use crate::label::Label;
use crate::recognise::Mention;
use textmine_core::{Document, Token};

/// Reads around a token.
pub(super) struct Reader<'r, 'd> {
    document: &'r Document<'d>,
    quoted: Vec<bool>,
}

impl<'r, 'd> Reader<'r, 'd> {
    pub(super) fn new(document: &'r Document<'d>) -> Self {
        Reader { document, quoted: quoted(document) }
    }

    pub(super) fn tokens(&self) -> &'d [Token] {
        self.document.tokens()
    }

    fn word(&self, at: usize) -> &'d str {
        self.tokens().get(at).map_or("", |token| self.document.slice(token.span))
    }

    /// The word before, if it is in the same sentence.
    fn before(&self, at: usize) -> &'d str {
        let tokens = self.tokens();
        match at.checked_sub(1) {
            Some(before) if tokens[before].sentence == tokens[at].sentence => self.word(before),
            _ => "",
        }
    }

    pub(super) fn pronoun(&self, at: usize) -> Option<(Gender, Case)> {
        Some(match self.word(at) {
            "he" | "He" | "HE" => (Gender::Male, Case::Subject),
            "him" | "Him" => (Gender::Male, Case::Object),
            "his" | "His" => (Gender::Male, Case::Possessive),
            "himself" | "Himself" => (Gender::Male, Case::Reflexive),
            "she" | "She" | "SHE" => (Gender::Female, Case::Subject),
            "hers" => (Gender::Female, Case::Possessive),
            "herself" | "Herself" => (Gender::Female, Case::Reflexive),
            "her" | "Her" if self.determines(at) => (Gender::Female, Case::Possessive),
            "her" | "Her" => (Gender::Female, Case::Object),
            _ => return None,
        })
    }

    /// `he or she`, `his/her`: anybody.
    pub(super) fn is_either(&self, at: usize) -> bool {
        let pronoun = |at: usize| self.pronoun(at).is_some();
        let either = |at: usize| matches!(self.word(at), "or" | "/" | "and/or");
        pronoun(at) && (either(at + 1) && pronoun(at + 2) || at > 1 && either(at - 1) && pronoun(at - 2))
    }

    /// `For his part, Ben Hill`: who is meant comes after it.
    pub(super) fn points_ahead(&self, at: usize) -> bool {
        self.before(at) == "For" && self.word(at + 1) == "part"
    }

    /// The last token of the name in `Ann said she`, `Ann said Monday that she`.
    pub(super) fn said_by(&self, at: usize) -> Option<usize> {
        const FARTHEST: usize = 5;
        let tokens = self.tokens();
        let same = |before: &usize| tokens[*before].sentence == tokens[at].sentence;
        let said = (at.saturating_sub(FARTHEST)..at)
            .rev()
            .take_while(same)
            .find(|before| Grammar::of(self.word(*before)).is_speech())?;
        let between = (said + 1..at).map(|at| self.word(at));
        let light = between.clone().all(|word| word == "that" || word == "on" || word.ends_with("day"));
        light.then(|| said.checked_sub(1)).flatten()
    }

    /// The last token of the name in `Ann and her`.
    pub(super) fn joined_to(&self, at: usize) -> Option<usize> {
        (self.before(at) == "and").then(|| at.checked_sub(2)).flatten()
    }

    /// True if a noun seems to follow.
    fn determines(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        next.starts_with(char::is_alphabetic) && !Grammar::of(next).is_function_word()
    }

    /// True if the sentence starts there, but for a few words such as `On Monday`.
    pub(super) fn opens(&self, at: usize) -> bool {
        const FEW: usize = 4;
        let tokens = self.tokens();
        let start = at.saturating_sub(FEW);
        start == 0 || tokens[start - 1].sentence != tokens[at].sentence
    }

    /// Index of the first token from `start` on, a byte; `first` is one after it.
    pub(super) fn token_at(&self, start: u32, first: usize) -> usize {
        let before = self.tokens()[..first].iter().rposition(|token| token.span.end <= start);
        before.map_or(0, |before| before + 1)
    }

    /// Whoever is spoken of in those tokens.
    pub(super) fn referent(&self, who: Who<'d>, first: usize, end: usize) -> Referent<'d> {
        Referent {
            who,
            gender: None,
            token: end - 1,
            sentence: self.tokens()[first].sentence,
            place: self.place(first, end),
            quoted: self.quoted[first],
            by_pronoun: false,
            leads: false,
            mentions: 0,
        }
    }

    /// Where the tokens from `start` to `end` stand in their clause, as far as their neighbours tell.
    fn place(&self, start: usize, end: usize) -> Place {
        if matches!(self.word(end), "'s" | "’s" | "'" | "’") {
            return Place::Possessive;
        }
        let belongs = |word: &str| Grammar::of(word).is_determiner() || Title::of(word).is_honorific();
        let mut before = start;
        while before > 0 && belongs(self.before(before)) {
            before -= 1;
        }
        let before = self.before(before);
        let next = self.word(end);
        let noun = next.starts_with(char::is_lowercase)
            && !Grammar::of(next).is_finite()
            && !Grammar::of(next).is_function_word();
        if noun {
            return Place::Modifier;
        }
        if Grammar::of(before).is_preposition() {
            return Place::Oblique;
        }
        let starts = before.is_empty()
            || matches!(before, "“" | "\"" | "that" | "when" | "while" | "if" | "because" | "whether");
        if starts
            || Grammar::of(before).is_speech()
            || Grammar::of(self.word(self.past_apposition(end))).is_finite()
        {
            return Place::Subject;
        }
        Place::Plain
    }

    /// What comes after the commas or brackets that follow a name: in `Ann Hill, a nurse, said` the verb.
    fn past_apposition(&self, end: usize) -> usize {
        const LONGEST: usize = 16;
        let close = match self.word(end) {
            "," => ",",
            "(" => ")",
            _ => return end,
        };
        (end + 1..end + LONGEST).find(|at| self.word(*at) == close).map_or(end, |at| at + 1)
    }

    /// Somebody without a name, whose noun stands there.
    pub(super) fn someone(&self, at: usize, next_name: Option<Mention>) -> Option<Referent<'d>> {
        const FARTHEST: usize = 4;
        let word = self.word(at);
        let lower = word.to_lowercase();
        let gender = noun::person(lower.trim_end_matches("-elect"))?;
        let next = self.word(at + 1);
        let names_follow = next_name.is_some_and(|name| {
            let first = name.first as usize;
            name.label == Label::Person
                && (first == at + 1 || first == at + 2 && matches!(next, "," | "." | "-"))
        });
        // “A police officer”: the last noun counts.
        if names_follow || noun::person(next).is_some() {
            return None;
        }
        let tokens = self.tokens();
        let ends_noun_phrase = |word: &str| {
            matches!(word, "," | "." | ";" | ":" | "and" | "of" | "in" | "by" | "to" | "for" | "as")
        };
        let determiner = (at.saturating_sub(FARTHEST)..at)
            .rev()
            .take_while(|back| {
                tokens[*back].sentence == tokens[at].sentence && !ends_noun_phrase(self.word(*back))
            })
            .find(|back| Grammar::of(self.word(*back)).is_determiner());
        let start = determiner.unwrap_or(at);
        // “She is a lawyer”, “was named as an envoy”: nobody new.
        let before = self.before(start);
        let attributive = before == "," && start >= 2 && self.word(start - 2).starts_with(char::is_uppercase);
        let bare = determiner.is_none() && !before.is_empty() && !before.starts_with(char::is_uppercase);
        if Grammar::of(before).is_copula() || attributive || bare {
            return None;
        }
        let span = tokens[at].span;
        let noun = self.document.slice(span);
        let definite = matches!(self.word(start), "the" | "The" | "this" | "This" | "that" | "That");
        let who = if definite { Who::TheOne(noun) } else { Who::Someone(noun) };
        let mut referent = self.referent(who, start, at + 1);
        referent.gender = gender;
        Some(referent)
    }

    /// True if the pronoun at `at` is the object of what `known` does: `Ann saw her` is about two.
    pub(super) fn acts_on(&self, known: &Referent<'_>, at: usize) -> bool {
        let tokens = self.tokens();
        known.place == Place::Subject
            && known.sentence == tokens[at].sentence
            && (known.token + 1..at).all(|between| !Grammar::of(self.word(between)).opens_clause())
    }

    /// True if a verb of saying stands beside those tokens, and they are not quoted themselves.
    pub(super) fn speaks(&self, first: usize, end: usize) -> bool {
        let says = |word: &str| Grammar::of(word).is_speech();
        let after = self.word(self.past_apposition(end));
        !self.quoted[first] && (says(self.before(first)) || says(after) || says(self.word(end)))
    }
}
