//! Realis: whether an act happened, habitually happens, did not happen, or may happen.
use crate::actor;
use crate::frame::{Act, Reader};
use serde::{Deserialize, Serialize};
use textmine_core::schemars::JsonSchema;
use textmine_core::serde;
use textmine_syntax::{Inflection, Relation, Tag};

/// Whether an act happened.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase", crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub enum Realis {
    /// Asserted as done or in progress.
    #[default]
    Actual,
    /// A practice.
    Habitual,
    /// Did not or will not happen.
    Negated,
    /// Future, planned, asked for, attempted, conditional.
    Hypothetical,
}

impl Realis {
    /// The value of the attribute.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Realis::Actual => "actual",
            Realis::Habitual => "habitual",
            Realis::Negated => "negated",
            Realis::Hypothetical => "hypothetical",
        }
    }
}

/// What an act that lies ahead will do, rather than one that has had its effect.
const CONTENT: &[&str] = &[
    "focus",
    "discuss",
    "address",
    "cover",
    "last",
    "include",
    "feature",
    "center",
    "centre",
    "tackle",
    "deal",
    "mark",
    "aim",
    "seek",
    "run",
    "continue",
    "conclude",
    "examine",
    "review",
    "run",
    "explore",
    "consider",
    "concentrate",
];
/// Nouns whose `of` says what begins anew.
const RENEWALS: &[&str] =
    &["renewal", "resumption", "revival", "restart", "relaunch", "round", "continuation", "start"];

/// How far governors are followed upwards.
const DEPTH: usize = 5;

/// What a word that governs an act says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stance {
    Denies,
    Leaves,
    None,
}

impl Reader<'_, '_> {
    /// Whether the act happened, by its own words and those that govern it.
    pub(crate) fn realis(&self, act: &Act) -> Realis {
        match (act.noun, act.verb) {
            (Some(noun), _) => self.realis_of_noun(noun, act),
            (None, Some(verb)) => {
                if self.outside_channel(act) {
                    return Realis::Negated;
                }
                self.realis_of_verb(verb, DEPTH)
            }
            (None, None) => Realis::Actual,
        }
    }

    /// `without phone or email`, `outside diplomatic channels`
    fn outside_channel(&self, act: &Act) -> bool {
        (act.start..act.end).any(|t| {
            self.sentence
                .case(t)
                .is_some_and(|c| self.grammar.negative_words.contains(self.sentence.lower(c)))
        })
    }

    fn realis_of_noun(&self, noun: usize, act: &Act) -> Realis {
        let sentence = self.sentence;
        let phrase = sentence.noun_phrase(noun);
        let mut habitual = false;
        let mut planned = false;
        for t in phrase.start..noun {
            let lower = sentence.lower(t);
            let denies = self.grammar.negative_words.contains(lower) && lower != "not";
            if denies && sentence.tag(t) != Tag::CC {
                return Realis::Negated;
            }
            planned |= self.grammar.hypothetical_modifiers.contains(lower);
            habitual |= self.grammar.habitual_modifiers.contains(lower);
        }
        if sentence.case(noun).is_some_and(|c| self.grammar.negative_words.contains(sentence.lower(c))) {
            return Realis::Negated;
        }
        let status = self.realis_by_place(noun, act, DEPTH);
        if status == Realis::Negated {
            return status;
        }
        // `the call that will take place`, `the letter he never sent`
        for clause in sentence.dependents(noun) {
            if !matches!(sentence.relation(clause), Relation::Relative | Relation::NounClause)
                || clause < noun
            {
                continue;
            }
            let group = sentence.verb_group(clause);
            let own = sentence.relation(clause) == Relation::Relative;
            let acts = self.is_light(sentence.lemma(clause))
                || self.grammar.happening.contains(sentence.lemma(clause));
            if own && acts && group.negated {
                return Realis::Negated;
            }
            if own && acts && group.modal.is_some()
                || matches!(sentence.lemma(clause), "schedule" | "plan" | "propose") && group.passive
            {
                return Realis::Hypothetical;
            }
        }
        if planned {
            return Realis::Hypothetical;
        }
        if habitual && status == Realis::Actual { Realis::Habitual } else { status }
    }

