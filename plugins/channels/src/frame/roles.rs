//! Who is who around a noun, by its frame.
use super::noun::Around;
use super::{Complement, Reader, Roles};
use crate::actor::Actor;
use crate::lemma;
use crate::syntax::{Form, Item};
use crate::taxonomy::Frame;

/// Verbs whose object a written message is addressed to.
const URGING: &[&str] = &[
    "urge",
    "ask",
    "tell",
    "invite",
    "thank",
    "warn",
    "inform",
    "notify",
    "request",
    "beg",
    "remind",
    "advise",
    "instruct",
    "order",
    "congratulate",
    "implore",
    "tell",
];

fn first_of(actors: Vec<Actor>, others: &[Actor]) -> Vec<Actor> {
    if actors.is_empty() { others.to_vec() } else { actors }
}

impl Reader<'_, '_> {
    /// The roles that a noun's frame gives to those around it.
    pub(super) fn roles(&self, p: usize, frame: Frame, around: &Around, outlets: Vec<Actor>) -> Roles {
        let c = &around.complements;
        let with = first_of(self.with(c, &["with"]), &around.partner);
        let between = self.with(c, &["between", "among"]);
        let (from_pp, to_pp, by) = (self.with(c, &["from"]), self.with(c, &["to"]), self.with(c, &["by"]));
        let first =
            |options: Vec<Vec<Actor>>| options.into_iter().find(|o| !o.is_empty()).unwrap_or_default();
        // Whose it is, unless a pronoun only repeats who speaks in it.
        let pronoun = matches!(around.owner[..], [Actor::Pronoun(_)]);
        let owner = if pronoun && !around.speaker.is_empty() { Vec::new() } else { around.owner.clone() };
        match frame {
            Frame::Mutual => {
                let mut participants = [around.owner.clone(), around.named.clone(), between.clone()].concat();
                let others = [with, self.with(c, &["of"]), by, to_pp, from_pp].concat();
                if participants.is_empty() {
                    participants = around.holder.clone();
                }
                participants.extend(others);
                Roles { participants, ..Roles::default() }
            }
            Frame::Interview => {
                let source = first(vec![
                    around.speaker.clone(),
                    around.holder.clone(),
                    around.giver.clone(),
                    owner,
                    by.clone(),
                ]);
                let mut to = first(vec![with, to_pp, outlets, around.spoken_to.clone(), self.on_outlet(c)]);
                let mut from = first(vec![self.with(c, &["of"]), source]);
                // `the paper's interview with Ito`: the paper asks.
                if from.iter().any(|a| self.is_outlet_actor(a)) && !to.iter().any(|a| self.is_outlet_actor(a))
                {
                    std::mem::swap(&mut from, &mut to);
                }
                if from.is_empty() && !around.taker.is_empty() {
                    from = around.taker.clone();
                }
                to.retain(|a| !from.contains(a));
                Roles { from, to, ..Roles::default() }
            }
            Frame::Speech => {
                let from = first(vec![
                    owner,
                    by,
                    from_pp,
                    around.giver.clone(),
                    around.holder.clone(),
                    around.speaker.clone(),
                    around.named.clone(),
                ]);
                let with = if matches!(
                    around.verb.map(|v| self.syntax.verbs[v].lemma.as_str()),
                    Some("hold" | "give" | "have")
                ) {
                    with
                } else {
                    Vec::new()
                };
                let from = if with.is_empty() { from } else { [from, with].concat() };
                let to = first(vec![
                    to_pp,
                    outlets.clone(),
                    self.at_listeners(c),
                    around.spoken_to.clone(),
                    self.with(c, &["with"]),
                ]);
                let to = to.into_iter().filter(|a| !from.contains(a)).collect();
                Roles { from, to, ..Roles::default() }
            }
            _ if !between.is_empty() => Roles { participants: between, ..Roles::default() },
            _ if !with.is_empty() => {
                let other = first(vec![
                    around.owner.clone(),
                    around.holder.clone(),
                    around.speaker.clone(),
                    around.taker.clone(),
                    around.giver.clone(),
                ]);
                Roles { participants: [other, with].concat(), ..Roles::default() }
            }
            _ if !around.holder.is_empty()
                && around.owner.is_empty()
                && from_pp.is_empty()
                && to_pp.is_empty()
                && !matches!(frame, Frame::Post | Frame::Relay) =>
            {
                Roles { participants: around.holder.clone(), ..Roles::default() }
            }
            _ => {
                // `sent a text from Rome`: whoever sends it is the sender, wherever from; others may only carry it.
                let sends = around.verb.is_some_and(|v| {
                    matches!(
                        self.syntax.verbs[v].lemma.as_str(),
                        "send" | "make" | "place" | "write" | "issue" | "post"
                    )
                });
                let sender = if sends { around.giver.clone() } else { Vec::new() };
                let carrier = if frame == Frame::Relay { around.holder.clone() } else { Vec::new() };
                let from = first(vec![
                    sender,
                    from_pp,
                    owner,
                    by,
                    around.giver.clone(),
                    around.speaker.clone(),
                    around.named.clone(),
                    carrier,
                ]);
                let to = first(vec![to_pp, self.urged(p), around.taker.clone(), around.spoken_to.clone()]);
                let to = to.into_iter().filter(|a| !from.contains(a)).collect();
                Roles { from, to, ..Roles::default() }
            }
        }
    }

