//! What stands around a noun: whose it is, who makes, gets or holds it, and who speaks in it.
use super::Reader;
use super::roles::Surroundings;
use crate::actor::{self, Actor};
use crate::taxonomy::{Frame, Source};
use crate::trigger::Hit;
use textmine_syntax::{Prepositional, Relation, Tag};

/// Prepositions by which something is said in, at or through an act.
const SPEAKS: &[&str] =
    &["in", "on", "with", "via", "through", "over", "by", "during", "at", "from", "using"];
/// Prepositions by which somebody takes part in an act that has no sides.
const JOINS: &[&str] = &[
    "in",
    "on",
    "at",
    "during",
    "over",
    "via",
    "into",
    "for",
    "by",
    "from",
    "after",
    "following",
    "with",
    "before",
    "through",
];

/// What is known around a noun.
pub(super) struct Around<'r, 'a> {
    reader: &'r Reader<'r, 'a>,
    noun: usize,
    /// A place that it is from may be somebody: `a letter from Moscow`, but `a speech from Moscow`.
    from_places: bool,
    pub(super) owner: Vec<Actor>,
    pub(super) modifier: Vec<Actor>,
    /// Subject, as sender, receiver or one who takes part.
    pub(super) giver: Vec<Actor>,
    pub(super) taker: Vec<Actor>,
    pub(super) holder: Vec<Actor>,
    /// Who says something in it or with it.
    pub(super) speaker: Vec<Actor>,
    pub(super) addressee: Vec<Actor>,
    /// With whom somebody speaks by it.
    pub(super) partner: Vec<Actor>,
    /// The speaker speaks in it: `said in his letter`, not `insisted on his tweets`.
    said_in: bool,
    /// Whom it asks for something.
    urged: Vec<Actor>,
    /// An outlet in front of it.
    pub(super) outlet: Vec<Actor>,
    pub(super) complements: Vec<Prepositional>,
    /// The predicate that it depends on.
    pub(super) verb: Option<usize>,
}

impl Surroundings for Around<'_, '_> {
    fn actors(&self, source: &Source) -> Vec<Actor> {
        let reader = self.reader;
        let lemma = self.verb.map_or("", |v| reader.sentence.lemma(v));
        match source {
            // Whose it is, unless a pronoun only repeats who speaks in it.
            Source::Owner => {
                let pronoun =
                    matches!(self.owner[..], [Actor::Head(t)] if reader.sentence.tag(t) == Tag::PRPS);
                if pronoun && !self.speaker.is_empty() && self.said_in {
                    Vec::new()
                } else {
                    self.owner.clone()
                }
            }
            Source::Modifier => self.modifier.clone(),
            // `sent a text from Rome`: whoever sends it is the sender, wherever from.
            Source::Sender if reader.grammar.send.contains(lemma) => self.giver.clone(),
            Source::Giver => self.giver.clone(),
            Source::Taker => self.taker.clone(),
            Source::Holder => self.holder.clone(),
            Source::Addressee => self.addressee.clone(),
            Source::Speaker => self.speaker.clone(),
            Source::Partner => self.partner.clone(),
            Source::Urged => self.urged.clone(),
            Source::Outlet if !self.outlet.is_empty() => self.outlet.clone(),
            Source::Outlet => reader
                .outlet_after(&self.complements, &["on", "in", "for", "by", "at"])
                .map(|o| reader.actors(o))
                .unwrap_or_default(),
            Source::Listeners => reader.listeners_after(&self.complements),
            Source::Cohost if matches!(lemma, "hold" | "give" | "have" | "host" | "stage") => {
                reader.after(&self.complements, &["with", "alongside"])
            }
            // Only what the noun itself is of: `a call of Ito's`, not `a call at the house of Ito`.
            Source::Preposition(word) if word == "of" => {
                let own: Vec<Prepositional> = reader.sentence.prepositionals(self.noun, 0);
                reader.after(&own, &["of"])
            }
            Source::Preposition(word) if word == "from" && !self.from_places => {
                let mut from = reader.after(&self.complements, &[word]);
                from.retain(|actor| !reader.places.get(actor.token()).copied().unwrap_or(false));
                from
            }
            Source::Preposition(word) => reader.after(&self.complements, &[word]),
            _ => Vec::new(),
        }
    }
}

