//! Whose words they are: the noun phrase that is the subject of a verb of saying.
use crate::unit::{Item, Role};
use std::ops::Range;

/// Items that are looked at before a verb, and after it.
const REACH: usize = 40;
/// Stretches between commas that may lie between a subject and its verb.
const ASIDES: usize = 5;
/// Items that a noun phrase may have.
const LONGEST: usize = 14;

/// The subject before the verb `items[verb]`, nowhere before the item `from`.
pub(crate) fn before(items: &[Item<'_>], from: usize, verb: usize) -> Option<Range<usize>> {
    let from = from.max(verb.saturating_sub(REACH));
    let mut end = verb;
    while end > from && is_group(items, end - 1) {
        end -= 1;
    }
    let participle = items[verb].lower.ends_with("ing");
    if participle && end == verb {
        return with(items, from, verb);
    }
    let infinitive = items[end..verb].iter().any(|item| item.lower == "to");
    if infinitive && !items[end..verb].iter().any(|item| item.lower == "went") {
        return None;
    }
    let mut last = end.checked_sub(1).filter(|&last| last >= from)?;
    // `Senator Ruiz (Ind.) said`
    if items[last].lower == ")" {
        let open = items[from..last].iter().rposition(|item| item.lower == "(")?;
        end = from + open;
        last = end.checked_sub(1).filter(|&last| last >= from)?;
    }
    match items[last].role {
        // `Ruiz, the minister for trade, said`
        Role::Comma | Role::Aside => over_asides(items, from, last),
        // `Ruiz, who said`
        Role::Relative => {
            let end = if last > from && items[last - 1].role == Role::Comma { last - 1 } else { last };
            piece(items, from, end)
        }
        _ => piece(items, from, end),
    }
}

/// `with Ruiz saying`; other participles share the subject of their sentence.
fn with(items: &[Item<'_>], from: usize, verb: usize) -> Option<Range<usize>> {
    let start = piece_start(items, from, verb);
    let with = items[start..verb].iter().rposition(|item| item.lower == "with")?;
    let phrase = after(&items[..verb], start + with + 1).filter(|phrase| phrase.end == verb)?;
    // `with a letter saying` has no speaker.
    items[phrase.clone()].iter().any(|item| item.role == Role::Name).then_some(phrase)
}

/// Words that may stand between a subject and its verb without a comma.
fn is_group(items: &[Item<'_>], at: usize) -> bool {
    let word = |word: &str| items[at].lower == word;
    match items[at].role {
        Role::Auxiliary | Role::Adverb => true,
        // `was quoted as saying`, `went on to say`, `was the first to say`
        Role::Clause => word("as") && at > 0 && items[at - 1].lower == "quoted",
        Role::Verb(_) => word("quoted"),
        Role::Preposition => word("on") && at > 0 && items[at - 1].lower == "went",
        Role::Word => word("went") || word("quoted"),
        Role::Time => {
            items.get(at + 1).is_some_and(|next| matches!(next.role, Role::Verb(_) | Role::Auxiliary))
        }
        _ => false,
    }
}

/// The subject before a stretch between commas that ends with the one at `comma`.
fn over_asides(items: &[Item<'_>], from: usize, comma: usize) -> Option<Range<usize>> {
    let mut end = comma;
    let mut fallback = None;
    for _ in 0..ASIDES {
        let start = piece_start(items, from, end);
        // `Mark Lind, D-Ohio,`
        let party = end - start > 1 && items[start].lower.len() == 1 && items[start + 1].lower == "-";
        if let Some(range) = piece(items, from, end).filter(|_| !party) {
            let opens = items[start..end].first().map(|item| item.role);
            let first = items[range.start].role;
            let possessive = items[range.clone()].iter().any(|item| item.role == Role::Possessive);
            let whole = range.start == start || matches!(opens, Some(Role::Time | Role::Adverb | Role::And));
            if whole && matches!(first, Role::Name | Role::Pronoun) && !possessive {
                return Some(range);
            }
            // `the minister for trade`, `Lind's daughter` may stand beside a name or by themselves.
            if !matches!(opens, Some(Role::Relative | Role::Clause | Role::Preposition)) {
                fallback.get_or_insert(range);
            }
        }
        if start == from || !matches!(items[start - 1].role, Role::Comma | Role::Aside) {
            break;
        }
        end = start - 1;
    }
    fallback
}

/// Where the stretch without commas begins that ends before `end`.
fn piece_start(items: &[Item<'_>], from: usize, end: usize) -> usize {
    let is_end = |item: &Item<'_>| {
        matches!(item.role, Role::Comma | Role::Aside | Role::Stop | Role::Colon | Role::Quote(_))
    };
    items[from..end].iter().rposition(is_end).map_or(from, |at| from + at + 1)
}

/// The noun phrase that ends before `end`.
fn piece(items: &[Item<'_>], from: usize, end: usize) -> Option<Range<usize>> {
    let start = piece_start(items, from, end);
    let stretch = items.get(start..end).filter(|stretch| !stretch.is_empty())?;
    let last = stretch.last()?;
    if last.role == Role::Pronoun {
        return Some(end - 1..end);
    }
    if !matches!(last.role, Role::Name | Role::Word | Role::Time) || matches!(&*last.lower, "there" | "here")
    {
        return None;
    }
    // A clause before it: `when Ruiz said`, `and Ruiz said`, `he knew that Ruiz said`.
    let mut first = start;
    for (at, item) in stretch.iter().enumerate().map(|(at, item)| (start + at, item)) {
        let begins_clause = match item.role {
            Role::Clause | Role::Relative | Role::Verb(_) | Role::Auxiliary => true,
            Role::And => !is_coordinated(&items[first..at]),
            Role::Adverb => at == first,
            Role::Preposition => matches!(&*item.lower, "after" | "before" | "since"),
            _ => false,
        };
        if begins_clause {
            first = at + 1;
        }
    }
    // `while he met the union, said`
    if items.get(first).is_some_and(|item| first < end && item.role == Role::Pronoun) {
        return Some(first..first + 1);
    }
    // An adverbial before it: `in Cairo the minister`.
    let possessive = items.get(first + 1).is_some_and(|item| item.role == Role::Possessive);
    let adverbial = |item: &Item<'_>| matches!(item.role, Role::Preposition | Role::Time) && !possessive;
    if items.get(first..end)?.first().is_some_and(adverbial) {
        first = noun_phrase_start(items, first + 1, end);
    }
    if end - first.min(end) > LONGEST {
        first = noun_phrase_start(items, end - LONGEST, end);
    }
    // `to counter alleged`: what looks like a subject is a verb.
    let infinitive = first > from && items[first - 1].lower == "to";
    (first < end && !infinitive).then_some(first..end)
}

/// True if the words before an `and` are a noun phrase that can be its first half.
fn is_coordinated(before: &[Item<'_>]) -> bool {
    let names = before.iter().rev().take_while(|item| item.is_nominal() || item.role == Role::Link).count();
    let plain = before.iter().filter(|item| item.role == Role::Word).count();
    names == before.len() && !before.is_empty() && plain <= 2
}

/// Where the last noun phrase before `end` begins.
fn noun_phrase_start(items: &[Item<'_>], from: usize, end: usize) -> usize {
    let begins = |at: usize| match items[at].role {
        Role::Determiner => true,
        Role::Name => at == from || matches!(items[at - 1].role, Role::Word | Role::Time),
        _ => false,
    };
    let start = (from..end).rev().find(|&at| begins(at)).unwrap_or(end.saturating_sub(1));
    start.max(from)
}

/// The noun phrase that begins with the item `first`.
pub(crate) fn after(items: &[Item<'_>], first: usize) -> Option<Range<usize>> {
    let opening = items.get(first)?;
    match opening.role {
        Role::Pronoun => return Some(first..first + 1),
        Role::Name | Role::Determiner => {}
        // `Monday's paper`
        Role::Time if items.get(first + 1).is_some_and(|next| next.role == Role::Possessive) => {}
        Role::Word if !matches!(&*opening.lower, "him" | "them" | "us" | "me" | "there" | "here" | "-") => {}
        _ => return None,
    }
    let mut end = first;
    while let Some(item) = items.get(end).filter(|_| end < first + LONGEST) {
        let goes_on = match item.role {
            Role::Name | Role::Word | Role::Determiner => true,
            Role::Time => end == first,
            Role::Possessive => end > first,
            // `a spokesman for the union`, `Ruiz and Okoro`
            Role::Link | Role::And => items
                .get(end + 1)
                .is_some_and(|next| matches!(next.role, Role::Name | Role::Determiner | Role::Word)),
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    let sound = items[first..end].iter().any(|item| matches!(item.role, Role::Name | Role::Word));
    sound.then_some(first..end)
}

/// The subject of a sentence, as far as it can be told without knowing its verb: a name, a pronoun, or what stands before
/// an auxiliary.
pub(crate) fn opening(items: &[Item<'_>]) -> Option<Range<usize>> {
    let adverbial =
        |item: &Item<'_>| matches!(item.role, Role::And | Role::Clause | Role::Adverb | Role::Time);
    let mut first =
        items.iter().take(REACH).take_while(|item| adverbial(item) || item.role == Role::Comma).count();
    // `In a letter, Ruiz`, `Speaking in Oslo, Ruiz`, `Hours later, Ruiz`, `Unable to walk, Ruiz`
    let lead = items.get(first)?;
    let later = items.get(first + 1).is_some_and(|next| matches!(&*next.lower, "later" | "earlier" | "to"));
    if lead.role == Role::Preposition || lead.lower.ends_with("ing") || later {
        first += 1 + items[first..].iter().take(REACH).position(|item| item.role == Role::Comma)?;
    }
    let phrase = after(items, first)?;
    let ends_at = |at: usize| {
        items.get(at).is_some_and(|next| match next.role {
            Role::Auxiliary => next.lower != "to",
            Role::Adverb | Role::Verb(_) => true,
            _ => false,
        })
    };
    // `Doctors in Oslo have`
    let place = items.get(phrase.end).filter(|next| next.role == Role::Preposition);
    let place = place.and_then(|_| after(items, phrase.end + 1));
    let sure = ends_at(phrase.end) || place.is_some_and(|place| ends_at(place.end));
    if sure || items[first].role == Role::Pronoun {
        return Some(phrase);
    }
    let names = items[first..].iter().take(LONGEST).take_while(|item| item.role == Role::Name).count();
    (names > 0).then_some(first..first + names)
}

/// The word that the others of a noun phrase belong to.
pub(crate) fn head(items: &[Item<'_>], phrase: Range<usize>) -> usize {
    let inner = &items[phrase.clone()];
    let stop = inner
        .iter()
        .skip(1)
        .position(|item| matches!(item.role, Role::Link | Role::Preposition | Role::Comma));
    phrase.start + stop.map_or(inner.len(), |at| at + 1).saturating_sub(1)
}
