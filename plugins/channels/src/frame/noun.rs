//! Nouns that are acts: `a call from Ito`, `his letter to the bank`, `the talks`.
use super::{Act, Complement, Reader, Roles};
use crate::actor::Actor;
use crate::lemma;
use crate::syntax::{Form, Item, Relation};
use crate::tag::Tag;
use crate::taxonomy::{Frame, Needs, TriggerKind};
use crate::trigger::Hit;

/// What is known around a noun.
#[derive(Default)]
pub(super) struct Around {
    pub(super) owner: Vec<Actor>,
    pub(super) named: Vec<Actor>,
    pub(super) complements: Vec<Complement>,
    /// Subject, as sender, receiver or one who takes part.
    pub(super) giver: Vec<Actor>,
    pub(super) taker: Vec<Actor>,
    pub(super) holder: Vec<Actor>,
    /// Who says something in it or with it.
    pub(super) speaker: Vec<Actor>,
    pub(super) spoken_to: Vec<Actor>,
    /// With whom somebody speaks by it.
    pub(super) partner: Vec<Actor>,
    pub(super) verb: Option<usize>,
}

impl Reader<'_, '_> {
    pub(super) fn noun_act(&self, hit: &Hit<'_>, used: &mut [bool]) -> Option<Act> {
        let syntax = self.syntax;
        let p = syntax.phrase_at(hit.last())?;
        let trigger = hit.trigger;
        let phrase = &syntax.phrases[p];
        // `calls and letters from Ito`: what follows a list belongs to all of it.
        let last = phrase.list.last().map_or(phrase.item, |&last| syntax.phrases[last].item);
        let mut around = Around { complements: self.complements(last, false), ..Around::default() };
        around.owner = self.owner(p);
        let (mut channel, mut medium) = (trigger.channel, None);
        let mut outlets = Vec::new();
        let mut start = hit.start;
        // What stands before the noun within its phrase.
        for (index, app) in self.hits.iter().enumerate() {
            let inside = phrase.start <= app.start && app.end <= hit.start;
            let owner = phrase
                .owner
                .map(|o| &syntax.phrases[o])
                .is_some_and(|o| o.start <= app.start && app.end <= o.end);
            if app.trigger.kind != TriggerKind::App || !(inside || owner) {
                continue;
            }
            if self.is_media(app) {
                if outlets.is_empty() && matches!(trigger.frame, Frame::Interview | Frame::Speech) {
                    outlets.push(Actor::Name(app.start, app.end));
                    medium = Some((app.start, app.end));
                }
            } else if inside {
                let names_channel = app.trigger.public || app.end == hit.start;
                if names_channel {
                    let keeps = self.taxonomy.channel("messaging_app") == Some(trigger.channel);
                    channel = if keeps { trigger.channel } else { app.trigger.channel };
                    medium = Some((app.start, app.end));
                    start = if app.end == hit.start { app.start } else { hit.start };
                    used[index] = true;
                }
            }
        }
        if medium.is_none()
            && let Some(app) = self.app_within(hit)
        {
            medium = Some(app);
        }
        if let Some((index, app)) = self.app_among(&around.complements).filter(|_| medium.is_none()) {
            channel = self.channel_on(app, channel);
            medium = Some((app.start, app.end));
            used[index] = true;
        }
        around.named = self.names_before(hit, p, medium);
        self.read_relation(p, &mut around, trigger.frame);
        if !self.passes(trigger.needs, p, &around, !outlets.is_empty(), trigger.frame) {
            return None;
        }
        let mut roles = self.roles(p, trigger.frame, &around, outlets);
        if trigger.frame == Frame::Interview
            && roles.to.iter().chain(&roles.from).any(|a| self.is_authority(a))
        {
            // Questioning by investigators is a meeting.
            channel = self.taxonomy.channel("meeting").unwrap_or(channel);
            roles = Roles { participants: [roles.from, roles.to].concat(), ..Roles::default() };
        }
        Some(Act { start, end: hit.end, channel, roles, medium, verb: around.verb, phrase: Some(p) })
    }