impl<'r, 'a> Around<'r, 'a> {
    /// Looks around the noun at `head`, a trigger.
    pub(super) fn new(reader: &'r Reader<'r, 'a>, hit: &Hit<'_>, head: usize) -> Self {
        let mut around = Around {
            reader,
            noun: head,
            from_places: !hit.trigger.frame.is_mutual() && !hit.trigger.frame.outlets_listen,
            owner: reader.owner(head),
            modifier: Vec::new(),
            giver: Vec::new(),
            taker: Vec::new(),
            holder: Vec::new(),
            speaker: Vec::new(),
            addressee: Vec::new(),
            partner: Vec::new(),
            said_in: false,
            urged: Vec::new(),
            outlet: Vec::new(),
            complements: reader.complements_of_noun(head),
            verb: None,
        };
        around.read_clauses(head);
        around.read_governor(head, &hit.trigger.frame);
        around
    }

    /// True if a verb says that it was sent, received or used.
    pub(super) fn is_acted(&self) -> bool {
        !(self.giver.is_empty()
            && self.taker.is_empty()
            && self.speaker.is_empty()
            && self.addressee.is_empty())
    }

    /// Clauses that belong to the noun: `a letter signed by Ito`, `the call that he made`, `an email urging Ito`.
    fn read_clauses(&mut self, head: usize) {
        let sentence = self.reader.sentence;
        for clause in sentence.dependents(head) {
            if !matches!(sentence.relation(clause), Relation::NounClause | Relation::Relative)
                || clause < head
            {
                continue;
            }
            for verb in sentence.conjuncts(clause) {
                self.read_clause(head, verb);
            }
        }
    }

    fn read_clause(&mut self, head: usize, verb: usize) {
        let (reader, sentence) = (self.reader, self.reader.sentence);
        let lemma = sentence.lemma(verb);
        let group = sentence.verb_group(verb);
        let others = |heads: Vec<usize>| -> Vec<usize> { heads.into_iter().filter(|&h| h != head).collect() };
        let agents = reader.people(&others(sentence.agents(verb)));
        let complements = reader.complements_of_verb(verb);
        // `a meeting involving Ito`
        if sentence.tag(verb) == Tag::VBG
            && !group.passive
            && matches!(lemma, "involve" | "include" | "feature")
        {
            fill(&mut self.holder, reader.people(&sentence.objects(verb)));
            return;
        }
        if sentence.tag(verb) == Tag::VBG && !group.passive && reader.grammar.urge.contains(lemma) {
            let objects = sentence.objects(verb);
            if self.urged.is_empty() {
                self.urged = reader.people(&objects);
            }
            return;
        }
        // `an email seen by the paper` was not sent to it, nor by it.
        if matches!(
            lemma,
            "see" | "obtain" | "review" | "view" | "publish" | "release" | "leak" | "intercept"
        ) && group.passive
        {
            return;
        }
        if reader.grammar.take.contains(lemma) && !reader.grammar.give.contains(lemma) {
            fill(&mut self.taker, agents);
            self.complements.extend(complements.into_iter().filter(|c| reader.preposition(c) != "by"));
            return;
        } else if reader.grammar.give.contains(lemma) {
            fill(&mut self.giver, agents);
            fill(
                &mut self.addressee,
                reader.people(&others(sentence.objects_as(verb, Relation::IndirectObject))),
            );
        } else if reader.grammar.hold.contains(lemma)
            && !(group.passive && reader.grammar.wishing.contains(lemma))
        {
            fill(&mut self.holder, agents);
        } else if sentence.relation(verb) == Relation::Relative && !group.passive {
            // `an interview in which he said`
            let inside = sentence.dependents(verb).any(|d| {
                sentence.lower(d) == "where"
                    || sentence.antecedent(d) == head
                        && sentence.case(d).is_some_and(|c| SPEAKS.contains(&sentence.lower(c)))
            });
            if inside {
                if reader.grammar.tell.contains(lemma) {
                    fill(&mut self.addressee, reader.people(&sentence.objects(verb)));
                }
                fill(&mut self.speaker, agents.clone());
                fill(&mut self.holder, agents);
            }
        } else {
            return;
        }
        self.complements.extend(complements);
    }

