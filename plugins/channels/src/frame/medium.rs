//! Words that give a verb of communication its channel: `by phone`, `via WhatsApp`, `through an aide`.
use super::{Act, Reader, Roles};
use crate::actor::Actor;
use crate::lemma;
use crate::syntax::{Form, Item, Relation};
use crate::taxonomy::{Needs, TriggerKind};
use crate::trigger::Hit;

impl Reader<'_, '_> {
    pub(super) fn medium_act(&self, hit: &Hit<'_>, acts: &[Act]) -> Option<Act> {
        let syntax = self.syntax;
        let p = syntax.phrase_at(hit.start)?;
        let phrase = &syntax.phrases[p];
        if !(hit.start..hit.end).contains(&phrase.head)
            || acts.iter().any(|a| a.start < hit.end && hit.start < a.end)
        {
            return None;
        }
        let app = hit.trigger.kind == TriggerKind::App;
        if app && self.is_media(hit) {
            return None;
        }
        let medium = app.then_some((hit.start, hit.end));
        let act = |roles, verb| Act {
            start: hit.start,
            end: hit.end,
            channel: hit.trigger.channel,
            roles,
            medium,
            verb,
            phrase: None,
        };
        match phrase.relation {
            Relation::Preposition(token) => {
                let preposition = syntax.lower(token);
                if app
                    && !matches!(
                        preposition,
                        "on" | "via" | "over" | "through" | "by" | "in" | "using" | "to"
                    )
                {
                    return None;
                }
                let first = syntax.expand(p).first().copied().unwrap_or(p);
                let item = syntax.phrases[first].item.saturating_sub(1);
                let nominal = self.governing_noun(item);
                if let Some(noun) = nominal
                    && let Some(roles) = self.noun_roles(noun)
                {
                    let verb = match syntax.phrases[noun].relation {
                        Relation::Object(v) | Relation::Subject(v) => Some(v),
                        _ => self.clause_verb(item),
                    };
                    return Some(act(roles, verb));
                }
                if app && matches!(preposition, "to" | "in") && !(preposition == "to" && hit.trigger.public) {
                    return None;
                }
                let v = self.clause_verb(item)?;
                let verb = &syntax.verbs[v];
                let lemma = verb.lemma.as_str();
                let mutual = self.grammar.mutual_verbs.contains(lemma) && !(app && hit.trigger.public);
                let directed = self.grammar.directed_verbs.contains(lemma);
                let strong = hit.trigger.kind == TriggerKind::Phrase && hit.trigger.needs == Needs::Nothing;
                // `took to the platform to complain`
                let turns =
                    app && preposition == "to" && matches!(lemma, "take" | "turn" | "head" | "resort");
                if !(mutual || directed || strong || turns)
                    || (app && matches!(lemma, "be" | "have" | "hold" | "go" | "work" | "get" | "make"))
                {
                    return None;
                }
                if hit.trigger.kind == TriggerKind::Phrase
                    && lemma == "be"
                    && self.with(&self.complements(verb.item, true), &["with"]).is_empty()
                {
                    return None;
                }
                Some(act(self.verb_roles(v, mutual), Some(v)))
            }
            Relation::Object(v) => {
                // `used the app to message Ito`, `bypassing diplomatic channels`
                let verb = &syntax.verbs[v];
                if verb.lemma != "use" {
                    return None;
                }
                // `wrote to Ito using the app`, else `used the app to write to Ito`
                let before = verb.governor.filter(|_| verb.form == Form::Gerund);
                let after = (v + 1..syntax.verbs.len().min(v + 3))
                    .find(|&u| syntax.verbs[u].governor == Some(v) || syntax.verbs[u].item < phrase.item + 6);
                let u = [before, after].into_iter().flatten().find(|&u| self.communicates(u))?;
                let mutual = self.grammar.mutual_verbs.contains(&syntax.verbs[u].lemma);
                Some(act(self.verb_roles(u, mutual), Some(u)))
            }
            _ => None,
        }
    }

    fn communicates(&self, v: usize) -> bool {
        let lemma = &self.syntax.verbs[v].lemma;
        self.grammar.mutual_verbs.contains(lemma)
            || self.grammar.directed_verbs.contains(lemma)
            || matches!(lemma.as_str(), "text" | "message" | "communicate" | "criticize")
    }

    /// The noun of communication right before the preposition at the item: `conversations over Skype`.
    fn governing_noun(&self, item: usize) -> Option<usize> {
        let syntax = self.syntax;
        let Item::Phrase(p) = syntax.item(item.checked_sub(1)?) else { return None };
        let lemma = lemma::noun(syntax.lower(syntax.phrases[p].head));
        (self.grammar.mutual_nouns.contains(&lemma) || self.grammar.directed_nouns.contains(&lemma))
            .then_some(p)
    }

    fn noun_roles(&self, noun: usize) -> Option<Roles> {
        let syntax = self.syntax;
        let lemma = lemma::noun(syntax.lower(syntax.phrases[noun].head));
        let complements = self.complements(syntax.phrases[noun].item, false);
        let with = self.with(&complements, &["with", "between"]);
        let mut side: Vec<Actor> = self.owner(noun);
        let mut object = Vec::new();
        if let Relation::Object(v) = syntax.phrases[noun].relation
            && side.is_empty()
        {
            side = self.people(&syntax.verbs[v].subjects);
            if let Some(&first) = syntax.verbs[v].objects.first().filter(|&&o| o != noun && self.is_actor(o))
            {
                object = self.actors(first);
            }
        }
        let to = self.with(&complements, &["to"]);
        let from = self.with(&complements, &["from", "by"]);
        if self.grammar.mutual_nouns.contains(&lemma) {
            return Some(Roles { participants: [side, with, object].concat(), ..Roles::default() });
        }
        let from = if from.is_empty() { side } else { from };
        let to = if to.is_empty() { object } else { to };
        (!from.is_empty() || !to.is_empty()).then_some(Roles { from, to, ..Roles::default() })
    }

    fn verb_roles(&self, v: usize, mutual: bool) -> Roles {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let complements = self.complements(verb.item, true);
        let subjects = self.people(&verb.subjects);
        let object =
            verb.objects.iter().find(|&&o| self.is_actor(o)).map(|&o| self.actors(o)).unwrap_or_default();
        let with = self.with(&complements, &["with"]);
        let to = self.with(&complements, &["to"]);
        if verb.passive {
            return Roles { from: self.with(&complements, &["by"]), to: subjects, ..Roles::default() };
        }
        if mutual || (!with.is_empty() && object.is_empty() && to.is_empty()) {
            let others = if with.is_empty() { [object, to].concat() } else { with };
            return Roles { participants: [subjects, others].concat(), ..Roles::default() };
        }
        // What is said of somebody to everybody is not said to them.
        let addressed = matches!(
            verb.lemma.as_str(),
            "tell"
                | "reach"
                | "contact"
                | "message"
                | "inform"
                | "ask"
                | "send"
                | "notify"
                | "warn"
                | "urge"
                | "brief"
                | "alert"
                | "approach"
                | "thank"
                | "congratulate"
                | "invite"
                | "offer"
                | "call"
                | "text"
                | "instruct"
                | "advise"
                | "order"
                | "reassure"
                | "pressure"
                | "implore"
                | "lobby"
                | "interview"
                | "answer"
                | "address"
                | "question"
                | "beg"
                | "remind"
                | "wish"
                | "coerce"
        );
        let to = if !to.is_empty() {
            to
        } else if addressed {
            object
        } else {
            Vec::new()
        };
        Roles { from: subjects, to, ..Roles::default() }
    }
}
