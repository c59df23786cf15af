//! Outlets, listeners and investigators: whom one speaks to in public, and who asks.
use super::Reader;
use crate::actor::{self, Actor};
use crate::taxonomy::TriggerKind;
use textmine_syntax::{Prepositional, Relation};

impl Reader<'_, '_> {
    /// True if the noun is an outlet, by the taxonomy or by its words.
    pub(super) fn is_outlet(&self, head: usize) -> bool {
        actor::is_outlet(self.sentence, self.grammar, head) || self.medium_of(head).is_some()
    }

    /// The tokens of the outlet's name, if the noun is one that the taxonomy knows.
    pub(super) fn medium_of(&self, head: usize) -> Option<(usize, usize)> {
        let last = self.sentence.last_of_name(head);
        let named = self.hits.iter().find(|h| {
            h.trigger.kind == TriggerKind::App
                && self.is_media(h)
                && (h.last() == head || h.last() == last)
                && h.start <= head
        });
        named.map(|h| (h.start, h.end))
    }

    /// The tokens of an outlet's name within a noun phrase: `CNN affiliate WPXI`, `CNN's Ana Ito`.
    pub(super) fn medium_within(&self, head: usize) -> Option<(usize, usize)> {
        let inside = self.sentence.noun_phrase(head);
        let named = self.hits.iter().find(|h| {
            h.trigger.kind == TriggerKind::App
                && self.is_media(h)
                && inside.start <= h.start
                && h.end <= inside.end
        });
        named.map(|h| (h.start, h.end))
    }

    /// True if the noun is an outlet, or belongs to one: `the paper's Ana Ito`.
    pub(super) fn is_of_outlet(&self, head: usize) -> bool {
        self.is_outlet(head)
            || self.medium_within(head).is_some()
            || self
                .sentence
                .dependent(head, Relation::Possessor)
                .is_some_and(|owner| self.sentence.tag(owner).is_name() && self.is_outlet(owner))
    }

    pub(super) fn is_outlet_actor(&self, actor: Actor) -> bool {
        match actor {
            Actor::Head(head) => self.is_outlet(head),
            Actor::Name(..) => true,
        }
    }

    pub(super) fn is_listener(&self, head: usize) -> bool {
        self.grammar.listeners.contains(self.sentence.lemma(head)) || self.is_outlet(head)
    }

    pub(super) fn is_authority(&self, actor: Actor) -> bool {
        let token = actor.token();
        self.grammar.authorities.contains(self.sentence.lemma(token))
            || self.grammar.authorities.contains(self.sentence.lower(token))
    }

    /// An outlet behind `on`, `in`, `for` or `to`, or what owns the programme there: `on CNN's “Morning Hour”`.
    pub(super) fn outlet_after(&self, complements: &[Prepositional], prepositions: &[&str]) -> Option<usize> {
        complements.iter().filter(|c| prepositions.contains(&self.preposition(c))).find_map(|c| {
            if self.is_outlet(c.head) {
                return Some(c.head);
            }
            self.sentence.dependent(c.head, Relation::Possessor).filter(|&o| self.is_outlet(o))
        })
    }

    /// The name of an outlet that the taxonomy knows, right behind one of the prepositions and after the verb, whatever
    /// the parser makes of a programme's name in between: `said on CNN's “Meet the Press”`.
    pub(super) fn outlet_behind(&self, verb: usize, prepositions: &[&str]) -> Option<usize> {
        let sentence = self.sentence;
        self.hits
            .iter()
            .filter(|h| {
                h.trigger.kind == TriggerKind::App
                    && self.is_media(h)
                    && h.start > verb
                    && h.start < verb + 12
            })
            .find(|h| {
                let the = h.start - usize::from(sentence.lower(h.start - 1) == "the");
                prepositions.contains(&sentence.lower(the - 1))
                    && (verb + 1..the).all(|t| {
                        !matches!(sentence.tag(t), textmine_syntax::Tag::VBD | textmine_syntax::Tag::VBZ)
                    })
            })
            .map(|h| h.last())
    }

    /// Listeners behind `at`, `before`, `in`: parliament, a rally.
    pub(super) fn listeners_after(&self, complements: &[Prepositional]) -> Vec<Actor> {
        let found = complements.iter().find(|c| {
            self.preposition(c) == "before" && self.grammar.listeners.contains(self.sentence.lemma(c.head))
        });
        found.map(|c| self.actors(c.head)).unwrap_or_default()
    }
}
