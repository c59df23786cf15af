//! Who says it: the verb of saying that governs a quotation, and its subject.
use crate::speaker;
use crate::unit::{Item, Role};
use crate::verb::Verb;
use std::ops::Range;

/// Items between a quotation and its verb: more, and they have nothing to do with each other.
const FAR: usize = 30;
/// Items between a verb like `called` and what something is called.
const NEAR: usize = 10;
/// Items between a verb like `continued` and the quotation that it introduces.
const BESIDE: usize = 12;

/// Words of a name before a colon.
const NAME: usize = 4;
/// Items of a clause that `according to` may follow without a comma.
const SHORTEST: usize = 3;

/// A verb of saying and its subject, as items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// The speaker's words, if they are there.
    pub(crate) speaker: Option<Range<usize>>,
    /// The verb; none where a colon stands for it.
    pub(crate) verb: Option<usize>,
}

/// The attribution that follows the quotation `items[quote]`: `said Ruiz`, `Ruiz, the minister, said`, `according to Ruiz`.
///
/// `ended` says that the quotation ends with a comma or so within its marks.
pub(crate) fn following(items: &[Item<'_>], quote: usize, ended: bool) -> Option<Attribution> {
    let end = next_quote(items, quote);
    let mut at = quote + 1;
    let mut apart = ended;
    while at < end.min(quote + 5) {
        match items[at].role {
            Role::Comma | Role::Aside => apart = true,
            Role::Adverb | Role::Time => {}
            Role::Clause if items[at].lower == "as" => {}
            _ => break,
        }
        at += 1;
    }
    inverted(items, at, end).or_else(|| {
        let opens = items.get(at).filter(|_| apart && at < end)?;
        if matches!(opens.role, Role::Clause | Role::And | Role::Relative | Role::Stop | Role::Colon) {
            return None;
        }
        let verb = verb_before_stop(items, at, end.min(at + FAR))?;
        // `“…,” Ruiz said: “…”` belongs to what comes, if a sentence has begun before.
        if quote > 0 && items.get(verb + 1).is_some_and(|next| next.role == Role::Colon) {
            return None;
        }
        let subject = speaker::before(items, at, verb)?;
        // `…,” the head of the union, Ruiz, said`; `…,” in a letter, Ruiz said`
        let near = subject.start == at || items[subject.start - 1].role == Role::Comma;
        near.then_some(Attribution { speaker: Some(subject), verb: Some(verb) })
    })
}

/// `said Ruiz` and `according to Ruiz`, at the item `at`.
fn inverted(items: &[Item<'_>], at: usize, end: usize) -> Option<Attribution> {
    let Role::Verb(verb) = items.get(at).filter(|_| at < end)?.role else { return None };
    let after = match verb {
        Verb::According => at + 2,
        Verb::Name | Verb::Tell => return None,
        _ if items[at].lower.ends_with("ing") => return None,
        _ => at + 1 + items[at + 1..end].iter().take_while(|item| item.role == Role::Adverb).count(),
    };
    let speaker = speaker::after(&items[..end], after)?;
    // `…,” said the plan would fail`: a clause begins there.
    if items.get(speaker.end).is_some_and(|next| next.role == Role::Auxiliary) {
        return None;
    }
    Some(Attribution { speaker: Some(speaker), verb: Some(at) })
}

fn verb_before_stop(items: &[Item<'_>], from: usize, to: usize) -> Option<usize> {
    for (at, item) in items.iter().enumerate().take(to).skip(from) {
        match item.role {
            Role::Stop | Role::Colon | Role::Quote(_) => return None,
            Role::Verb(Verb::Name | Verb::According) => return None,
            Role::Verb(_) if item.lower.ends_with("ing") => {}
            Role::Verb(_) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The attribution that leads to the quotation `items[quote]`: `Ruiz told reporters: `, `Ruiz called it `, `according to Ruiz, `.
pub(crate) fn leading(items: &[Item<'_>], quote: usize) -> Option<Attribution> {
    let from =
        items[..quote].iter().rposition(|item| matches!(item.role, Role::Quote(_))).map_or(0, |at| at + 1);
    let introduces = quote > from && matches!(items[quote - 1].role, Role::Comma | Role::Colon);
    let mut verb_alone = None;
    for at in (from..quote).rev() {
        let Role::Verb(verb) = items[at].role else {
            if items[at].role == Role::Stop {
                break;
            }
            continue;
        };
        let between = quote - at - 1;
        let governs = match verb {
            Verb::Say | Verb::Think | Verb::Tell | Verb::That => true,
            Verb::According => {
                let speaker = speaker::after(&items[..quote], at + 2);
                return speaker.map(|speaker| Attribution { speaker: Some(speaker), verb: Some(at) });
            }
            Verb::Beside => between == 0 || introduces && between <= BESIDE,
            Verb::Name => between <= NEAR && !introduces,
        };
        if !governs {
            continue;
        }
        let verb = *verb_alone.get_or_insert(at);
        if let Some(speaker) = speaker::before(items, from, at) {
            return Some(Attribution { speaker: Some(speaker), verb: Some(verb) });
        }
    }
    let Some(verb) = verb_alone else { return named(items, from, quote) };
    // `Ruiz shook her head, saying`, `Ruiz travelled to Oslo to say`
    let speaker = (from == 0).then(|| speaker::opening(&items[..verb])).flatten();
    Some(Attribution { speaker, verb: Some(verb) })
}

/// `Ana Ruiz: “…”`
fn named(items: &[Item<'_>], from: usize, quote: usize) -> Option<Attribution> {
    let colon = quote.checked_sub(1).filter(|&at| items[at].role == Role::Colon)?;
    let name = items.get(from..colon)?;
    let sound = (1..=NAME).contains(&name.len()) && name.iter().all(|item| item.role == Role::Name);
    sound.then_some(Attribution { speaker: Some(from..colon), verb: None })
}

/// The attribution at a sentence's end, of the clause before it: `…, Ruiz said on Monday.`, `…, said Ruiz.`,
/// `…, according to Ruiz.`; and the comma before it.
pub(crate) fn trailing(items: &[Item<'_>]) -> Option<(Attribution, usize)> {
    let from = items.len().saturating_sub(FAR);
    let governs = |item: &Item<'_>| match item.role {
        Role::Verb(Verb::According) => true,
        // `…, a claim Ruiz denied` denies what is before.
        Role::Verb(verb) => {
            verb.takes_clause() && !item.lower.ends_with("ing") && !item.lower.starts_with("den")
        }
        _ => false,
    };
    let verb = items[from..].iter().rposition(governs)? + from;
    let comma = |at: usize| at.checked_sub(1).filter(|&at| items[at].role == Role::Comma);
    let ends = |phrase: &Option<Range<usize>>| {
        let next = phrase.as_ref().and_then(|phrase| items.get(phrase.end));
        next.is_none_or(|item| matches!(item.role, Role::Stop | Role::Comma | Role::Preposition | Role::Time))
    };
    if let Some(comma) = comma(verb)
        && let Some(attribution) = inverted(items, verb, items.len()).filter(|found| ends(&found.speaker))
    {
        return Some((attribution, comma));
    }
    if items[verb].role == Role::Verb(Verb::According) {
        let attribution = inverted(items, verb, items.len()).filter(|_| verb >= SHORTEST)?;
        return Some((attribution, verb));
    }
    // What follows the verb may be when and where, but no clause.
    let rest = &items[verb + 1..];
    let circumstance = |item: &Item<'_>| {
        matches!(item.role, Role::Stop | Role::Comma | Role::Preposition | Role::Time | Role::Adverb)
            || matches!(&*item.lower, "reporters" | "journalists")
    };
    let quotes_on = rest.get(1).is_some_and(|item| matches!(item.role, Role::Quote(_)));
    if quotes_on
        || !rest.first().is_none_or(circumstance)
        || rest.iter().any(|item| item.lower == "that" || item.role == Role::Colon)
    {
        return None;
    }
    let speaker = speaker::before(items, from, verb)?;
    let comma = comma(speaker.start)?;
    (comma > 0).then_some((Attribution { speaker: Some(speaker), verb: Some(verb) }, comma))
}

/// The attribution that a short sentence by itself gives to the quotation before it: `Ruiz said.`
pub(crate) fn alone(items: &[Item<'_>]) -> Option<Attribution> {
    if items.iter().any(|item| matches!(item.role, Role::Quote(_) | Role::Colon)) {
        return None;
    }
    let verb = verb_before_stop(items, 0, items.len().min(BESIDE))?;
    let ends = items
        .get(verb + 1)
        .is_none_or(|item| matches!(item.role, Role::Stop | Role::Preposition | Role::Time));
    let speaker = speaker::before(items, 0, verb).filter(|speaker| ends && speaker.start == 0)?;
    Some(Attribution { speaker: Some(speaker), verb: Some(verb) })
}

fn next_quote(items: &[Item<'_>], quote: usize) -> usize {
    let next = items[quote + 1..].iter().position(|item| matches!(item.role, Role::Quote(_)));
    next.map_or(items.len(), |at| quote + 1 + at)
}
