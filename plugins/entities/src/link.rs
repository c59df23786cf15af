//! Which mentions are the same person, organisation, place or thing, within one document.
//!
//! Names are compared in [one form](form::compared). Beyond equal names, a person is known again by the surname or by the
//! given name, an organisation by its acronym or by a part of its name, and what has several names by the table of
//! aliases, or because the text itself says so in brackets. Full names are taken first, wherever they stand, so that a bare
//! name in the headline finds its owner; after that the bare ones in their order, so that whoever was spoken of last counts.
pub(crate) mod bracket;
mod name;
mod organisation;
mod person;

use crate::form;
use crate::gazetteer::{self, Gender, Lists, OrganisationWord};
use crate::label::Label;
use crate::recognise::Mention;
use crate::role::Roles;
use name::{PersonName, folded, initials};
use organisation::Core;
use std::collections::{BTreeMap, HashMap};
use textmine_core::Document;
use textmine_tagger::hash;

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
    /// Index of the user's own name that it has.
    pub(crate) own: Option<u32>,
    /// What titles and given names tell.
    pub(crate) gender: Option<Gender>,
    /// Of those that are linked so far, how many stand before the one that is being linked, and the last of these.
    so_far: u32,
    last: usize,
    /// The last word of the first title before its name: `President`.
    title: Option<&'d str>,
    person: PersonName<'d>,
    core: Core,
}

/// The entities in the order of their first mention, and for each mention the index of its entity.
#[derive(Debug, Default)]
pub(crate) struct Linked<'d> {
    pub(crate) entities: Vec<Entity<'d>>,
    pub(crate) of_mention: Vec<usize>,
}

/// Links the mentions of a document.
pub(crate) fn link<'d>(document: &Document<'d>, mentions: &[Mention], beside: &Roles) -> Linked<'d> {
    let mut linker = Linker {
        document,
        mentions,
        beside,
        declared: bracket::declared(document, mentions),
        entities: Vec::new(),
        keys: HashMap::new(),
        of: vec![UNKNOWN; mentions.len()],
    };
    // Organisations' acronyms count as short names: the words come first.
    let is_full = |at: &usize| linker.document.slice(mentions[*at].span).contains([' ', '-']);
    let full: Vec<usize> = (0..mentions.len()).filter(is_full).collect();
    full.iter().for_each(|at| linker.add(*at));
    for at in 0..mentions.len() {
        if linker.of[at] == UNKNOWN {
            linker.add(at);
        }
        linker.pass(at);
    }
    linker.finish()
}

const UNKNOWN: usize = usize::MAX;
/// At most so many entities that share a word of their name are looked at, the latest ones.
const CANDIDATES: usize = 8;

/// What leads to an entity: the hash of a name, or of a part of one. Two that differ will not meet in 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key(u64);

impl Key {
    fn new(what: u8, label: Label, text: &str) -> Key {
        Key(hash::pair(hash::word(text.as_bytes()), u64::from(what) << 8 | label as u64))
    }

    fn name(label: Label, form: &str) -> Key {
        Key::new(b'n', label, singular(label, form))
    }

    fn group(label: Label, form: &str) -> Option<Key> {
        let group = gazetteer::alias_group(label, form)?;
        Some(Key::new(b'g', label, &group.to_string()))
    }

    /// What is left of the name without what it may also stand without.
    fn core(label: Label, core: &Core) -> Key {
        Key::new(b'c', label, &core.name)
    }

    /// A word of a person's name, the first or last word or the initials of an organisation's.
    fn part(label: Label, form: &str) -> Key {
        Key::new(b'p', label, &folded(form))
    }

    /// One of the user's own names.
    fn own(mention: Mention) -> Option<Key> {
        Some(Key::new(b'o', mention.label, &mention.own?.to_string()))
    }
}

struct Linker<'l, 'd> {
    document: &'l Document<'d>,
    mentions: &'l [Mention],
    beside: &'l Roles,
    /// Short names that the text declares, with the index of the mention by the long name.
    declared: BTreeMap<&'d str, usize>,
    entities: Vec<Entity<'d>>,
    keys: HashMap<Key, Vec<u32>>,
    of: Vec<usize>,
}

