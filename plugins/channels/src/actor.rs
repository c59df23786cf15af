//! Actors: which nouns can communicate, and how they are named.
use crate::grammar::Grammar;
use crate::lexicon::PEOPLE;
use std::ops::Range;
use textmine_core::Span;
use textmine_syntax::{Relation, Sentence, Tag, Word, lemma};

/// Somebody who takes part in an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    /// A noun or pronoun, by the head of its phrase.
    Head(usize),
    /// Names in front of a noun, first token and one past the last: `Ito` of `the Ito call`.
    Name(usize, usize),
}

impl Actor {
    /// The token that its name is known by.
    pub(crate) fn token(self) -> usize {
        match self {
            Actor::Head(head) => head,
            Actor::Name(_, end) => end.saturating_sub(1),
        }
    }
}

/// Words that say when and are names by their tag.
const TIMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon.",
    "tue.",
    "tues.",
    "wed.",
    "thu.",
    "thurs.",
    "fri.",
    "sat.",
    "sun.",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "aug.",
    "sept.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
    "christmas",
    "easter",
    "thanksgiving",
    "ramadan",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "day",
    "week",
    "month",
    "year",
    "hour",
    "minute",
    "morning",
    "afternoon",
    "evening",
    "night",
    "weekend",
    "eve",
    "noon",
    "midnight",
    "decade",
    "century",
    "time",
    "summer",
    "winter",
    "autumn",
    "spring",
    "fall",
    "a.m.",
    "p.m.",
    "am",
    "pm",
    "gmt",
    "est",
    "moment",
    "day",
    "days",
    "date",
];

/// True for nouns and names of times.
pub(crate) fn is_time(word: &Word<'_>) -> bool {
    let name = word.tag.is_name();
    if matches!(word.lower, "may" | "march" | "spring" | "fall") && !name {
        return false;
    }
    is_listed(word.lower) || !name && word.tag.is_noun() && may_be_time(word.lower) && is_listed(word.lemma())
}

