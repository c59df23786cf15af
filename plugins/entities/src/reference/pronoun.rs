//! Pronouns of one person, linked to whom they mean where that is safe.
use super::Reference;
use super::noun;
use super::reader::Reader;
use super::scene::{Case, Place, Pronoun, Referent, Scene, Who};
use crate::gazetteer::{Gender, Title};
use crate::label::Label;
use crate::link::Linked;
use crate::recognise::Mention;
use crate::role::Roles;
use std::collections::HashMap;
use textmine_core::{Document, Span};

/// Pronouns less sure than this are not linked.
const SAFE: f32 = 0.6;
/// From here on a pronoun tells the gender of whom it means.
const CERTAIN: f32 = 0.85;

/// Finds them.
pub(crate) fn pronouns(
    document: &Document<'_>,
    mentions: &[Mention],
    linked: &mut Linked<'_>,
    roles: &Roles,
) -> Vec<Reference> {
    let reader = Reader::new(document);
    let mut walk = Walk {
        speakers: speakers(&reader, mentions, linked, roles),
        holders: holders(document, linked, roles),
        reader,
        linked,
        scene: Scene::default(),
        found: Vec::new(),
    };
    let taken = roles.spans();
    let mut taken = taken.iter().peekable();
    let mut names = mentions.iter().enumerate().peekable();
    let mut at = 0;
    while let Some(token) = document.tokens().get(at) {
        if let Some((number, mention)) = names.next_if(|(_, m)| (m.first as usize) <= at) {
            if mention.label == Label::Person {
                walk.name(number, *mention, roles);
            }
            at = at.max(mention.end as usize);
            continue;
        }
        while taken.next_if(|span| span.end <= token.span.start).is_some() {}
        let beside_name = taken.peek().is_some_and(|span| span.start <= token.span.start);
        if let Some((gender, case)) = walk.reader.pronoun(at) {
            if !walk.reader.is_either(at) && !walk.reader.points_ahead(at) {
                walk.pronoun(at, gender, case);
            }
        } else if !beside_name {
            walk.someone(at, names.peek().map(|(_, mention)| **mention));
        }
        at += 1;
    }
    walk.found
}

/// Goes through the document, from one who is spoken of to the next.
struct Walk<'w, 'd, 'l> {
    reader: Reader<'w, 'd>,
    linked: &'w mut Linked<'l>,
    /// Who speaks, with the index of the sentence, in order.
    speakers: Vec<(u32, usize)>,
    /// Who holds the one role of each noun.
    holders: HashMap<&'d str, Option<usize>>,
    scene: Scene<'d>,
    found: Vec<Reference>,
}

impl<'d> Walk<'_, 'd, '_> {
    fn name(&mut self, number: usize, mention: Mention, roles: &Roles) {
        let entity = self.linked.of_mention[number];
        let start = first_token(&self.reader, number, mention, roles);
        let mut referent = self.reader.referent(Who::Named(entity), start, mention.end as usize);
        self.know(&mut referent, entity);
        // “Ann and Ben spoke”: both did.
        if let Some(other) = self.reader.joined_to(start) {
            self.scene.join(other, referent.place);
        }
        self.scene.meet(referent);
    }

    fn know(&self, referent: &mut Referent<'d>, entity: usize) {
        referent.gender = self.linked.entities[entity].gender;
        referent.mentions = self.linked.entities[entity].mentions;
    }

    fn someone(&mut self, at: usize, next_name: Option<Mention>) {
        let Some(mut referent) = self.reader.someone(at, next_name) else { return };
        if let Who::TheOne(noun) = referent.who
            && let Some(Some(entity)) = self.holders.get(noun)
        {
            referent.who = Who::Named(*entity);
            self.know(&mut referent, *entity);
        }
        self.scene.meet(referent);
    }

