//! Finds who does what a verb says: beside it, across asides and relative clauses, or understood from another verb.
use super::{Form, Item, Relation, Syntax};
use crate::actor;

/// How far to the left a subject is looked for, in items.
const REACH: usize = 60;

/// Verbs whose object does what the infinitive says: `asked Ito to call`.
const OBJECT_CONTROL: &[&str] = &[
    "ask",
    "tell",
    "urge",
    "want",
    "invite",
    "allow",
    "order",
    "persuade",
    "convince",
    "encourage",
    "press",
    "expect",
    "force",
    "help",
    "get",
    "direct",
    "instruct",
    "advise",
    "permit",
    "cause",
    "like",
    "need",
    "require",
    "request",
    "pressure",
    "remind",
    "authorize",
    "authorise",
    "lead",
    "prompt",
    "beg",
    "implore",
    "dare",
    "challenge",
    "enable",
    "warn",
    "command",
    "train",
    "hire",
    "push",
    "send",
    "let",
    "make",
    "have",
    "see",
    "hear",
    "watch",
    "find",
];

/// Verbs that report speech, and may stand before their subject.
const REPORTING: &[&str] = &[
    "say", "write", "add", "tweet", "ask", "state", "explain", "note", "post", "argue", "warn", "continue",
    "reply", "claim", "recall", "insist", "declare", "announce", "respond", "conclude", "read", "observe",
    "text", "email", "joke", "admit", "tell",
];

