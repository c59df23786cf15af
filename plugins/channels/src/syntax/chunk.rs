//! Cuts a tagged sentence into noun phrases, verb groups and the words between them.
use super::{Form, Item, Phrase, Relation, Syntax, Verb};
use crate::lemma;
use crate::tag::Tag;

/// A bracket that closes later than this is no aside.
const LONGEST_ASIDE: usize = 16;

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "mon.",
    "tues.",
    "wed.",
    "thurs.",
    "fri.",
    "sat.",
    "sun.",
];
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
];
const PERIODS: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "weekend",
    "month",
    "year",
    "decade",
    "night",
    "morning",
    "afternoon",
    "evening",
    "time",
    "moment",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "season",
    "noon",
    "midnight",
    "a.m.",
    "p.m.",
    "occasion",
];

impl Syntax<'_> {
    /// Fills `phrases`, `verbs` and `items`.
    pub(super) fn chunk(&mut self) {
        self.retag();
        let mut at = 0;
        let mut hidden_until = 0;
        while at < self.words.len() {
            let before = self.items.len();
            let next = self.chunk_one(at);
            if at < hidden_until {
                // Words of an aside keep their phrase and verb, but stand between nothing else.
                self.items.truncate(before);
            } else if let Some(end) = self.aside_end(at) {
                self.items.truncate(before);
                hidden_until = end;
            }
            at = next.max(at + 1);
        }
        for at in 0..self.items.len() {
            match self.items[at] {
                Item::Phrase(p) => self.phrases[p].item = at,
                Item::Verb(v) => self.verbs[v].item = at,
                _ => {}
            }
        }
        self.tell_subordinators();
        self.promote_participles();
    }

    /// If a bracket opens here and closes soon, with no finite verb inside: one past its closing bracket.
    fn aside_end(&self, at: usize) -> Option<usize> {
        let close = match self.words[at].text {
            "(" => ")",
            "[" => "]",
            _ => return None,
        };
        let end =
            (at + 1..self.words.len().min(at + LONGEST_ASIDE)).find(|&t| self.words[t].text == close)?;
        let clause = (at..end).any(|t| matches!(self.tag(t), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
        (!clause).then_some(end + 1)
    }

    fn chunk_one(&mut self, at: usize) -> usize {
        let tag = self.tag(at);
        if let Some(end) = self.phrase_end(at) {
            return self.push_phrase(at, end);
        }
        if matches!(tag, Tag::MD)
            || tag.is_verb()
            || (tag == Tag::TO && self.verb_after_adverbs(at + 1).is_some())
        {
            return self.push_verb(at);
        }
        let lower = self.lower(at);
        let item = match tag {
            Tag::CC => Item::And(at),
            Tag::RB | Tag::IN
                if lower == "as" && self.lower(at + 1) == "well" && self.lower(at + 2) == "as" =>
            {
                self.items.push(Item::And(at));
                return at + 3;
            }
            Tag::IN | Tag::TO => Item::Prep(at),
            Tag::RP => Item::Other(at),
            Tag::WDT | Tag::WP | Tag::WPS => Item::Relative(at),
            Tag::WRB => Item::Subordinator(at),
            Tag::Comma => Item::Comma,
            Tag::Colon | Tag::Stop => Item::Break,
            Tag::OpenQuote | Tag::CloseQuote => Item::Quote,
            Tag::JJ | Tag::JJR | Tag::JJS => Item::Adjective(at),
            Tag::VBG if matches!(lower, "including" | "following") => Item::Prep(at),
            _ => Item::Other(at),
        };
        self.items.push(item);
        at + 1
    }

    /// One past the end of the noun phrase that starts here, if one does.
    fn phrase_end(&mut self, start: usize) -> Option<usize> {
        match self.tag(start) {
            Tag::PRP | Tag::EX => return Some(start + 1),
            Tag::WDT | Tag::VB | Tag::VBD | Tag::VBP | Tag::VBZ | Tag::MD | Tag::IN | Tag::TO | Tag::CC => {
                return None;
            }
            _ => {}
        }
        let determined = matches!(self.tag(start), Tag::DT | Tag::PRPS | Tag::PDT | Tag::WPS);
        let mut open = determined || (start > 0 && self.tag(start - 1) == Tag::POS);
        let mut noun = None;
        let mut at = start;
        while at < self.words.len() {
            let tag = self.tag(at);
            let hyphenated = at > start && self.tag(at - 1) == Tag::Hyphen && self.words[at].glued;
            let keep = match tag {
                Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS => {
                    if self.splits_time(start, at) {
                        break;
                    }
                    noun = Some(at);
                    true
                }
                // `a press conference early today`: what follows a common noun is no part of its phrase.
                Tag::JJ | Tag::JJR | Tag::JJS
                    if noun == Some(at.wrapping_sub(1))
                        && matches!(self.tag(at - 1), Tag::NN | Tag::NNS)
                        && !hyphenated =>
                {
                    false
                }
                // `met Ito last week`
                Tag::JJ
                    if at > start
                        && matches!(self.lower(at), "next" | "last" | "past" | "early" | "late")
                        && (PERIODS.contains(&self.lower(at + 1)) || DAYS.contains(&self.lower(at + 1)))
                        && self.tag(at - 1).is_noun() =>
                {
                    false
                }
                // `met Ito three times`
                Tag::CD if at > start && self.tag(at - 1).is_name() && self.tag(at + 1) == Tag::NNS => false,
                Tag::JJ | Tag::JJR | Tag::JJS | Tag::CD | Tag::SYM => true,
                // `House and Senate aides`: two names that share a noun.
                Tag::CC
                    if at == start + 1
                        && self.tag(start).is_name()
                        && self.tag(at + 1).is_name()
                        && self.tag(at + 2) == Tag::NNS =>
                {
                    true
                }
                Tag::DT | Tag::PDT | Tag::PRPS => {
                    at == start || matches!(self.tag(at - 1), Tag::PDT) || self.lower(at - 1) == "all"
                }
                Tag::RB | Tag::RBR | Tag::RBS => self.modifies(at) && (open || at == start),
                Tag::VBN | Tag::VBG | Tag::VBD | Tag::VB | Tag::VBP if open && noun.is_none() => {
                    if !self.noun_follows(at + 1) {
                        // `the meeting with`, `a call to`: what a determiner opens has a noun for a head.
                        if matches!(tag, Tag::VBD | Tag::VBN) && !determined {
                            break;
                        }
                        self.words[at].tag =
                            if self.words[at].lower.ends_with('s') { Tag::NNS } else { Tag::NN };
                        noun = Some(at);
                    }
                    true
                }
                Tag::VBG | Tag::VBN if hyphenated => true,
                Tag::Hyphen => {
                    self.words[at].glued
                        && at > start
                        && self.words.get(at + 1).is_some_and(|w| w.glued || w.tag.is_noun())
                }
                _ if hyphenated => {
                    // The last part of a compound may be its noun: `sit-down`, but not `face-to-`.
                    let inner = tag == Tag::IN && self.tag(at + 1) == Tag::Hyphen;
                    if !inner && !self.noun_follows(at + 1) {
                        noun = Some(at);
                    }
                    true
                }
                _ => false,
            };
            if !keep {
                break;
            }
            // A noun of time before a name is no part of the name: `Tuesday Ms. Ito`.
            open |= matches!(tag, Tag::JJ | Tag::CD | Tag::POS);
            at += 1;
        }
        while at > start && matches!(self.tag(at - 1), Tag::Hyphen | Tag::RB | Tag::RBR | Tag::RBS) {
            at -= 1;
        }
        let pronoun = at == start + 1 && matches!(self.tag(start), Tag::DT | Tag::PDT | Tag::CD);
        let adjective = determined && at > start + 1 && noun.is_none();
        let end = match noun {
            Some(noun) => noun + 1,
            // `called her “brave”`: no possessive without a noun.
            None if self.lower(start) == "her" => start + 1,
            None if pronoun || adjective || (at > start && self.tag(at - 1) == Tag::CD) => at,
            None => return None,
        };
        (end > start).then_some(end)
    }

    /// True if the noun at `at` says when and what stands before it is a phrase of its own, or the other way round.
    fn splits_time(&self, start: usize, at: usize) -> bool {
        if at == start {
            return false;
        }
        let day = |t: usize| DAYS.contains(&self.lower(t));
        let month = |t: usize| MONTHS.contains(&self.lower(t)) && self.tag(t).is_name();
        let names_before = self.tag(at - 1).is_noun() && !day(at - 1);
        if (day(at) || (month(at) && self.tag(at + 1) == Tag::CD))
            && names_before
            && !self.noun_follows(at + 1)
        {
            return true;
        }
        // `On Tuesday Trump`, but `a Tuesday call`
        day(at - 1)
            && at - 1 == start
            && self.tag(at).is_name()
            && !day(at)
            && !PERIODS.contains(&self.lower(at))
    }

    fn noun_follows(&self, mut at: usize) -> bool {
        loop {
            match self.tag(at) {
                Tag::JJ | Tag::JJS | Tag::JJR | Tag::CD | Tag::Hyphen | Tag::VBN => at += 1,
                tag => return tag.is_noun(),
            }
        }
    }

    fn modifies(&self, at: usize) -> bool {
        matches!(self.tag(at + 1), Tag::JJ | Tag::CD | Tag::VBN | Tag::JJS | Tag::JJR)
            && self.noun_follows(at + 1)
    }

    fn push_phrase(&mut self, start: usize, end: usize) -> usize {
        let index = self.phrases.len();
        let head =
            (start..end).rev().find(|&t| self.tag(t).is_noun() || self.tag(t) == Tag::PRP).unwrap_or(end - 1);
        let owner = (start > 0 && self.tag(start - 1) == Tag::POS)
            .then(|| index.checked_sub(1))
            .flatten()
            .filter(|&p| self.phrases[p].owns && self.phrases[p].end + 1 == start);
        let owns = self.possessive(end);
        (start..end).for_each(|t| self.phrase_of[t] = Some(index));
        let temporal = self.says_when(start, end, head);
        self.phrases.push(Phrase {
            start,
            end,
            head,
            owner,
            owns,
            temporal,
            relation: Relation::None,
            ..Phrase::default()
        });
        if let Some(owner) = owner.filter(|_| matches!(self.items.last(), Some(Item::Phrase(_)))) {
            // The possessor is part of this phrase: the items show the whole.
            debug_assert!(owner < index);
            self.items.pop();
        }
        self.items.push(Item::Phrase(index));
        if owns {
            self.words[end].tag = Tag::POS;
            return end + 1;
        }
        end
    }

    /// True if the token is a possessive mark: `'s` before a noun phrase, or an apostrophe after a plural.
    fn possessive(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|w| w.glued) else { return false };
        let next = self.tag(at + 1);
        let noun =
            matches!(next, Tag::JJ | Tag::JJS | Tag::JJR | Tag::CD | Tag::VBN | Tag::VBG | Tag::OpenQuote)
                || next.is_noun();
        match word.lower.as_str() {
            "'s" => {
                (word.tag == Tag::POS || noun)
                    && !(word.tag == Tag::VBZ && matches!(next, Tag::VBN | Tag::VBG))
            }
            "'" | "’" => {
                word.tag == Tag::POS
                    || (noun && self.lower(at - 1).ends_with('s') && !self.words[at + 1].glued)
            }
            _ => false,
        }
    }

    fn says_when(&self, start: usize, end: usize, head: usize) -> bool {
        let lower = self.lower(head);
        if DAYS.contains(&lower) {
            return true;
        }
        let month =
            |t: usize| MONTHS.contains(&self.lower(t)) && self.words[t].text.starts_with(char::is_uppercase);
        if self.tag(head) == Tag::CD
            || (month(head)
                && (start..end).all(|t| month(t) || self.tag(t) == Tag::CD || self.tag(t) == Tag::DT))
        {
            return (start..end).all(|t| matches!(self.tag(t), Tag::CD | Tag::DT) || month(t))
                && (month(start) || self.lower(head).len() == 4);
        }
        PERIODS.contains(&lemma::noun(lower).as_str())
    }

    pub(super) fn verb_after_adverbs(&self, mut at: usize) -> Option<usize> {
        while self.tag(at).is_adverb() {
            at += 1;
        }
        (self.tag(at) == Tag::VB).then_some(at)
    }

    fn push_verb(&mut self, start: usize) -> usize {
        let infinitive = self.tag(start) == Tag::TO;
        let (mut modal, mut perfect, mut progressive, mut passive, mut negated) =
            (None, false, false, false, false);
        let mut head = start;
        let mut at = start;
        if infinitive {
            at += 1;
        }
        let first = at;
        loop {
            let tag = self.tag(at);
            if tag == Tag::MD {
                modal = Some(at);
            }
            if tag == Tag::MD || tag.is_verb() {
                head = at;
            }
            // What comes after adverbs continues the group only if an auxiliary asks for it.
            let mut next = at + 1;
            let mut denies = is_negation(self.lower(at));
            while self.tag(next).is_adverb() {
                denies |= is_negation(self.lower(next));
                next += 1;
            }
            let form = self.tag(next);
            let lemma = match self.lower(at) {
                // `he's met`: of a verb that is not followed by its agent, the clitic is `has`.
                "'s" if form == Tag::VBN && self.lower(next + 1) != "by" => "have".to_owned(),
                lower => lemma::verb(lower),
            };
            let auxiliary = tag == Tag::MD || matches!(lemma.as_str(), "be" | "have" | "do" | "get");
            let continues = if tag.is_adverb() || (at == first && infinitive && !tag.is_verb()) {
                form.is_verb()
            } else {
                match lemma.as_str() {
                    _ if tag == Tag::MD => matches!(form, Tag::VB | Tag::VBP),
                    "be" => matches!(form, Tag::VBG | Tag::VBN | Tag::VBD),
                    "have" => matches!(form, Tag::VBN | Tag::VBD),
                    "do" => matches!(form, Tag::VB | Tag::VBP),
                    "get" => form == Tag::VBN,
                    _ => false,
                }
            };
            negated |= denies && (auxiliary || continues);
            if !continues {
                // `is not`, `will not`: the adverbs belong to the auxiliary all the same.
                at = if auxiliary && denies { next } else { at + 1 };
                break;
            }
            match lemma.as_str() {
                "have" => perfect = true,
                "be" if form == Tag::VBG => progressive = true,
                "be" | "get" => passive = true,
                _ => {}
            }
            if matches!(lemma.as_str(), "have" | "be" | "get") && form == Tag::VBD {
                self.words[next].tag = Tag::VBN;
            }
            at = next;
        }
        let form = match self.tag(first) {
            _ if infinitive => Form::Infinitive,
            _ if modal.is_some() => Form::Finite,
            Tag::VBG => Form::Gerund,
            Tag::VBN => Form::Participle,
            Tag::VB => Form::Bare,
            _ => Form::Finite,
        };
        let past = matches!(self.tag(first), Tag::VBD);
        let lemma = lemma::verb(self.lower(head));
        negated |= start > 0 && is_negation(self.lower(start - 1));
        let index = self.verbs.len();
        (start..at).for_each(|t| self.verb_of[t] = Some(index));
        self.verbs.push(Verb {
            start,
            head,
            lemma,
            form,
            negated,
            modal,
            passive,
            perfect,
            progressive,
            past,
            item: 0,
            subjects: Vec::new(),
            objects: Vec::new(),
            governor: None,
            governor_word: None,
            marker: None,
        });
        self.items.push(Item::Verb(index));
        at
    }

    /// Tells conjunctions from prepositions: `after Putin met` opens a clause, `after the summit` does not.
    fn tell_subordinators(&mut self) {
        for at in 0..self.items.len() {
            let Item::Prep(token) = self.items[at] else { continue };
            let clause = match self.lower(token) {
                "that" => {
                    if matches!(
                        (self.item(at.wrapping_sub(1)), self.item(at + 1)),
                        (Item::Phrase(_), Item::Verb(_))
                    ) {
                        self.items[at] = Item::Relative(token);
                        continue;
                    }
                    true
                }
                "if" | "whether" | "because" | "although" | "though" | "unless" | "while" | "whereas"
                | "lest" | "once" => true,
                "after" | "before" | "since" | "until" | "till" | "as" | "for" | "so" => {
                    self.clause_follows(at + 1)
                }
                _ => false,
            };
            if clause {
                self.items[at] = Item::Subordinator(token);
            }
        }
    }

    /// True if a noun phrase and a finite verb follow before the next break.
    fn clause_follows(&self, mut at: usize) -> bool {
        let Item::Phrase(_) = self.item(at) else { return false };
        for _ in 0..8 {
            at += 1;
            match self.item(at) {
                Item::Verb(v) => return self.verbs[v].form == Form::Finite,
                Item::Phrase(_) if matches!(self.item(at - 1), Item::Phrase(_)) => return false,
                Item::Phrase(_) | Item::Prep(_) | Item::And(_) | Item::Other(_) => {}
                _ => return false,
            }
        }
        false
    }
}

/// Words that deny what they stand with.
pub(crate) fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "n't" | "never" | "neither" | "nor" | "hardly" | "scarcely" | "barely" | "cannot")
}