    fn pronoun(&mut self, at: usize, gender: Gender, case: Case) {
        let reader = &self.reader;
        let mut referent = reader.referent(Who::Unclear, at, at + 1);
        let pronoun = Pronoun {
            gender,
            case,
            sentence: referent.sentence,
            quoted: referent.quoted,
            opens: reader.opens(at),
            said_by: reader.said_by(at),
            joined_to: reader.joined_to(at),
        };
        let speakers = near(&self.speakers, pronoun.sentence);
        let says = case == Case::Subject && reader.speaks(at, at + 1);
        let choice = self.scene.choose(&pronoun, |known| {
            let speaks = |entity: usize| speakers.iter().any(|(_, speaker)| *speaker == entity);
            // Nobody who speaks calls himself he or by his name, and “Ann saw her” is about two.
            pronoun.quoted && matches!(known.who, Who::Named(entity) if speaks(entity))
                || says && known.quoted
                || case == Case::Object && reader.acts_on(known, at)
        });
        referent.place = match case {
            Case::Subject => Place::Subject,
            Case::Possessive => Place::Possessive,
            Case::Object | Case::Reflexive => referent.place,
        };
        referent.by_pronoun = true;
        referent.gender = Some(gender);
        if let Some((meant, chance)) = choice.filter(|(_, chance)| *chance > 0.5) {
            referent.who = meant.who;
            referent.mentions = meant.mentions;
            if let Who::Named(entity) = meant.who {
                self.link(at, entity, gender, chance);
            }
        }
        self.scene.meet(referent);
    }

    fn link(&mut self, at: usize, entity: usize, gender: Gender, chance: f32) {
        if chance >= CERTAIN {
            self.linked.entities[entity].gender = Some(gender);
        }
        if chance >= SAFE {
            let score = (chance * 100.0).round().min(99.0) / 100.0;
            self.found.push(Reference { span: self.reader.tokens()[at].span, entity, score });
        }
    }
}

/// Those who speak in that sentence or in one beside it.
fn near(speakers: &[(u32, usize)], sentence: u32) -> &[(u32, usize)] {
    /// More are not looked at.
    const MOST: usize = 8;
    let start = speakers.partition_point(|(spoken, _)| spoken + 1 < sentence);
    let len = speakers[start..].iter().take(MOST).take_while(|(spoken, _)| *spoken <= sentence + 1).count();
    &speakers[start..start + len]
}

/// Index of the first token of a name, or of the title before it.
fn first_token(reader: &Reader<'_, '_>, number: usize, mention: Mention, roles: &Roles) -> usize {
    let title = roles.of(number).and_then(|beside| beside.before);
    let first = mention.first as usize;
    title.map_or(first, |title| reader.token_at(title.start, first))
}

/// Who speaks outside of quotations, with the index of the sentence.
fn speakers(
    reader: &Reader<'_, '_>,
    mentions: &[Mention],
    linked: &Linked<'_>,
    roles: &Roles,
) -> Vec<(u32, usize)> {
    let people = mentions.iter().enumerate().filter(|(_, m)| m.label == Label::Person);
    let speaking = people.filter(|(number, mention)| {
        reader.speaks(first_token(reader, *number, **mention, roles), mention.end as usize)
    });
    let sentence = |mention: &Mention| reader.tokens()[mention.first as usize].sentence;
    speaking.map(|(number, mention)| (sentence(mention), linked.of_mention[number])).collect()
}

/// Who holds the one role of each noun: `the president`, where the document has one president.
fn holders<'d>(
    document: &Document<'d>,
    linked: &Linked<'_>,
    roles: &Roles,
) -> HashMap<&'d str, Option<usize>> {
    let mut holders = HashMap::new();
    for (at, beside) in roles.iter() {
        let words =
            |span: Option<Span>| span.into_iter().flat_map(|span| document.slice(span).split_whitespace());
        for noun in words(beside.before).last().into_iter().chain(words(beside.after)) {
            let plain = noun.trim_end_matches("-elect");
            if noun::person(plain).is_some() || Title::of(plain).is_role() {
                let entity = linked.of_mention[at];
                let holder = holders.entry(noun).or_insert(Some(entity));
                *holder = holder.filter(|known| *known == entity);
            }
        }
    }
    holders
}