    /// By what the noun depends on.
    fn realis_by_place(&self, noun: usize, act: &Act, depth: usize) -> Realis {
        let sentence = self.sentence;
        let first = sentence.first_conjunct(noun);
        let Some(governor) = sentence.head(first).filter(|_| depth > 0) else {
            return self.realis_of_predicate(first);
        };
        match sentence.relation(first) {
            Relation::Object => self.under_verb(governor, depth),
            Relation::PassiveSubject => self.under_verb(governor, depth),
            Relation::Subject if sentence.is_predicate(governor) => {
                let lemma = sentence.lemma(governor);
                if !sentence.tag(governor).is_verb() {
                    // `the call was brief`, `the meeting is off`
                    let off = matches!(sentence.lower(governor), "off" | "impossible" | "unlikely");
                    return match self.realis_of_verb(governor, depth) {
                        _ if off => Realis::Negated,
                        Realis::Hypothetical | Realis::Negated if sentence.tag(governor).is_noun() => {
                            Realis::Actual
                        }
                        Realis::Hypothetical => Realis::Hypothetical,
                        _ => Realis::Actual,
                    };
                }
                // `the talks will focus on aid`
                let planned = sentence.verb_group(governor).modal.is_some_and(|m| {
                    matches!(sentence.lemma(m), "will" | "shall") && CONTENT.contains(&lemma)
                });
                match self.realis_of_verb(governor, depth) {
                    _ if planned => Realis::Hypothetical,
                    Realis::Habitual => Realis::Actual,
                    status if self.grammar.happening.contains(lemma) => status,
                    _ => Realis::Actual,
                }
            }
            Relation::Nominal | Relation::Oblique | Relation::Agent => {
                self.under_preposition(first, governor, act, depth)
            }
            Relation::OpenComplement | Relation::Complement | Relation::Adverbial => {
                self.realis_of_predicate(first)
            }
            _ => Realis::Actual,
        }
    }

    /// A noun that is the predicate itself: `it was a call`, `there will be talks`.
    fn realis_of_predicate(&self, noun: usize) -> Realis {
        if self.sentence.is_predicate(noun) { self.realis_of_verb(noun, DEPTH) } else { Realis::Actual }
    }

    fn is_light(&self, lemma: &str) -> bool {
        self.grammar.give.contains(lemma)
            || self.grammar.take.contains(lemma)
            || self.grammar.hold.contains(lemma)
    }

    /// The status of a noun that is the object of a verb.
    fn under_verb(&self, verb: usize, depth: usize) -> Realis {
        let sentence = self.sentence;
        let lemma = sentence.lemma(verb);
        let group = sentence.verb_group(verb);
        let off = sentence
            .dependents_as(verb, Relation::Particle)
            .any(|p| sentence.lower(p) == "off" && lemma == "call");
        if (self.grammar.negative.contains(lemma) || off) && !group.negated {
            return match self.realis_of_verb(verb, depth) {
                Realis::Hypothetical if sentence.verb_group(verb).modal.is_none() => Realis::Hypothetical,
                _ => Realis::Negated,
            };
        }
        if self.grammar.wishing.contains(lemma) || group.passive && matches!(lemma, "set" | "slate" | "book")
        {
            return if group.negated { Realis::Negated } else { Realis::Hypothetical };
        }
        let status = self.realis_of_verb(verb, depth);
        // What nobody answers was sent all the same, and what nobody recalls took place.
        const AFTERWARDS: &[&str] = &[
            "answer",
            "open",
            "read",
            "see",
            "ignore",
            "acknowledge",
            "respond",
            "disclose",
            "recall",
            "remember",
            "forget",
            "conceal",
            "hide",
        ];
        if AFTERWARDS.contains(&lemma) && status == Realis::Negated {
            return Realis::Actual;
        }
        // Acts that are only spoken of did not fail to happen because nobody spoke of them.
        let happens = self.is_light(lemma)
            || matches!(lemma, "be" | "use" | "see" | "there" | "include" | "feature" | "involve")
            || self.grammar.directed_verbs.contains(lemma) && status != Realis::Negated;
        if happens { status } else { Realis::Actual }
    }

