//! Which mentions are the same person, organisation, place or thing, within one document.
//!
//! Names are compared in [one form](form::compared). Beyond equal names, a person is known again by the surname or by the
//! given name, an organisation by its acronym or the first word of its name, and what has several names by the table of
//! aliases. Full names are taken first, wherever they stand, so that a bare name in the headline finds its owner.
mod name;

use crate::form;
use crate::gazetteer::{self, Gender};
use crate::hash::{Hasher, Kind};
use crate::label::Label;
use crate::recognise::Mention;
use crate::role::Roles;
use name::{PersonName, initials};
use std::collections::HashMap;
use textmine_core::Document;

/// Somebody or something that the document names.
#[derive(Clone, Debug)]
pub(crate) struct Entity<'d> {
    pub(crate) label: Label,
    /// The fullest of its names.
    pub(crate) name: &'d str,
    /// Number of mentions by name.
    pub(crate) mentions: u32,
    /// Index of the first of these.
    pub(crate) first: usize,
    /// What titles and given names tell.
    pub(crate) gender: Option<Gender>,
    person: PersonName<'d>,
}

/// The entities in the order of their first mention, and for each mention the index of its entity.
#[derive(Debug, Default)]
pub(crate) struct Linked<'d> {
    pub(crate) entities: Vec<Entity<'d>>,
    pub(crate) of_mention: Vec<usize>,
}

/// Links the mentions of a document.
pub(crate) fn link<'d>(document: &Document<'d>, mentions: &[Mention], beside: &Roles) -> Linked<'d> {
    let mut linker =
        Linker { document, entities: Vec::new(), keys: HashMap::new(), of: vec![UNKNOWN; mentions.len()] };
    let is_full = |at: usize| document.slice(mentions[at].span).contains([' ', '-']);
    // Organisations' acronyms count as short names: the words come first.
    for full in [true, false] {
        for at in (0..mentions.len()).filter(|at| is_full(*at) == full) {
            linker.add(at, mentions[at], beside.gender(at));
        }
    }
    linker.finish(mentions)
}

const UNKNOWN: usize = usize::MAX;
/// At most so many entities that share a word of their name are looked at, the latest ones.
const CANDIDATES: usize = 8;

/// What leads to an entity: the hash of a name, or of a part of one. Two that differ will not meet in 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key(u64);

impl Key {
    fn new(what: u8, label: Label, text: &str) -> Key {
        Key(Hasher::new(Kind::Word).add(&[what, label as u8]).add(text.as_bytes()).finish())
    }

    fn name(label: Label, form: &str) -> Key {
        Key::new(b'n', label, singular(label, form))
    }

    fn group(label: Label, form: &str) -> Option<Key> {
        let group = gazetteer::alias_group(label.as_str(), form)?;
        Some(Key::new(b'g', label, &group.to_string()))
    }

    /// A word of a person's name, the first word or the initials of an organisation's.
    fn part(label: Label, form: &str) -> Key {
        Key::new(b'p', label, form)
    }

    /// One of the user's own names.
    fn own(mention: Mention) -> Option<Key> {
        Some(Key::new(b'o', mention.label, &mention.own?.to_string()))
    }
}

struct Linker<'l, 'd> {
    document: &'l Document<'d>,
    entities: Vec<Entity<'d>>,
    keys: HashMap<Key, Vec<u32>>,
    of: Vec<usize>,
}