    /// What the noun depends on: the verb whose subject or object it is, the one it goes with by a preposition.
    fn read_governor(&mut self, head: usize, frame: &Frame) {
        let (reader, sentence) = (self.reader, self.reader.sentence);
        let mut noun = sentence.first_conjunct(head);
        // `a series of calls`, `part of the talks`: what governs the counting noun governs the act.
        while let (Relation::Nominal, Some(outer)) = (sentence.relation(noun), sentence.head(noun))
            && sentence.case(noun).is_some_and(|c| sentence.lower(c) == "of")
            && reader.grammar.quantities.contains(sentence.lemma(outer))
            && !reader.is_trigger(outer)
        {
            if self.owner.is_empty() {
                self.owner = reader.owner(outer);
            }
            let more =
                reader.complements_of_noun(outer).into_iter().filter(|c| c.head != noun && c.head > head);
            self.complements.extend(more);
            noun = sentence.first_conjunct(outer);
        }
        let Some(governor) = sentence.head(noun) else { return };
        match sentence.relation(noun) {
            Relation::Object => self.read_as_object(noun, governor, frame),
            Relation::Subject | Relation::PassiveSubject => self.read_as_subject(governor, frame),
            Relation::Oblique | Relation::Agent | Relation::Nominal | Relation::Unmarked => {
                self.read_as_complement(noun, frame);
            }
            _ => {
                self.verb = sentence.clause_of(noun);
                // `Ito was at the meeting`
                let there = sentence.dependent(noun, Relation::Copula).is_some()
                    && sentence.case(noun).is_some_and(|c| matches!(sentence.lower(c), "at" | "in" | "on"));
                if there && frame.is_mutual() {
                    fill(&mut self.holder, reader.people(&sentence.subjects(noun)));
                }
            }
        }
    }

    fn read_as_object(&mut self, noun: usize, verb: usize, frame: &Frame) {
        let (reader, sentence) = (self.reader, self.reader.sentence);
        self.verb = Some(verb);
        let subjects = reader.people(&sentence.subjects(verb));
        let others: Vec<usize> = sentence
            .dependents(verb)
            .filter(|&d| {
                matches!(sentence.relation(d), Relation::Object | Relation::IndirectObject) && d != noun
            })
            .flat_map(|d| sentence.conjuncts(d))
            .filter(|&o| !sentence.is_within(o, noun))
            .collect();
        let others = reader.people(&others);
        let lemma = sentence.lemma(verb);
        if lemma == "be" {
            return;
        }
        let behind = reader.complements_of_verb(verb).into_iter().filter(|c| c.head > noun);
        let known: Vec<Prepositional> = behind.filter(|c| !self.complements.contains(c)).collect();
        if frame.is_mutual() {
            if reader.grammar.hold.contains(lemma) || !others.is_empty() {
                fill(&mut self.holder, [subjects, others].concat());
                self.complements.extend(known);
            }
            return;
        }
        if reader.grammar.take.contains(lemma) {
            fill(&mut self.taker, subjects);
        } else if reader.grammar.give.contains(lemma) {
            fill(&mut self.giver, subjects);
            fill(&mut self.addressee, others);
        } else if reader.grammar.hold.contains(lemma) {
            fill(&mut self.holder, subjects);
        } else {
            return;
        }
        self.complements.extend(known);
    }

    fn read_as_subject(&mut self, verb: usize, frame: &Frame) {
        let (reader, sentence) = (self.reader, self.reader.sentence);
        self.verb = Some(verb);
        let complements = reader.complements_of_verb(verb);
        let lemma = sentence.lemma(verb);
        let grammar = reader.grammar;
        if sentence.verb_group(verb).passive {
            let by = reader.people(&sentence.agents(verb));
            if frame.is_mutual() {
                fill(&mut self.holder, by);
                if self.holder.is_empty() {
                    self.holder =
                        [reader.after(&complements, &["between"]), reader.after(&complements, &["with"])]
                            .concat();
                }
            } else if grammar.give.contains(lemma) {
                fill(&mut self.giver, by);
                fill(&mut self.giver, reader.after(&complements, &["from"]));
                fill(&mut self.addressee, reader.after(&complements, &["to"]));
            } else if grammar.take.contains(lemma) {
                fill(&mut self.taker, by);
            } else if grammar.hold.contains(lemma) {
                fill(&mut self.holder, by);
            }
        } else if matches!(lemma, "come" | "arrive" | "go" | "follow") {
            fill(&mut self.giver, reader.after(&complements, &["from"]));
            fill(&mut self.addressee, reader.after(&complements, &["to"]));
        } else if frame.is_mutual() && matches!(lemma, "include" | "involve" | "bring") {
            fill(&mut self.holder, reader.people(&sentence.objects(verb)));
        } else if frame.is_mutual() && grammar.happening.contains(lemma) {
            let sides =
                [reader.after(&complements, &["between"]), reader.after(&complements, &["with"])].concat();
            fill(&mut self.holder, sides);
        }
    }