    /// `a letter urging the bank to act` is to the bank.
    fn urged(&self, p: usize) -> Vec<Actor> {
        let syntax = self.syntax;
        let next = syntax.phrases[p].item + 1;
        // `a letter falsely claiming fraud and urging the bank to act`
        let belongs = |k: usize| match syntax.item(k) {
            Item::Verb(v) => matches!(syntax.verbs[v].form, Form::Gerund | Form::Participle),
            item => matches!(item, Item::Prep(_) | Item::Phrase(_) | Item::Other(_) | Item::And(_)),
        };
        let end = (next..next + 16).take_while(|&k| belongs(k)).last().unwrap_or(next);
        let urging = (next..=end).find_map(|k| match syntax.item(k) {
            Item::Verb(v)
                if matches!(syntax.verbs[v].form, Form::Gerund)
                    && URGING.contains(&syntax.verbs[v].lemma.as_str()) =>
            {
                Some(v)
            }
            _ => None,
        });
        let object = urging.and_then(|v| syntax.verbs[v].objects.first().copied());
        object.filter(|&o| self.is_actor(o)).map(|o| self.actors(o)).unwrap_or_default()
    }

    /// An outlet behind `on`, `in` or `for`.
    fn on_outlet(&self, complements: &[Complement]) -> Vec<Actor> {
        let found = complements.iter().find(|&&(t, p)| {
            matches!(self.syntax.lower(t), "on" | "in" | "for" | "by" | "at")
                && self.is_outlet(p)
                && !self.syntax.phrases[p].temporal
        });
        found.map(|&(_, p)| self.actors(p)).unwrap_or_default()
    }

    /// Listeners behind `at`, `before`, `in`: parliament, a rally.
    fn at_listeners(&self, complements: &[Complement]) -> Vec<Actor> {
        let found = complements.iter().find(|&&(t, p)| {
            let lemma = lemma::noun(self.syntax.lower(self.syntax.phrases[p].head));
            (matches!(self.syntax.lower(t), "before") && self.grammar.listeners.contains(&lemma))
                || (matches!(self.syntax.lower(t), "in" | "for" | "on") && self.is_outlet(p))
        });
        found.map(|&(_, p)| self.actors(p)).unwrap_or_default()
    }

    fn is_outlet_actor(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Phrase(p) => self.is_outlet(*p),
            Actor::Name(..) => true,
            Actor::Pronoun(_) => false,
        }
    }
}
