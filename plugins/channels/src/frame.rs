//! Frames: who communicated with whom, read off the syntax around a trigger; and whether it is an act at all.
mod medium;
mod noun;
mod roles;
mod verb;

use crate::actor::{self, Actor};
use crate::grammar::Grammar;
use crate::syntax::{Form, Item, Relation, Syntax};
use crate::taxonomy::{Frame, Taxonomy, TriggerKind};
use crate::trigger::{self, Hit};

/// How far complements of a trigger are looked for, in items.
const REACH: usize = 24;

/// An act of communication at a place in the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    /// First token of the trigger.
    pub(crate) start: usize,
    /// One past its last token.
    pub(crate) end: usize,
    /// Index of the channel.
    pub(crate) channel: usize,
    /// Who is who.
    pub(crate) roles: Roles,
    /// The app, outlet or medium, first token and one past the last.
    pub(crate) medium: Option<(usize, usize)>,
    /// The verb that says whether it happened.
    pub(crate) verb: Option<usize>,
    /// The noun phrase of a trigger that is a noun.
    pub(crate) phrase: Option<usize>,
}

/// Those who take part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    /// Who reaches out.
    pub(crate) from: Vec<Actor>,
    /// Who is reached.
    pub(crate) to: Vec<Actor>,
    /// Who takes part without a direction.
    pub(crate) participants: Vec<Actor>,
}

impl Roles {
    fn is_empty(&self) -> bool {
        self.from.is_empty() && self.to.is_empty() && self.participants.is_empty()
    }

    /// Nobody twice, and nobody in `participants` who has a direction.
    fn tidy(&mut self) {
        fn dedup(actors: &mut Vec<Actor>) {
            let mut seen: Vec<Actor> = Vec::new();
            actors.retain(|a| {
                !seen.contains(a) && {
                    seen.push(*a);
                    true
                }
            });
        }
        dedup(&mut self.from);
        dedup(&mut self.to);
        dedup(&mut self.participants);
        let from = &self.from;
        self.to.retain(|a| !from.contains(a));
    }
}

/// What reading a sentence needs.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'r, 'a> {
    /// The sentence.
    pub(crate) syntax: &'r Syntax<'a>,
    /// The words around triggers.
    pub(crate) grammar: &'r Grammar,
    /// The triggers.
    pub(crate) taxonomy: &'r Taxonomy,
    /// What was found.
    pub(crate) hits: &'r [Hit<'r>],
}

/// A preposition, by its token, and its complement.
type Complement = (usize, usize);