    fn under_preposition(&self, noun: usize, governor: usize, act: &Act, depth: usize) -> Realis {
        const INSIDE: &[&str] =
            &["in", "on", "during", "at", "by", "via", "over", "with", "through", "for", "from", "to", "as"];
        let sentence = self.sentence;
        let Some(case) = sentence.case(noun) else { return Realis::Actual };
        let preposition = sentence.lower(case);
        if self.grammar.negative_words.contains(preposition) {
            return Realis::Negated;
        }
        let word = sentence.lemma(governor);
        if matches!(preposition, "for" | "to" | "on" | "about" | "of") && self.grammar.awaiting.contains(word)
        {
            let held = preposition == "on" && word == "call";
            if !held {
                return Realis::Hypothetical;
            }
        }
        if matches!(preposition, "of" | "for") && self.grammar.prospects.contains(word) {
            return Realis::Hypothetical;
        }
        let counts = self.grammar.quantities.contains(word) || RENEWALS.contains(&word);
        if preposition == "of" && counts {
            return self.realis_by_place(governor, act, depth - 1);
        }
        if preposition == "to" && act.verb.is_some_and(|v| sentence.lemma(v) == "invite") {
            return Realis::Hypothetical;
        }
        if preposition == "from" && self.grammar.negative.contains(word) {
            return Realis::Negated;
        }
        // `is due in Rome for talks`
        let due = act.verb.or_else(|| sentence.clause_of(noun)).is_some_and(|v| {
            matches!(sentence.lower(v), "due" | "set" | "scheduled" | "slated" | "expected" | "poised")
        });
        if due && preposition == "for" {
            return Realis::Hypothetical;
        }
        if !INSIDE.contains(&preposition) {
            return Realis::Actual;
        }
        // A verb that says nothing, `to work in a call`, is further away than the one it depends on.
        let Some(verb) = act.verb.or_else(|| sentence.clause_of(noun)) else { return Realis::Actual };
        match self.realis_of_verb(verb, depth - 1) {
            Realis::Negated | Realis::Actual => Realis::Actual,
            other => other,
        }
    }

    fn realis_of_verb(&self, verb: usize, depth: usize) -> Realis {
        let sentence = self.sentence;
        let group = sentence.verb_group(verb);
        let nobody = sentence.subjects(verb).iter().any(|&s| {
            let first = sentence.noun_phrase(s).start;
            matches!(sentence.lower(first), "no" | "nobody" | "none" | "neither")
        });
        let nothing = sentence
            .objects(verb)
            .iter()
            .any(|&o| matches!(sentence.lower(o), "nothing" | "nobody" | "none"));
        if group.negated || nobody || nothing {
            return Realis::Negated;
        }
        let habit = self.is_habit(verb);
        // `would later claim` tells of what came to pass.
        let later = |m: &usize| {
            matches!(sentence.lower(*m), "would" | "'d")
                && sentence
                    .dependents(verb)
                    .any(|d| matches!(sentence.lower(d), "later" | "eventually" | "subsequently"))
        };
        if let Some(modal) = group.modal.filter(|m| !later(m)) {
            return if habit && matches!(sentence.lower(modal), "would" | "'d" | "can" | "will" | "'ll") {
                Realis::Habitual
            } else {
                Realis::Hypothetical
            };
        }
        if matches!(group.form, Inflection::Finite) && self.is_conditional(verb, depth) {
            return Realis::Hypothetical;
        }
        let governed =
            if depth == 0 { Realis::Actual } else { self.realis_of_governed(verb, group.form, depth) };
        if governed != Realis::Actual {
            return governed;
        }
        if habit || (group.perfect && group.progressive && !group.past) || self.is_generic(verb) {
            return Realis::Habitual;
        }
        Realis::Actual
    }