    /// An app whose name is part of the trigger itself: `Skype call`.
    fn app_within(&self, hit: &Hit<'_>) -> Option<(usize, usize)> {
        let names: Vec<_> = (hit.start..hit.end)
            .filter(|&t| {
                self.taxonomy.is_app(self.syntax.lower(t))
                    && self.syntax.words[t].text.starts_with(char::is_uppercase)
            })
            .collect();
        names.first().map(|&t| (t, t + 1))
    }

    /// The possessor of a phrase.
    pub(super) fn owner(&self, phrase: usize) -> Vec<Actor> {
        let p = &self.syntax.phrases[phrase];
        if let Some(owner) = p.owner {
            if self.syntax.phrases[owner].temporal {
                return Vec::new();
            }
            // `Ito and Ngata's call`: a possessor may be a list, as long as it stands before what it owns.
            let list = &self.syntax.phrases[owner].list;
            let members: Vec<usize> =
                list.iter().copied().filter(|&m| self.syntax.phrases[m].start < p.start).collect();
            let members = if members.is_empty() { vec![owner] } else { members };
            return self.people(&members);
        }
        (p.start..p.head)
            .find(|&t| self.syntax.tag(t) == Tag::PRPS && self.syntax.lower(t) != "its")
            .map(Actor::Pronoun)
            .into_iter()
            .collect()
    }

    /// Names within the phrase, before the trigger: `the Ito call`, `the Ito-Ngata summit`.
    fn names_before(&self, hit: &Hit<'_>, phrase: usize, medium: Option<(usize, usize)>) -> Vec<Actor> {
        let syntax = self.syntax;
        let p = &syntax.phrases[phrase];
        let is_name = |t: usize| {
            syntax.tag(t).is_name()
                && !medium.is_some_and(|(a, b)| a <= t && t < b)
                && !self.hits.iter().any(|h| h.trigger.kind == TriggerKind::App && h.start <= t && t < h.end)
                && !syntax.lower(t).ends_with("day")
                && !matches!(syntax.lower(t), "yesterday" | "today" | "tomorrow" | "tonight")
        };
        let mut found = Vec::new();
        let mut at = p.start;
        while at < hit.start {
            if is_name(at) {
                let start = at;
                while at < hit.start && is_name(at) {
                    at += 1;
                }
                let dash = matches!(syntax.lower(at), "-" | "–" | "/") && at < hit.start;
                let after_dash = start > p.start && matches!(syntax.lower(start - 1), "-" | "–" | "/");
                let adjacent = at == hit.start;
                if dash && is_name(at + 1)
                    || (after_dash && !found.is_empty())
                    || (adjacent
                        && hit.trigger.frame != Frame::Mutual
                        && hit.trigger.frame != Frame::Interview)
                {
                    found.push(Actor::Name(start, at));
                }
            } else {
                at += 1;
            }
        }
        if hit.trigger.frame == Frame::Mutual && found.len() < 2 {
            found.clear();
        }
        found
    }

