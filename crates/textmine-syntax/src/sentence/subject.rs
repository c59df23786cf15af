//! Who is the subject of a predicate: its own, those shared in coordination, antecedents, and understood ones of infinitives,
//! participles and gerunds.
use super::{Inflection, Sentence};
use crate::{Relation, Tag};

/// How far governors are followed for an understood subject.
const DEPTH: usize = 6;

impl Sentence<'_> {
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

    pub(super) fn subjects_within(&self, verb: usize, depth: usize) -> Vec<usize> {
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
    pub(super) fn clause_before(&self, verb: usize) -> Option<usize> {
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
    pub(super) fn noun_phrase_before(&self, end: usize) -> Option<usize> {
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
}
