//! The nouns that depend on a word through a preposition.
use super::Sentence;
use crate::{Relation, Tag};

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

impl Sentence<'_> {
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

    /// A preposition at the end of a clause without a noun of its own: `the man he spoke to`.
    pub(super) fn stranded(&self, verb: usize) -> Option<usize> {
        self.dependents(verb).find(|&d| {
            d > verb
                && matches!(self.tag(d), Tag::IN | Tag::RP | Tag::TO)
                && matches!(self.relation(d), Relation::Oblique | Relation::Case | Relation::Adverb)
                && self.dependents(d).next().is_none()
        })
    }
}
