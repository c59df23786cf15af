//! Acts: what stands around a trigger says whether it is an act of communication, and who is who in it.
mod around;
mod medium;
mod noun;
mod outlet;
mod roles;
mod verb;

use crate::actor::{self, Actor};
use crate::grammar::Grammar;
use crate::taxonomy::{Taxonomy, TriggerKind};
use crate::trigger::Hit;
use std::borrow::Cow;
use textmine_syntax::{Prepositional, Relation, Sentence};

/// Through how many nouns a complement may depend on a verb or noun.
const REACH: usize = 2;

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
    /// The predicate that says whether it happened.
    pub(crate) verb: Option<usize>,
    /// The head of a trigger that is a noun.
    pub(crate) noun: Option<usize>,
    /// Which word of the taxonomy it is, and how its frame was read.
    pub(crate) why: String,
}

/// A trigger that is no act, and why.
#[derive(Clone, Debug)]
pub(crate) struct Rejected {
    /// First token of the trigger.
    pub(crate) start: usize,
    /// One past its last token.
    pub(crate) end: usize,
    /// Index of the channel.
    pub(crate) channel: usize,
    /// The reason, for people.
    pub(crate) why: Reason,
}

/// Why a trigger is no act.
pub(crate) type Reason = Cow<'static, str>;

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

    fn all(&self) -> impl Iterator<Item = &Actor> {
        self.from.iter().chain(&self.to).chain(&self.participants)
    }

    /// Nobody twice, and nobody who reaches themselves.
    fn tidy(&mut self) {
        fn dedup(actors: &mut Vec<Actor>) {
            let mut seen: Vec<usize> = Vec::new();
            actors.retain(|a| {
                !seen.contains(&a.token()) && {
                    seen.push(a.token());
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
    pub(crate) sentence: &'r Sentence<'a>,
    /// The words around triggers.
    pub(crate) grammar: &'r Grammar,
    /// The triggers.
    pub(crate) taxonomy: &'r Taxonomy,
    /// What was found.
    pub(crate) hits: &'r [Hit<'r>],
    /// Which words belong to names of places.
    pub(crate) places: &'r [bool],
}

/// All that a sentence holds.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The acts, in order.
    pub(crate) acts: Vec<Act>,
    /// Triggers that are none, in order; one that is part of an act is not among them.
    pub(crate) rejected: Vec<Rejected>,
}

impl<'r> Reader<'r, '_> {
    /// All acts of the sentence.
    pub(crate) fn read(&self) -> Found {
        let mut acts: Vec<Act> = Vec::new();
        let mut rejected: Vec<Rejected> = Vec::new();
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
                let (start, end, channel) = (hit.start, hit.end, hit.trigger.channel);
                match act {
                    Ok(act) if self.is_told_already(&act, &acts) => {
                        let why = Reason::from("another word names the channel of the same act");
                        rejected.push(Rejected { start, end, channel, why });
                    }
                    Ok(act) if self.is_object_of_act(&act, &acts) => {
                        free = hit.end;
                        let why = Reason::from("the verb before it names the same act");
                        rejected.push(Rejected { start, end, channel, why });
                    }
                    Ok(act) => {
                        free = hit.end;
                        acts.push(act);
                    }
                    Err(why) => rejected.push(Rejected { start, end, channel, why }),
                }
            }
        }
        // The noun may stand before its verb: `the message was forwarded`.
        let verbs: Vec<Act> = acts.iter().filter(|a| a.noun.is_none()).cloned().collect();
        acts.retain(|act| {
            let twice = self.is_object_of_act(act, &verbs);
            if twice {
                let why = Reason::from("its verb names the same act");
                rejected.push(Rejected { start: act.start, end: act.end, channel: act.channel, why });
            }
            !twice
        });
        self.drop_written(&mut acts, &mut rejected);
        acts.sort_by_key(|act| (act.start, std::cmp::Reverse(act.end)));
        acts.dedup_by(|b, a| b.start < a.end && a.channel == b.channel);
        for act in &mut acts {
            act.roles.tidy();
        }
        rejected.retain(|r| !acts.iter().any(|a| a.start < r.end && r.start < a.end));
        rejected.sort_by_key(|r| (r.start, r.end, r.channel));
        rejected.dedup_by_key(|r| (r.start, r.end));
        Found { acts, rejected }
    }

    /// `wrote to Ito in an email`, `said in an interview with the paper`: what it is written in names the channel.
    fn drop_written(&self, acts: &mut Vec<Act>, rejected: &mut Vec<Rejected>) {
        let media = self.taxonomy.media();
        let written = |act: &Act| {
            let says = act.verb.is_some_and(|v| matches!(self.sentence.lemma(v), "write" | "say"));
            act.noun.is_none()
                && self.sentence.tag(act.start).is_verb()
                && (act.medium.is_none() || Some(act.channel) == media)
                && says
        };
        let in_other = |act: &Act, other: &Act| {
            other.noun.is_some_and(|n| {
                let place = self.sentence.relation(self.sentence.first_conjunct(n));
                other.verb == act.verb
                    && matches!(place, Relation::Oblique | Relation::Nominal | Relation::Adverbial)
            })
        };
        // `dialled in by video`, `met by video link`: the means tells more than the verb.
        let means = |act: &Act, other: &Act| {
            let place = other.noun.unwrap_or(other.end - 1);
            let first = self.sentence.first_conjunct(place);
            self.sentence.tag(act.start).is_verb()
                && (Some(act.channel) != media || self.is_address(act))
                && other.channel != act.channel
                && other.verb == act.verb
                && !self.sentence.tag(other.start).is_verb()
                && matches!(self.sentence.relation(first), Relation::Oblique | Relation::Agent)
                && self.sentence.case(first).is_some_and(|c| {
                    matches!(self.sentence.lower(c), "by" | "via" | "over" | "through" | "using")
                })
                && self.taxonomy.channel("intermediary") != Some(other.channel)
        };
        let drop: Vec<bool> =
            acts.iter().map(|a| acts.iter().any(|b| written(a) && in_other(a, b) || means(a, b))).collect();
        let mut at = 0;
        acts.retain(|act| {
            at += 1;
            if drop[at - 1] {
                let why = Reason::from("what it is written in names the channel");
                rejected.push(Rejected { start: act.start, end: act.end, channel: act.channel, why });
            }
            !drop[at - 1]
        });
    }

    /// `addressed parliament`: what it goes through tells more than the verb.
    fn is_address(&self, act: &Act) -> bool {
        act.verb.is_some_and(|v| matches!(self.sentence.lemma(v), "address" | "brief"))
    }

    /// A medium of what an outlet was told, `told the paper by phone`, is no act of its own.
    fn is_told_already(&self, act: &Act, acts: &[Act]) -> bool {
        let media = self.taxonomy.media();
        // `hobnobbed over drinks`
        let over =
            act.noun.is_some_and(|n| self.sentence.case(n).is_some_and(|c| self.sentence.lower(c) == "over"));
        if over && acts.iter().any(|a| a.noun.is_none() && a.verb == act.verb && a.channel == act.channel) {
            return true;
        }
        let means = act.noun.is_none_or(|n| {
            matches!(self.sentence.relation(self.sentence.first_conjunct(n)), Relation::Oblique)
                && self.sentence.case(n).is_some_and(|c| {
                    matches!(self.sentence.lower(c), "by" | "via" | "over" | "on" | "through")
                })
        });
        media.is_some()
            && Some(act.channel) != media
            && means
            && act.verb.is_some()
            && acts.iter().any(|a| {
                Some(a.channel) == media && a.noun.is_none() && a.verb == act.verb && !self.is_address(a)
            })
    }

    /// `relayed a message`: verb and noun are one act.
    fn is_object_of_act(&self, act: &Act, acts: &[Act]) -> bool {
        let Some(noun) = act.noun.map(|n| self.sentence.first_conjunct(n)) else { return false };
        let governor = match self.sentence.relation(noun) {
            Relation::Object | Relation::PassiveSubject => self.sentence.head(noun),
            _ => None,
        };
        governor.is_some()
            && acts
                .iter()
                .any(|a| a.noun.is_none() && a.verb == governor && self.sentence.tag(a.start).is_verb())
    }

    /// The nouns as actors: those meant, each with those coordinated with it.
    fn actors(&self, head: usize) -> Vec<Actor> {
        let mut all = Vec::new();
        let conjuncts = self.sentence.conjuncts(head).into_iter();
        // `to the paper, and again to Ito`
        for member in conjuncts.filter(|&c| c == head || !self.sentence.tag(c).is_adverb()) {
            let meant = actor::meant(self.sentence, self.grammar, member);
            if meant == member {
                all.push(Actor::Head(member));
            } else {
                all.extend(self.sentence.conjuncts(meant).into_iter().map(Actor::Head));
            }
            all.extend(self.included(member));
        }
        all
    }

    /// `several leaders, including Ito and Ngata`
    fn included(&self, head: usize) -> impl Iterator<Item = Actor> + '_ {
        self.sentence
            .dependents_as(head, Relation::Nominal)
            .filter(|&d| self.sentence.case(d).is_some_and(|c| self.sentence.lower(c) == "including"))
            .flat_map(|d| self.sentence.conjuncts(d))
            .filter(|&d| self.sentence.tag(d).is_name() && self.is_actor(d))
            .map(Actor::Head)
    }

    /// Those of the nouns that can communicate; what each is a list of is not followed.
    fn people(&self, heads: &[usize]) -> Vec<Actor> {
        let mut all = Vec::new();
        let dateline = if heads.len() > 1 { self.dateline() } else { 0 };
        for &head in heads.iter().filter(|&&h| h >= dateline && self.is_actor(h)) {
            let meant = actor::meant(self.sentence, self.grammar, head);
            if meant == head {
                all.push(Actor::Head(head));
            } else {
                all.extend(self.sentence.conjuncts(meant).into_iter().map(Actor::Head));
            }
            all.extend(self.included(head));
        }
        all
    }

    /// One past the dash that ends a dateline, `ROME — `; 0 if there is none.
    fn dateline(&self) -> usize {
        let sentence = self.sentence;
        let town = sentence
            .words()
            .first()
            .is_some_and(|w| w.text.len() > 1 && !w.text.chars().any(char::is_lowercase));
        let dash = (1..8).find(|&t| matches!(sentence.lower(t), "—" | "–" | "--"));
        dash.filter(|_| town).map_or(0, |at| at + 1)
    }

    fn is_actor(&self, head: usize) -> bool {
        let meant = actor::meant(self.sentence, self.grammar, head);
        actor::is_person(self.sentence, meant) && !self.is_trigger(meant)
    }

    /// Who does what a verb of communication says is somebody, whatever the noun.
    fn may_act(&self, head: usize) -> bool {
        let word = &self.sentence.words()[head];
        word.tag.is_noun()
            && !word.lower.ends_with("ing")
            && !word.tag.is_name()
            && !actor::is_time(word)
            && !self.is_trigger(head)
    }

    /// True if a visit to the noun is one to somebody: a person, a body, a country; not a town, a building, a site.
    fn is_visited(&self, head: usize) -> bool {
        let sentence = self.sentence;
        let name = sentence.tag(head).is_name();
        let last = sentence.last_of_name(head);
        if self.grammar.countries.contains(sentence.lower(last)) {
            return true;
        }
        let words = sentence.noun_phrase(head).map(|t| sentence.lower(t)).filter(|w| *w != "the");
        let phrase = words.collect::<Vec<_>>().join(" ");
        if self.grammar.places.contains(&phrase) || self.grammar.places.contains(sentence.lower(head)) {
            return false;
        }
        let place = self.places.get(head).copied().unwrap_or(false);
        self.is_actor(head) && !place && (name || !self.grammar.sites.contains(sentence.lemma(head)))
    }

    /// True for a noun that may well be people though it is not known for it: several of something, not of what one
    /// meets with otherwise.
    fn is_some_party(&self, head: usize) -> bool {
        self.may_act(head)
            && self.sentence.tag(head) == textmine_syntax::Tag::NNS
            && !self.grammar.abstract_nouns.contains(self.sentence.lemma(head))
    }

    /// True if the token is the last word of a noun that is a trigger.
    fn is_trigger(&self, token: usize) -> bool {
        self.hits
            .iter()
            .any(|h| h.last() == token && matches!(h.trigger.kind, TriggerKind::Noun | TriggerKind::Phrase))
    }

    /// The lower-case preposition of a complement; empty if it has none.
    fn preposition(&self, complement: &Prepositional) -> &str {
        complement.case.map_or("", |c| self.sentence.lower(c))
    }

    /// Who stands after one of those prepositions, the nearest first, with their list.
    fn after(&self, complements: &[Prepositional], prepositions: &[&str]) -> Vec<Actor> {
        complements
            .iter()
            .find(|c| {
                prepositions.contains(&self.preposition(c)) && self.is_actor(c.head) && !self.is_app(c.head)
            })
            .map(|c| self.actors(c.head))
            .unwrap_or_default()
    }

    /// The app that a preposition among the complements introduces, and its place among the hits.
    fn app_among(&self, complements: &[Prepositional]) -> Option<(usize, &'r Hit<'r>)> {
        const INTRODUCE: &[&str] = &["on", "via", "over", "through", "in", "by", "using", "from", "to"];
        complements
            .iter()
            .filter(|c| INTRODUCE.contains(&self.preposition(c)))
            .find_map(|c| self.sentence.conjuncts(c.head).into_iter().find_map(|head| self.app_at(head)))
    }

    /// The app or platform whose name is the noun, and its place among the hits.
    fn app_at(&self, head: usize) -> Option<(usize, &'r Hit<'r>)> {
        let last = self.sentence.last_of_name(head);
        self.hits.iter().enumerate().find(|(_, h)| {
            h.trigger.kind == TriggerKind::App
                && !self.is_media(h)
                && (h.start..h.end).contains(&head)
                && (h.last() == head || h.last() == last)
        })
    }

    fn is_app(&self, head: usize) -> bool {
        self.app_at(head).is_some()
    }

    fn is_media(&self, hit: &Hit<'_>) -> bool {
        self.taxonomy.media() == Some(hit.trigger.channel)
    }

    /// The channel of an act on an app: the app's, but a private message on a public platform stays one.
    fn channel_on(&self, app: &Hit<'_>, channel: usize) -> usize {
        let private = self.taxonomy.channel("messaging_app") == Some(channel);
        if app.trigger.public && private { channel } else { app.trigger.channel }
    }
}
