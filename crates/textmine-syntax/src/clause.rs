//! A sentence that can be asked: verb groups, and who is subject, object and complement of what.
//!
//! The tree says who depends on whom; this reads through it what speakers leave out: subjects shared by coordinated
//! verbs, the antecedents of relative pronouns, and the understood subjects of infinitives, participles and gerunds.
use crate::{Relation, Tag, Tree, lemma};
use std::cell::OnceCell;
use std::ops::Range;
use textmine_core::Span;

/// How far governors are followed for an understood subject.
const DEPTH: usize = 6;

/// One token of a sentence.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// In lower case, with straight apostrophes and hyphens.
    pub lower: &'a str,
    /// Its place in the document.
    pub span: Span,
    /// True if no white space stands before it.
    pub glued: bool,
    /// Part of speech.
    pub tag: Tag,
    /// True if it can act: a name, a pronoun, a noun for people. Who calls says what can; it decides who is the
    /// understood subject of `a leader to call` and of `a plan to call`.
    pub animate: bool,
    lemma: OnceCell<String>,
}

impl<'a> Word<'a> {
    /// A word that cannot act, as far as is known.
    pub fn new(text: &'a str, lower: &'a str, span: Span, glued: bool, tag: Tag) -> Self {
        Word { text, lower, span, glued, tag, animate: false, lemma: OnceCell::new() }
    }

    /// The lemma, in lower case.
    pub fn lemma(&self) -> &str {
        self.lemma.get_or_init(|| lemma::lemma(self.lower, self.tag))
    }
}

/// How a verb group is inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inflection {
    /// Has a tense or a modal.
    Finite,
    /// With `to`.
    Infinitive,
    /// A bare form without a modal: an imperative.
    Bare,
    /// `meeting`
    Gerund,
    /// `met`, without an auxiliary.
    Participle,
}

/// Voice, tense, mood and polarity of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbGroup {
    /// Inflection.
    pub form: Inflection,
    /// The modal's token: `will`, `may`.
    pub modal: Option<usize>,
    /// `not`, `never` and the like belong to it.
    pub negated: bool,
    /// `was called`; of a participle, `a man called by`.
    pub passive: bool,
    /// `has called`
    pub perfect: bool,
    /// `was calling`
    pub progressive: bool,
    /// The first word of the group is in the past tense.
    pub past: bool,
}

/// A noun that depends on another word through a preposition, or without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prepositional {
    /// The preposition's token; `None` if there is none.
    pub case: Option<usize>,
    /// The noun; of a coordination, the first.
    pub head: usize,
    /// Number of nouns that it depends on the asked word through.
    pub depth: usize,
}

/// A sentence with its tree.
#[derive(Debug)]
pub struct Sentence<'a> {
    words: Vec<Word<'a>>,
    tree: Tree,
    /// Dependents of each token in order, one list after the other.
    dependents: Vec<u32>,
    /// Where the list of each token starts, and the end of the last.
    starts: Vec<u32>,
}