impl Syntax<'_> {
    /// Gives every verb its subjects and what it depends on.
    pub(super) fn find_subjects(&mut self) {
        for v in 0..self.verbs.len() {
            let at = self.verbs[v].item;
            if self.item(at) != Item::Verb(v) {
                continue; // Hidden in an aside.
            }
            self.verbs[v].marker = match self.item(at.wrapping_sub(1)) {
                Item::Prep(t) | Item::Subordinator(t) => Some(t),
                _ => None,
            };
            match self.verbs[v].form {
                Form::Finite => self.subject_of_finite(v, at),
                Form::Infinitive => self.subject_of_infinitive(v, at),
                Form::Bare => self.subject_of_bare(v, at),
                Form::Gerund | Form::Participle => self.subject_of_participle(v, at),
            }
        }
        // Participles before the clause that they belong to: `After meeting Ito, Ngata flew home`.
        for v in 0..self.verbs.len() {
            let verb = &self.verbs[v];
            if matches!(verb.form, Form::Gerund | Form::Infinitive) && verb.subjects.is_empty() {
                let next = (v + 1..self.verbs.len())
                    .find(|&u| self.verbs[u].form == Form::Finite && !self.verbs[u].subjects.is_empty());
                if let Some(next) = next {
                    self.verbs[v].subjects = self.verbs[next].subjects.clone();
                    self.verbs[v].governor = self.verbs[v].governor.or(Some(next));
                }
            }
        }
    }

    fn give_subject(&mut self, v: usize, phrase: usize) {
        let members = self.expand(phrase);
        for &member in &members {
            if self.phrases[member].relation == Relation::None {
                self.phrases[member].relation = Relation::Subject(v);
            }
        }
        self.verbs[v].subjects = members;
    }

    fn share_subject(&mut self, v: usize, other: usize) {
        self.verbs[v].subjects = self.verbs[other].subjects.clone();
    }

    fn subject_of_finite(&mut self, v: usize, at: usize) {
        let before = self.item(at.wrapping_sub(1));
        let quoted = matches!(before, Item::Quote | Item::Comma | Item::Break);
        if quoted
            && REPORTING.contains(&self.verbs[v].lemma.as_str())
            && !self.verbs[v].passive
            && let Item::Phrase(p) = self.item(at + 1)
            && !self.phrases[p].temporal
            && (actor::is_person(self, p) || matches!(before, Item::Quote))
            && !matches!(self.item(at.wrapping_sub(2)), Item::Phrase(q) if before == Item::Comma && self.closes_aside(at - 1) && actor::is_person(self, q))
            && self.left_phrase(at).is_none_or(|_| matches!(before, Item::Quote) || self.quote_before(at))
        {
            self.verbs[v].objects.clear();
            for member in self.expand(p) {
                self.phrases[member].relation = Relation::None;
            }
            return self.give_subject(v, p);
        }
        if let Some(found) = self.walk_left(v, at) {
            match found {
                Found::Phrase(p) => self.give_subject(v, p),
                Found::Of(u) => self.share_subject(v, u),
            }
        }
    }

    fn quote_before(&self, at: usize) -> bool {
        (1..4).any(|back| at >= back && self.item(at - back) == Item::Quote)
    }

    fn left_phrase(&self, at: usize) -> Option<usize> {
        self.items[..at].iter().rev().take(2).find_map(|item| match item {
            Item::Phrase(p) => Some(*p),
            _ => None,
        })
    }

    /// True if the comma at the item closes an aside that a comma opened.
    fn closes_aside(&self, comma: usize) -> bool {
        self.aside_start(comma).is_some()
    }

    /// The comma that opens the aside that the comma at `close` closes.
    fn aside_start(&self, close: usize) -> Option<usize> {
        let first = close.saturating_sub(REACH / 2);
        let mut open = close;
        while open > first {
            open -= 1;
            match self.item(open) {
                Item::Break => return None,
                Item::Comma if self.is_aside(open + 1, close) => return Some(open),
                _ => {}
            }
        }
        None
    }

    fn is_aside(&self, start: usize, end: usize) -> bool {
        if start >= end || !matches!(self.item(start.wrapping_sub(2)), Item::Phrase(_)) {
            return false;
        }
        let finite =
            (start..end).any(|k| matches!(self.item(k), Item::Verb(v) if self.verbs[v].form == Form::Finite));
        match self.item(start) {
            Item::Relative(_) => finite,
            // The later members of a list are no aside.
            Item::Phrase(p) => !finite && self.first_of_list(p) == p,
            Item::Adjective(_) | Item::Other(_) => !finite,
            Item::Prep(_) | Item::Subordinator(_) => true,
            Item::Verb(v) => self.verbs[v].form != Form::Finite,
            _ => false,
        }
    }

    fn walk_left(&self, v: usize, at: usize) -> Option<Found> {
        let stop = at.saturating_sub(REACH);
        let mut k = at;
        while k > stop {
            k -= 1;
            match self.item(k) {
                Item::Other(_) | Item::Quote | Item::Adjective(_) => {}
                Item::Relative(_) => return self.antecedent(k).map(Found::Phrase),
                Item::Phrase(p) if self.phrases[p].temporal => {
                    if matches!(self.item(k.wrapping_sub(1)), Item::Prep(_)) {
                        k -= 1;
                    }
                }
                Item::Phrase(p) => {
                    // Complements of prepositions stand between the verb and its subject: `the head of the bank said`.
                    if let Some(before) = self.before_complement(k)
                        && matches!(self.item(before), Item::Phrase(q) if !self.phrases[q].temporal)
                    {
                        k = before + 1;
                        continue;
                    }
                    return Some(Found::Phrase(self.first_of_list(p)));
                }
                Item::Comma => {
                    if let Some(open) = self.aside_start(k) {
                        k = open;
                        continue;
                    }
                    return self.verb_before(k).map(Found::Of);
                }
                Item::And(_) => return self.verb_before_like(k, v).map(Found::Of),
                Item::Verb(u) => {
                    // `the man wearing red called`, `the aide sent to Rome called`: a reduced relative clause.
                    if matches!(self.verbs[u].form, Form::Gerund | Form::Participle | Form::Infinitive) {
                        continue;
                    }
                    return None;
                }
                Item::Prep(_) => {}
                Item::Subordinator(_) | Item::Break => return None,
            }
        }
        None
    }

    /// If the phrase at the item is the complement of a preposition: the item before that preposition.
    fn before_complement(&self, at: usize) -> Option<usize> {
        let Item::Phrase(p) = self.item(at) else { return None };
        let first = self.phrases[self.first_of_list(p)].item;
        match self.item(first.wrapping_sub(1)) {
            Item::Prep(_) => first.checked_sub(2),
            Item::Verb(u) if self.verbs[u].form != Form::Finite => first.checked_sub(2),
            // `the aide who called Ito left`
            Item::Verb(_) if matches!(self.item(first.wrapping_sub(2)), Item::Relative(_)) => {
                first.checked_sub(3)
            }
            _ => None,
        }
    }

    fn first_of_list(&self, phrase: usize) -> usize {
        self.phrases[phrase].list.first().copied().unwrap_or(phrase)
    }

    /// What a relative pronoun stands for.
    fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let who = matches!(self.item(pronoun), Item::Relative(t) if self.lower(t) == "who");
        // `asked who met Ito`: a pronoun that stands for nothing before it.
        if matches!(self.item(pronoun.wrapping_sub(1)), Item::Verb(_))
            || (who && matches!(self.item(pronoun.wrapping_sub(1)), Item::Prep(_)))
        {
            return None;
        }
        let mut k = pronoun;
        let mut nearest = None;
        while k > 0 && k + 8 > pronoun {
            k -= 1;
            match self.item(k) {
                Item::Phrase(p) if !self.phrases[p].temporal => {
                    if !who || actor::is_person(self, p) {
                        return Some(p);
                    }
                    nearest.get_or_insert(p);
                }
                Item::Phrase(_) | Item::Comma | Item::Prep(_) | Item::Other(_) | Item::Quote => {}
                _ => break,
            }
        }
        nearest
    }

    fn verb_before(&self, at: usize) -> Option<usize> {
        self.items[..at].iter().rev().take(REACH).find_map(|item| match *item {
            Item::Verb(u) if self.verbs[u].form == Form::Finite && !self.verbs[u].subjects.is_empty() => {
                Some(u)
            }
            _ => None,
        })
    }

    /// The verb that a coordinated verb continues: the nearest of the same form and tense, else the nearest finite.
    fn verb_before_like(&self, at: usize, v: usize) -> Option<usize> {
        let (past, form) = (self.verbs[v].past, self.verbs[v].form);
        self.items[..at]
            .iter()
            .rev()
            .take(REACH)
            .take_while(|item| **item != Item::Break)
            .find_map(|item| match *item {
                Item::Verb(u)
                    if self.verbs[u].form == form
                        && self.verbs[u].past == past
                        && !self.verbs[u].subjects.is_empty() =>
                {
                    Some(u)
                }
                _ => None,
            })
            .or_else(|| self.verb_before(at))
    }

    fn subject_of_infinitive(&mut self, v: usize, at: usize) {
        let stop = at.saturating_sub(12);
        let mut k = at;
        while k > stop {
            k -= 1;
            match self.item(k) {
                Item::Other(_) | Item::Quote => {}
                Item::Subordinator(_) => {} // `how to reach`
                Item::Adjective(token) => {
                    self.verbs[v].governor_word.get_or_insert(token);
                }
                Item::Verb(u) => {
                    self.verbs[v].governor = Some(u);
                    let passive = self.verbs[u].passive;
                    let controlled = (!passive && OBJECT_CONTROL.contains(&self.verbs[u].lemma.as_str()))
                        .then(|| self.verbs[u].objects.first().copied())
                        .flatten();
                    match controlled {
                        Some(object) => self.verbs[v].subjects = self.expand(object),
                        None => self.share_subject(v, u),
                    }
                    return;
                }
                Item::Phrase(p) => {
                    let phrase = &self.phrases[p];
                    if phrase.temporal {
                        continue;
                    }
                    if let Item::Prep(t) = self.item(k.wrapping_sub(1))
                        && matches!(self.lower(t), "for" | "on" | "upon")
                        && actor::is_person(self, p)
                        && self.verbs[v].governor_word.is_none_or(|_| self.lower(t) == "for")
                    {
                        self.verbs[v].subjects = self.expand(p);
                        self.verbs[v].governor = self.nearest_verb(k);
                        return;
                    }
                    if matches!(self.item(k.wrapping_sub(1)), Item::Subordinator(t) if self.lower(t) == "for")
                    {
                        self.verbs[v].subjects = self.expand(p);
                        self.verbs[v].governor = self.nearest_verb(k);
                        return;
                    }
                    if self.verbs[v].governor_word.is_none() && !actor::is_person(self, p) {
                        self.verbs[v].governor_word = Some(phrase.head);
                        if let Some(owner) = phrase.owner {
                            self.verbs[v].subjects = self.expand(owner);
                        }
                    }
                }
                Item::Prep(_) | Item::And(_) => {}
                Item::Comma => {
                    if let Some(open) = self.aside_start(k) {
                        k = open;
                        continue;
                    }
                }
                Item::Relative(_) | Item::Break => break,
            }
        }
        if self.verbs[v].subjects.is_empty()
            && let Some(u) = self.nearest_verb(at)
        {
            self.verbs[v].governor = Some(u);
            self.share_subject(v, u);
        }
    }

    fn nearest_verb(&self, at: usize) -> Option<usize> {
        self.items[..at].iter().rev().take(REACH).find_map(|item| match *item {
            Item::Verb(u) => Some(u),
            _ => None,
        })
    }

    /// A bare form: the second of two infinitives, what a question asks, what somebody makes others do, or a command.
    fn subject_of_bare(&mut self, v: usize, at: usize) {
        match self.item(at.wrapping_sub(1)) {
            Item::Phrase(p) => {
                let before = self.phrases[self.first_of_list(p)].item.wrapping_sub(1);
                self.give_subject(v, p);
                if let Item::Verb(u) = self.item(before) {
                    self.verbs[v].governor = Some(u);
                    if matches!(
                        self.verbs[u].lemma.as_str(),
                        "do" | "will" | "would" | "can" | "could" | "should" | "may" | "might"
                    ) {
                        self.verbs[v].form = Form::Finite;
                        self.verbs[v].negated |= self.verbs[u].negated;
                        self.verbs[v].modal = self.verbs[u].modal;
                        self.verbs[v].past = self.verbs[u].past;
                    }
                }
            }
            Item::And(_) | Item::Comma => {
                let like = self.items[..at].iter().rev().take(REACH).find_map(|item| match *item {
                    Item::Verb(u)
                        if matches!(self.verbs[u].form, Form::Infinitive | Form::Bare)
                            || self.verbs[u].modal.is_some() =>
                    {
                        Some(u)
                    }
                    _ => None,
                });
                if let Some(u) = like {
                    let other = self.verbs[u].clone();
                    let verb = &mut self.verbs[v];
                    verb.subjects = other.subjects;
                    verb.governor = other.governor;
                    verb.governor_word = other.governor_word;
                    verb.modal = other.modal;
                    verb.form = other.form;
                    verb.negated |= other.negated;
                }
            }
            Item::Verb(u) => {
                self.verbs[v].governor = Some(u);
                self.share_subject(v, u);
            }
            _ => {}
        }
    }

    fn subject_of_participle(&mut self, v: usize, at: usize) {
        // `with Ito sometimes calling`
        let mut back = at;
        while back > 0 && matches!(self.item(back - 1), Item::Other(_)) {
            back -= 1;
        }
        let at = back;
        let previous = self.item(at.wrapping_sub(1));
        match previous {
            Item::Phrase(p) if !self.phrases[p].temporal => {
                let governor = self.nearest_verb(at);
                let object = matches!(self.phrases[p].relation, Relation::Object(_));
                let aims = governor
                    .is_some_and(|u| matches!(self.verbs[u].lemma.as_str(), "spend" | "begin" | "start"));
                if object
                    && aims
                    && let Some(u) = governor
                {
                    self.share_subject(v, u);
                } else {
                    self.verbs[v].subjects = self.expand(p);
                }
            }
            Item::And(_) => {
                if let Some(u) = self.verb_before_like(at, v) {
                    self.share_subject(v, u);
                    self.verbs[v].governor = self.verbs[u].governor;
                    self.verbs[v].marker = self.verbs[u].marker;
                }
            }
            Item::Verb(u) => {
                self.verbs[v].governor = Some(u);
                self.share_subject(v, u);
            }
            _ => {
                let finite = self.verb_before(at);
                let noun = match (previous, self.item(at.wrapping_sub(2))) {
                    (Item::Prep(_), Item::Phrase(p)) => Some(p),
                    _ => None,
                };
                self.verbs[v].governor = finite.or_else(|| self.nearest_verb(at));
                self.verbs[v].governor_word = noun.map(|p| self.phrases[p].head);
                if let Some(u) = finite {
                    // `thanked Ito for calling`: the one thanked called.
                    let object = matches!(previous, Item::Prep(t) if matches!(self.lower(t), "for" | "from" | "of" | "into" | "against"))
                        .then(|| self.verbs[u].objects.first().copied())
                        .flatten()
                        .filter(|&p| actor::is_person(self, p));
                    match object {
                        Some(object) => self.verbs[v].subjects = self.expand(object),
                        None => self.share_subject(v, u),
                    }
                }
            }
        }
    }
}

/// Where a subject was found.
enum Found {
    /// It is this phrase.
    Phrase(usize),
    /// It is that verb's.
    Of(usize),
}