impl<'r> Reader<'r, '_> {
    /// All acts of the sentence, in order.
    pub(crate) fn acts(&self) -> Vec<Act> {
        let mut acts: Vec<Act> = Vec::new();
        let mut used = vec![false; self.hits.len()];
        // Apps and phrases come last: first, apps give their channel to the words that name the act itself.
        for words in [true, false] {
            let mut free = 0;
            for (index, hit) in self.hits.iter().enumerate() {
                let names_act = matches!(hit.trigger.kind, TriggerKind::Verb | TriggerKind::Noun);
                if names_act != words || used[index] || (words && hit.start < free) {
                    continue;
                }
                let act = match hit.trigger.kind {
                    TriggerKind::Verb => self.verb_act(hit, &mut used),
                    TriggerKind::Noun => self.noun_act(hit, &mut used),
                    TriggerKind::App | TriggerKind::Phrase => self.medium_act(hit, &acts),
                };
                if let Some(act) = act {
                    free = hit.end;
                    // `relayed a message`: verb and noun are one act.
                    let object_of = act.phrase.map(|p| self.syntax.phrases[p].relation);
                    let said = |a: &Act| {
                        a.phrase.is_none() && a.verb.is_some_and(|v| object_of == Some(Relation::Object(v)))
                    };
                    if !acts.iter().any(said) {
                        acts.push(act);
                    }
                }
            }
        }
        self.told_outlets(&mut acts);
        acts.sort_by_key(|act| (act.start, act.end));
        acts.dedup_by(|b, a| b.start < a.end && a.channel == b.channel);
        for act in &mut acts {
            act.roles.tidy();
        }
        acts
    }

    /// The phrases as actors, each with its list and its name.
    fn actors(&self, phrase: usize) -> Vec<Actor> {
        let members = self.syntax.expand(phrase);
        let meant = members.into_iter().flat_map(|p| match actor::meant(self.syntax, self.grammar, p) {
            // `dozens of aides and lawyers`: all of them are meant.
            other if other != p && self.syntax.phrases[other].item > self.syntax.phrases[p].item => {
                self.syntax.expand(other)
            }
            same => vec![same],
        });
        meant.map(|p| self.actor(p)).collect()
    }

    fn actor(&self, phrase: usize) -> Actor {
        actor::resolve(self.syntax, self.grammar, phrase)
    }

    /// Those of `phrases` who can communicate.
    fn people(&self, phrases: &[usize]) -> Vec<Actor> {
        let person = |p: &usize| self.is_actor(*p);
        phrases.iter().filter(|p| person(p)).map(|&p| self.actor(p)).collect()
    }

    fn is_actor(&self, phrase: usize) -> bool {
        let meant = actor::meant(self.syntax, self.grammar, phrase);
        actor::is_person(self.syntax, meant) && !self.is_trigger(self.syntax.phrases[meant].head)
    }

    /// True if the token is the last word of a noun that is a trigger.
    fn is_trigger(&self, token: usize) -> bool {
        self.hits
            .iter()
            .any(|h| h.last() == token && matches!(h.trigger.kind, TriggerKind::Noun | TriggerKind::Phrase))
    }

    /// The prepositions after the item, with their complements, as far as they can belong to it.
    fn complements(&self, item: usize, of_verb: bool) -> Vec<Complement> {
        let syntax = self.syntax;
        let mut found: Vec<Complement> = Vec::new();
        let mut k = item + 1;
        let mut time = false;
        while k < item + REACH {
            match syntax.item(k) {
                Item::Prep(t) => {
                    let mut c = k + 1;
                    while matches!(syntax.item(c), Item::Other(_) | Item::Quote | Item::Prep(_)) && c < k + 3
                    {
                        c += 1;
                    }
                    let Item::Phrase(p) = syntax.item(c) else {
                        if of_verb && matches!(syntax.item(c), Item::Adjective(_) | Item::And(_)) {
                            k = c + 1;
                            continue;
                        }
                        break;
                    };
                    if !of_verb && found.iter().any(|f| self.is_trigger(syntax.phrases[f.1].head)) {
                        break;
                    }
                    time = syntax.phrases[p].temporal;
                    found.push((t, p));
                    let last = syntax.expand(p).last().copied().unwrap_or(p);
                    k = syntax.phrases[last].item.max(c) + 1;
                }
                Item::Phrase(p) if syntax.phrases[p].temporal => {
                    time = true;
                    k += 1;
                }
                Item::Phrase(p) => {
                    let object =
                        of_verb && self.syntax.verbs.iter().any(|v| v.item == item && v.objects.contains(&p));
                    if !object {
                        break;
                    }
                    let last = syntax.expand(p).last().copied().unwrap_or(p);
                    k = syntax.phrases[last].item.max(k) + 1;
                }
                Item::Other(_) => k += 1,
                Item::Adjective(_) if of_verb => k += 1,
                Item::And(_) if matches!(syntax.item(k + 1), Item::Prep(_)) => k += 1,
                Item::Comma => {
                    let next_time =
                        matches!(syntax.item(k + 1), Item::Phrase(p) if syntax.phrases[p].temporal);
                    if !(next_time || (time && matches!(syntax.item(k + 1), Item::Prep(_)))) {
                        break;
                    }
                    k += 1;
                }
                Item::Quote if matches!(syntax.item(k + 1), Item::Prep(_)) => k += 1,
                Item::Verb(v) if !of_verb => {
                    // `a letter signed by Ito`, `a letter urging Ito to resign`
                    let verb = &syntax.verbs[v];
                    match verb.form {
                        Form::Participle if self.is_light(&verb.lemma) => k += 1,
                        Form::Finite
                            if self.is_light(&verb.lemma)
                                && verb.head == verb.start
                                && syntax.words[verb.head].lower.ends_with("ed")
                                && k == item + 1
                                && matches!(syntax.item(k + 1), Item::Prep(t) if matches!(syntax.lower(t), "by" | "to")) =>
                        {
                            k += 1
                        }
                        _ => break,
                    }
                }
                _ => break,
            }
        }
        found
    }

    fn is_light(&self, lemma: &str) -> bool {
        self.grammar.give.contains(lemma) || self.grammar.take.contains(lemma)
    }

    /// The first complement of one of those prepositions that is somebody, with its list.
    fn with(&self, complements: &[Complement], prepositions: &[&str]) -> Vec<Actor> {
        for &(token, phrase) in complements {
            if prepositions.contains(&self.syntax.lower(token))
                && self.is_actor(phrase)
                && !self.is_app(phrase)
            {
                return self.actors(phrase);
            }
        }
        Vec::new()
    }

    /// The app that a preposition among the complements introduces, and its place among the hits.
    fn app_among(&self, complements: &[Complement]) -> Option<(usize, &'r Hit<'r>)> {
        complements.iter().find_map(|&(token, phrase)| {
            if !matches!(
                self.syntax.lower(token),
                "on" | "via" | "over" | "through" | "in" | "by" | "using" | "from" | "to"
            ) {
                return None;
            }
            let p = &self.syntax.phrases[phrase];
            self.hits.iter().enumerate().find(|(_, h)| {
                h.trigger.kind == TriggerKind::App
                    && p.start <= h.start
                    && h.last() == p.head
                    && !self.is_media(h)
            })
        })
    }

    /// The channel of an act on an app: the app's, but a private message on a public platform stays one.
    fn channel_on(&self, app: &Hit<'_>, channel: usize) -> usize {
        let private = self.taxonomy.channel("messaging_app") == Some(channel);
        if app.trigger.public && private { channel } else { app.trigger.channel }
    }

    /// True if the phrase names an app or a platform.
    fn is_app(&self, phrase: usize) -> bool {
        let p = &self.syntax.phrases[phrase];
        let names =
            |h: &Hit<'_>| h.trigger.kind == TriggerKind::App && p.start <= h.start && h.last() == p.head;
        self.hits.iter().any(|h| names(h) && !self.is_media(h))
    }

    fn is_media(&self, hit: &Hit<'_>) -> bool {
        self.taxonomy.channel("media") == Some(hit.trigger.channel)
    }

    /// True if a phrase is an outlet, by the taxonomy or by its words.
    fn is_outlet(&self, phrase: usize) -> bool {
        let p = &self.syntax.phrases[phrase];
        actor::is_outlet(self.syntax, self.grammar, phrase)
            || self.hits.iter().any(|h| {
                h.trigger.kind == TriggerKind::App
                    && self.is_media(h)
                    && p.start <= h.start
                    && h.last() == p.head
            })
    }

    /// The verb whose clause an adjunct at this item belongs to.
    fn clause_verb(&self, item: usize) -> Option<usize> {
        trigger::governing_verb(self.syntax, item)
    }

    /// Fills roles of a directed act in the way of its frame.
    fn directed(frame: Frame, from: Vec<Actor>, to: Vec<Actor>) -> Roles {
        match frame {
            Frame::Mutual => Roles { participants: [from, to].concat(), ..Roles::default() },
            Frame::Interview => Roles { from: to, to: from, ..Roles::default() },
            _ => Roles { from, to, ..Roles::default() },
        }
    }
}