impl<'a> Sentence<'a> {
    /// A sentence of these words.
    ///
    /// # Panics
    /// If the tree has another number of tokens.
    pub fn new(words: Vec<Word<'a>>, tree: Tree) -> Self {
        let nodes = tree.nodes();
        assert_eq!(words.len(), nodes.len(), "a tree of another sentence");
        let mut starts = vec![0u32; words.len() + 1];
        for node in nodes {
            if let Some(head) = node.head {
                starts[head as usize + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut dependents = vec![0u32; starts.last().copied().unwrap_or(0) as usize];
        for (token, node) in nodes.iter().enumerate() {
            if let Some(head) = node.head {
                dependents[next[head as usize] as usize] = token as u32;
                next[head as usize] += 1;
            }
        }
        Sentence { words, tree, dependents, starts }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True if it has no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The tokens.
    pub fn words(&self) -> &[Word<'a>] {
        &self.words
    }

    /// The lower-case form of a token; empty beyond the sentence's end.
    pub fn lower(&self, token: usize) -> &str {
        self.words.get(token).map_or("", |w| w.lower)
    }

    /// The tag of a token; a full stop beyond the sentence's end.
    pub fn tag(&self, token: usize) -> Tag {
        self.words.get(token).map_or(Tag::Stop, |w| w.tag)
    }

    /// What the token is to its head; punctuation beyond the sentence's end.
    pub fn relation(&self, token: usize) -> Relation {
        self.tree.nodes().get(token).map_or(Relation::Punctuation, |n| n.relation)
    }

    /// The head of a token.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.tree.nodes().get(token)?.head.map(|h| h as usize)
    }

    /// The lemma of a token, in lower case.
    pub fn lemma(&self, token: usize) -> &str {
        self.words.get(token).map_or("", Word::lemma)
    }

    /// True if the token, as part of the sentence, can act.
    pub fn is_animate(&self, token: usize) -> bool {
        self.words.get(token).is_some_and(|w| w.animate)
    }

    /// The tokens that depend on this one, in order.
    pub fn dependents(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = match self.starts.get(token..token + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        };
        self.dependents[range].iter().map(|&t| t as usize)
    }

    /// The dependents of that relation.
    pub fn dependents_as(
        &self,
        token: usize,
        relation: Relation,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.dependents(token).filter(move |&d| self.relation(d) == relation)
    }

    /// The first dependent of that relation.
    pub fn dependent(&self, token: usize, relation: Relation) -> Option<usize> {
        self.dependents_as(token, relation).next()
    }

    /// From the first to one past the last token that depends on this one, itself included.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let mut range = token..token + 1;
        // A tree that was built from transitions is projective: its ends are the ends of its outermost dependents.
        let mut first = token;
        while let Some(d) = self.dependents(first).next().filter(|&d| d < first) {
            first = d;
        }
        let mut last = token;
        while let Some(d) = self.dependents(last).next_back().filter(|&d| d > last) {
            last = d;
        }
        range.start = first;
        range.end = last + 1;
        range
    }

    /// True if the token is below the other, or the same.
    pub fn is_within(&self, token: usize, ancestor: usize) -> bool {
        let mut at = Some(token);
        while let Some(t) = at {
            if t == ancestor {
                return true;
            }
            at = self.head(t);
        }
        false
    }

    /// The preposition of a noun.
    pub fn case(&self, token: usize) -> Option<usize> {
        self.dependents_as(token, Relation::Case).find(|&c| self.tag(c) != Tag::POS && c < token)
    }

    /// The nouns coordinated with this one that come after it, itself first.
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        self.add_conjuncts(token, &mut all);
        all
    }

    fn add_conjuncts(&self, token: usize, all: &mut Vec<usize>) {
        for d in self.dependents_as(token, Relation::Conjunct) {
            let clause = self.tag(d).is_verb() && !self.tag(token).is_verb()
                || self
                    .dependents(d)
                    .any(|s| matches!(self.relation(s), Relation::Subject | Relation::Copula));
            if !clause {
                all.push(d);
                self.add_conjuncts(d, all);
            }
        }
    }

    /// The first of the coordination that the token belongs to.
    pub fn first_conjunct(&self, token: usize) -> usize {
        let mut at = token;
        while self.relation(at) == Relation::Conjunct {
            match self.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
        at
    }

    /// True if the token is the head of a clause: a verb, or a predicate with `be`.
    pub fn is_predicate(&self, token: usize) -> bool {
        let part = matches!(
            self.relation(token),
            Relation::Auxiliary
                | Relation::PassiveAuxiliary
                | Relation::Copula
                | Relation::Adjective
                | Relation::Compound
                | Relation::Case
                | Relation::Mark
        );
        self.tag(token).is_verb() && !part || self.dependent(token, Relation::Copula).is_some()
    }

    /// The nearest predicate above the token.
    pub fn clause_of(&self, token: usize) -> Option<usize> {
        let mut at = self.head(token)?;
        loop {
            if self.is_predicate(at) {
                return Some(at);
            }
            at = self.head(at)?;
        }
    }

    /// Voice, tense, mood and polarity of a predicate.
    pub fn verb_group(&self, verb: usize) -> VerbGroup {
        let mut group = VerbGroup {
            form: Inflection::Bare,
            modal: None,
            negated: false,
            passive: false,
            perfect: false,
            progressive: false,
            past: false,
        };
        let tag = self.tag(verb);
        let mut first = None;
        let (mut to, mut auxiliaries) = (false, 0);
        for d in self.dependents(verb) {
            let lower = self.lower(d);
            match self.relation(d) {
                Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Copula => {
                    auxiliaries += 1;
                    first = first.or(Some(d));
                    let lemma = self.lemma(d);
                    if self.tag(d) == Tag::MD {
                        group.modal = group.modal.or(Some(d));
                    } else if self.relation(d) == Relation::PassiveAuxiliary {
                        group.passive = true;
                    } else if lemma == "have" || lemma == "'ve" {
                        group.perfect = true;
                    } else if (lemma == "be" || lower == "'s") && tag == Tag::VBG {
                        group.progressive = true;
                    }
                }
                Relation::Mark if self.tag(d) == Tag::TO => to = true,
                Relation::Adverb | Relation::Determiner | Relation::Conjunction
                    if matches!(
                        lower,
                        "not" | "n't" | "never" | "nor" | "neither" | "nowhere" | "hardly"
                    ) =>
                {
                    group.negated |= d < verb || lower != "not";
                }
                // `no longer`
                Relation::Adverb if lower == "longer" => {
                    group.negated |= self.lower(d.wrapping_sub(1)) == "no";
                }
                _ => {}
            }
        }
        group.past = self.tag(first.unwrap_or(verb)) == Tag::VBD;
        group.form = match tag {
            _ if group.modal.is_some() => Inflection::Finite,
            _ if to => Inflection::Infinitive,
            _ if first.is_some_and(|f| matches!(self.tag(f), Tag::VBD | Tag::VBZ | Tag::VBP)) => {
                Inflection::Finite
            }
            _ if first.is_some_and(|f| self.tag(f) == Tag::VBG) => Inflection::Gerund,
            Tag::VBD | Tag::VBZ | Tag::VBP => Inflection::Finite,
            Tag::VBG => Inflection::Gerund,
            Tag::VBN => Inflection::Participle,
            _ => Inflection::Bare,
        };
        // `the aides coordinated it`: the only verb of a sentence is its verb, whatever the parser says.
        let by = self
            .dependents(verb)
            .any(|d| self.is_animate(d) && self.case(d).is_some_and(|c| self.lower(c) == "by"));
        let whole = !by
            && matches!(tag, Tag::VBD | Tag::VBN)
            && self.head(verb).is_some_and(|noun| {
                self.is_animate(noun) && self.relation(self.first_conjunct(noun)) == Relation::Root
            });
        if whole && auxiliaries == 0 && self.relation(verb) == Relation::NounClause {
            group.form = Inflection::Finite;
            group.past = true;
        }
        let reduced = auxiliaries == 0 && self.relation(verb) == Relation::NounClause && !whole;
        if reduced && matches!(tag, Tag::VBN | Tag::VBD) {
            group.form = Inflection::Participle;
            group.passive = true;
        }
        // `Asked by email, she replied`
        let detached =
            auxiliaries == 0 && self.relation(verb) == Relation::Adverbial && !self.has_subject(verb);
        if detached && matches!(tag, Tag::VBN | Tag::VBD) && self.dependent(verb, Relation::Mark).is_none() {
            group.form = Inflection::Participle;
            group.passive = self.dependent(verb, Relation::Object).is_none();
        }
        self.share(verb, auxiliaries, &mut group);
        group
    }

    /// What a coordinated verb without auxiliaries has from the first: `will call or text`, `was called and texted`.
    fn share(&self, verb: usize, auxiliaries: usize, group: &mut VerbGroup) {
        if self.relation(verb) != Relation::Conjunct || auxiliaries > 0 || self.has_subject(verb) {
            return;
        }
        let Some(other) = self.head(verb).filter(|&h| self.is_predicate(h)) else { return };
        let first = self.verb_group(other);
        match self.tag(verb) {
            Tag::VB if group.form == Inflection::Bare => {
                group.form = first.form;
                group.modal = first.modal;
                group.past = first.past;
                group.negated |= first.negated;
            }
            Tag::VBN | Tag::VBD if first.passive && self.tag(verb) == Tag::VBN => {
                *group = VerbGroup { negated: group.negated || first.negated, ..first };
            }
            Tag::VBN if first.perfect => {
                *group = VerbGroup { negated: group.negated || first.negated, passive: false, ..first };
            }
            Tag::VBG if first.progressive => {
                *group = VerbGroup { negated: group.negated || first.negated, ..first };
            }
            _ => {}
        }
    }

    /// True if the predicate has a subject of its own.
    pub fn has_subject(&self, verb: usize) -> bool {
        self.dependents(verb).any(|d| {
            matches!(self.relation(d), Relation::Subject | Relation::PassiveSubject | Relation::ClauseSubject)
        })
    }

    /// The heads of the grammatical subjects of a predicate, understood ones included, coordinated ones one by one.
    pub fn subjects(&self, verb: usize) -> Vec<usize> {
        self.subjects_within(verb, DEPTH)
    }

    fn subjects_within(&self, verb: usize, depth: usize) -> Vec<usize> {
        let own = self.own_subjects(verb);
        if !own.is_empty() || self.has_subject(verb) || depth == 0 {
            return own;
        }
        if let Some(named) = self.subject_of_infinitive(verb) {
            return self.conjuncts(named);
        }
        let understood = self.understood_subjects(verb, depth);
        if understood.is_empty()
            && let Some(first) = self.clause_before(verb)
        {
            return self.subjects_within(first, depth - 1);
        }
        if understood.is_empty() && self.verb_group(verb).form == Inflection::Finite {
            // Of a list, the first that no preposition stands before: `In Rome, Ito and Ngata met`.
            return self.subject_before(verb).map_or_else(Vec::new, |mut subject| {
                while self.relation(subject) == Relation::Conjunct
                    && let Some(head) =
                        self.head(subject).filter(|&h| self.tag(h).is_noun() && self.case(h).is_none())
                {
                    subject = head;
                }
                self.conjuncts(subject)
            });
        }
        understood
    }

    /// The subjects that the tree names; of several that are not coordinated, the nearest.
    fn own_subjects(&self, verb: usize) -> Vec<usize> {
        let named: Vec<usize> = self
            .dependents(verb)
            .filter(|&d| matches!(self.relation(d), Relation::Subject | Relation::PassiveSubject))
            .filter(|&d| self.tag(d) != Tag::EX)
            .collect();
        let Some(&nearest) = named.iter().min_by_key(|&&d| d.abs_diff(verb)) else { return Vec::new() };
        let mut kept = vec![nearest];
        for &other in named.iter().rev().filter(|&&d| d < nearest) {
            // `Ito and Ngata` that the parser has not joined.
            let joined = (self.subtree(other).end..self.subtree(kept[0]).start)
                .all(|t| matches!(self.tag(t), Tag::CC | Tag::Comma));
            if !joined {
                break;
            }
            kept.insert(0, other);
        }
        let mut all: Vec<usize> = kept.into_iter().flat_map(|d| self.conjuncts(self.antecedent(d))).collect();
        // `In Rome, Ito and Ngata met`: what stands after a preposition is no subject, though the parser lists it with them.
        if all.len() > 1 {
            all.retain(|&d| self.case(d).is_none());
        }
        all
    }

    /// `for Ito to call`
    fn subject_of_infinitive(&self, verb: usize) -> Option<usize> {
        let to = self.dependents(verb).find(|&d| d < verb && self.tag(d) == Tag::TO)?;
        let noun = to.checked_sub(1)?;
        let first = match (self.relation(noun), self.head(noun)) {
            (Relation::Flat, Some(head)) => head,
            _ => noun,
        };
        let somebody = self.is_animate(first) && (self.tag(first).is_noun() || self.tag(first) == Tag::PRP);
        (somebody && self.case(first).is_some_and(|c| self.lower(c) == "for")).then_some(first)
    }

    /// `Ito said it was late, then called`: the first of coordinated clauses that the parser has hung below the last.
    fn clause_before(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        while at > 0 && self.tag(at - 1).is_adverb() {
            at -= 1;
        }
        let joined = at > 0 && self.tag(at - 1) == Tag::CC
            || at > 1 && at < verb && self.tag(at - 1) == Tag::Comma && self.lower(at) == "then";
        self.dependents(verb).find(|&d| {
            joined
                && d < verb
                && matches!(self.relation(d), Relation::Complement | Relation::Parataxis)
                && self.has_subject(d)
        })
    }

    /// The noun phrase in front of a finite verb that the parser has hung elsewhere: `Ito, whose bank failed, told`.
    fn subject_before(&self, verb: usize) -> Option<usize> {
        let part = |t: usize| {
            matches!(
                self.relation(t),
                Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Adverb | Relation::Copula
            ) || self.tag(t).is_adverb()
        };
        let mut at = verb;
        while at > 0 && part(at - 1) {
            at -= 1;
        }
        // An aside between commas or brackets, then nouns with prepositions before the first of them.
        for _ in 0..4 {
            let last = at.checked_sub(1)?;
            let opens = match self.tag(last) {
                Tag::Comma => Some(Tag::Comma),
                Tag::Close => Some(Tag::Open),
                _ => None,
            };
            if let Some(opens) = opens {
                at = (0..last).rev().find(|&t| self.tag(t) == opens)?;
                continue;
            }
            return self.noun_phrase_before(at);
        }
        None
    }

    /// The head of the noun phrase that ends right before the token; of nouns joined by prepositions, the first.
    fn noun_phrase_before(&self, end: usize) -> Option<usize> {
        const CLAUSES: &[&str] =
            &["that", "if", "while", "because", "as", "since", "although", "though", "whether"];
        let mut end = end;
        for _ in 0..4 {
            let last = end.checked_sub(1)?;
            let pronoun = self.tag(last) == Tag::PRP
                && !matches!(self.lower(last), "him" | "them" | "me" | "us" | "himself" | "themselves");
            if !self.tag(last).is_noun() && !pronoun {
                return None;
            }
            let inside = |t: usize| {
                self.tag(t).is_noun()
                    || self.tag(t).is_adjective()
                    || matches!(self.tag(t), Tag::DT | Tag::CD | Tag::POS | Tag::PRPS | Tag::Hyphen)
            };
            let mut start = last;
            while start > 0 && !pronoun && inside(start - 1) {
                start -= 1;
            }
            let preposition =
                start > 0 && self.tag(start - 1) == Tag::IN && !CLAUSES.contains(&self.lower(start - 1));
            if !preposition {
                return Some(last);
            }
            end = start - 1;
        }
        None
    }

    fn understood_subjects(&self, verb: usize, depth: usize) -> Vec<usize> {
        let own = Vec::new();
        let Some(governor) = self.head(verb) else { return own };
        match self.relation(verb) {
            Relation::Conjunct if self.is_predicate(governor) => {
                // `She called, the police say, and texted`: they say both.
                let aside = self.dependents(governor).find(|&d| {
                    d < governor
                        && matches!(self.relation(d), Relation::Complement | Relation::Parataxis)
                        && self.has_subject(d)
                        && self.tag(governor + 1) == Tag::Comma
                        && self.dependents(governor).any(|s| s > d && self.tag(s) == Tag::Comma)
                });
                self.subjects_within(aside.unwrap_or(governor), depth - 1)
            }
            Relation::OpenComplement => self.controllers(governor, depth),
            Relation::Adverbial | Relation::Parataxis | Relation::Complement
                if !matches!(self.verb_group(verb).form, Inflection::Finite)
                    && self.is_predicate(governor) =>
            {
                // `he was seen leaving`: the subject of the governor, or whom it acts on if that is all there is.
                let subjects = self.subjects_within(governor, depth - 1);
                if subjects.is_empty() { self.objects(governor) } else { subjects }
            }
            Relation::NounClause => self.subjects_of_noun_clause(verb, governor, depth),
            Relation::Relative => vec![governor],
            _ => own,
        }
    }

    /// Who is meant to do what depends on a verb: `asked him to call`, `agreed to call`.
    fn controllers(&self, governor: usize, depth: usize) -> Vec<usize> {
        if !self.is_predicate(governor) {
            return Vec::new();
        }
        let promises = matches!(self.lemma(governor), "promise" | "threaten" | "vow" | "use");
        let objects = self.objects(governor);
        if !objects.is_empty() && !promises {
            return objects;
        }
        self.subjects_within(governor, depth - 1)
    }

    fn subjects_of_noun_clause(&self, verb: usize, noun: usize, depth: usize) -> Vec<usize> {
        let group = self.verb_group(verb);
        // `restored ties after meeting Ito`: a clause with a preposition is the verb's, whatever it was hung on.
        let adjunct = self.dependents(verb).any(|d| {
            d < verb && matches!(self.relation(d), Relation::Mark | Relation::Case) && self.tag(d) == Tag::IN
        });
        if adjunct {
            // `the minister's habit of calling`
            let of = self.dependents(verb).any(|d| d < verb && self.lower(d) == "of");
            if of && let Some(owner) = self.dependent(noun, Relation::Possessor) {
                return self.conjuncts(self.antecedent(owner));
            }
            return match self.clause_of(noun) {
                Some(v) => self.subjects_within(v, depth - 1),
                None => Vec::new(),
            };
        }
        // `used the app to message Ito`: who used it.
        let used = group.form == Inflection::Infinitive
            && self.relation(noun) == Relation::Object
            && self.head(noun).is_some_and(|v| self.lemma(v) == "use");
        if used && let Some(user) = self.head(noun) {
            return self.subjects_within(user, depth - 1);
        }
        // `spent the morning calling`: who spent it.
        let idle = group.form == Inflection::Gerund
            && self.relation(noun) == Relation::Object
            && !self.is_animate(noun);
        if !idle && (group.form != Inflection::Infinitive || self.is_animate(noun)) {
            // The only verb of the sentence: all of the list do it.
            let whole = !group.passive && group.form == Inflection::Finite;
            return if whole { self.conjuncts(self.first_conjunct(noun)) } else { vec![noun] };
        }
        // `his plan to call`, `announced a plan to call`
        if let Some(owner) = self.dependent(noun, Relation::Possessor) {
            return self.conjuncts(self.antecedent(owner));
        }
        match self.head(noun).filter(|&v| self.is_predicate(v)) {
            Some(v) => self.subjects_within(v, depth - 1),
            None => Vec::new(),
        }
    }

    /// The heads of the objects of a predicate: direct before indirect ones, coordinated ones one by one.
    pub fn objects(&self, verb: usize) -> Vec<usize> {
        let mut all = self.objects_as(verb, Relation::Object);
        all.extend(self.objects_as(verb, Relation::IndirectObject));
        all
    }

    /// The heads of the direct, or of the indirect objects.
    pub fn objects_as(&self, verb: usize, relation: Relation) -> Vec<usize> {
        let own: Vec<usize> =
            self.dependents_as(verb, relation).flat_map(|d| self.conjuncts(self.antecedent(d))).collect();
        if !own.is_empty() || relation != Relation::Object {
            return own;
        }
        // `called Ito`: a name alone is no clause.
        let name = |&d: &usize| {
            d > verb
                && (self.tag(d).is_name() || self.tag(d) == Tag::PRP)
                && self.dependent(d, Relation::Copula).is_none()
        };
        if let Some(object) = self.dependents_as(verb, Relation::OpenComplement).find(name) {
            return self.conjuncts(object);
        }
        // `the man he called`: what the clause belongs to, unless the clause has a place for it already.
        if self.relation(verb) == Relation::Relative
            && self.dependents(verb).any(|d| self.relation(d) == Relation::Subject && self.antecedent(d) == d)
            && !self.has_relative_pronoun(verb)
            && self.stranded(verb).is_none()
            && let Some(noun) = self.head(verb)
        {
            return vec![noun];
        }
        // `called and texted Ito`: the object of the last of coordinated verbs may be that of all.
        let shared = self
            .dependents_as(verb, Relation::Conjunct)
            .find(|&c| c > verb && !self.has_subject(c) && self.tag(c) == self.tag(verb) && c <= verb + 4);
        if shared.is_none()
            && let Some(object) = self.object_behind(verb)
        {
            return vec![object];
        }
        match shared {
            Some(other)
                if self.dependents(verb).all(|d| d < verb || d >= other) || self.lower(verb + 1) == "and" =>
            {
                self.dependents_as(other, Relation::Object).flat_map(|d| self.conjuncts(d)).collect()
            }
            _ => own,
        }
    }

    /// The noun phrase right behind an active verb that the parser has hung elsewhere: `told the paper that`.
    pub fn object_behind(&self, verb: usize) -> Option<usize> {
        let group = self.verb_group(verb);
        if !self.tag(verb).is_verb()
            || group.passive
            || self.tag(verb) == Tag::VBN && group.form == Inflection::Participle
        {
            return None;
        }
        let inside = |t: usize| {
            self.tag(t).is_noun()
                || self.tag(t).is_adjective()
                || matches!(self.tag(t), Tag::DT | Tag::CD | Tag::POS | Tag::PRPS | Tag::Hyphen)
        };
        let first = verb + 1;
        if self.tag(first) == Tag::PRP {
            return matches!(self.lower(first), "him" | "her" | "them" | "me" | "us" | "you" | "it")
                .then_some(first);
        }
        let end = (first..self.len()).find(|&t| !inside(t)).unwrap_or(self.len());
        let last = end.checked_sub(1).filter(|&t| t >= first && self.tag(t).is_noun())?;
        // The subject of the next clause: `said the bank failed`.
        let clause = matches!(self.tag(end), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
        // `the aide who texted the mayor was fired`: the verb that follows is that of the noun before.
        let outer = self.relation(verb) == Relation::Relative
            && self.head(verb).is_some_and(|noun| self.relation(noun) == Relation::Root);
        (!clause || outer).then_some(last)
    }

    fn has_relative_pronoun(&self, verb: usize) -> bool {
        self.subtree(verb).any(|t| {
            (matches!(self.tag(t), Tag::WP | Tag::WDT | Tag::WPS))
                && self.clause_of(t) == Some(verb)
                && self.antecedent(t) != t
        })
    }

    /// A preposition at the end of a clause without a noun of its own: `the man he spoke to`.
    fn stranded(&self, verb: usize) -> Option<usize> {
        self.dependents(verb).find(|&d| {
            d > verb
                && matches!(self.tag(d), Tag::IN | Tag::RP | Tag::TO)
                && matches!(self.relation(d), Relation::Oblique | Relation::Case | Relation::Adverb)
                && self.dependents(d).next().is_none()
        })
    }

    /// What a relative pronoun stands for; of anything else, itself.
    pub fn antecedent(&self, token: usize) -> usize {
        let pronoun = matches!(self.tag(token), Tag::WP | Tag::WDT | Tag::WPS)
            || matches!(self.lower(token), "who" | "whom" | "which" | "whose");
        if !pronoun || self.lower(token) == "what" {
            return token;
        }
        let mut at = token;
        while let Some(head) = self.head(at) {
            if self.relation(at) == Relation::Relative {
                return head;
            }
            at = head;
        }
        // The parser has not seen the clause: the noun in front of it.
        let before = token.checked_sub(1).filter(|&t| self.tag(t) == Tag::Comma).unwrap_or(token);
        match self.lower(token) {
            "who" | "whom" | "whose" => self.noun_phrase_before(before).unwrap_or(token),
            _ => token,
        }
    }

    /// Those who do what the predicate says, whatever its voice.
    pub fn agents(&self, verb: usize) -> Vec<usize> {
        if !self.verb_group(verb).passive {
            return self.subjects(verb);
        }
        let by = |d: usize| {
            self.relation(d) == Relation::Agent
                || self.relation(d) == Relation::Oblique
                    && self.case(d).is_some_and(|c| self.lower(c) == "by")
        };
        let own: Vec<usize> = self
            .dependents(verb)
            .filter(|&d| by(d))
            .flat_map(|d| self.conjuncts(self.antecedent(d)))
            .collect();
        if !own.is_empty() {
            return own;
        }
        // `sent to the governor by Ito`, hung on the governor.
        let near = self.prepositionals(verb, 1).into_iter();
        near.filter(|p| p.depth == 1 && p.head > verb && p.case.is_some_and(|c| self.lower(c) == "by"))
            .filter(|p| self.is_animate(p.head))
            .take(1)
            .flat_map(|p| self.conjuncts(p.head))
            .collect()
    }

    /// Those to whom the predicate is done, whatever its voice.
    pub fn patients(&self, verb: usize) -> Vec<usize> {
        if self.verb_group(verb).passive { self.subjects(verb) } else { self.objects(verb) }
    }

    /// The nouns that depend on a word through a preposition, directly or through another such noun or an object, in
    /// order of depth and place.
    ///
    /// Which of two words before it a preposition belongs to is what a parser errs in most; who asks knows which
    /// prepositions the word takes, and takes the nearest.
    pub fn prepositionals(&self, word: usize, deepest: usize) -> Vec<Prepositional> {
        let mut found = Vec::new();
        let mut level = vec![word];
        for depth in 0..=deepest {
            let mut next = Vec::new();
            for &from in &level {
                for d in self.dependents(from) {
                    match self.relation(d) {
                        Relation::Oblique
                        | Relation::Agent
                        | Relation::Unmarked
                        | Relation::Nominal
                        | Relation::UnmarkedNominal => {
                            found.push(Prepositional { case: self.case(d), head: self.antecedent(d), depth });
                            next.push(d);
                            self.add_cased_conjuncts(d, depth, &mut found);
                        }
                        Relation::Object if from == word => next.push(d),
                        Relation::Adverbial | Relation::OpenComplement
                            if d > from && self.tag(d) == Tag::VBG && self.lower(d) == "using" =>
                        {
                            found.extend(self.dependents_as(d, Relation::Object).map(|o| Prepositional {
                                case: Some(d),
                                head: o,
                                depth,
                            }));
                        }
                        _ => {}
                    }
                }
            }
            level = next;
        }
        if let Some(case) = self.stranded(word)
            && self.relation(word) == Relation::Relative
            && let Some(head) = self.head(word)
        {
            found.push(Prepositional { case: Some(case), head, depth: 0 });
        }
        found
    }

    fn add_cased_conjuncts(&self, noun: usize, depth: usize, found: &mut Vec<Prepositional>) {
        for d in self.dependents_as(noun, Relation::Conjunct) {
            if let Some(case) = self.case(d) {
                found.push(Prepositional { case: Some(case), head: self.antecedent(d), depth });
            }
        }
    }
}
