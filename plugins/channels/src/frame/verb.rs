//! Verbs that are acts: `phoned`, `met`, `told the paper`.
use super::{Act, Complement, Reader, Roles};
use crate::actor::{self, Actor};
use crate::lexicon::WORDS;
use crate::syntax::{Form, Item};
use crate::tag::Tag;
use crate::taxonomy::{Frame, Needs, ObjectKind, TriggerKind};
use crate::trigger::Hit;

/// Verbs of meals and talks that several people may do among themselves: `the ministers dined`.
const TOGETHER: &[&str] = &["dine", "lunch", "confer", "huddle"];

impl Reader<'_, '_> {
    pub(super) fn verb_act(&self, hit: &Hit<'_>, used: &mut [bool]) -> Option<Act> {
        let syntax = self.syntax;
        let is_head = |t: usize| syntax.verb_at(t).filter(|&v| syntax.verbs[v].head == t);
        let v = (hit.start..hit.end).find_map(is_head)?;
        let trigger = hit.trigger;
        let objects: Vec<usize> =
            syntax.verbs[v].objects.iter().copied().filter(|&o| syntax.phrases[o].start >= hit.end).collect();
        if self.describes(hit, v) || !self.object_fits(hit, v, &objects) {
            return None;
        }
        let complements = self.complements(syntax.verbs[v].item, true);
        let mut roles = self.roles_of_verb(hit, v, &objects, &complements);
        if !self.has_needed(hit, v, &roles, &complements) {
            return None;
        }
        let mut channel = trigger.channel;
        if trigger.frame == Frame::Interview && roles.to.iter().any(|a| self.is_authority(a)) {
            // Investigators question; only the public's interviewers interview.
            channel = self.taxonomy.channel("meeting").unwrap_or(channel);
            roles = Roles { participants: [roles.to, roles.from].concat(), ..Roles::default() };
        }
        let mut medium = None;
        if let Some((index, app)) = self.app_among(&complements) {
            channel = self.channel_on(app, channel);
            medium = Some((app.start, app.end));
            used[index] = true;
        }
        if medium.is_none()
            && let Some((index, app)) = self.app_used(v)
        {
            channel = self.channel_on(app, channel);
            medium = Some((app.start, app.end));
            used[index] = true;
        }
        // `wrote to`, `called in to`: the preposition is none of the trigger.
        let preposition = matches!(syntax.lower(hit.last()), "to" | "into") && hit.end > hit.start + 1;
        let end = if preposition { hit.last() } else { hit.end };
        Some(Act { start: hit.start, end, channel, roles, medium, verb: Some(v), phrase: None })
    }