    /// Reads the subject of the light verb, or who speaks in it.
    fn read_relation(&self, p: usize, around: &mut Around, frame: Frame) {
        let syntax = self.syntax;
        match syntax.phrases[p].relation {
            Relation::Object(v) => {
                let verb = &syntax.verbs[v];
                around.verb = Some(v);
                let subjects = self.people(&verb.subjects);
                let first = verb
                    .objects
                    .first()
                    .copied()
                    .filter(|&o| o != p && !syntax.expand(p).contains(&o) && self.is_actor(o));
                let lemma = verb.lemma.as_str();
                let with_particle = lemma == "be";
                if with_particle {
                    return;
                }
                let mutual = matches!(frame, Frame::Mutual);
                if mutual {
                    if self.grammar.hold.contains(lemma) || first.is_some() {
                        around.holder = subjects;
                        if let Some(first) = first {
                            around.holder.extend(self.actors(first));
                        }
                    }
                    return;
                }
                if self.grammar.take.contains(lemma) {
                    around.taker = subjects;
                } else if self.grammar.give.contains(lemma) {
                    around.giver = subjects;
                    if let Some(first) = first {
                        around.spoken_to = self.actors(first);
                    }
                } else if self.grammar.hold.contains(lemma) {
                    around.holder = subjects;
                }
            }
            Relation::Subject(v) => {
                let verb = &syntax.verbs[v];
                around.verb = Some(v);
                let complements = self.complements(verb.item, true);
                if verb.passive {
                    let by = self.with(&complements, &["by"]);
                    let lemma = verb.lemma.as_str();
                    if frame == Frame::Mutual {
                        around.holder = by;
                        around.holder.extend(self.with(&complements, &["between", "with"]));
                    } else if self.grammar.give.contains(lemma) || self.grammar.take.contains(lemma) {
                        if self.grammar.take.contains(lemma) && !self.grammar.give.contains(lemma) {
                            around.taker = by
                        } else {
                            around.giver = by
                        }
                        around.spoken_to = self.with(&complements, &["to"]);
                        if around.giver.is_empty() {
                            around.giver = self.with(&complements, &["from"]);
                        }
                    }
                } else if matches!(verb.lemma.as_str(), "come" | "arrive" | "go" | "follow") {
                    around.giver = self.with(&complements, &["from"]);
                    around.spoken_to = self.with(&complements, &["to"]);
                } else if frame == Frame::Mutual
                    && matches!(verb.lemma.as_str(), "include" | "involve" | "bring")
                {
                    around.holder = verb.objects.first().map(|&o| self.actors(o)).unwrap_or_default();
                } else if frame == Frame::Mutual
                    && matches!(
                        verb.lemma.as_str(),
                        "take" | "happen" | "occur" | "begin" | "start" | "resume"
                    )
                {
                    around.holder = self.with(&complements, &["between", "with"]);
                }
            }
            Relation::Preposition(token) => self.read_preposition(p, token, around, frame),
            Relation::None => {
                // At the head of a sentence without a verb of its own, or in a headline.
                around.verb = None;
            }
        }
    }

    fn read_preposition(&self, p: usize, token: usize, around: &mut Around, frame: Frame) {
        let syntax = self.syntax;
        let preposition = syntax.lower(token);
        let first = syntax.expand(p).first().copied().unwrap_or(p);
        let item = syntax.phrases[first].item.saturating_sub(1);
        // `a series of calls`, `part of the talks`: what governs the counting noun governs the act.
        if preposition == "of"
            && let Item::Phrase(outer) = syntax.item(item.wrapping_sub(1))
            && outer != p
            && self.grammar.quantities.contains(&lemma::noun(syntax.lower(syntax.phrases[outer].head)))
            && !self.is_trigger(syntax.phrases[outer].head)
        {
            if around.owner.is_empty() {
                around.owner = self.owner(outer);
            }
            return self.read_relation(outer, around, frame);
        }
        let Some(v) = self.clause_verb(item) else { return };
        let verb = &syntax.verbs[v];
        around.verb = Some(v);
        let held = matches!(
            preposition,
            "in" | "on"
                | "at"
                | "during"
                | "with"
                | "via"
                | "through"
                | "over"
                | "by"
                | "from"
                | "after"
                | "before"
                | "following"
                | "for"
                | "into"
                | "to"
        );
        if !held {
            return;
        }
        if preposition == "to" && matches!(verb.lemma.as_str(), "respond" | "reply" | "react" | "listen") {
            around.taker = self.people(&verb.subjects);
            return;
        }
        let speaks = matches!(
            preposition,
            "in" | "on" | "with" | "via" | "through" | "over" | "by" | "during" | "at" | "from"
        );
        match frame {
            Frame::Mutual => {
                let joins = matches!(
                    preposition,
                    "in" | "on"
                        | "at"
                        | "during"
                        | "over"
                        | "via"
                        | "into"
                        | "for"
                        | "by"
                        | "from"
                        | "after"
                        | "following"
                        | "with"
                ) || (preposition == "to"
                    && matches!(verb.lemma.as_str(), "invite" | "add" | "come" | "bring" | "attend"));
                if joins && !self.is_noun_complement(item) {
                    let plain = matches!(
                        verb.form,
                        Form::Finite | Form::Gerund | Form::Infinitive | Form::Bare | Form::Participle
                    );
                    if plain && (verb.lemma != "be" || matches!(preposition, "on" | "in")) {
                        around.holder = self.people(&verb.subjects);
                        if verb.passive {
                            around.holder.extend(self.with(&self.complements(verb.item, true), &["by"]));
                        }
                        if let Some(&o) = verb.objects.first().filter(|&&o| {
                            self.is_actor(o)
                                && matches!(
                                    verb.lemma.as_str(),
                                    "host"
                                        | "join"
                                        | "meet"
                                        | "tell"
                                        | "invite"
                                        | "add"
                                        | "see"
                                        | "bring"
                                        | "welcome"
                                        | "press"
                                        | "ask"
                                        | "urge"
                                        | "greet"
                                        | "receive"
                                )
                        }) {
                            around.holder.extend(self.actors(o));
                        }
                        around.holder.extend(self.with(&self.complements(verb.item, true), &["with"]));
                    }
                }
            }
            _ if speaks && !self.is_noun_complement(item) => {
                if verb.passive {
                    around.speaker = self.with(&self.complements(verb.item, true), &["by"]);
                    if around.speaker.is_empty()
                        && matches!(verb.lemma.as_str(), "quote" | "ask" | "interview")
                    {
                        around.speaker = self.people(&verb.subjects);
                    }
                    if preposition == "by" || preposition == "in" {
                        around.spoken_to = self.people(&verb.subjects);
                    }
                } else {
                    around.speaker = self.people(&verb.subjects);
                    if self.grammar.mutual_verbs.contains(&verb.lemma) && matches!(frame, Frame::Directed) {
                        around.partner = self.with(&self.complements(verb.item, true), &["with"]);
                    }
                    let told = matches!(
                        verb.lemma.as_str(),
                        "tell"
                            | "inform"
                            | "ask"
                            | "urge"
                            | "remind"
                            | "assure"
                            | "notify"
                            | "warn"
                            | "thank"
                            | "congratulate"
                            | "invite"
                            | "address"
                    );
                    if let Some(&o) = verb.objects.first().filter(|&&o| told && self.is_actor(o)) {
                        around.spoken_to = self.actors(o);
                    }
                }
            }
            _ => {}
        }
    }

