//! Nouns that are acts: `a call from Ito`, `his letter to the bank`, `the talks`.
use super::around::Around;
use super::{Act, Reader, Reason, Roles};
use crate::actor::{self, Actor};
use crate::taxonomy::{Needs, TriggerKind};
use crate::trigger::Hit;
use textmine_syntax::{Relation, Tag};

impl<'r> Reader<'r, '_> {
    pub(super) fn noun_act(&self, hit: &Hit<'r>, used: &mut [bool]) -> Result<Act, Reason> {
        let sentence = self.sentence;
        let head = hit.last();
        // A noun that modifies another is no act: `meeting room`.
        if matches!(sentence.relation(head), Relation::Compound | Relation::Adjective)
            && sentence.head(head).is_some_and(|h| h > head)
        {
            let other = sentence.head(head).map_or("", |h| sentence.words()[h].text);
            return Err(format!("it describes `{other}`").into());
        }
        let trigger = hit.trigger;
        let place = sentence.first_conjunct(head);
        if matches!(sentence.relation(place), Relation::Object | Relation::PassiveSubject | Relation::Subject)
            && let Some(verb) = sentence.head(place)
            && trigger.not_under.iter().any(|v| v == sentence.lemma(verb))
        {
            return Err(format!("under `{}` it is a thing, not an act", sentence.lemma(verb)).into());
        }
        let mut around = Around::new(self, hit, head);
        let phrase = sentence.noun_phrase(head);
        let (mut channel, mut medium) = (trigger.channel, None);
        let mut start = hit.start;
        // What stands before the noun within its phrase.
        for (index, app) in self.hits.iter().enumerate() {
            if app.trigger.kind != TriggerKind::App || app.start < phrase.start || app.end > hit.start {
                continue;
            }
            if self.is_media(app) {
                if around.outlet.is_empty() && trigger.frame.outlets_listen {
                    around.outlet.push(Actor::Name(app.start, app.end));
                    medium = Some((app.start, app.end));
                }
            } else if app.trigger.public || app.end == hit.start {
                let keeps = self.taxonomy.channel("messaging_app") == Some(trigger.channel);
                channel = if keeps { trigger.channel } else { app.trigger.channel };
                medium = Some((app.start, app.end));
                start = if app.end == hit.start { app.start } else { hit.start };
                used[index] = true;
            }
        }
        medium = medium.or_else(|| self.app_within(hit));
        if medium.is_none()
            && let Some((index, app)) = self.app_among(&around.complements)
        {
            channel = self.channel_on(app, channel);
            medium = Some((app.start, app.end));
            used[index] = true;
        }
        around.modifier = self.names_before(hit, phrase.start, medium);
        self.passes(&around, hit)?;
        let (mut roles, how) = self.roles(&trigger.frame, &trigger.frame.noun, &around);
        if trigger.frame.name == "interview" && roles.all().any(|a| self.is_authority(*a)) {
            // Questioning by investigators is a meeting.
            channel = self.taxonomy.channel("meeting").unwrap_or(channel);
            roles = Roles { participants: [roles.from, roles.to].concat(), ..Roles::default() };
        }
        if medium.is_none() && Some(channel) == self.taxonomy.media() {
            medium = roles.to.iter().find_map(|a| match *a {
                Actor::Head(h) => self.medium_of(h),
                Actor::Name(start, end) => Some((start, end)),
            });
        }
        let why = format!("noun `{}`, frame {}: {how}", trigger.text, trigger.frame.name);
        Ok(Act { start, end: hit.end, channel, roles, medium, verb: around.verb, noun: Some(head), why })
    }

    /// An app whose name is part of the trigger itself: `Skype call`.
    fn app_within(&self, hit: &Hit<'_>) -> Option<(usize, usize)> {
        (hit.start..hit.end)
            .find(|&t| {
                self.taxonomy.is_app(self.sentence.lower(t))
                    && self.sentence.words()[t].text.starts_with(char::is_uppercase)
            })
            .map(|t| (t, t + 1))
    }

    /// Names within the phrase, before the trigger: `the Ito call`, `the Ito-Ngata summit`.
    fn names_before(&self, hit: &Hit<'_>, start: usize, medium: Option<(usize, usize)>) -> Vec<Actor> {
        let sentence = self.sentence;
        let is_name = |t: usize| {
            sentence.tag(t).is_name()
                && !medium.is_some_and(|(a, b)| a <= t && t < b)
                && !self.hits.iter().any(|h| h.trigger.kind == TriggerKind::App && h.start <= t && t < h.end)
                && !actor::is_time(&sentence.words()[t])
                && !sentence
                    .is_within(t, sentence.dependent(hit.last(), Relation::Possessor).unwrap_or(usize::MAX))
        };
        let is_dash = |t: usize| matches!(sentence.lower(t), "-" | "–" | "/");
        let mut found = Vec::new();
        let mut at = start;
        while at < hit.start {
            if !is_name(at) {
                at += 1;
                continue;
            }
            let first = at;
            while at < hit.start && is_name(at) {
                at += 1;
            }
            let joined = is_dash(at) && at < hit.start && is_name(at + 1);
            let joins = first > start && is_dash(first - 1) && !found.is_empty();
            let adjacent =
                at == hit.start && !hit.trigger.frame.is_mutual() && hit.trigger.frame.name != "interview";
            if joined || joins || adjacent {
                found.push(Actor::Name(first, at));
            }
        }
        if hit.trigger.frame.is_mutual() && found.len() < 2 {
            found.clear();
        }
        found
    }

    /// Fails unless everything is known that the trigger needs to be an act.
    fn passes(&self, around: &Around<'_, '_>, hit: &Hit<'_>) -> Result<(), Reason> {
        let has = |prepositions: &[&str]| !self.after(&around.complements, prepositions).is_empty();
        // What somebody talked about with another is not said to them: `memos about talks with Ito`.
        let near: Vec<_> = around.complements.iter().copied().filter(|c| c.depth != 1).collect();
        let partner = || {
            has(&["to", "from", "between", "among"])
                || !self.after(&near, &["with"]).is_empty()
                || !around.partner.is_empty()
        };
        let held = !around.holder.is_empty();
        let mutual = hit.trigger.frame.is_mutual();
        let missing = match hit.trigger.needs {
            Needs::Nothing | Needs::Verb => None,
            Needs::Actor | Needs::Audience => {
                let any = !around.owner.is_empty()
                    || !around.modifier.is_empty()
                    || !around.outlet.is_empty()
                    || around.is_acted()
                    || partner()
                    || has(&["by", "of"]) && hit.trigger.frame.name != "post";
                // `the letter said`: one that has been spoken of.
                const SPEAKS: &[&str] = &[
                    "say", "read", "claim", "announce", "threaten", "urge", "describe", "state", "tell",
                    "ask", "accuse", "show", "declare",
                ];
                let place = self.sentence.first_conjunct(hit.last());
                let speaks = self.sentence.relation(place) == Relation::Subject
                    && self.sentence.head(place).is_some_and(|v| SPEAKS.contains(&self.sentence.lemma(v)));
                let known = speaks
                    || self.sentence.dependents_as(hit.last(), Relation::Determiner).any(|d| {
                        matches!(self.sentence.lower(d), "the" | "this" | "that" | "these" | "those")
                    }) && matches!(
                        self.sentence.relation(hit.last()),
                        Relation::Subject | Relation::PassiveSubject
                    );
                (!any && !held && !known).then_some("nobody is named whose act it is")
            }
            Needs::Act => {
                let acted = around.is_acted() || held && !mutual || partner() || has(&["by"]);
                (!acted).then_some("nothing says that it was sent or received, or by whom")
            }
            Needs::Named => {
                let c = &around.complements;
                let others =
                    [self.after(c, &["to", "from"]), around.addressee.clone(), around.taker.clone()].concat();
                let named = others.iter().any(|a| {
                    let tag = self.sentence.tag(a.token());
                    tag.is_name() || matches!(tag, Tag::PRP | Tag::PRPS)
                });
                let plain =
                    !self.sentence.dependents_as(hit.last(), Relation::Adjective).any(|d| d < hit.start);
                (!named || !plain || around.verb.is_none()).then_some("no one by name sends or gets it")
            }
            Needs::Online => None,
            Needs::Given => {
                let event = around
                    .complements
                    .iter()
                    .any(|c| matches!(self.preposition(c), "to" | "at" | "before" | "during"));
                (around.giver.is_empty() && !event).then_some("nothing says that it was given, or where")
            }
            Needs::Partner => {
                let several = around.holder.len() > 1
                    || around.holder.first().is_some_and(|a| {
                        self.sentence.tag(a.token()) != Tag::PRP && actor::is_plural(self.sentence, a.token())
                    }) && self.grammar.hold.contains(around.verb.map_or("", |v| self.sentence.lemma(v)));
                (!partner() && !several).then_some("nobody on the other side")
            }
            Needs::Between => {
                (!has(&["between"]) && !around.is_acted()).then_some("nobody that it lies between")
            }
            Needs::Authority => {
                let asks = self.after(&around.complements, &["with", "by"]);
                let any = asks.iter().chain(&around.owner).any(|a| self.is_authority(*a));
                (!any).then_some("no investigators take part")
            }
            Needs::Visit => {
                let to =
                    around.complements.iter().any(|c| self.preposition(c) == "to" && self.is_visited(c.head));
                let visitor = !around.owner.is_empty() || has(&["by", "from"]) || held;
                (!to || !visitor).then_some("it is not said who visits whom")
            }
        };
        missing.map_or(Ok(()), |why| Err(why.into()))
    }
}
