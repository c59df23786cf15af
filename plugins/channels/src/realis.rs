//! Realis: whether an act happened, habitually happens, did not happen, or may happen.
use crate::frame::{Act, Reader};
use crate::syntax::{Form, Item, Relation};
use crate::tag::Tag;
use serde::Serialize;
use textmine_core::serde;

/// Whether an act happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", crate = "textmine_core::serde")]
pub(crate) enum Realis {
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

/// How far governors are followed upwards.
const DEPTH: usize = 4;

/// Verbs by which an act takes place.
const HAPPENING: &[&str] =
    &["be", "take", "happen", "occur", "follow", "come", "begin", "start", "go", "resume", "exist"];

/// Verbs whose object has not happened yet.
const WISHING: &[&str] = &[
    "plan",
    "schedule",
    "propose",
    "request",
    "seek",
    "want",
    "arrange",
    "expect",
    "demand",
    "draft",
    "suggest",
    "prepare",
    "await",
    "offer",
    "postpone",
    "hope",
    "need",
    "consider",
    "promise",
    "delay",
    "anticipate",
    "invite",
    "organize",
    "organise",
];

/// Nouns under which a gerund has not happened.
const PROSPECTS: &[&str] = &[
    "idea",
    "possibility",
    "prospect",
    "interest",
    "thought",
    "hope",
    "intention",
    "plan",
    "likelihood",
    "chance",
];

impl Reader<'_, '_> {
    /// Whether the act happened, by its own words and those that govern it.
    pub(crate) fn realis(&self, act: &Act) -> Realis {
        match act.phrase {
            Some(phrase) => self.realis_of_noun(phrase, act),
            None => {
                if self.outside_channel(act) {
                    return Realis::Negated;
                }
                act.verb.map_or(Realis::Actual, |v| self.realis_of_verb(v, DEPTH))
            }
        }
    }

    fn outside_channel(&self, act: &Act) -> bool {
        let Some(p) = self.syntax.phrase_at(act.start) else { return false };
        matches!(self.syntax.phrases[p].relation, Relation::Preposition(t) if self.grammar.negative_words.contains(self.syntax.lower(t)))
    }

    fn realis_of_noun(&self, p: usize, act: &Act) -> Realis {
        let syntax = self.syntax;
        let phrase = &syntax.phrases[p];
        let before = phrase.start.saturating_sub(1)..phrase.head;
        let mut habitual = false;
        for t in before {
            let lower = syntax.lower(t);
            if self.grammar.negative_words.contains(lower)
                && (t >= phrase.start || syntax.tag(t) != Tag::CC)
                && lower != "not"
            {
                return Realis::Negated;
            }
            if t >= phrase.start && self.grammar.hypothetical_modifiers.contains(lower) {
                return Realis::Hypothetical;
            }
            habitual |= t >= phrase.start
                && matches!(
                    lower,
                    "regular"
                        | "frequent"
                        | "daily"
                        | "weekly"
                        | "constant"
                        | "monthly"
                        | "nightly"
                        | "occasional"
                        | "routine"
                );
        }
        // `the call that will take place`
        if let (Item::Relative(_), Item::Verb(v)) =
            (syntax.item(phrase.item + 1), syntax.item(phrase.item + 2))
            && syntax.verbs[v].modal.is_some()
            && matches!(syntax.verbs[v].lemma.as_str(), "happen" | "occur" | "take" | "be")
        {
            return if syntax.verbs[v].negated { Realis::Negated } else { Realis::Hypothetical };
        }
        let status = match phrase.relation {
            Relation::Object(v) => {
                let verb = &syntax.verbs[v];
                self.under_verb(v, &verb.lemma, verb.negated)
            }
            Relation::Subject(v) if syntax.verbs[v].passive => {
                let verb = &syntax.verbs[v];
                self.under_verb(v, &verb.lemma, verb.negated)
            }
            Relation::Subject(v) => match self.realis_of_verb(v, DEPTH) {
                Realis::Habitual => Realis::Actual,
                status if HAPPENING.contains(&syntax.verbs[v].lemma.as_str()) => status,
                _ => Realis::Actual,
            },
            Relation::Preposition(t) => self.under_preposition(p, t, act),
            Relation::None => Realis::Actual,
        };
        if status == Realis::Actual && self.is_conditional(phrase.item) {
            return Realis::Hypothetical;
        }
        if habitual && status == Realis::Actual { Realis::Habitual } else { status }
    }

