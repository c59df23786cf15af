//! Noun phrases: where they start and end, and the name in them.
use crate::{Relation, Sentence, Tag};
use std::ops::Range;

impl Sentence<'_> {
    /// The noun phrase of a head, from its determiner to the last part of its name, without what follows: the
    /// complements, clauses and appositions.
    pub fn noun_phrase(&self, head: usize) -> Range<usize> {
        let mut start = head;
        for d in self.dependents(head).rev().filter(|&d| d < head) {
            let part = matches!(
                self.relation(d),
                Relation::Determiner
                    | Relation::Adjective
                    | Relation::Number
                    | Relation::Compound
                    | Relation::Possessor
                    | Relation::Description
                    | Relation::Flat
                    | Relation::Adverb
                    | Relation::Nominal
                    | Relation::UnmarkedNominal
                    | Relation::Punctuation
            );
            let comma = matches!(self.tag(d), Tag::Comma | Tag::Colon | Tag::Stop);
            if !part || comma {
                break;
            }
            start = self.subtree(d).start;
        }
        // A quotation mark or a bracket in front is no part of it.
        while start < head && self.relation(start) == Relation::Punctuation {
            start += 1;
        }
        start..self.last_of_name(head) + 1
    }

    /// The last token of the name that starts with this head: `Ito` of `Ana Ito`.
    pub fn last_of_name(&self, head: usize) -> usize {
        let part = |&d: &usize| d > head && matches!(self.relation(d), Relation::Flat | Relation::GoesWith);
        let mut last = head;
        for d in self.dependents(head).filter(part) {
            if d > last + 4 || (last + 1..d).any(|t| self.tag(t) == Tag::Comma) {
                break;
            }
            last = self.last_of_name(d);
        }
        last
    }
}