    /// What the word that governs a clause says of it.
    fn stance(&self, word: usize) -> Stance {
        let lemma = self.sentence.lemma(word);
        if self.grammar.negative.contains(lemma) || self.grammar.negative.contains(self.sentence.lower(word))
        {
            Stance::Denies
        } else if self.grammar.hypothetical.contains(lemma)
            || self.grammar.hypothetical.contains(self.sentence.lower(word))
        {
            Stance::Leaves
        } else {
            Stance::None
        }
    }

    fn realis_of_governed(&self, verb: usize, form: Inflection, depth: usize) -> Realis {
        let sentence = self.sentence;
        let relation = sentence.relation(verb);
        let Some(governor) = sentence.head(verb) else {
            // An order, or a headline: `Ministers to meet nurses`.
            let please = form == Inflection::Bare && sentence.subjects(verb).is_empty();
            return if please || form == Inflection::Infinitive {
                Realis::Hypothetical
            } else {
                Realis::Actual
            };
        };
        let denied = sentence.is_predicate(governor) && sentence.verb_group(governor).negated;
        // `do not hesitate to call`
        if denied && sentence.lemma(governor) == "hesitate" {
            return Realis::Hypothetical;
        }
        if relation == Relation::Conjunct && sentence.is_predicate(governor) {
            // `agreed to call and text`: both depend on what the first depends on.
            if !sentence.has_subject(verb) && form != Inflection::Finite {
                let first = sentence.verb_group(governor).form;
                return match (form, first) {
                    (
                        Inflection::Bare | Inflection::Infinitive,
                        Inflection::Infinitive | Inflection::Bare,
                    )
                    | (Inflection::Gerund, Inflection::Gerund)
                    | (Inflection::Participle, Inflection::Participle) => {
                        self.realis_of_governed(governor, first, depth - 1)
                    }
                    _ => Realis::Actual,
                };
            }
            return Realis::Actual;
        }
        match form {
            Inflection::Infinitive | Inflection::Bare => {
                let group = sentence.verb_group(verb);
                let lemma = sentence.lemma(governor);
                if group.perfect && !matches!(lemma, "want" | "like" | "hope") {
                    // `is said to have met`
                    return if denied { Realis::Negated } else { Realis::Actual };
                }
                match self.stance(governor) {
                    Stance::Denies => return if denied { Realis::Actual } else { Realis::Negated },
                    Stance::Leaves if lemma == "go" && !sentence.verb_group(governor).progressive => {
                        return self.realis_of_verb(governor, depth - 1);
                    }
                    Stance::Leaves => return if denied { Realis::Negated } else { Realis::Hypothetical },
                    Stance::None => {}
                }
                if lemma == "use"
                    && sentence.tag(governor) == Tag::VBD
                    && relation == Relation::OpenComplement
                    && sentence.objects(governor).is_empty()
                {
                    return Realis::Habitual;
                }
                match relation {
                    Relation::OpenComplement | Relation::Complement | Relation::Adverbial => {
                        if lemma == "be" || sentence.dependent(governor, Relation::Copula).is_some() {
                            return match self.realis_of_verb(governor, depth - 1) {
                                _ if lemma == "be" => Realis::Hypothetical,
                                Realis::Habitual => Realis::Actual,
                                other => other,
                            };
                        }
                        match self.realis_of_verb(governor, depth - 1) {
                            Realis::Habitual if relation == Relation::Adverbial => Realis::Actual,
                            other => other,
                        }
                    }
                    _ => Realis::Actual,
                }
            }
            Inflection::Gerund => self.realis_of_gerund(verb, governor, denied, depth),
            Inflection::Finite => match relation {
                // `denied that he had called`, `a request that he call`
                Relation::Complement | Relation::NounClause => {
                    let that =
                        sentence.dependent(verb, Relation::Mark).is_some_and(|m| sentence.lower(m) == "that");
                    match sentence.lemma(governor) {
                        "deny" if that && !denied => Realis::Negated,
                        "request" | "demand" | "proposal" | "suggestion" | "recommendation" | "hope"
                        | "possibility" | "wish" => Realis::Hypothetical,
                        _ => Realis::Actual,
                    }
                }
                _ => Realis::Actual,
            },
            Inflection::Participle => match relation {
                // `wants Ito called`
                Relation::OpenComplement => match self.stance(governor) {
                    Stance::Leaves if sentence.lemma(governor) != "have" => Realis::Hypothetical,
                    _ => self.realis_of_verb(governor, depth - 1),
                },
                _ => Realis::Actual,
            },
        }
    }