/// Which lengths the words for times have, by their first letter: most words are told from them by this alone.
const TIME_LENGTHS: [u32; 128] = {
    let mut lengths = [0; 128];
    let mut at = 0;
    while at < TIMES.len() {
        let word = TIMES[at].as_bytes();
        lengths[word[0] as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

fn is_listed(lower: &str) -> bool {
    let lengths = lower.bytes().next().and_then(|first| TIME_LENGTHS.get(first as usize));
    lengths.is_some_and(|lengths| lower.len() < 32 && lengths & (1 << lower.len()) != 0)
        && TIMES.contains(&lower)
}

/// True if the word may be one for a time, whatever its tag.
pub(crate) fn may_be_time(lower: &str) -> bool {
    let plural = |ending| lower.strip_suffix(ending).is_some_and(is_listed);
    is_listed(lower)
        || plural("s")
        || plural("es")
        || lower.strip_suffix("ies").is_some_and(|stem| is_listed(&format!("{stem}y")))
}

/// True for words that can act, by themselves: names, pronouns, nouns for people and for bodies of people.
pub(crate) fn can_act(word: &Word<'_>) -> bool {
    match word.tag {
        Tag::PRP => word.lower != "itself",
        Tag::NNP | Tag::NNPS => word.text.chars().any(char::is_alphabetic) && !is_time(word),
        Tag::NN | Tag::NNS => is_person_noun(word.lower),
        _ => false,
    }
}

/// True if the noun is somebody or a body of people, as far as its words tell; any name may be.
pub(crate) fn is_person(sentence: &Sentence<'_>, head: usize) -> bool {
    let Some(word) = sentence.words().get(head) else { return false };
    if is_time(word) {
        return false;
    }
    let who = |c: usize| sentence.subtree(c).take(3).any(|t| matches!(sentence.lower(t), "who" | "whom"));
    match word.tag {
        Tag::EX => false,
        Tag::DT | Tag::PDT => matches!(word.lower, "both" | "all" | "some" | "many"),
        Tag::CD => matches!(word.lower, "one" | "two" | "three" | "four"),
        // Not the one whom a question asks for: `said who attended`.
        Tag::WP => matches!(word.lower, "who" | "whom") && sentence.antecedent(head) != head,
        Tag::PRPS => word.lower == "her",
        Tag::JJ | Tag::JJS => {
            matches!(word.lower, "others" | "many" | "several" | "most") || is_person_noun(word.lower)
        }
        _ => {
            can_act(word)
                || word.tag.is_noun() && sentence.dependents_as(head, Relation::Relative).any(who)
                || word.tag.is_noun() && is_person_noun(word.lower)
        }
    }
}

/// True for nouns such as `aide`, `ministers`, `spokeswoman`, `committee`.
pub(crate) fn is_person_noun(lower: &str) -> bool {
    // `the president-elect`
    let lower = lower.strip_suffix("-elect").unwrap_or(lower);
    let lemma = lemma::noun(lower);
    PEOPLE.has(&lemma)
        || ["man", "woman", "person", "ologist", "ician", "crat", "ionist"]
            .iter()
            .any(|e| lemma.ends_with(e) && lemma.len() > e.len())
        || matches!(
            lower,
            "someone"
                | "everyone"
                | "nobody"
                | "anyone"
                | "everybody"
                | "others"
                | "people"
                | "police"
                | "sides"
        )
}

/// True if several are meant: a plural, a list, a body of people, `we`.
pub(crate) fn is_plural(sentence: &Sentence<'_>, head: usize) -> bool {
    const SEVERAL: &[&str] = &[
        "they",
        "we",
        "them",
        "us",
        "both",
        "all",
        "two",
        "three",
        "four",
        "people",
        "group",
        "team",
        "committee",
        "cabinet",
        "council",
        "duo",
        "pair",
        "couple",
        "parliament",
        "panel",
        "board",
        "trio",
        "coalition",
        "crew",
        "many",
        "several",
        "some",
        "others",
    ];
    sentence.conjuncts(head).len() > 1
        || sentence.relation(head) == Relation::Conjunct
        || matches!(sentence.tag(head), Tag::NNS | Tag::NNPS)
        || SEVERAL.contains(&sentence.lower(head))
}

/// The noun that is meant: the aides of `dozens of aides`, the name in apposition to `the minister`.
pub(crate) fn meant(sentence: &Sentence<'_>, grammar: &Grammar, head: usize) -> usize {
    let counts = matches!(sentence.tag(head), Tag::CD | Tag::DT | Tag::JJ | Tag::JJS)
        || grammar.quantities.contains(sentence.lemma(head));
    if counts
        && let Some(of) = of_complement(sentence, head)
        && is_person(sentence, of)
    {
        return of;
    }
    // `Presidents Ito and Ngata`
    let titles = sentence.lower(head).ends_with('s') && grammar.titles.contains(sentence.lemma(head));
    if titles && sentence.tag(head + 1).is_name() && sentence.head(head + 1) == Some(head) {
        return head + 1;
    }
    // `the bank's chairman, Ana Ito,`, `the editor of the paper, Ana Ito,`
    let common = !sentence.tag(head).is_name() && sentence.tag(head) != Tag::PRP;
    let title = grammar.titles.contains(sentence.lower(head));
    if (common || title)
        && let Some(name) = sentence
            .dependents_as(head, Relation::Apposition)
            .chain(
                inner(sentence, head)
                    .into_iter()
                    .flat_map(|of| sentence.dependents_as(of, Relation::Apposition)),
            )
            .find(|&a| {
                let aside = a > 0 && sentence.tag(a - 1) == Tag::Open;
                sentence.tag(a).is_name() && a > head && !aside && is_person(sentence, a)
            })
        && sentence.tag(head) != Tag::NNS
        && is_person(sentence, head)
    {
        return name;
    }
    head
}

/// The nouns that depend on the noun through prepositions, and those on them: `the head of the branch at the bank`.
fn inner(sentence: &Sentence<'_>, head: usize) -> Vec<usize> {
    let below = |from: usize| sentence.dependents_as(from, Relation::Nominal).filter(move |&d| d > from);
    below(head).flat_map(|d| std::iter::once(d).chain(below(d))).collect()
}

/// The noun after `of`.
pub(crate) fn of_complement(sentence: &Sentence<'_>, head: usize) -> Option<usize> {
    sentence
        .dependents_as(head, Relation::Nominal)
        .find(|&d| d > head && sentence.case(d).is_some_and(|c| sentence.lower(c) == "of"))
}

/// The place in the document of an actor's shortest name: without determiner and title, down to the modifiers that
/// tell who it is.
pub(crate) fn span(sentence: &Sentence<'_>, grammar: &Grammar, actor: Actor) -> Span {
    let range = match actor {
        Actor::Name(start, end) => name_start(sentence, grammar, start, end)..end,
        Actor::Head(head) => named_range(sentence, grammar, head),
    };
    let words = sentence.words();
    let last = range.end.saturating_sub(1).clamp(range.start, words.len() - 1);
    Span::new(words[range.start].span.start, words[last].span.end)
}

fn named_range(sentence: &Sentence<'_>, grammar: &Grammar, head: usize) -> Range<usize> {
    let phrase = sentence.noun_phrase(head);
    if sentence.tag(head).is_name() {
        return name_in(sentence, grammar, phrase, head);
    }
    if !sentence.tag(head).is_noun() {
        return head..head + 1;
    }
    let needed = |t: usize| match sentence.tag(t) {
        Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS => !sentence.lower(t).contains("year"),
        Tag::Hyphen => true,
        Tag::JJ => {
            // The first word of a sentence has a capital anyway: `Several aides`, but `West African leaders`.
            let capital = |t: usize| sentence.words()[t].text.starts_with(char::is_uppercase);
            (capital(t) && (t > 0 || capital(t + 1))) || grammar.relational.contains(sentence.lower(t))
        }
        _ => false,
    };
    let mut start = head;
    loop {
        // `House and Senate lawmakers`
        let shares = start >= phrase.start + 2
            && sentence.tag(start - 1) == Tag::CC
            && sentence.tag(start - 2).is_name()
            && sentence.head(start - 2) == Some(head);
        start -= match start > phrase.start && needed(start - 1) {
            true => 1,
            false if shares => 2,
            false => break,
        };
    }
    while start < head && sentence.tag(start) == Tag::Hyphen {
        start += 1;
    }
    if let Some(owner) = sentence.dependent(head, Relation::Possessor)
        && sentence.tag(owner) != Tag::PRPS
        && !is_time(&sentence.words()[owner])
        && sentence.subtree(owner).end == start
    {
        start = named_range(sentence, grammar, owner).start;
    }
    // `heads of state`, `members of parliament`: a bare complement belongs to the name.
    let mut end = phrase.end.max(head + 1);
    if let Some(of) = of_complement(sentence, head)
        && sentence.noun_phrase(of) == (of..of + 1)
        && of == end + 1
        && sentence.tag(of) != Tag::PRP
        && sentence.dependents(of).all(|d| d < of)
    {
        end = of + 1;
    }
    start..end
}

/// The name around a head that is one, within its phrase: `Ana Ito` of `the former minister Ana Ito`.
fn name_in(sentence: &Sentence<'_>, grammar: &Grammar, phrase: Range<usize>, head: usize) -> Range<usize> {
    let end = phrase.end.max(head + 1);
    let joined = |t: usize| {
        sentence.tag(t).is_name()
            || sentence.tag(t) == Tag::Hyphen
            || (sentence.tag(t) == Tag::CD && t + 1 < end)
            || matches!(
                sentence.lower(t),
                "of" | "al"
                    | "bin"
                    | "von"
                    | "van"
                    | "der"
                    | "de"
                    | "la"
                    | "ben"
                    | "ibn"
                    | "du"
                    | "da"
                    | "&"
                    | "the"
            )
    };
    let mut start = head;
    while start > phrase.start && joined(start - 1) {
        start -= 1;
    }
    while start < head && !sentence.tag(start).is_name() {
        start += 1;
    }
    name_start(sentence, grammar, start, end)..end
}

/// Where a run of names starts to be a name: `Prime Minister Ana Ito` → `Ana`.
fn name_start(sentence: &Sentence<'_>, grammar: &Grammar, start: usize, end: usize) -> usize {
    let is_title = |t: usize| grammar.titles.contains(sentence.lower(t));
    let mut from = start;
    if let Some(of) =
        (start + 1..end.saturating_sub(1)).rev().find(|&t| sentence.lower(t) == "of" && is_title(t - 1))
    {
        // `Secretary of State Ana Ito`, `President of Palau Ana Ito`
        from = if end - of > 2 { of + 2 } else { of + 1 };
    } else if let Some(title) = (start..end.saturating_sub(1)).rev().find(|&t| is_title(t)) {
        from = title + 1;
        // `Vice President`, `the Attorney General`: a title alone is a name, as far as one is given.
        if (from..end).all(is_title) {
            from = start;
        }
        // `White House`, `Republican National Committee`: a first word that only looks like a title.
        let body = grammar.title_like.contains(sentence.lower(title));
        if body
            && from != start
            && title == start
            && !(title > 0 && end - title > 2 && !grammar.bodies.contains(sentence.lower(end - 1)))
        {
            from = start;
        }
    }
    while from + 1 < end && matches!(sentence.tag(from), Tag::Hyphen | Tag::CD | Tag::IN | Tag::DT) {
        from += 1;
    }
    from
}

/// True if the noun is an outlet, reporters or a programme, as far as its words tell.
pub(crate) fn is_outlet(sentence: &Sentence<'_>, grammar: &Grammar, head: usize) -> bool {
    if sentence.tag(head).is_name() {
        let name = named_range(sentence, grammar, head);
        let outlet =
            |t: usize| sentence.tag(t).is_name() && grammar.outlet_acronyms.contains(sentence.lower(t));
        let last = sentence.lower(name.end - 1);
        // `the Times`, `Radio Palau`
        let the = sentence.dependents_as(head, Relation::Determiner).any(|d| sentence.lower(d) == "the");
        let radio = matches!(sentence.lower(name.start), "radio" | "tv" | "television");
        let word = grammar.outlet_words.contains(last) && (name.len() > 1 || the) || radio && name.len() > 1;
        return name.clone().any(outlet) || word;
    }
    let agency = head > 0 && is_agency(sentence.lower(head), sentence.lower(head - 1));
    sentence.tag(head).is_noun() && (agency || grammar.audience.contains(sentence.lemma(head)))
}

/// `news agency`, `media organisations`: by the word, in lower case, and the one before it.
pub(crate) fn is_agency(lower: &str, before: &str) -> bool {
    const AGENCIES: &[&str] = &["agency", "organization", "organisation", "service", "site", "company"];
    matches!(before, "news" | "press" | "media" | "wire") && AGENCIES.contains(&lemma::noun(lower).as_str())
}