    /// The status of a noun that is the object of a verb.
    fn under_verb(&self, v: usize, lemma: &str, negated: bool) -> Realis {
        let status = self.realis_of_verb(v, DEPTH);
        if self.grammar.negative.contains(lemma) && !negated {
            return Realis::Negated;
        }
        let light = self.grammar.give.contains(lemma)
            || self.grammar.take.contains(lemma)
            || self.grammar.hold.contains(lemma);
        let wished = WISHING.contains(&lemma);
        if wished {
            return if negated { Realis::Negated } else { Realis::Hypothetical };
        }
        // Acts that are only spoken of did not fail to happen because nobody spoke of them.
        if light
            || matches!(lemma, "be" | "use" | "see" | "there")
            || self.grammar.directed_verbs.contains(lemma) && status != Realis::Negated
        {
            status
        } else {
            Realis::Actual
        }
    }

    fn under_preposition(&self, p: usize, token: usize, act: &Act) -> Realis {
        let syntax = self.syntax;
        let preposition = syntax.lower(token);
        if self.grammar.negative_words.contains(preposition) {
            return Realis::Negated;
        }
        let first = syntax.expand(p).first().copied().unwrap_or(p);
        let item = syntax.phrases[first].item.saturating_sub(1);
        let governor = syntax.item(item.wrapping_sub(1));
        let (word, verb) = match governor {
            Item::Phrase(q) => (syntax.lemma(syntax.phrases[q].head).to_owned(), None),
            Item::Verb(v) => (syntax.verbs[v].lemma.clone(), Some(v)),
            Item::Adjective(t) | Item::Other(t) => (syntax.lower(t).to_owned(), None),
            _ => (String::new(), None),
        };
        if matches!(preposition, "for" | "to" | "on" | "about" | "of")
            && matches!(
                word.as_str(),
                "call"
                    | "ask"
                    | "push"
                    | "hope"
                    | "wait"
                    | "request"
                    | "plan"
                    | "invitation"
                    | "invite"
                    | "proposal"
                    | "bid"
                    | "prepare"
                    | "preparation"
                    | "press"
                    | "appeal"
                    | "demand"
                    | "offer"
                    | "possibility"
                    | "prospect"
                    | "idea"
                    | "ahead"
                    | "open"
                    | "suggestion"
                    | "desire"
                    | "chance"
                    | "opportunity"
                    | "ready"
                    | "prospects"
                    | "schedule"
                    | "arrangement"
                    | "agree"
                    | "need"
                    | "condition"
            )
        {
            return Realis::Hypothetical;
        }
        if preposition == "of"
            && self.grammar.quantities.contains(&word)
            && let Item::Phrase(outer) = governor
            && outer != p
        {
            return self.realis_of_noun(outer, act);
        }
        if preposition == "to"
            && let Some(v) = act.verb
            && syntax.verbs[v].lemma == "invite"
        {
            return Realis::Hypothetical;
        }
        if let Some(v) = verb
            && preposition == "from"
            && self.grammar.negative.contains(&syntax.verbs[v].lemma)
        {
            return Realis::Negated;
        }
        let inside = matches!(
            preposition,
            "in" | "on" | "during" | "at" | "by" | "via" | "over" | "with" | "through" | "for"
        );
        // A verb that says nothing, `to work in a call`, is further away than the one it depends on.
        let mut speaking = act.verb;
        while let Some(v) = speaking
            && syntax.verbs[v].form == Form::Infinitive
            && !self.grammar.directed_verbs.contains(&syntax.verbs[v].lemma)
            && !self.grammar.mutual_verbs.contains(&syntax.verbs[v].lemma)
            && !self.grammar.hold.contains(&syntax.verbs[v].lemma)
        {
            speaking = syntax.verbs[v].governor.filter(|&u| u < v);
        }
        match speaking {
            Some(v) if inside => match self.realis_of_verb(v, DEPTH) {
                Realis::Negated | Realis::Actual => Realis::Actual,
                other => other,
            },
            _ => Realis::Actual,
        }
    }

