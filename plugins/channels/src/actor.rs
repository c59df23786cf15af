//! Actors: which noun phrases can communicate, and how they are named.
use crate::grammar::Grammar;
use crate::lemma;
use crate::lexicon::PEOPLE;
use crate::syntax::{Item, Syntax};
use crate::tag::Tag;
use textmine_core::Span;

/// Somebody who takes part in an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    /// A noun phrase.
    Phrase(usize),
    /// A possessive pronoun, by its token.
    Pronoun(usize),
    /// A name within a noun phrase, first token and one past the last: `Ito` of `the Ito call`.
    Name(usize, usize),
}

/// The shortest name of who is meant.
pub(crate) fn resolve(syntax: &Syntax<'_>, grammar: &Grammar, phrase: usize) -> Actor {
    let meant = meant(syntax, grammar, phrase);
    // `Secretary of State Ana Ito`, `President of Palau Ana Ito`: the name is the end of the complement.
    let head = syntax.phrases[meant].head;
    let at = syntax.phrases[meant].item;
    if syntax.tag(head).is_name()
        && grammar.titles.contains(syntax.lower(head))
        && syntax.item(at) == Item::Phrase(meant)
        && let (Item::Prep(t), Item::Phrase(of)) = (syntax.item(at + 1), syntax.item(at + 2))
        && matches!(syntax.lower(t), "of" | "to" | "for")
    {
        let mut last = of;
        // `Secretary General of the Council of Palau Ana Ito`
        while let (Item::Prep(t), Item::Phrase(inner)) =
            (syntax.item(syntax.phrases[last].item + 1), syntax.item(syntax.phrases[last].item + 2))
            && syntax.lower(t) == "of"
            && syntax.tag(syntax.phrases[last].head).is_name()
        {
            last = inner;
        }
        let q = &syntax.phrases[last];
        let names = (q.start..=q.head).rev().take_while(|&t| syntax.tag(t).is_name()).count();
        if names > 2 {
            return Actor::Name(q.head - 1, q.head + 1);
        }
    }
    Actor::Phrase(meant)
}

/// True if the phrase is somebody or a body of people, as far as its head tells; any name may be.
pub(crate) fn is_person(syntax: &Syntax<'_>, phrase: usize) -> bool {
    let p = &syntax.phrases[phrase];
    if p.temporal {
        return false;
    }
    let lower = syntax.lower(p.head);
    let mut next = p.item + 1;
    if syntax.item(next) == Item::Comma {
        next += 1;
    }
    if matches!(syntax.item(next), Item::Relative(t) if syntax.lower(t) == "who")
        && syntax.item(p.item) == Item::Phrase(phrase)
    {
        return true;
    }
    match syntax.tag(p.head) {
        Tag::PRP => lower != "itself",
        Tag::NNP | Tag::NNPS => syntax.words[p.head].text.chars().any(char::is_alphabetic),
        Tag::EX => false,
        Tag::DT | Tag::PDT => matches!(lower, "both" | "all"),
        Tag::CD => matches!(lower, "one" | "two" | "three" | "four"),
        Tag::JJ => matches!(lower, "others" | "many" | "several") || is_person_noun(lower),
        _ => is_person_noun(lower),
    }
}

/// True for nouns such as `aide`, `ministers`, `spokeswoman`, `committee`.
pub(crate) fn is_person_noun(lower: &str) -> bool {
    let lemma = lemma::noun(lower);
    PEOPLE.has(&lemma)
        || ["man", "woman", "person", "ologist", "ician", "crat", "ionist"]
            .iter()
            .any(|e| lemma.ends_with(e) && lemma.len() > e.len())
        || matches!(lower, "someone" | "everyone" | "nobody" | "anyone" | "others" | "people" | "police")
}

/// True if several are meant: a plural, a list, `we`.
pub(crate) fn is_plural(syntax: &Syntax<'_>, phrase: usize) -> bool {
    let p = &syntax.phrases[phrase];
    !p.list.is_empty()
        || matches!(syntax.tag(p.head), Tag::NNS | Tag::NNPS)
        || matches!(
            syntax.lower(p.head),
            "they"
                | "we"
                | "them"
                | "us"
                | "both"
                | "all"
                | "two"
                | "people"
                | "group"
                | "team"
                | "committee"
                | "cabinet"
                | "council"
                | "duo"
                | "pair"
                | "couple"
                | "parliament"
                | "panel"
                | "board"
                | "three"
                | "trio"
                | "coalition"
                | "crew"
        )
}