    fn realis_of_gerund(&self, verb: usize, governor: usize, denied: bool, depth: usize) -> Realis {
        const THOUGHT: &[&str] = &[
            "consider",
            "suggest",
            "propose",
            "plan",
            "discuss",
            "mull",
            "recommend",
            "contemplate",
            "envisage",
            "risk",
            "weigh",
            "imagine",
            "favor",
            "favour",
            "oppose",
        ];
        let sentence = self.sentence;
        let marker = sentence
            .dependents(verb)
            .find(|&d| d < verb && matches!(sentence.relation(d), Relation::Mark | Relation::Case))
            .map_or("", |m| sentence.lower(m));
        if matches!(marker, "without" | "against" | "instead") {
            return Realis::Negated;
        }
        let lemma = sentence.lemma(governor);
        if marker == "from" && self.grammar.negative.contains(lemma) {
            return Realis::Negated;
        }
        if matches!(lemma, "habit" | "tradition" | "practice" | "custom" | "penchant") {
            return Realis::Habitual;
        }
        if self.grammar.prospects.contains(lemma) || marker == "about" && sentence.is_predicate(governor) {
            return Realis::Hypothetical;
        }
        if !marker.is_empty() {
            return Realis::Actual;
        }
        match sentence.relation(verb) {
            Relation::OpenComplement | Relation::Complement | Relation::Object => {
                if self.grammar.negative.contains(lemma) {
                    return if denied { Realis::Actual } else { Realis::Negated };
                }
                if THOUGHT.contains(&lemma) {
                    return Realis::Hypothetical;
                }
                self.realis_of_verb(governor, depth - 1)
            }
            Relation::Adverbial if verb < governor + 3 && verb > governor => {
                self.realis_of_verb(governor, depth - 1)
            }
            _ => Realis::Actual,
        }
    }

    /// True if the clause of a predicate, or one that it depends on, is opened by a conjunction of what may be.
    fn is_conditional(&self, verb: usize, depth: usize) -> bool {
        let sentence = self.sentence;
        let opens = sentence
            .dependents_as(verb, Relation::Mark)
            .any(|m| self.grammar.conditional.contains(sentence.lower(m)) && sentence.lower(m) != "until");
        if opens {
            return true;
        }
        // `had he called`: an auxiliary before its subject.
        let subject = sentence.dependents_as(verb, Relation::Subject).next();
        let inverted = sentence.relation(verb) == Relation::Adverbial
            && sentence
                .dependents_as(verb, Relation::Auxiliary)
                .any(|a| matches!(sentence.lower(a), "had" | "should") && subject.is_some_and(|s| a < s));
        if inverted {
            return true;
        }
        match (sentence.relation(verb), sentence.head(verb)) {
            (Relation::Conjunct, Some(head))
                if depth > 0 && sentence.is_predicate(head) && !sentence.has_subject(verb) =>
            {
                self.is_conditional(head, depth - 1)
            }
            _ => false,
        }
    }

