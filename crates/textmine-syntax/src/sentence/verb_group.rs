//! Verb groups: voice, tense, mood and polarity of predicates.
use super::Sentence;
use crate::{Relation, Tag};

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

impl Sentence<'_> {
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
}