    /// True if the preposition at the item belongs to a noun that takes it rather than to the verb: `the news of`.
    fn is_noun_complement(&self, item: usize) -> bool {
        matches!((self.syntax.item(item), self.syntax.item(item.wrapping_sub(1))), (Item::Prep(t), Item::Phrase(_)) if self.syntax.lower(t) == "of")
    }

    fn passes(&self, needs: Needs, p: usize, around: &Around, outlet: bool, frame: Frame) -> bool {
        let partner = || self.with(&around.complements, &["with", "to", "from", "between", "among"]);
        let acted = !around.giver.is_empty()
            || !around.taker.is_empty()
            || !around.speaker.is_empty()
            || !around.spoken_to.is_empty();
        let held = !around.holder.is_empty();
        match needs {
            Needs::Nothing | Needs::Verb => true,
            Needs::Actor => {
                let any = !around.owner.is_empty()
                    || !around.named.is_empty()
                    || outlet
                    || acted
                    || !partner().is_empty()
                    || !self.with(&around.complements, &["by", "of"]).is_empty() && frame != Frame::Post;
                any || held
            }
            Needs::Act => {
                acted
                    || held && frame != Frame::Mutual
                    || !partner().is_empty()
                    || !self.with(&around.complements, &["by"]).is_empty()
            }
            Needs::Partner => {
                let owner_with = partner();
                !owner_with.is_empty()
                    || self.syntax.phrases[p].relation != Relation::None && around.holder.len() > 1
            }
            Needs::Between => !self.with(&around.complements, &["between"]).is_empty() || acted,
            Needs::Authority => {
                let asks = self.with(&around.complements, &["with", "by"]);
                asks.iter().chain(&around.owner).any(|a| self.is_authority(a))
            }
            Needs::Visit => {
                let to =
                    around.complements.iter().any(|&(t, q)| self.syntax.lower(t) == "to" && self.is_actor(q));
                let visitor = !around.owner.is_empty()
                    || !self.with(&around.complements, &["by", "from"]).is_empty()
                    || held;
                to && visitor
            }
        }
    }
}