/// The phrase that is meant: the aides of `dozens of aides`, the name after `the minister,`.
pub(crate) fn meant(syntax: &Syntax<'_>, grammar: &Grammar, phrase: usize) -> usize {
    let p = &syntax.phrases[phrase];
    let counts = matches!(syntax.tag(p.head), Tag::CD | Tag::DT | Tag::JJ)
        || grammar.quantities.contains(&lemma::noun(syntax.lower(p.head)));
    if counts
        && let Some(of) = of_complement(syntax, phrase)
        && is_person(syntax, of)
    {
        return of;
    }
    // Apposition: `the bank's chairman, Ana Ito,`
    let titled = syntax.tag(p.start) == Tag::DT && grammar.titles.contains(syntax.lower(p.head));
    // `the head of the bank, Ana Ito`
    let mut comma = p.item + 1;
    if of_complement(syntax, phrase).is_some_and(|of| syntax.phrases[of].list.is_empty()) {
        comma += 2;
    }
    if (!syntax.tag(p.head).is_name() || titled)
        && syntax.tag(p.head) != Tag::PRP
        && p.list.is_empty()
        && is_person(syntax, phrase)
        && syntax.item(p.item) == Item::Phrase(phrase)
        && syntax.item(comma) == Item::Comma
        && let Item::Phrase(next) = syntax.item(comma + 1)
        && syntax.phrases[next].list.is_empty()
        && syntax.phrases[next].end - syntax.phrases[next].start > 1
        && syntax.tag(syntax.phrases[next].start).is_name()
        && syntax.tag(syntax.phrases[next].head).is_name()
        && !syntax.phrases[next].temporal
        && !matches!(syntax.item(comma + 2), Item::Verb(_))
    {
        return next;
    }
    phrase
}

fn of_complement(syntax: &Syntax<'_>, phrase: usize) -> Option<usize> {
    let at = syntax.phrases[phrase].item;
    match (syntax.item(at), syntax.item(at + 1), syntax.item(at + 2)) {
        (Item::Phrase(p), Item::Prep(t), Item::Phrase(of)) if p == phrase && syntax.lower(t) == "of" => {
            Some(of)
        }
        _ => None,
    }
}

/// The place in the document of an actor's shortest name: without determiner and title, down to the modifiers that
/// tell who it is.
pub(crate) fn span(syntax: &Syntax<'_>, grammar: &Grammar, actor: Actor) -> Span {
    let (start, end) = match actor {
        Actor::Pronoun(token) => (token, token + 1),
        Actor::Name(start, end) => (name_start(syntax, grammar, start, end), end),
        Actor::Phrase(phrase) => phrase_range(syntax, grammar, phrase),
    };
    let last = end.saturating_sub(1).max(start);
    Span::new(syntax.words[start].span.start, syntax.words[last].span.end)
}

fn phrase_range(syntax: &Syntax<'_>, grammar: &Grammar, phrase: usize) -> (usize, usize) {
    let p = &syntax.phrases[phrase];
    let end = p.head + 1;
    if syntax.tag(p.head).is_name() {
        let joined = |t: usize| {
            syntax.tag(t).is_name()
                || (syntax.tag(t) == Tag::Hyphen && t > p.start)
                || (syntax.tag(t) == Tag::CD && t + 1 < end)
                || (syntax.lower(t) == "of" && t > p.start)
                || matches!(
                    syntax.lower(t),
                    "al" | "bin"
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
                ) && t > p.start
        };
        let mut start = p.head;
        while start > p.start && joined(start - 1) {
            start -= 1;
        }
        while start < p.head && !syntax.tag(start).is_name() {
            start += 1;
        }
        return (name_start(syntax, grammar, start, end), end);
    }
    let needed = |t: usize| match syntax.tag(t) {
        Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS => !syntax.lower(t).contains("year"),
        Tag::Hyphen => true,
        Tag::JJ => {
            // The first word of a sentence has a capital anyway: `Several aides`, but `West African leaders`.
            let capital = |t: usize| syntax.words[t].text.starts_with(char::is_uppercase);
            (capital(t) && (t > 0 || capital(t + 1))) || grammar.relational.contains(syntax.lower(t))
        }
        _ => false,
    };
    let mut start = p.head;
    while start > p.start && needed(start - 1) {
        start -= 1;
    }
    while start < p.head && syntax.tag(start) == Tag::Hyphen {
        start += 1;
    }
    if let Some(owner) =
        p.owner.filter(|&o| start == syntax.phrases[o].end + 1 && !syntax.phrases[o].temporal)
    {
        start = phrase_range(syntax, grammar, owner).0;
    }
    // `heads of state`, `members of parliament`: a bare complement belongs to the name.
    if let Some(of) = of_complement(syntax, phrase) {
        let q = &syntax.phrases[of];
        let bare =
            !matches!(syntax.tag(q.start), Tag::DT | Tag::PRPS | Tag::PDT | Tag::PRP | Tag::CD | Tag::JJ);
        if bare
            && q.owner.is_none()
            && !q.owns
            && q.end - q.start <= 2
            && !q.temporal
            && (q.list.is_empty() || q.item + 1 == syntax.items.len())
        {
            return (start, q.end);
        }
    }
    (start, end)
}