    fn realis_of_verb(&self, v: usize, depth: usize) -> Realis {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let nobody = verb
            .subjects
            .iter()
            .any(|&s| matches!(syntax.lower(syntax.phrases[s].start), "no" | "nobody" | "none" | "neither"));
        if verb.negated || nobody {
            return Realis::Negated;
        }
        let habit = self.is_habit(v);
        if let Some(modal) = verb.modal {
            return if habit && matches!(syntax.lower(modal), "would" | "'d") {
                Realis::Habitual
            } else {
                Realis::Hypothetical
            };
        }
        if verb.form == Form::Finite && self.is_conditional(verb.item) {
            return Realis::Hypothetical;
        }
        let governed = if depth == 0 { Realis::Actual } else { self.realis_of_governed(v, depth) };
        if governed != Realis::Actual {
            return governed;
        }
        if habit || (verb.perfect && verb.progressive && !verb.past) || self.is_generic(v) {
            return Realis::Habitual;
        }
        Realis::Actual
    }

    fn realis_of_governed(&self, v: usize, depth: usize) -> Realis {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let word = verb.governor_word.map(|t| syntax.lemma(t).to_owned()).unwrap_or_default();
        match verb.form {
            Form::Infinitive | Form::Bare => {
                if self.grammar.negative.contains(&word) {
                    return Realis::Negated;
                }
                if !word.is_empty() && self.grammar.hypothetical.contains(&word) {
                    return Realis::Hypothetical;
                }
                let Some(u) = verb.governor else {
                    return if verb.form == Form::Bare
                        && (verb.subjects.is_empty() || syntax.lower(verb.start) == "please")
                    {
                        Realis::Hypothetical
                    } else {
                        Realis::Actual
                    };
                };
                let governor = &syntax.verbs[u];
                let lemma = governor.lemma.as_str();
                if verb.perfect && !matches!(lemma, "want" | "like" | "hope") {
                    // `is said to have met`
                    return if governor.negated { Realis::Negated } else { Realis::Actual };
                }
                if self.grammar.negative.contains(lemma) {
                    return if governor.negated { Realis::Actual } else { Realis::Negated };
                }
                if lemma == "use" && governor.past && governor.objects.is_empty() && !governor.passive {
                    return Realis::Habitual;
                }
                if lemma == "be" {
                    return match word.as_str() {
                        "" => Realis::Hypothetical,
                        _ => {
                            if governor.negated {
                                Realis::Negated
                            } else {
                                self.realis_of_verb(u, depth - 1)
                            }
                        }
                    };
                }
                if lemma == "go" && !governor.progressive {
                    return self.realis_of_verb(u, depth - 1);
                }
                if self.grammar.hypothetical.contains(lemma)
                    && (governor.objects.is_empty() || governor.passive || lemma != "call")
                {
                    return if governor.negated { Realis::Negated } else { Realis::Hypothetical };
                }
                match self.realis_of_verb(u, depth - 1) {
                    Realis::Habitual if verb.item > governor.item + 1 => Realis::Actual,
                    other => other,
                }
            }
            Form::Gerund => {
                if let Some(t) = verb.marker {
                    let marker = syntax.lower(t);
                    if matches!(marker, "without" | "against")
                        || (marker == "of" && syntax.lower(t.wrapping_sub(1)) == "instead")
                        || marker == "instead"
                    {
                        return Realis::Negated;
                    }
                    if marker == "from"
                        && verb
                            .governor
                            .is_some_and(|u| self.grammar.negative.contains(&syntax.verbs[u].lemma))
                    {
                        return Realis::Negated;
                    }
                    if PROSPECTS.contains(&word.as_str()) || (marker == "about" && verb.governor.is_some()) {
                        return Realis::Hypothetical;
                    }
                    return Realis::Actual;
                }
                let Some(u) = verb.governor.filter(|&u| syntax.verbs[u].item + 1 == verb.item) else {
                    return Realis::Actual;
                };
                let governor = &syntax.verbs[u];
                if self.grammar.negative.contains(&governor.lemma) {
                    return if governor.negated { Realis::Actual } else { Realis::Negated };
                }
                if matches!(
                    governor.lemma.as_str(),
                    "consider"
                        | "suggest"
                        | "propose"
                        | "plan"
                        | "discuss"
                        | "mull"
                        | "recommend"
                        | "contemplate"
                        | "envisage"
                        | "risk"
                ) {
                    return Realis::Hypothetical;
                }
                self.realis_of_verb(u, depth - 1)
            }
            Form::Finite | Form::Participle => Realis::Actual,
        }
    }