impl<'d> Linker<'_, 'd> {
    fn add(&mut self, at: usize) {
        let mention = self.mentions[at];
        let text = self.document.slice(mention.span);
        let form = &form::compared(text);
        let core = self.core(at, text);
        let gender = self.beside.gender(at);
        let name = self.person_name(at, text);
        let own = || Some(*self.keys.get(&Key::own(mention)?)?.last()? as usize);
        let declared = || Some(self.of[*self.declared.get(text)?]).filter(|id| *id != UNKNOWN);
        let found = own().or_else(declared).or_else(|| match mention.label {
            Label::Person => self.person(at, &name, gender),
            label => self
                .named(label, form, &core)
                .or_else(|| self.by_core(label, &core))
                .or_else(|| self.organisation(at, text, form)),
        });
        let id = found.unwrap_or_else(|| {
            self.entities.push(Entity {
                label: mention.label,
                name: text,
                mentions: 0,
                first: at,
                own: mention.own,
                gender: None,
                so_far: 0,
                last: 0,
                title: None,
                person: PersonName::default(),
                core: Core::default(),
            });
            self.entities.len() - 1
        });
        self.of[at] = id;
        self.index(id, mention, text, form, &core, &name);
        let title = self.title(at);
        let entity = &mut self.entities[id];
        if at < entity.first {
            entity.name = text;
            entity.first = at;
        }
        entity.mentions += 1;
        entity.own = entity.own.or(mention.own);
        if mention.label == Label::Person {
            entity.title = entity.title.or(title);
            entity.gender = entity.gender.or(gender).or_else(|| name.gender());
            entity.person.learn(name);
        } else if entity.core.of.is_none() {
            entity.core = core;
        }
    }

    /// Everything up to that mention has been read.
    fn pass(&mut self, at: usize) {
        let entity = &mut self.entities[self.of[at]];
        entity.so_far += 1;
        entity.last = at;
    }

    fn index(
        &mut self,
        id: usize,
        mention: Mention,
        text: &str,
        form: &str,
        core: &Core,
        name: &PersonName<'_>,
    ) {
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
            for word in name.words() {
                add(Key::part(label, &form::compared(word)));
            }
            return;
        }
        add(Key::name(label, form));
        add(Key::core(label, core));
        if let Some(group) = Key::group(label, form) {
            add(group);
        }
        if label == Label::Organisation && form.contains(' ') {
            for acronym in initials(text) {
                add(Key::part(label, &acronym));
            }
            add(Key::part(label, form.split(' ').next().unwrap_or_default()));
            add(Key::part(label, core.name.rsplit(' ').next().unwrap_or_default()));
            // “Bank of Canada” is the Bank.
            let heads = form.split(' ').filter(|word| OrganisationWord::of(word).is_head());
            heads.for_each(|head| add(Key::part(label, head)));
        }
    }

    fn core(&self, at: usize, text: &str) -> Core {
        let mention = self.mentions[at];
        let core = Core::of(mention.label, text);
        let word = |back: u32| {
            let token =
                mention.first.checked_sub(back).and_then(|at| self.document.tokens().get(at as usize));
            token.map_or("", |token| self.document.slice(token.span))
        };
        match mention.label {
            Label::Organisation if matches!(word(1), "'s" | "’s") => core.after(word(2)),
            Label::Organisation => core.after(word(1)),
            _ => core,
        }
    }

    /// What has that name, or another name of the same thing.
    fn named(&self, label: Label, form: &str, core: &Core) -> Option<usize> {
        let by_name = self.keys.get(&Key::name(label, form));
        let by_group = || self.keys.get(&Key::group(label, form)?);
        let ids = by_name.or_else(by_group)?.iter().rev().map(|id| *id as usize);
        ids.into_iter().find(|id| core.fits(&self.entities[*id].core))
    }

    /// The only one whose name has the same core.
    fn by_core(&self, label: Label, core: &Core) -> Option<usize> {
        let owners = self.keys.get(&Key::core(label, core))?;
        let mut fitting =
            owners.iter().map(|id| *id as usize).filter(|id| core.fits(&self.entities[*id].core));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// The organisation that a short name stands for: by its initials, or by a word of its name.
    fn organisation(&self, at: usize, text: &str, form: &str) -> Option<usize> {
        let label = self.mentions[at].label;
        // Whatever is known by a name of its own is no short form of another.
        if label != Label::Organisation || form.contains(' ') || Key::group(label, form).is_some() {
            return None;
        }
        let owners = self.keys.get(&Key::part(label, form))?;
        let acronym = !text.contains(char::is_lowercase);
        let own_word = !gazetteer::is_common(text) && !Lists::of(text).any(Lists::COUNTRY);
        // “The Ministry” is the one that was named; “Parliament” may be any.
        let the_one = || OrganisationWord::of(text).is_head() && self.is_definite(at);
        match owners[..] {
            [owner] if acronym || own_word || the_one() => Some(owner as usize),
            _ => None,
        }
    }

    fn is_definite(&self, at: usize) -> bool {
        let first = self.mentions[at].first as usize;
        let before = first.checked_sub(1).and_then(|before| self.document.tokens().get(before));
        let words = [before.map(|token| token.span), Some(self.mentions[at].span)];
        words.into_iter().flatten().any(|span| {
            let first = self.document.slice(span).split(' ').next();
            matches!(first, Some("the" | "The"))
        })
    }

    fn finish(mut self) -> Linked<'d> {
        // Words in capitals alone are a headline's; of equals the first.
        let fullness = |name: &str| {
            let shouted = !name.contains(char::is_lowercase) && name.contains(' ');
            (!shouted, name.split_whitespace().count(), name.len())
        };
        for (mention, id) in self.mentions.iter().zip(&self.of) {
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
        Some(stem) if label == Label::Other && stem.ends_with(['i', 'n', 'b', 'd', 'k', 't', 'm', 'e']) => {
            stem
        }
        _ => form,
    }
}
