//! Words that give a verb of communication its channel: `by phone`, `via WhatsApp`, `through an aide`.
use super::around::Around;
use super::{Act, Reader, Reason, Roles};
use crate::actor::Actor;
use crate::taxonomy::{Needs, TriggerKind};
use crate::trigger::Hit;
use textmine_syntax::Relation;

/// Prepositions that an app stands after when it is used.
const USED: &[&str] = &["on", "via", "over", "through", "by", "in", "using", "to"];

impl<'r> Reader<'r, '_> {
    pub(super) fn medium_act(&self, hit: &Hit<'r>, acts: &[Act]) -> Result<Act, Reason> {
        let sentence = self.sentence;
        let head = (hit.start..hit.end)
            .find(|&t| sentence.head(t).is_none_or(|h| !(hit.start..hit.end).contains(&h)))
            .unwrap_or(hit.last());
        if acts.iter().any(|a| a.start < hit.end && hit.start < a.end) {
            return Err("part of another act".into());
        }
        let app = hit.trigger.kind == TriggerKind::App;
        let other =
            |h: &&Hit<'_>| h.trigger.kind == TriggerKind::App && h.start < hit.end && hit.start < h.end;
        if hit.trigger.is_anybody() && (self.hits.iter().any(|h| other(&h)) || self.is_outlet(head)) {
            return Err("an app or an outlet, no go-between".into());
        }
        if app && self.is_media(hit) {
            return Err("an outlet, of which nothing is said".into());
        }
        let mut noun = sentence.first_conjunct(head);
        if matches!(sentence.relation(head), Relation::Compound | Relation::Possessor | Relation::Adjective) {
            // `on its Facebook page`, `in the WhatsApp group`
            match sentence.head(head).filter(|&h| app && self.grammar.venues.contains(sentence.lemma(h))) {
                Some(venue) => noun = sentence.first_conjunct(venue),
                None => return Err("it describes another word".into()),
            }
        }
        let medium = app.then_some((hit.start, hit.end));
        let act = |roles, verb, how: &str| {
            let why = format!("`{}` {how}", hit.trigger.text);
            Ok(Act {
                start: hit.start,
                end: hit.end,
                channel: hit.trigger.channel,
                roles,
                medium,
                verb,
                noun: None,
                why,
            })
        };
        if sentence.relation(noun) == Relation::Object {
            return match self.used_for(noun) {
                Some(verb) => act(
                    self.roles_of_verb(verb, hit),
                    sentence.head(noun),
                    "is used for a verb of communication",
                ),
                None => Err("it is an object, not a means".into()),
            };
        }
        // `his use of Twitter`
        if app
            && sentence.case(noun).is_some_and(|c| sentence.lower(c) == "of")
            && let Some(usage) = sentence.head(noun).filter(|&u| matches!(sentence.lemma(u), "use" | "usage"))
        {
            let roles = Roles { from: self.owner(usage), ..Roles::default() };
            if !roles.is_empty() {
                return act(roles, sentence.clause_of(usage), "is used");
            }
        }
        let using = sentence.case(noun).or_else(|| sentence.case(head));
        let Some(case) = using else { return Err("no preposition makes it a means".into()) };
        let preposition = sentence.lower(case);
        if app && !USED.contains(&preposition) {
            return Err(format!("`{preposition}` does not make it a means").into());
        }
        if sentence.relation(noun) == Relation::Nominal
            && let Some(governor) = sentence.head(noun)
            && let Some((roles, verb)) = self.roles_of_noun(hit, governor)
        {
            return act(roles, verb, "belongs to a noun of communication");
        }
        if app && matches!(preposition, "to" | "in") && !(preposition == "to" && hit.trigger.public) {
            return Err(format!("`{preposition}` does not make it a means").into());
        }
        // `was on the phone with Ito`: it is the predicate itself.
        let predicate = sentence.is_predicate(noun).then_some(noun);
        let Some(verb) = predicate.or_else(|| sentence.clause_of(noun)) else {
            return Err("no verb that it belongs to".into());
        };
        let lemma = if predicate.is_some() { "be" } else { sentence.lemma(verb) };
        let mutual = self.grammar.mutual_verbs.contains(lemma) && !(app && hit.trigger.public);
        // Whatever people do on a platform, they do by communicating, but for what they do there alone.
        // So do they through a go-between who is called one.
        let doing = (app || hit.trigger.directed && !hit.trigger.is_anybody())
            && matches!(preposition, "on" | "via" | "over" | "through")
            && sentence.tag(verb).is_verb()
            && !self.grammar.solitary.contains(lemma)
            && sentence.agents(verb).iter().any(|&a| self.is_actor(a));
        let directed = self.grammar.directed_verbs.contains(lemma) || doing;
        let strong = hit.trigger.kind == TriggerKind::Phrase && hit.trigger.needs == Needs::Nothing;
        // `took to the platform to complain`
        let turns = app && preposition == "to" && matches!(lemma, "take" | "turn" | "head" | "resort");
        let idle = app && matches!(lemma, "be" | "have" | "hold" | "go" | "work" | "get" | "make");
        if !(mutual || directed || strong || turns) || idle {
            return Err(format!("`{lemma}` is no verb of communication").into());
        }
        if lemma == "be" && self.after(&self.complements_of_verb(verb), &["with"]).is_empty() {
            return Err("nobody on the other side".into());
        }
        let mutual = mutual && !hit.trigger.directed;
        act(self.roles_of_verb_as(verb, mutual, hit), Some(verb), "is the means of a verb of communication")
    }

    /// The verb of `used the app to message Ito`, `wrote to Ito using the app`.
    fn used_for(&self, noun: usize) -> Option<usize> {
        let sentence = self.sentence;
        let uses = sentence.head(noun).filter(|&v| sentence.lemma(v) == "use")?;
        let before =
            sentence.clause_of(uses).filter(|&v| sentence.relation(uses) != Relation::Conjunct && v < uses);
        let after = sentence.dependents(uses).filter(|&d| {
            d > noun
                && matches!(
                    sentence.relation(d),
                    Relation::OpenComplement | Relation::Adverbial | Relation::NounClause
                )
        });
        let within = sentence.dependents_as(noun, Relation::NounClause);
        after.chain(within).chain(before).find(|&v| self.communicates(v))
    }

    fn communicates(&self, verb: usize) -> bool {
        let lemma = self.sentence.lemma(verb);
        self.sentence.tag(verb).is_verb()
            && (self.grammar.mutual_verbs.contains(lemma)
                || self.grammar.directed_verbs.contains(lemma)
                || matches!(lemma, "text" | "message" | "communicate" | "criticize"))
    }

    /// Who is who around a noun of communication without a channel of its own, `conversations over Skype`, and the
    /// verb that it depends on.
    fn roles_of_noun(&self, hit: &Hit<'_>, noun: usize) -> Option<(Roles, Option<usize>)> {
        let lemma = self.sentence.lemma(noun);
        let mutual = self.grammar.mutual_nouns.contains(lemma);
        if !mutual && !self.grammar.directed_nouns.contains(lemma) {
            return None;
        }
        let frame = self.taxonomy.frame(if mutual { "mutual" } else { "directed" })?;
        let around = Around::new(self, hit, noun);
        let (roles, _) = self.roles(&frame, &frame.noun, &around);
        (mutual || !roles.is_empty()).then_some((roles, around.verb))
    }

    fn roles_of_verb(&self, verb: usize, hit: &Hit<'_>) -> Roles {
        self.roles_of_verb_as(verb, self.grammar.mutual_verbs.contains(self.sentence.lemma(verb)), hit)
    }

    /// Who is who around a verb without a channel of its own.
    fn roles_of_verb_as(&self, verb: usize, mutual: bool, hit: &Hit<'_>) -> Roles {
        let sentence = self.sentence;
        // What stands right behind the medium goes with it: `by phone with Ito and by video with Ngata`.
        let mut complements: Vec<_> = self.next_complement(hit.last()).into_iter().collect();
        complements.extend(self.complements_of_verb(verb));
        let lemma = sentence.lemma(verb);
        let subjects = self.people(&sentence.agents(verb));
        let object = self.people(&sentence.patients(verb));
        let with = self.after(&complements, &["with"]);
        let to = self.after(&complements, &["to"]);
        if sentence.verb_group(verb).passive {
            return Roles { from: subjects, to: object, ..Roles::default() };
        }
        if hit.trigger.directed {
            let to = [to, with].into_iter().find(|side| !side.is_empty());
            let addressed = if self.grammar.tell.contains(lemma) { object } else { Vec::new() };
            return Roles { from: subjects, to: to.unwrap_or(addressed), ..Roles::default() };
        }
        if mutual || (!with.is_empty() && object.is_empty() && to.is_empty()) {
            let others = if with.is_empty() { [object, to].concat() } else { with };
            return Roles { participants: [subjects, others].concat(), ..Roles::default() };
        }
        // What is said of somebody to everybody is not said to them.
        let addressed: Vec<Actor> = if self.grammar.tell.contains(lemma) { object } else { Vec::new() };
        Roles { from: subjects, to: if to.is_empty() { addressed } else { to }, ..Roles::default() }
    }
}
