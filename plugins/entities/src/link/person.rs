//! Which person a name means.
use super::name::PersonName;
use super::{Entity, Key, Linker};
use crate::form;
use crate::gazetteer::Gender;
use crate::label::Label;
use textmine_core::Span;

impl<'d> Linker<'_, 'd> {
    /// The person whom the name fits: for a full name the one of the same, for a part of one the person of that surname,
    /// otherwise of that given name. Of several it is the one whom the title fits, then the one who was named before.
    pub(super) fn person(&self, at: usize, name: &PersonName<'d>, gender: Option<Gender>) -> Option<usize> {
        let title = self.title(at);
        let rank = |id: usize| {
            let other = &self.entities[id];
            let told = gender.is_some() && gender == other.gender
                || title.zip(other.title).is_some_and(|(own, others)| own.eq_ignore_ascii_case(others));
            (told, name.ends(&other.person), other.first < at)
        };
        let fits = |id: &usize| {
            let other = &self.entities[*id];
            let at_odds = gender.is_some() && other.gender.is_some() && gender != other.gender;
            !at_odds && name.fits(&other.person)
        };
        let with_word = |word| self.keys.get(&Key::part(Label::Person, &form::compared(word)));
        let found = name.words().filter_map(with_word).flatten().map(|id| *id as usize).filter(fits);
        let mut best: Option<usize> = None;
        for id in found {
            best = match best {
                Some(known) if known == id || rank(known) > rank(id) => best,
                Some(known) if rank(known) == rank(id) => Some(self.likelier(at, known, id)),
                _ => Some(id),
            };
        }
        best
    }

    /// Of two whom a name fits equally: the one of whom the text speaks, then the one spoken of last. Before either was named,
    /// the first.
    fn likelier(&self, at: usize, one: usize, other: usize) -> usize {
        /// Named so many times as often, somebody is whom the text is about.
        const MAIN: u32 = 2;
        let (a, b) = (&self.entities[one], &self.entities[other]);
        let first = |one: &Entity<'_>, other: &Entity<'_>| one.first < other.first;
        let takes_first = if a.first >= at && b.first >= at {
            first(a, b)
        } else if a.so_far >= MAIN * b.so_far.max(1) || b.so_far >= MAIN * a.so_far.max(1) {
            a.so_far > b.so_far
        } else {
            a.last > b.last || a.last == b.last && first(a, b)
        };
        if takes_first { one } else { other }
    }

    /// The last word of the title before that name: `President`.
    pub(super) fn title(&self, at: usize) -> Option<&'d str> {
        let span = self.beside.of(at)?.before?;
        self.document.slice(span).split_whitespace().next_back()
    }

    /// The name with the surname that it leaves to the next one: `the brothers Ivan and Petr Karlov`.
    pub(super) fn person_name(&self, at: usize, text: &'d str) -> PersonName<'d> {
        let name = PersonName::of(text);
        let mention = self.mentions[at];
        if mention.label != Label::Person || name.len() != 1 {
            return name;
        }
        match self.surname_after(at) {
            Some(surname) => name.with(surname),
            None => name,
        }
    }

    fn surname_after(&self, at: usize) -> Option<&'d str> {
        /// So many tokens before the name there is a word for kin.
        const REACH: usize = 4;
        let tokens = self.document.tokens();
        let word = |at: usize| tokens.get(at).map_or("", |token| self.document.slice(token.span));
        let (mention, next) = (self.mentions[at], self.mentions.get(at + 1)?);
        let joined = word(mention.end as usize) == "and" && next.first == mention.end + 1;
        if !joined || next.label != Label::Person {
            return None;
        }
        let before = (mention.first as usize).saturating_sub(REACH)..mention.first as usize;
        let kin = |word: &str| {
            matches!(
                word,
                "brothers" | "sisters" | "siblings" | "twins" | "couple" | "sons" | "daughters" | "parents"
            )
        };
        if !before.into_iter().any(|at| kin(word(at))) {
            return None;
        }
        let other = PersonName::of(self.document.slice(Span::new(next.span.start, next.span.end)));
        (other.len() > 1).then(|| other.words().last()).flatten()
    }
}