impl<'d> Linker<'_, 'd> {
    fn add(&mut self, at: usize, mention: Mention, gender: Option<Gender>) {
        let text = self.document.slice(mention.span);
        let form = &form::compared(text);
        let own = || Some(*self.keys.get(&Key::own(mention)?)?.last()? as usize);
        let found = own().or_else(|| match mention.label {
            Label::Person => self.person(at, text, gender),
            label => self.named(label, form).or_else(|| self.organisation(label, text, form)),
        });
        let id = found.unwrap_or_else(|| {
            self.entities.push(Entity {
                label: mention.label,
                name: text,
                mentions: 0,
                first: at,
                gender: None,
                person: PersonName::default(),
            });
            self.entities.len() - 1
        });
        self.of[at] = id;
        if at < self.entities[id].first {
            self.entities[id].name = text;
        }
        self.index(id, mention, text, form);
        let entity = &mut self.entities[id];
        entity.mentions += 1;
        entity.first = entity.first.min(at);
        if mention.label == Label::Person {
            let name = PersonName::of(text);
            entity.gender = entity.gender.or(gender).or_else(|| name.gender());
            if name.len() > entity.person.len() {
                entity.person = name;
            }
        }
    }

    fn index(&mut self, id: usize, mention: Mention, text: &str, form: &str) {
        let label = mention.label;
        let id = id as u32;
        let mut add = |key: Key| {
            let ids = self.keys.entry(key).or_default();
            if ids.last() != Some(&id) && !ids.contains(&id) {
                if ids.len() >= CANDIDATES {
                    ids.remove(0);
                }
                ids.push(id);
            }
        };
        if let Some(own) = Key::own(mention) {
            add(own);
        }
        if label == Label::Person {
            for word in PersonName::of(text).words() {
                add(Key::part(label, &form::compared(word)));
            }
            return;
        }
        add(Key::name(label, form));
        if let Some(group) = Key::group(label, form) {
            add(group);
        }
        if label == Label::Organisation && form.contains(' ') {
            for acronym in initials(text) {
                add(Key::part(label, &acronym));
            }
            add(Key::part(label, form.split(' ').next().unwrap_or_default()));
        }
    }

    /// What has that name, or another name of the same thing.
    fn named(&self, label: Label, form: &str) -> Option<usize> {
        let by_name = self.keys.get(&Key::name(label, form));
        let by_group = || self.keys.get(&Key::group(label, form)?);
        Some(*by_name.or_else(by_group)?.last()? as usize)
    }

    /// The organisation that a short name stands for: by its initials, or by the first word of its name.
    fn organisation(&self, label: Label, text: &str, form: &str) -> Option<usize> {
        if label != Label::Organisation || form.contains(' ') {
            return None;
        }
        let owners = self.keys.get(&Key::part(label, form))?;
        let acronym = !text.contains(char::is_lowercase);
        let common = gazetteer::find(Kind::Word, text)
            .is_some_and(|e| e.lists.any(gazetteer::Lists::COMMON | gazetteer::Lists::COUNTRY));
        match owners[..] {
            [owner] if acronym || !common => Some(owner as usize),
            _ => None,
        }
    }

    /// The person whom the name fits: for a full name the one of the same, for a part of one the person of that surname,
    /// otherwise of that given name; of several the one named before, most often, most recently.
    fn person(&self, at: usize, text: &'d str, gender: Option<Gender>) -> Option<usize> {
        let name = PersonName::of(text);
        let candidates =
            name.words().flat_map(|word| self.keys.get(&Key::part(Label::Person, &form::compared(word))));
        candidates
            .flatten()
            .map(|id| *id as usize)
            .filter(|id| {
                let other = &self.entities[*id];
                let at_odds = gender.is_some() && other.gender.is_some() && gender != other.gender;
                !at_odds && name.fits(&other.person)
            })
            .max_by_key(|id| {
                let other = &self.entities[*id];
                let before = other.first < at;
                let by_surname = name.ends(&other.person);
                let told = gender.is_some() && gender == other.gender;
                (
                    told,
                    by_surname,
                    before,
                    if before { other.mentions } else { 0 },
                    if before { *id } else { UNKNOWN - *id },
                )
            })
    }

    fn finish(mut self, mentions: &[Mention]) -> Linked<'d> {
        // Words in capitals alone are a headline's; of equals the first.
        let fullness = |name: &str| {
            let shouted = !name.contains(char::is_lowercase) && name.contains(' ');
            (!shouted, name.split_whitespace().count(), name.len())
        };
        for (mention, id) in mentions.iter().zip(&self.of) {
            let text = self.document.slice(mention.span);
            let name = &mut self.entities[*id].name;
            if fullness(text) > fullness(name) {
                *name = text;
            }
        }
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by_key(|id| self.entities[*id].first);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        let mut entities: Vec<Option<Entity<'d>>> = self.entities.into_iter().map(Some).collect();
        Linked {
            entities: order.iter().filter_map(|old| entities[*old].take()).collect(),
            of_mention: self.of.iter().map(|old| place[*old]).collect(),
        }
    }
}

/// The Iraqis are Iraqi: a people and its adjective are one entity.
fn singular(label: Label, form: &str) -> &str {
    match form.strip_suffix('s') {
        Some(stem) if label == Label::Other && stem.ends_with(['i', 'n']) => stem,
        _ => form,
    }
}
