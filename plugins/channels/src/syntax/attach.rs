//! Joins coordinated noun phrases, and gives verbs their objects and prepositions their complements.
use super::{Form, Item, Relation, Syntax};
use crate::actor;

/// Longer lists than this are no list of actors.
const LONGEST_LIST: usize = 24;

impl Syntax<'_> {
    /// Finds coordinations: `Ito, Ngata and the two aides`.
    pub(super) fn coordinate(&mut self) {
        let mut at = 0;
        while at < self.items.len() {
            let Item::Phrase(first) = self.items[at] else {
                at += 1;
                continue;
            };
            let (members, end) = self.list_from(at, first);
            if members.len() > 1 {
                for &member in &members {
                    self.phrases[member].list = members.clone();
                }
                at = end;
            } else {
                at += 1;
            }
        }
    }

    /// The phrases of the list that starts with the item `at`, and one past its last item.
    fn list_from(&self, at: usize, first: usize) -> (Vec<usize>, usize) {
        let alone = (vec![first], at + 1);
        if self.phrases[first].temporal {
            return alone;
        }
        let mut members = vec![first];
        // Members that a conjunction has confirmed, and where they end.
        let mut sure = alone.clone();
        let mut next = at + 1;
        while members.len() < LONGEST_LIST {
            let mut joined = false;
            let mut k = self.past_complement(next, *members.last().unwrap_or(&first));
            if self.item(k) == Item::Comma {
                k += 1;
            }
            if let Item::And(token) = self.item(k) {
                if matches!(self.lower(token), "but" | "yet" | "so" | "plus") {
                    break;
                }
                joined = true;
                k += 1;
                // `and also`, `and the late`
                if matches!(self.item(k), Item::Other(t) if matches!(self.lower(t), "also" | "even" | "then"))
                {
                    k += 1;
                }
            } else if k == next || self.item(k - 1) != Item::Comma {
                break;
            }
            // After `A and B`, only another conjunction goes on.
            if sure.0.len() > 1 && !joined {
                break;
            }
            let Item::Phrase(p) = self.item(k) else { break };
            if self.phrases[p].temporal {
                break;
            }
            if joined && self.starts_clause(at, k) {
                break;
            }
            members.push(p);
            next = k + 1;
            if joined {
                sure = (members.clone(), next);
            }
        }
        // `In Rome, Ito and Ngata met`: the place before the comma is no part of the list.
        let (list, end) = &sure;
        let fronted = matches!(self.item(at.wrapping_sub(1)), Item::Prep(_))
            && matches!(self.item(at.wrapping_sub(2)), Item::Break | Item::Quote);
        let finite = (*end..end + 3).find_map(|k| match self.item(k) {
            Item::Verb(v) => Some(self.verbs[v].form == Form::Finite),
            Item::Other(_) | Item::Comma => None,
            Item::Relative(_) => Some(true),
            _ => Some(false),
        });
        if fronted && list.len() > 2 && self.item(at + 1) == Item::Comma && finite != Some(false) {
            return alone;
        }
        sure
    }

    /// One past a complement with `of` that belongs to a person and is followed by another person: in `the head of
    /// the bank and Ms. Ito`, the list is of people, not of things that have a head.
    fn past_complement(&self, at: usize, phrase: usize) -> usize {
        let (Item::Prep(token), Item::Phrase(inner)) = (self.item(at), self.item(at + 1)) else { return at };
        if !matches!(self.lower(token), "of" | "from" | "for" | "in")
            || !actor::is_person(self, phrase)
            || actor::is_person(self, inner)
        {
            return at;
        }
        let mut after = at + 2;
        if self.item(after) == Item::Comma {
            after += 1;
        }
        let Item::And(_) = self.item(after) else { return at };
        match self.item(after + 1) {
            Item::Phrase(p) if actor::is_person(self, p) => at + 2,
            _ => at,
        }
    }

    /// True if the phrase at the item `k` is rather the subject of a clause of its own than a member of the list that
    /// starts at `start`: `met Ito and Ngata left`.
    fn starts_clause(&self, start: usize, k: usize) -> bool {
        // A complement that nothing but its own phrase stands before is part of the subject: `the talks between A and B`.
        let clause = (0..start).rev().take_while(|&k| {
            !matches!(self.item(k), Item::Break | Item::Comma | Item::Subordinator(_) | Item::Quote)
        });
        let opens = clause.into_iter().all(|k| !matches!(self.item(k), Item::Verb(_)));
        let governed = !opens
            && matches!(self.item(start.wrapping_sub(1)), Item::Verb(_) | Item::Prep(_) | Item::Phrase(_));
        let mut next = k + 1;
        while matches!(self.item(next), Item::Other(_)) {
            next += 1;
        }
        let finite = matches!(self.item(next), Item::Verb(v) if self.verbs[v].form == Form::Finite);
        governed && finite
    }

    /// Gives each verb its objects and each preposition its complement.
    pub(super) fn find_objects(&mut self) {
        for at in 0..self.items.len() {
            match self.items[at] {
                Item::Verb(v) => {
                    let mut k = at + 1;
                    while matches!(self.item(k), Item::Other(_) | Item::Quote) {
                        k += 1;
                    }
                    let Item::Phrase(p) = self.item(k) else { continue };
                    let relative = matches!(self.item(at.wrapping_sub(1)), Item::Relative(_));
                    if self.phrases[p].temporal || (!relative && self.begins_other_clause(k)) {
                        continue;
                    }
                    self.take_object(v, p);
                    let after = k + 1;
                    if let Item::Phrase(second) = self.item(after)
                        && !self.phrases[second].temporal
                        && !self.begins_other_clause(after)
                    {
                        self.take_object(v, second);
                    }
                }
                Item::Prep(token) => {
                    let mut k = at + 1;
                    while matches!(self.item(k), Item::Other(_) | Item::Quote | Item::Prep(_)) && k < at + 3 {
                        k += 1;
                    }
                    if let Item::Phrase(p) = self.item(k) {
                        for member in self.expand(p) {
                            if self.phrases[member].relation == Relation::None {
                                self.phrases[member].relation = Relation::Preposition(token);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn take_object(&mut self, verb: usize, phrase: usize) {
        self.verbs[verb].objects.push(phrase);
        for member in self.expand(phrase) {
            self.phrases[member].relation = Relation::Object(verb);
        }
    }

    /// True if the phrase at the item is the subject of a following finite verb: `said Ito left`.
    fn begins_other_clause(&self, at: usize) -> bool {
        let mut next = at + 1;
        loop {
            match self.item(next) {
                Item::Verb(v) => return self.verbs[v].form == Form::Finite,
                Item::Other(_) => next += 1,
                Item::And(_) if matches!(self.item(next + 1), Item::Phrase(p) if self.in_list_with(at, p)) => {
                    next += 2
                }
                _ => return false,
            }
        }
    }

    fn in_list_with(&self, at: usize, phrase: usize) -> bool {
        matches!(self.item(at), Item::Phrase(p) if self.phrases[p].list.contains(&phrase))
    }
}
