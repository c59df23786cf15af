//! Indirect speech: the clause that somebody is said to have said.
use crate::attribution::{Attribution, trailing};
use crate::speaker;
use crate::unit::{Item, Role};
use crate::verb::Verb;
use std::ops::Range;

/// Items between a verb and the `that` that belongs to it.
const THAT: usize = 8;
/// Items in which a clause without `that` shows a pronoun or an auxiliary.
const EVIDENCE: usize = 12;
/// A clause of fewer words is none.
const SHORTEST: usize = 3;

/// A clause that is reported, as items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) items: Range<usize>,
    pub(crate) attribution: Attribution,
}

/// The clause of a unit that is indirect speech.
///
/// `used` are verbs that follow a quotation and belong to it, sorted.
pub(crate) fn clause(items: &[Item<'_>], used: &[usize]) -> Option<Clause> {
    let end = items.len() - items.iter().rev().take_while(|item| item.role == Role::Stop).count();
    let free = |found: &(Range<usize>, Attribution)| {
        found.1.verb.is_none_or(|verb| used.binary_search(&verb).is_err())
    };
    let leading = || {
        (0..end)
            .filter(|verb| used.binary_search(verb).is_err())
            .find_map(|verb| from_leading(items, verb, end))
    };
    let found = from_trailing(items).filter(free).or_else(|| from_according(items, end));
    let (range, attribution) = found.or_else(leading)?;
    // What is quoted word by word is no indirect speech.
    let words =
        items[range.clone()].iter().filter(|item| !matches!(item.role, Role::Quote(_) | Role::Comma)).count();
    (words >= SHORTEST).then_some(Clause { items: range, attribution })
}

fn from_trailing(items: &[Item<'_>]) -> Option<(Range<usize>, Attribution)> {
    let (attribution, comma) = trailing(items)?;
    let start = items[..comma]
        .iter()
        .rposition(|item| matches!(item.role, Role::Stop | Role::Colon))
        .map_or(0, |at| at + 1);
    Some((start..comma, attribution))
}

/// `According to Ruiz, …`
fn from_according(items: &[Item<'_>], end: usize) -> Option<(Range<usize>, Attribution)> {
    let verb = items.iter().take(3).position(|item| item.role == Role::Verb(Verb::According))?;
    let speaker = speaker::after(&items[..end], verb + 2)?;
    let comma = items[speaker.end..end].iter().position(|item| item.role == Role::Comma)? + speaker.end;
    Some((comma + 1..end, Attribution { speaker: Some(speaker), verb: Some(verb) }))
}

/// `Ruiz said (that) …`
fn from_leading(items: &[Item<'_>], verb: usize, end: usize) -> Option<(Range<usize>, Attribution)> {
    let Role::Verb(class) = items[verb].role else { return None };
    if !class.takes_clause() {
        return None;
    }
    let participle = items[verb].lower.ends_with("ing");
    let speaker = speaker::before(items, 0, verb)
        .or_else(|| speaker::opening(&items[..verb]).filter(|_| participle))?;
    // What somebody did not say, would say or is to say has not been said; `has been quoted as saying` has.
    let group = if participle { &[] } else { &items[speaker.end..verb] };
    let unsaid = |item: &Item<'_>| {
        matches!(
            &*item.lower,
            "not" | "n't" | "never" | "would" | "will" | "could" | "should" | "might" | "must" | "to"
        )
    };
    let on_to = group.iter().any(|item| item.lower == "went");
    if group.iter().any(unsaid) && !on_to {
        return None;
    }
    let rest = verb + 1..end;
    let stops =
        |item: &Item<'_>| matches!(item.role, Role::Stop | Role::Colon | Role::Quote(_) | Role::Verb(_));
    let that = items[rest]
        .iter()
        .take(THAT)
        .take_while(|item| !stops(item))
        .position(|item| item.lower == "that" && item.role == Role::Clause)
        .map(|at| verb + 1 + at);
    // `told the union that`, `said on Monday that`; but `announced a plan that` has no clause.
    let circumstance =
        |item: &Item<'_>| matches!(item.role, Role::Preposition | Role::Time | Role::Clause | Role::Adverb);
    let that = that
        .filter(|_| class == Verb::Tell || circumstance(&items[verb + 1]) || items[verb + 1].lower == "out");
    let start = match that {
        Some(that) => that + 1,
        None => bare(items, class, verb, end)?,
    };
    let stop = items[start..end].iter().position(|item| matches!(item.role, Role::Stop | Role::Colon));
    let end = stop.map_or(end, |at| start + at);
    Some((start..end, Attribution { speaker: Some(speaker), verb: Some(verb) }))
}

/// Where a clause without `that` begins.
fn bare(items: &[Item<'_>], class: Verb, verb: usize, end: usize) -> Option<usize> {
    let mut first = verb + 1;
    if class == Verb::Tell {
        // `told the union the port would close`
        let person = speaker::after(&items[..end], first)?;
        let next = (first + 1..person.end).find(|&at| items[at].role == Role::Determiner);
        first = next.unwrap_or(person.end);
    }
    let opening = items.get(first).filter(|_| first < end)?;
    let opens = match class {
        Verb::Say | Verb::Think => {
            matches!(opening.role, Role::Name | Role::Word | Role::Determiner | Role::Pronoun)
        }
        Verb::Tell => matches!(opening.role, Role::Determiner | Role::Pronoun),
        _ => false,
    };
    let filler = matches!(&*opening.lower, "nothing" | "goodbye" | "yes" | "no" | "more" | "something" | "-");
    let evidence = items[first..end.min(first + EVIDENCE)].iter().any(|item| {
        item.role == Role::Pronoun
            || item.role == Role::Auxiliary && item.lower != "to" && item.lower != "not"
    });
    (opens && !filler && (class == Verb::Say || evidence)).then_some(first)
}
