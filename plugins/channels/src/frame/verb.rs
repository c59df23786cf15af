//! Verbs that are acts: `phoned`, `met`, `told the paper`.
use super::roles::Surroundings;
use super::{Act, REACH, Reader, Reason, Roles};
use crate::actor::{self, Actor};
use crate::taxonomy::{Needs, ObjectKind, Source, TriggerKind};
use crate::trigger::Hit;
use textmine_syntax::{Inflection, Prepositional, Relation, Tag, VerbGroup};

/// Verbs of meals and talks that several people may do among themselves: `the ministers dined`.
const TOGETHER: &[&str] = &["dine", "lunch", "confer", "huddle"];

/// A verb and what depends on it.
pub(super) struct Predicate<'r, 'a> {
    reader: &'r Reader<'r, 'a>,
    hit: &'r Hit<'r>,
    pub(super) verb: usize,
    group: VerbGroup,
    agents: Vec<usize>,
    /// Whom or what it is done to.
    patients: Vec<usize>,
    complements: Vec<Prepositional>,
}

impl Surroundings for Predicate<'_, '_> {
    fn actors(&self, source: &Source) -> Vec<Actor> {
        let reader = self.reader;
        match source {
            Source::Subject => {
                let any = !self.hit.trigger.frame.is_mutual();
                let does: Vec<usize> = self
                    .agents
                    .iter()
                    .copied()
                    .filter(|&s| reader.is_actor(s) || any && reader.may_act(s))
                    .collect();
                let named: Vec<Actor> = reader.people(&does);
                if named.is_empty() { does.into_iter().map(Actor::Head).collect() } else { named }
            }
            Source::Object => self.addressee(),
            Source::MessageOwner => self.patients.first().map(|&o| reader.owner(o)).unwrap_or_default(),
            Source::Outlet => reader
                .outlet_after(&self.complements, &["on", "in", "for", "to"])
                .map(|o| reader.actors(o))
                .unwrap_or_default(),
            Source::Listeners => reader.listeners_after(&self.complements),
            Source::Preposition(word) => match word.as_str() {
                // A programme or its owner: `said on CNN`.
                "on" => reader
                    .outlet_after(&self.complements, &["on"])
                    .or_else(|| reader.outlet_behind(self.verb, &["on"]))
                    .map(|o| reader.actors(o))
                    .unwrap_or_default(),
                // `wrote to the platform`: whom one writes to may be one.
                "to" if self.hit.trigger.text.ends_with(" to") => {
                    let people = reader.after(&self.complements, &["to"]);
                    let any =
                        || self.complements.iter().find(|c| reader.preposition(c) == "to" && c.depth == 0);
                    if !people.is_empty() {
                        return people;
                    }
                    any().filter(|c| reader.is_app(c.head)).map(|c| reader.actors(c.head)).unwrap_or_default()
                }
                word => reader.after(&self.complements, &[word]),
            },
            _ => Vec::new(),
        }
    }
}

impl Predicate<'_, '_> {
    /// Who is addressed by the verb's direct object.
    fn addressee(&self) -> Vec<Actor> {
        let (reader, trigger) = (self.reader, self.hit.trigger);
        if trigger.needs == Needs::Audience && trigger.object == ObjectKind::Audience {
            let outlets: Vec<usize> =
                self.patients.iter().copied().filter(|&o| reader.is_of_outlet(o)).collect();
            return outlets.into_iter().map(Actor::Head).collect();
        }
        if trigger.object == ObjectKind::Audience {
            return self
                .patients
                .first()
                .map(|&o| reader.people_or_head(o, &self.patients))
                .unwrap_or_default();
        }
        let somebody = |o: usize| reader.is_actor(o) || !trigger.frame.is_mutual() && reader.is_number(o);
        let people: Vec<usize> = self.patients.iter().copied().filter(|&o| somebody(o)).collect();
        if !people.is_empty() {
            let numbers = people.iter().copied().filter(|&o| !reader.is_actor(o)).map(Actor::Head);
            return reader.people(&people).into_iter().chain(numbers).collect();
        }
        match self.patients.first() {
            // Whom one writes to is somebody, whatever the noun, unless it is what one writes.
            Some(&o)
                if trigger.object == ObjectKind::Any
                    && trigger.addresses_objects
                    && reader.may_act(o)
                    && !reader.is_content(o)
                    && reader.after(&self.complements, &["to"]).is_empty() =>
            {
                vec![Actor::Head(o)]
            }
            _ => Vec::new(),
        }
    }
}

