//! Who is the object of a predicate, and, whatever its voice, who does it and to whom it is done.
use super::{Inflection, Sentence};
use crate::{Relation, Tag};

impl Sentence<'_> {
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

    pub(super) fn has_relative_pronoun(&self, verb: usize) -> bool {
        self.subtree(verb).any(|t| {
            (matches!(self.tag(t), Tag::WP | Tag::WDT | Tag::WPS))
                && self.clause_of(t) == Some(verb)
                && self.antecedent(t) != t
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
}