    /// True if an adverb of habit stands beside the predicate.
    fn is_habit(&self, verb: usize) -> bool {
        let sentence = self.sentence;
        // `Every Sunday, Ito calls`, wherever the parser hangs it.
        let time = |t: usize| sentence.words().get(t).is_some_and(actor::is_time);
        let period = |t: usize| matches!(sentence.lower(t), "week" | "day" | "month" | "year" | "hour");
        let rate = |t: usize| matches!(sentence.lower(t), "a" | "per") && period(t + 1);
        let opens = match sentence.lower(0) {
            "every" | "each" => (1..4).any(time),
            "once" | "twice" => rate(1),
            _ => sentence.lower(1) == "times" && rate(2),
        };
        // `wrote to the prisoner every week`, `tweets most nights`, whatever they were hung on.
        let behind = (verb + 1..sentence.len())
            .take(12)
            .take_while(|&t| !sentence.tag(t).is_verb() && sentence.tag(t) != Tag::Comma)
            .any(|t| match sentence.lower(t) {
                "every" | "each" => time(t + 1) || time(t + 2),
                "most" => sentence.tag(t + 1) == Tag::NNS && time(t + 1),
                "once" | "twice" | "times" => rate(t + 1),
                "sundays" | "mondays" | "tuesdays" | "wednesdays" | "thursdays" | "fridays" | "saturdays"
                | "weekends" => true,
                _ => false,
            });
        // `emailing and calling the bank daily`
        let shared = sentence.tag(verb + 1) == Tag::CC
            && sentence.dependents_as(verb, Relation::Conjunct).any(|other| {
                other > verb
                    && sentence.tag(other) == sentence.tag(verb)
                    && !sentence.has_subject(other)
                    && self.is_habit(other)
            });
        opens
            || behind
            || shared
            || sentence.dependents(verb).any(|d| {
                let lower = sentence.lower(d);
                match sentence.relation(d) {
                    Relation::Adverb | Relation::Unmarked | Relation::Oblique | Relation::Adverbial => {
                        let words = sentence.subtree(d);
                        if sentence.relation(d) == Relation::Adverbial {
                            // `whenever they met`
                            return words.take(1).any(|t| sentence.lower(t) == "whenever");
                        }
                        let adverb = self.grammar.habitual.contains(lower)
                            && !sentence.tag(d).is_name()
                            && sentence.tag(d) != Tag::JJ;
                        let every =
                            words.clone().take(2).any(|t| matches!(sentence.lower(t), "every" | "each"))
                                && actor::is_time(&sentence.words()[d]);
                        // `twice a week`, `on a daily basis`
                        let a = words.clone().any(|t| matches!(sentence.lower(t), "a" | "per"))
                            && matches!(lower, "week" | "day" | "month" | "year" | "hour")
                            && sentence.case(d).is_none()
                            // `a day after they met`
                            && !matches!(sentence.lower(d + 1), "after" | "before" | "later" | "earlier" | "ago" | "of");
                        let basis = lower == "basis"
                            || words.clone().len() == 3 && lower == "time" && sentence.lower(d - 2) == "all";
                        adverb || every || a && sentence.relation(d) == Relation::Unmarked || basis
                    }
                    _ => false,
                }
            })
    }

    /// True for the present tense of what kinds of people do: `aides call reporters`.
    fn is_generic(&self, verb: usize) -> bool {
        let sentence = self.sentence;
        let group = sentence.verb_group(verb);
        let simple = group.form == Inflection::Finite && !group.past && !group.perfect && !group.passive;
        simple
            && sentence.tag(verb) == Tag::VBP
            && sentence.subjects(verb).iter().any(|&s| {
                let bare = !sentence.dependents(s).any(|d| {
                    matches!(
                        sentence.relation(d),
                        Relation::Determiner | Relation::Number | Relation::Possessor
                    )
                });
                sentence.tag(s) == Tag::NNS && bare
            })
    }
}