    fn read_as_complement(&mut self, noun: usize, frame: &Frame) {
        let (reader, sentence) = (self.reader, self.reader.sentence);
        let Some(case) = sentence.case(noun) else {
            self.verb = sentence.clause_of(noun);
            return;
        };
        let preposition = sentence.lower(case);
        let outer = sentence.head(noun).filter(|&h| !reader.sentence.is_predicate(h));
        let Some(verb) = sentence.clause_of(noun) else { return };
        self.verb = Some(verb);
        // `the news of the call`, `the date for a meeting`: a noun that takes the preposition itself.
        if preposition == "of" || outer.is_some_and(|o| reader.is_trigger(o)) {
            return;
        }
        let lemma = sentence.lemma(verb);
        let complements = reader.complements_of_verb(verb);
        if preposition == "to" && matches!(lemma, "respond" | "reply" | "react" | "listen") {
            fill(&mut self.taker, reader.people(&sentence.subjects(verb)));
            return;
        }
        if frame.is_mutual() {
            let comes = preposition == "to"
                && matches!(lemma, "invite" | "add" | "come" | "bring" | "attend" | "call" | "summon");
            if !(JOINS.contains(&preposition) || comes)
                || lemma == "be" && !matches!(preposition, "on" | "in")
            {
                return;
            }
            // `days after the meeting she wrote`: what one speaks of as known was somebody's, not necessarily theirs.
            let past = matches!(preposition, "after" | "before" | "following");
            let known = sentence
                .dependents_as(noun, Relation::Determiner)
                .any(|d| matches!(sentence.lower(d), "the" | "that" | "this"));
            let mut holder = reader.people(&sentence.subjects(verb));
            let alone = holder.len() < 2 && reader.after(&self.complements, &["with"]).is_empty();
            if past && known && alone {
                return;
            }
            holder.extend(reader.people(&if sentence.verb_group(verb).passive {
                sentence.agents(verb)
            } else {
                Vec::new()
            }));
            // `assailed the editors in a meeting`, but `named Ito during the talks`.
            let within = matches!(preposition, "in" | "at" | "over") && !known;
            if (reader.grammar.join.contains(lemma) || within) && !sentence.verb_group(verb).passive {
                holder.extend(reader.people(&sentence.objects(verb)));
            }
            // `after lunch with Ito she met with Ngata`: that is another act.
            if !past {
                holder.extend(reader.after(&complements, &["with"]));
                holder.extend(reader.after(&complements, &["alongside"]));
            }
            fill(&mut self.holder, holder);
            return;
        }
        if !SPEAKS.contains(&preposition) {
            return;
        }
        self.said_in = preposition != "on";
        if sentence.verb_group(verb).passive {
            let subjects = reader.people(&sentence.subjects(verb));
            fill(&mut self.speaker, reader.people(&sentence.agents(verb)));
            if frame.outlets_listen && matches!(lemma, "quote" | "ask" | "interview") {
                fill(&mut self.speaker, subjects.clone());
            }
            if matches!(preposition, "by" | "in") {
                fill(&mut self.addressee, subjects);
            }
            return;
        }
        let subjects = sentence.subjects(verb);
        let mut speaker = reader.people(&subjects);
        if speaker.is_empty() {
            speaker = subjects.into_iter().filter(|&s| reader.may_act(s)).map(Actor::Head).collect();
        }
        // `corresponded by email`
        let means = matches!(preposition, "by" | "via" | "over" | "through" | "on");
        if means && reader.grammar.mutual_verbs.contains(lemma) && frame.name == "directed" && lemma != "be" {
            fill(&mut self.holder, [speaker, reader.after(&complements, &["with", "to"])].concat());
            return;
        }
        // `joined the mayor in a letter`
        if lemma == "join" {
            speaker.extend(reader.people(&sentence.objects(verb)));
        }
        fill(&mut self.speaker, speaker);
        if reader.grammar.mutual_verbs.contains(lemma) && !frame.outlets_listen {
            fill(&mut self.partner, reader.after(&complements, &["with"]));
        }
        if reader.grammar.tell.contains(lemma) {
            fill(&mut self.addressee, reader.people(&sentence.objects(verb)));
        }
        // `wrote to Ito in an email`
        if matches!(
            lemma,
            "write"
                | "say"
                | "send"
                | "complain"
                | "apologize"
                | "apologise"
                | "explain"
                | "reply"
                | "respond"
                | "suggest"
                | "confess"
                | "admit"
        ) {
            fill(&mut self.addressee, reader.after(&complements, &["to"]));
        }
    }
}