    /// True if a conjunction of what may be opens the clause that the item stands in.
    fn is_conditional(&self, item: usize) -> bool {
        let mut k = item;
        let mut verbs = 0;
        while k > 0 && k + 14 > item {
            k -= 1;
            match self.syntax.item(k) {
                Item::Subordinator(t) if self.syntax.lower(t) == "that" => return self.is_wished(k),
                Item::Subordinator(t) => {
                    return self.grammar.conditional.contains(self.syntax.lower(t))
                        && self.syntax.lower(t) != "until";
                }
                Item::Verb(v) if self.syntax.verbs[v].form == Form::Finite => {
                    verbs += 1;
                    if verbs > 1 {
                        return false;
                    }
                }
                Item::Break | Item::Relative(_) | Item::Comma => return false,
                _ => {}
            }
        }
        false
    }

    /// True if the clause that a `that` at the item opens is asked for: `a request that he call`.
    fn is_wished(&self, item: usize) -> bool {
        match self.syntax.item(item.wrapping_sub(1)) {
            Item::Phrase(p) => matches!(
                self.syntax.lemma(self.syntax.phrases[p].head),
                "request" | "demand" | "proposal" | "suggestion" | "recommendation" | "hope" | "possibility"
            ),
            Item::Verb(v) => matches!(
                self.syntax.verbs[v].lemma.as_str(),
                "request" | "demand" | "propose" | "recommend" | "hope" | "ask" | "suggest" | "wish" | "urge"
            ),
            _ => false,
        }
    }

    /// True if an adverb of habit stands beside the verb.
    fn is_habit(&self, v: usize) -> bool {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let is = |t: usize| {
            let lower = syntax.lower(t);
            self.grammar.habitual.contains(lower) && syntax.tag(t) != Tag::JJ && !syntax.tag(t).is_name()
                || (matches!(lower, "every" | "each")
                    && matches!(
                        syntax.lower(t + 1),
                        "day"
                            | "week"
                            | "month"
                            | "year"
                            | "morning"
                            | "night"
                            | "time"
                            | "monday"
                            | "sunday"
                            | "friday"
                    ))
                || (matches!(lower, "daily" | "regular" | "weekly") && syntax.lower(t + 1) == "basis")
                || (lower == "all" && syntax.lower(t + 1) == "the" && syntax.lower(t + 2) == "time")
        };
        let left = syntax.items[..verb.item].iter().rev().take(2).filter_map(|&i| match i {
            Item::Other(t) | Item::Adjective(t) => Some(t),
            _ => None,
        });
        let inside = verb.start..=verb.head;
        let mut end = verb.head + 1;
        while end < syntax.words.len()
            && end < verb.head + 16
            && !matches!(syntax.tag(end), Tag::Stop | Tag::Colon)
            && (syntax.verb_at(end).is_none() || syntax.verb_at(end) == Some(v))
            && !(syntax.tag(end) == Tag::Comma && end > verb.head + 1)
        {
            end += 1;
        }
        // `Every week, Ito calls`
        let opens = matches!(syntax.item(0), Item::Phrase(p) if syntax.phrases[p].temporal && is(syntax.phrases[p].start))
            && verb.item < 8;
        opens || left.into_iter().any(is) || inside.into_iter().any(is) || (verb.head + 1..end).any(is)
    }

    /// True for the present tense of what kinds of people do: `aides call reporters`.
    fn is_generic(&self, v: usize) -> bool {
        let syntax = self.syntax;
        let verb = &syntax.verbs[v];
        let simple = verb.form == Form::Finite
            && !verb.past
            && !verb.perfect
            && !verb.passive
            && matches!(syntax.tag(verb.start), Tag::VBP)
            && verb.start == verb.head;
        simple
            && verb.subjects.iter().any(|&s| {
                let p = &syntax.phrases[s];
                syntax.tag(p.head) == Tag::NNS
                    && !matches!(syntax.tag(p.start), Tag::DT | Tag::CD | Tag::PRPS)
            })
    }
}