impl<'r> Reader<'r, '_> {
    pub(super) fn verb_act(&self, hit: &Hit<'r>, used: &mut [bool]) -> Result<Act, Reason> {
        let sentence = self.sentence;
        let Some(verb) = (hit.start..hit.end).find(|&t| sentence.tag(t).is_verb()) else {
            return Err("no verb here".into());
        };
        let relation = sentence.relation(verb);
        if matches!(relation, Relation::Adjective | Relation::Compound | Relation::Auxiliary | Relation::Case)
        {
            return Err("it describes another word".into());
        }
        let group = sentence.verb_group(verb);
        let after = |o: &usize| {
            let conjunction = sentence.lower(*o) == "that" && sentence.tag(*o) != Tag::DT;
            (*o >= hit.end || group.passive || *o < hit.start)
                && !conjunction
                && !actor::is_time(&sentence.words()[*o])
        };
        let mut predicate = Predicate {
            reader: self,
            hit,
            verb,
            group,
            agents: sentence.agents(verb),
            patients: sentence.patients(verb).into_iter().filter(after).collect(),
            complements: self.complements_of_verb(verb),
        };
        if hit.trigger.needs == Needs::Audience
            && let Some(told) = sentence.object_behind(verb).filter(|o| !predicate.patients.contains(o))
        {
            predicate.patients.insert(0, told);
        }
        // `texted the group the plan`, of which the parser saw the plan alone.
        if matches!(hit.trigger.object, ObjectKind::Person | ObjectKind::PersonOrNone)
            && !hit.trigger.naming
            && !predicate.patients.iter().any(|&o| self.is_actor(o))
            && let Some(told) = sentence.object_behind(verb).filter(|&o| self.is_actor(o))
        {
            predicate.patients.insert(0, told);
        }
        self.object_fits(&predicate)?;
        let trigger = hit.trigger;
        let (mut roles, how) = self.roles(&trigger.frame, &trigger.frame.verb, &predicate);
        self.has_needed(&predicate, &roles)?;
        let mut channel = trigger.channel;
        if trigger.frame.name == "interview" && roles.to.iter().any(|a| self.is_authority(*a)) {
            // Investigators question; only the public's interviewers interview.
            channel = self.taxonomy.channel("meeting").unwrap_or(channel);
            roles = Roles { participants: [roles.from, roles.to].concat(), ..Roles::default() };
        }
        let addressed = trigger.text.ends_with(" to");
        let means: Vec<Prepositional> = predicate
            .complements
            .iter()
            .copied()
            .filter(|c| !(addressed && self.preposition(c) == "to"))
            .collect();
        let mut medium = None;
        if Some(channel) == self.taxonomy.media() {
            medium = roles.to.iter().find_map(|a| match *a {
                Actor::Head(h) => self.medium_of(h).or_else(|| self.medium_within(h)),
                Actor::Name(start, end) => Some((start, end)),
            });
        } else if let Some((index, app)) = self.app_among(&means).or_else(|| self.app_used(verb)) {
            channel = self.channel_on(app, channel);
            medium = Some((app.start, app.end));
            used[index] = true;
        }
        // `wrote to`, `called in to`: the preposition is none of the trigger.
        let preposition = matches!(sentence.lower(hit.last()), "to" | "into") && hit.end > hit.start + 1;
        let end = if preposition { hit.last() } else { hit.end };
        let why = format!("verb `{}`, frame {}: {how}", trigger.text, trigger.frame.name);
        Ok(Act { start: hit.start, end, channel, roles, medium, verb: Some(verb), noun: None, why })
    }

    /// The complements of a verb, those of its objects included, behind it; a clause may open with one.
    pub(super) fn complements_of_verb(&self, verb: usize) -> Vec<Prepositional> {
        let mut all = self.sentence.prepositionals(verb, REACH);
        all.retain(|c| c.depth == 0 || c.head > verb);
        all.sort_by_key(|c| (c.head < verb, c.depth, c.head));
        all.extend(self.next_complement(verb));
        all
    }

    /// The app of `used the app to message Ito`, with its place among the hits.
    fn app_used(&self, verb: usize) -> Option<(usize, &'r Hit<'r>)> {
        let governor = self.sentence.head(verb).filter(|&g| self.sentence.lemma(g) == "use")?;
        let object = self.sentence.objects(governor);
        self.app_at(*object.first()?)
    }

    /// The noun with those coordinated with it, if it stands for itself.
    fn people_or_head(&self, head: usize, all: &[usize]) -> Vec<Actor> {
        let people = self.people(all);
        if people.is_empty() { vec![Actor::Head(head)] } else { people }
    }

    pub(super) fn is_content(&self, head: usize) -> bool {
        let lemma = self.sentence.lemma(head);
        self.is_message(head)
            || self.grammar.directed_nouns.contains(lemma)
            || matches!(lemma, "word" | "order" | "detail" | "number" | "it")
    }

    /// True for a number that can be dialled: `dialled 911`.
    fn is_number(&self, head: usize) -> bool {
        let word = &self.sentence.words()[head];
        let money = head.checked_sub(1).is_some_and(|t| self.sentence.tag(t) == Tag::Dollar);
        word.tag == Tag::CD && !money && !word.text.contains(',')
    }

    fn is_message(&self, head: usize) -> bool {
        matches!(
            self.sentence.lemma(head),
            "email" | "e-mail" | "message" | "mail" | "attachment" | "draft" | "document" | "link"
        )
    }

    /// Fails unless everything is known that the trigger needs to be an act.
    fn has_needed(&self, predicate: &Predicate<'_, '_>, roles: &Roles) -> Result<(), Reason> {
        let sentence = self.sentence;
        let complements = &predicate.complements;
        let has = |prepositions: &[&str]| !self.after(complements, prepositions).is_empty();
        match predicate.hit.trigger.needs {
            Needs::Partner => {
                let several = predicate.agents.len() > 1
                    || predicate.agents.iter().any(|&s| actor::is_plural(sentence, s));
                let together = several && TOGETHER.contains(&sentence.lemma(predicate.verb));
                if together || has(&["with", "to", "between", "on", "alongside"]) {
                    Ok(())
                } else {
                    Err("nobody on the other side".into())
                }
            }
            Needs::Between if !has(&["between"]) => Err("nothing that it lies between".into()),
            Needs::Authority => {
                let asks = roles.participants.iter().chain(&roles.from).any(|a| self.is_authority(*a));
                if asks { Ok(()) } else { Err("no investigators take part".into()) }
            }
            Needs::Audience => {
                let told = roles.to.iter().any(|a| match *a {
                    Actor::Head(h) => self.is_of_outlet(h),
                    Actor::Name(..) => true,
                });
                if told { Ok(()) } else { Err("it is said to no outlet and to no reporters".into()) }
            }
            // A word that means nothing else is an act whoever it is of: `the warning had been emailed`.
            Needs::Online => {
                // `posted on X`, whatever the parser hangs it on.
                let behind = self.hits.iter().any(|h| {
                    h.trigger.kind == TriggerKind::App
                        && !self.is_media(h)
                        && h.start > predicate.verb
                        && h.start < predicate.verb + 6
                        && matches!(sentence.lower(h.start - 1), "on" | "to" | "via" | "in")
                });
                let online = behind
                    || self.app_among(complements).is_some()
                    || predicate.patients.iter().any(|&o| self.grammar.posted.contains(sentence.lemma(o)))
                    || complements.iter().any(|c| self.grammar.online.contains(sentence.lemma(c.head)))
                    || (predicate.verb..predicate.verb + 7).any(|t| sentence.lower(t) == "online");
                if online { Ok(()) } else { Err("nothing says that it is posted online".into()) }
            }
            _ if roles.is_empty()
                && (predicate.hit.trigger.object != ObjectKind::Any
                    || predicate.hit.trigger.naming
                    || predicate.hit.trigger.frame.name == "relay") =>
            {
                Err("nobody who takes part".into())
            }
            _ => Ok(()),
        }
    }

    /// Fails unless the direct object is what the trigger asks for.
    fn object_fits(&self, predicate: &Predicate<'_, '_>) -> Result<(), Reason> {
        let sentence = self.sentence;
        let Predicate { hit, group, agents, patients, .. } = predicate;
        let first = patients.first().copied();
        let person = patients.iter().any(|&o| self.is_actor(o));
        // `texted the question to Ito`
        let sent = !hit.trigger.naming
            && !hit.trigger.frame.is_mutual()
            && !self.after(&predicate.complements, &["to"]).is_empty();
        let fits = match hit.trigger.object {
            ObjectKind::Person | ObjectKind::PersonOrNone if sent => true,
            ObjectKind::Any => true,
            ObjectKind::None => first.is_none() && !group.passive,
            ObjectKind::PersonOrNone => first.is_none() || person,
            ObjectKind::Message => first.is_some_and(|o| self.is_message(o)),
            ObjectKind::Audience if hit.trigger.needs == Needs::Audience => {
                patients.iter().any(|&o| self.is_of_outlet(o))
            }
            ObjectKind::Audience => first.is_some_and(|o| self.is_listener(o)),
            ObjectKind::Person => {
                if hit.trigger.naming {
                    self.is_call(predicate)?;
                }
                match first {
                    Some(o) if hit.trigger.needs == Needs::Visit => self.is_visited(o),
                    Some(o) => person || self.is_number(o),
                    None if group.passive => false,
                    None if hit.trigger.frame.is_mutual() => self.meet_among_themselves(predicate),
                    None => {
                        agents.iter().any(|&s| self.is_actor(s))
                            || agents.is_empty() && group.form != Inflection::Participle
                    }
                }
            }
        };
        if fits {
            return Ok(());
        }
        Err(match (hit.trigger.object, first) {
            (ObjectKind::None, _) => "it has an object".into(),
            (ObjectKind::Message, _) => "its object is nothing written".into(),
            (ObjectKind::Audience, _) => "its object is no audience".into(),
            (_, Some(o)) => format!("its object `{}` is nobody", sentence.words()[o].text).into(),
            (_, None) => "nobody on the other side".into(),
        })
    }

    fn meet_among_themselves(&self, predicate: &Predicate<'_, '_>) -> bool {
        let sentence = self.sentence;
        let with = predicate.complements.iter().find(|c| self.preposition(c) == "with");
        let person = predicate.agents.iter().any(|&s| self.is_actor(s));
        let several =
            predicate.agents.len() > 1 || predicate.agents.iter().any(|&s| actor::is_plural(sentence, s));
        match with {
            Some(c) => self.is_actor(c.head) || self.is_trigger(c.head) || self.is_some_party(c.head),
            None => {
                person
                    && (several || sentence.tag(predicate.verb) == Tag::VBG)
                    && predicate.hit.trigger.needs == Needs::Nothing
            }
        }
    }

    /// Fails unless a verb that also means to name is used for getting in touch here.
    fn is_call(&self, predicate: &Predicate<'_, '_>) -> Result<(), Reason> {
        const NAMES: &str = "it names its object";
        let sentence = self.sentence;
        let Predicate { verb, group, patients, .. } = predicate;
        let verb = *verb;
        // `called him a liar`, `called her unfit`, `what he called an error`
        let named = sentence.dependents(verb).any(|d| {
            d > verb
                && match sentence.relation(d) {
                    Relation::OpenComplement => {
                        let inflection = sentence.verb_group(d).form;
                        let clause = sentence.tag(d).is_verb()
                            && matches!(inflection, Inflection::Infinitive | Inflection::Gerund);
                        let who =
                            sentence.tag(d).is_name() && sentence.dependent(verb, Relation::Object).is_none();
                        !(clause || who || actor::is_time(&sentence.words()[d]))
                    }
                    Relation::IndirectObject => sentence.dependent(verb, Relation::Object).is_some_and(|o| {
                        !(actor::is_time(&sentence.words()[o]) || sentence.tag(o).is_name() && o == d + 1)
                    }),
                    _ => false,
                }
        });
        // `called Ms. Ito Saturday` has one object, whatever the parser makes of it.
        let objects = sentence.dependents(verb).filter(|&d| {
            d > verb
                && matches!(sentence.relation(d), Relation::Object | Relation::OpenComplement)
                && !actor::is_time(&sentence.words()[d])
                && !(sentence.tag(d).is_name() && sentence.tag(d - 1).is_name())
                && !(sentence.tag(d).is_verb() && sentence.dependent(d, Relation::Mark).is_some())
        });
        let (count, last) = objects.fold((0, None), |(n, _), d| (n + 1, Some(d)));
        if named || count > 1 {
            return Err(NAMES.into());
        }
        let what = sentence
            .subtree(verb)
            .take_while(|&t| t < verb)
            .any(|t| matches!(sentence.lower(t), "what" | "which") && sentence.clause_of(t) == Some(verb));
        if what {
            return Err(NAMES.into());
        }
        let next = sentence.lower(predicate.hit.end);
        let quoted = |t: usize| matches!(sentence.lower(t), "\"" | "“" | "”" | "'" | "‘" | "``" | "''");
        let asks = predicate.complements.iter().any(|c| {
            c.depth == 0
                && c.head > verb
                && matches!(self.preposition(c), "for" | "on" | "upon")
                && !actor::is_time(&sentence.words()[c.head])
        });
        if patients.is_empty() && asks {
            return Err("it asks for something".into());
        }
        // `a firm, now called Ito`
        if sentence.tag(verb) == Tag::VBN
            && !group.perfect
            && group.form == Inflection::Participle
            && sentence.tag(predicate.hit.end).is_name()
        {
            return Err(NAMES.into());
        }
        if group.passive || patients.is_empty() {
            // `was called a liar`, `a man called Ito` name; `was called by Ito`, `were called to the scene` don't.
            let here = predicate.hit.end;
            let bare = sentence.tag(here).is_noun() && sentence.relation(here) != Relation::Unmarked
                || matches!(sentence.tag(here), Tag::DT | Tag::JJ | Tag::PRPS)
                    && !actor::is_time(&sentence.words()[sentence.head(here).unwrap_or(here)]);
            let reduced = group.passive
                && sentence.relation(verb) == Relation::NounClause
                && next != "by"
                && next != "to";
            if quoted(here) || bare || reduced {
                return Err(NAMES.into());
            }
            // `was called` alone may be a summons, a name, a decision.
            let reached = predicate.complements.iter().any(|c| {
                c.depth == 0 && matches!(self.preposition(c), "by" | "to" | "at" | "from" | "about")
            });
            if group.passive && !reached {
                return Err("nobody calls, and nothing says where to".into());
            }
            return Ok(());
        }
        let Some(object) = patients.first().copied() else { return Ok(()) };
        if quoted(predicate.hit.end) {
            return Err(NAMES.into());
        }
        if !patients.iter().any(|&o| self.is_actor(o)) && !self.is_number(object) {
            return Err(format!("its object `{}` is nobody", sentence.words()[object].text).into());
        }
        // Names in quotation marks behind the object: `called Ito “brave”`.
        let end = last.map_or(predicate.hit.end, |o| sentence.subtree(o).end);
        let behind = sentence.words()[predicate.hit.end..end.min(sentence.len())].iter();
        let pronoun = sentence.tag(object) == Tag::PRP;
        if quoted(end)
            || pronoun && quoted(object + 1)
            || behind.clone().any(|w| matches!(w.lower, "“" | "``"))
        {
            return Err(NAMES.into());
        }
        // What follows a pronoun or a name names it, whatever the parser makes of it, unless it says when.
        let after = sentence.last_of_name(object) + 1;
        let time = (after..sentence.len().min(after + 3)).any(|t| actor::is_time(&sentence.words()[t]));
        let follows = match sentence.tag(after) {
            Tag::DT => sentence.lower(after) != "that" && (pronoun || sentence.tag(object).is_name()),
            tag => pronoun && names_after(tag),
        };
        if follows && !time {
            return Err(NAMES.into());
        }
        Ok(())
    }
}

fn names_after(tag: Tag) -> bool {
    matches!(tag, Tag::DT | Tag::JJ | Tag::JJS | Tag::NN | Tag::NNP | Tag::NNS | Tag::PRPS)
}