/// Where a run of names starts to be a name: `Prime Minister Ana Ito` → `Ana`.
fn name_start(syntax: &Syntax<'_>, grammar: &Grammar, start: usize, end: usize) -> usize {
    let mut from = start;
    if let Some(of) = (start + 1..end - 1)
        .rev()
        .find(|&t| syntax.lower(t) == "of" && grammar.titles.contains(&lemma::noun(syntax.lower(t - 1))))
    {
        // `Secretary of State Ana Ito`, `President of Palau Ana Ito`
        from = if end - of > 2 { of + 2 } else { of + 1 };
    } else if let Some(title) = (start..end - 1).rev().find(|&t| grammar.titles.contains(syntax.lower(t))) {
        from = title + 1;
        // `Vice President`, `the Attorney General`: a title alone is a name, as far as one is given.
        if (from..end).all(|t| grammar.titles.contains(syntax.lower(t))) {
            from = start;
        }
        // `White House`, `Republican National Committee`: a first word that only looks like a title.
        let body = matches!(
            syntax.lower(title),
            "white"
                | "house"
                | "republican"
                | "democratic"
                | "democrat"
                | "american"
                | "british"
                | "u.s."
                | "us"
                | "foreign"
                | "general"
                | "justice"
                | "crown"
                | "attorney"
        );
        if body
            && from != start
            && title == start
            && !(title > 0 && end - title > 2 && !is_body(syntax, end - 1))
        {
            from = start;
        }
    }
    while from + 1 < end && matches!(syntax.tag(from), Tag::Hyphen | Tag::CD | Tag::IN | Tag::DT) {
        from += 1;
    }
    from
}

/// True for words that names of bodies end with.
fn is_body(syntax: &Syntax<'_>, token: usize) -> bool {
    matches!(
        syntax.lower(token),
        "committee"
            | "house"
            | "office"
            | "ministry"
            | "department"
            | "party"
            | "congress"
            | "senate"
            | "court"
            | "council"
            | "airlines"
            | "union"
            | "service"
            | "assembly"
            | "embassy"
            | "affairs"
            | "street"
            | "commission"
            | "society"
            | "association"
            | "officials"
    )
}

/// True if the phrase names an outlet, reporters or a programme.
pub(crate) fn is_outlet(syntax: &Syntax<'_>, grammar: &Grammar, phrase: usize) -> bool {
    let p = &syntax.phrases[phrase];
    let head = syntax.lower(p.head);
    if syntax.tag(p.head).is_name() {
        let name = (p.start..=p.head).any(|t| syntax.tag(t).is_name() && is_acronym_outlet(syntax.lower(t)));
        return name || (grammar.outlet_words.contains(head) && p.head > p.start);
    }
    grammar.audience.contains(&lemma::noun(head))
}

fn is_acronym_outlet(lower: &str) -> bool {
    matches!(
        lower,
        "cnn"
            | "nbc"
            | "cbs"
            | "abc"
            | "bbc"
            | "msnbc"
            | "npr"
            | "pbs"
            | "afp"
            | "ap"
            | "voa"
            | "cnbc"
            | "itv"
            | "tass"
    )
}