    /// The app of `used the app to message Ito`, with its place among the hits.
    fn app_used(&self, v: usize) -> Option<(usize, &Hit<'_>)> {
        let syntax = self.syntax;
        let governor = syntax.verbs[v].governor.map(|u| &syntax.verbs[u]).filter(|u| u.lemma == "use")?;
        let object = &syntax.phrases[*governor.objects.first()?];
        let is_app = |h: &Hit<'_>| {
            h.trigger.kind == TriggerKind::App && object.start <= h.start && h.end <= object.end
        };
        self.hits.iter().enumerate().find(|(_, h)| is_app(h) && !self.is_media(h))
    }

    fn is_content(&self, phrase: usize) -> bool {
        let lemma = self.syntax.lemma(self.syntax.phrases[phrase].head);
        self.is_message(phrase)
            || self.grammar.directed_nouns.contains(lemma)
            || matches!(lemma, "word" | "order" | "detail" | "number" | "it")
    }

    fn may_act(&self, phrase: usize) -> bool {
        let p = &self.syntax.phrases[phrase];
        matches!(self.syntax.tag(p.head), Tag::NN | Tag::NNS) && !p.temporal && !self.is_trigger(p.head)
    }

    /// True for `visiting` of `asked visiting envoys`: a form before a bare noun describes it.
    fn describes(&self, hit: &Hit<'_>, v: usize) -> bool {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let bare = |o: &usize| {
            syntax.phrases[*o].start == hit.end && matches!(syntax.tag(hit.end), Tag::NN | Tag::NNS | Tag::JJ)
        };
        verb.form == Form::Gerund
            && hit.trigger.frame == Frame::Mutual
            && verb.objects.first().is_some_and(bare)
            && matches!(syntax.item(verb.item.wrapping_sub(1)), Item::Verb(_) | Item::Prep(_) | Item::Break)
    }

    /// Who is addressed by the verb's direct object.
    fn addressee(&self, hit: &Hit<'_>, objects: &[usize], complements: &[Complement]) -> Vec<Actor> {
        let trigger = hit.trigger;
        if trigger.object == ObjectKind::Audience {
            return objects.first().map(|&o| self.actors(o)).unwrap_or_default();
        }
        let somebody =
            |o: &&usize| self.is_actor(**o) || trigger.frame != Frame::Mutual && self.is_number(**o);
        if let Some(&object) = objects.iter().find(somebody) {
            return self.actors(object);
        }
        match objects.first() {
            // Whom one writes to is somebody, whatever the noun, unless it is what one writes.
            Some(&o)
                if trigger.object == ObjectKind::Any
                    && trigger.frame == Frame::Directed
                    && self.may_act(o)
                    && !self.is_content(o)
                    && self.with(complements, &["to"]).is_empty() =>
            {
                self.actors(o)
            }
            _ => Vec::new(),
        }
    }

    fn roles_of_verb(&self, hit: &Hit<'_>, v: usize, objects: &[usize], complements: &[Complement]) -> Roles {
        let verb = &self.syntax.verbs[v];
        let by = if verb.passive { self.with(complements, &["by"]) } else { Vec::new() };
        // Who does what the verb says is somebody, whatever the noun.
        let does = |s: &usize| self.is_actor(*s) || self.may_act(*s);
        let subjects: Vec<Actor> =
            verb.subjects.iter().copied().filter(does).map(|s| self.actor(s)).collect();
        let object = self.addressee(hit, objects, complements);
        match hit.trigger.frame {
            Frame::Mutual => {
                let with = self.with(complements, &["with", "between", "alongside", "among"]);
                Roles { participants: [subjects, object, with, by].concat(), ..Roles::default() }
            }
            frame if verb.passive => Self::directed(frame, by, subjects),
            Frame::Post => Roles { from: subjects, to: self.with(complements, &["at"]), ..Roles::default() },
            Frame::Relay => {
                // The one whose message is carried, not the one who carries it.
                let owner = objects.first().map(|&o| self.owner(o)).unwrap_or_default();
                let from = if owner.is_empty() { self.with(complements, &["from"]) } else { owner };
                Roles { from, to: self.with(complements, &["to"]), ..Roles::default() }
            }
            frame => {
                let to = if object.is_empty() { self.with(complements, &["to", "into"]) } else { object };
                Self::directed(frame, subjects, to)
            }
        }
    }

    /// True if everything is known that the trigger needs to be an act.
    fn has_needed(&self, hit: &Hit<'_>, v: usize, roles: &Roles, complements: &[Complement]) -> bool {
        let verb = &self.syntax.verbs[v];
        match hit.trigger.needs {
            Needs::Partner => {
                let several = verb.subjects.len() > 1
                    || verb.subjects.iter().any(|&s| actor::is_plural(self.syntax, s));
                let among_themselves = several && TOGETHER.contains(&verb.lemma.as_str());
                among_themselves
                    || !self.with(complements, &["with", "to", "between", "on", "alongside"]).is_empty()
            }
            Needs::Between => !self.with(complements, &["between"]).is_empty(),
            Needs::Authority => roles.participants.iter().chain(&roles.from).any(|a| self.is_authority(a)),
            _ => !roles.is_empty(),
        }
    }

    /// True for a number that can be dialled: `dialled 911`.
    fn is_number(&self, phrase: usize) -> bool {
        self.syntax.tag(self.syntax.phrases[phrase].head) == Tag::CD
    }

    pub(super) fn is_authority(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Phrase(p) => {
                let head = self.syntax.phrases[*p].head;
                self.grammar.authorities.contains(&crate::lemma::noun(self.syntax.lower(head)))
            }
            _ => false,
        }
    }

    fn object_fits(&self, hit: &Hit<'_>, v: usize, objects: &[usize]) -> bool {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let first = objects.first().copied();
        let person = first.is_some_and(|o| self.is_actor(o));
        let subject = verb.subjects.iter().any(|&s| self.is_actor(s));
        let plural = verb.subjects.len() > 1 || verb.subjects.iter().any(|&s| actor::is_plural(syntax, s));
        match hit.trigger.object {
            ObjectKind::Any => true,
            ObjectKind::None => first.is_none() && !verb.passive,
            ObjectKind::PersonOrNone => first.is_none() || person,
            ObjectKind::Message => {
                first.is_some_and(|o| self.is_message(o))
                    || (verb.passive && verb.subjects.iter().any(|&s| self.is_message(s)))
            }
            ObjectKind::Audience => match first {
                Some(o) => self.is_listener(o),
                None => verb.passive && verb.subjects.iter().any(|&s| self.is_listener(s)),
            },
            ObjectKind::Person => {
                if hit.trigger.naming && !self.is_call(hit, v, first) {
                    return false;
                }
                match first {
                    Some(o) => person || self.is_number(o),
                    None if verb.passive => subject,
                    None if hit.trigger.frame == Frame::Mutual => {
                        let complements = self.complements(verb.item, true);
                        let with = complements.iter().find(|c| matches!(syntax.lower(c.0), "with"));
                        match with {
                            Some(c) => self.is_actor(c.1) || self.is_trigger(syntax.phrases[c.1].head),
                            None => {
                                subject
                                    && (plural || matches!(syntax.lower(verb.head), "meeting"))
                                    && hit.trigger.needs == Needs::Nothing
                            }
                        }
                    }
                    None => subject || verb.subjects.is_empty() && verb.form != Form::Participle,
                }
            }
        }
    }

    fn is_message(&self, phrase: usize) -> bool {
        let head = self.syntax.phrases[phrase].head;
        let lemma = crate::lemma::noun(self.syntax.lower(head));
        matches!(
            lemma.as_str(),
            "email" | "e-mail" | "message" | "mail" | "attachment" | "draft" | "document" | "link"
        )
    }

    fn is_listener(&self, phrase: usize) -> bool {
        let p = &self.syntax.phrases[phrase];
        let lemma = crate::lemma::noun(self.syntax.lower(p.head));
        self.grammar.listeners.contains(&lemma) || self.is_outlet(phrase)
    }

    /// True if a verb that also means to name is used for getting in touch here.
    fn is_call(&self, hit: &Hit<'_>, v: usize, object: Option<usize>) -> bool {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let Some(object) = object else {
            if verb.passive || verb.form == Form::Participle {
                // `was called a liar`, `a man called Ito` name; `was called by Ito`, `were called to the scene` don't.
                let next = syntax.item(verb.item + 1);
                let after = matches!(
                    next,
                    Item::Break | Item::Comma | Item::Other(_) | Item::Subordinator(_)
                ) || matches!(next, Item::Prep(t) if matches!(syntax.lower(t), "by" | "to" | "at" | "about" | "after" | "in" | "on" | "from"))
                    || matches!(next, Item::Phrase(p) if syntax.phrases[p].temporal);
                return verb.passive && after && verb.subjects.iter().any(|&s| self.is_actor(s));
            }
            if self.names_what(v) {
                return false;
            }
            let next = syntax.item(verb.item + 1);
            return !matches!(next, Item::Quote | Item::Adjective(_))
                && !matches!(next, Item::Phrase(p) if !syntax.phrases[p].temporal);
        };
        if self.names_what(v) {
            return false;
        }
        if (verb.item..syntax.phrases[object].item).any(|k| syntax.item(k) == Item::Quote) {
            return false;
        }
        let meant = actor::meant(syntax, self.grammar, object);
        if !actor::is_person(syntax, meant) && !self.is_number(object) {
            return false;
        }
        // A complement after the object names: `called him a liar`, `called Ito “brave”`, `called her unfit`.
        let last = syntax.expand(object).last().copied().unwrap_or(object);
        let last = if meant != object && syntax.phrases[meant].item > syntax.phrases[last].item {
            meant
        } else {
            last
        };
        let end = syntax.phrases[last].end;
        let next_item = syntax.item(syntax.phrases[last].item + 1);
        let next_word = syntax.lower(end);
        if matches!(next_word, "\"" | "“" | "'" | "‘" | "``") {
            return false;
        }
        let complement = match next_item {
            Item::Phrase(p) => !syntax.phrases[p].temporal,
            Item::Adjective(t) => !matches!(syntax.lower(t), "last" | "next" | "due" | "early" | "late"),
            Item::Quote => true,
            // A word that the tagger does not know and takes for an adverb: `called him reckless`.
            Item::Other(t)
                if syntax.tag(t) == Tag::RB
                    && !WORDS.has(syntax.lower(t))
                    && !syntax.lower(t).ends_with("ly") =>
            {
                true
            }
            Item::Other(t) => {
                matches!(syntax.tag(t), Tag::RB)
                    && matches!(syntax.item(syntax.phrases[last].item + 2), Item::Adjective(_))
            }
            Item::Verb(w) => {
                matches!(syntax.verbs[w].form, Form::Participle)
                    && syntax.tag(syntax.verbs[w].start) != Tag::VBG
            }
            _ => false,
        };
        // `called Ms. Ito home`, a single unknown word after a name chunk that swallowed it.
        let second = verb.objects.get(1).is_some_and(|&o| !syntax.phrases[o].temporal);
        !complement && !second && hit.end <= end
    }

    /// `what he called an error`, `a firm, called Ito & Sons`: naming, whatever the object is.
    fn names_what(&self, v: usize) -> bool {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let before = syntax.item(verb.item.wrapping_sub(1));
        if before == Item::Comma && verb.head == verb.start && !verb.passive {
            let finite = (0..verb.item).rev().take(6).any(|k| matches!(syntax.item(k), Item::Verb(u) if syntax.verbs[u].form == Form::Finite && syntax.verbs[u].past == verb.past));
            return !finite || verb.form == Form::Participle;
        }
        let first = verb.subjects.first().map_or(verb.item, |&s| syntax.phrases[s].item);
        matches!(syntax.item(first.wrapping_sub(1)), Item::Relative(t) if matches!(syntax.lower(t), "what" | "which" | "that"))
            && first < verb.item
    }

    /// Acts whose trigger is a verb of saying with an outlet beside it: `told the paper`, `said on` a programme.
    pub(super) fn told_outlets(&self, acts: &mut Vec<Act>) {
        let Some(channel) = self.taxonomy.channel("media") else { return };
        let syntax = self.syntax;
        for (v, verb) in syntax.verbs.iter().enumerate() {
            let telling = matches!(verb.lemma.as_str(), "tell" | "inform");
            let saying = telling
                || matches!(
                    verb.lemma.as_str(),
                    "say"
                        | "speak"
                        | "talk"
                        | "state"
                        | "ask"
                        | "explain"
                        | "confirm"
                        | "appear"
                        | "add"
                        | "argue"
                        | "claim"
                        | "admit"
                        | "declare"
                        | "insist"
                        | "suggest"
                        | "confide"
                        | "complain"
                );
            if !saying {
                continue;
            }
            let complements = self.complements(verb.item, true);
            let interview = acts.iter().any(|a| a.channel == channel && a.verb == Some(v));
            if interview {
                continue;
            }
            let mut outlet = None;
            let mut speaker = self.people(&verb.subjects);
            if telling && !verb.passive {
                // `told the paper`, `told the paper's Ana Ito`
                let of_outlet = |o: usize| {
                    self.is_outlet(o)
                        || syntax.phrases[o].owner.is_some_and(|owner| {
                            self.is_outlet(owner) && syntax.tag(syntax.phrases[owner].head).is_name()
                        })
                };
                outlet = verb.objects.first().copied().filter(|&o| of_outlet(o));
            } else if !telling || verb.passive {
                let named = |p: usize| {
                    syntax.tag(syntax.phrases[p].head).is_name()
                        || syntax.phrases[p].end > 0 && self.is_outlet(p)
                };
                for &(t, p) in &complements {
                    let prep = syntax.lower(t);
                    let place = matches!(prep, "on") || (verb.lemma == "ask" || verb.passive) && prep == "by";
                    let person = matches!(prep, "to" | "with") && verb.lemma != "ask";
                    if ((place && syntax.tag(syntax.phrases[p].head).is_name()) || person)
                        && named(p)
                        && self.is_outlet(p)
                    {
                        outlet = Some(p);
                        break;
                    }
                    // `on CNN's “Morning Hour”`: the programme's owner.
                    if place && let Some(owner) = syntax.phrases[p].owner.filter(|&o| self.is_outlet(o)) {
                        outlet = Some(owner);
                        break;
                    }
                }
                if outlet.is_none() {
                    // The programme stands in quotation marks behind its owner.
                    outlet = self.quoted_programme(verb.item);
                }
            }
            if verb.lemma == "ask"
                && !verb.passive
                && outlet.is_some()
                && !matches!(verb.form, Form::Participle)
            {
                continue;
            }
            let Some(outlet) = outlet else { continue };
            let to = self.actors(outlet);
            speaker.retain(|a| !to.contains(a));
            acts.push(Act {
                start: verb.head,
                end: verb.head + 1,
                channel,
                roles: Roles { from: speaker, to, ..Roles::default() },
                medium: self
                    .medium_of(outlet)
                    .or_else(|| syntax.phrases[outlet].owner.and_then(|owner| self.medium_of(owner))),
                verb: Some(v),
                phrase: None,
            });
        }
    }

    fn quoted_programme(&self, item: usize) -> Option<usize> {
        (item + 1..item + 6).find_map(|k| match (self.syntax.item(k), self.syntax.item(k + 1)) {
            (Item::Prep(t), Item::Phrase(p))
                if self.syntax.lower(t) == "on" && self.syntax.phrases[p].owns && self.is_outlet(p) =>
            {
                Some(p)
            }
            _ => None,
        })
    }

    /// The tokens of an outlet's name, if it has one.
    pub(super) fn medium_of(&self, phrase: usize) -> Option<(usize, usize)> {
        let p = &self.syntax.phrases[phrase];
        let named = self.hits.iter().find(|h| {
            p.start <= h.start && h.end <= p.end && self.is_media(h) && h.trigger.kind == TriggerKind::App
        });
        named.map(|h| (h.start, h.end))
    }
}