/// What is known first stays.
fn fill(place: &mut Vec<Actor>, actors: Vec<Actor>) {
    if place.is_empty() {
        *place = actors;
    }
}

impl Reader<'_, '_> {
    /// The possessor of a noun.
    pub(super) fn owner(&self, head: usize) -> Vec<Actor> {
        let sentence = self.sentence;
        let Some(owner) = sentence.dependent(head, Relation::Possessor).or_else(|| self.owner_before(head))
        else {
            return Vec::new();
        };
        if sentence.tag(owner) == Tag::PRPS || sentence.tag(owner) == Tag::WPS {
            let whose = sentence.antecedent(owner);
            return if sentence.lower(owner) == "its" { Vec::new() } else { vec![Actor::Head(whose)] };
        }
        if actor::is_time(&sentence.words()[owner]) {
            return Vec::new();
        }
        self.people(&sentence.conjuncts(owner))
    }

    /// The possessor in front of a noun, whatever the parser has hung it on: `Mr. Ito's late letter`, `his post`.
    fn owner_before(&self, head: usize) -> Option<usize> {
        let sentence = self.sentence;
        let inside = |t: usize| {
            sentence.tag(t).is_adjective() || matches!(sentence.tag(t), Tag::NN | Tag::NNP | Tag::CD)
        };
        let start = (0..head).rev().take(4).take_while(|&t| inside(t)).last().unwrap_or(head);
        let before = start.checked_sub(1)?;
        match sentence.tag(before) {
            Tag::PRPS => Some(before),
            Tag::POS => before.checked_sub(1).filter(|&t| sentence.tag(t).is_noun()),
            _ => None,
        }
    }

    /// The complements of a noun; of coordinated nouns that share them, those of the list.
    pub(super) fn complements_of_noun(&self, head: usize) -> Vec<Prepositional> {
        let mut all = self.sentence.prepositionals(head, 1);
        if all.is_empty() {
            let first = self.sentence.first_conjunct(head);
            for other in self.sentence.conjuncts(first).into_iter().filter(|&o| o != head) {
                all.extend(self.sentence.prepositionals(other, 1).into_iter().filter(|c| c.head > head));
            }
        }
        all.retain(|c| c.head > head);
        all.sort_by_key(|c| (c.depth, c.head));
        all.extend(self.next_complement(head));
        // `a note from the composer to a friend`, whatever the friend was hung on.
        let from = all.iter().find(|c| self.preposition(c) == "from").copied();
        all.extend(from.and_then(|c| self.next_complement(c.head)).filter(|c| self.preposition(c) == "to"));
        all
    }

    /// The noun after a preposition right behind a word, whatever the parser hung it on: `a message to Ito asking`,
    /// `met privately with Ito`.
    pub(super) fn next_complement(&self, word: usize) -> Option<Prepositional> {
        let sentence = self.sentence;
        let mut case = sentence.last_of_name(word) + 1;
        // `weekly` may be tagged as an adjective.
        let adverb = |t: usize| {
            sentence.tag(t).is_adverb() || sentence.tag(t) == Tag::JJ && sentence.lower(t).ends_with("ly")
        };
        while adverb(case) && case < word + 4 {
            case += 1;
        }
        let joins = matches!(sentence.lower(case), "to" | "from" | "with" | "between" | "by");
        if !joins || !matches!(sentence.tag(case), Tag::IN | Tag::TO) {
            return None;
        }
        let opens = |t: usize| {
            matches!(sentence.tag(t), Tag::DT | Tag::PRPS | Tag::JJ | Tag::CD | Tag::PDT | Tag::VBN)
        };
        let inside =
            |t: usize| sentence.tag(t).is_noun() || matches!(sentence.tag(t), Tag::Hyphen | Tag::POS);
        let first = (case + 1..sentence.len()).find(|&t| !opens(t))?;
        if sentence.tag(first) == Tag::PRP {
            return Some(Prepositional { case: Some(case), head: first, depth: usize::MAX });
        }
        let end = (first..sentence.len()).find(|&t| !inside(t)).unwrap_or(sentence.len());
        let last = (first..end).rev().find(|&t| sentence.tag(t).is_noun())?;
        // A name is known by its first word.
        let head = match (sentence.relation(last), sentence.head(last)) {
            (Relation::Flat, Some(head)) if head > case => head,
            // `with House and Senate lawmakers`
            (Relation::Compound, Some(head)) if sentence.tag(last + 1) == Tag::CC && head == last + 3 => head,
            _ => last,
        };
        Some(Prepositional { case: Some(case), head, depth: usize::MAX })
    }
}
