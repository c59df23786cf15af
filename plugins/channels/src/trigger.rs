//! Where words of the taxonomy stand, and which of them the grammar lets mean what the taxonomy says.
use crate::syntax::{Form, Item, Syntax};
use crate::tag::Tag;
use crate::taxonomy::{Taxonomy, Trigger, TriggerKind};

/// How far away the verb of a phrase may be, in items.
const REACH: usize = 40;

/// How far before a trigger a pattern that excludes it may start, in tokens.
const EXCLUDE_REACH: usize = 5;

/// A trigger of the taxonomy at a place in the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit<'t> {
    /// What stands there.
    pub(crate) trigger: &'t Trigger,
    /// First token of its context.
    pub(crate) context: usize,
    /// First token of the trigger itself.
    pub(crate) start: usize,
    /// One past its last token.
    pub(crate) end: usize,
}

impl Hit<'_> {
    /// Its last token: the head of a noun.
    pub(crate) fn last(&self) -> usize {
        self.end - 1
    }
}

/// All readings of all triggers of the sentence, in order of their start; of one start, the best first.
pub(crate) fn find<'t>(syntax: &Syntax<'_>, taxonomy: &'t Taxonomy) -> Vec<Hit<'t>> {
    let mut hits: Vec<Hit<'t>> = Vec::new();
    for start in 0..syntax.words.len() {
        let first = hits.len();
        for trigger in taxonomy.starting(syntax.lower(start)) {
            let Some(hit) = hit_at(syntax, trigger, start) else { continue };
            if fits(syntax, &hit)
                && (trigger.kind == TriggerKind::App || !is_excluded(syntax, taxonomy, &hit))
            {
                hits.push(hit);
            }
        }
        // Stable: equal ones stay in the order of the taxonomy.
        hits[first..].sort_by_key(|hit| std::cmp::Reverse((hit.end - hit.start, hit.start - hit.context)));
    }
    hits
}

fn hit_at<'t>(syntax: &Syntax<'_>, trigger: &'t Trigger, start: usize) -> Option<Hit<'t>> {
    // The words in front may be joined by hyphens; a pattern's context is short, so each start is tried.
    (trigger.before..=trigger.before + 2).find_map(|back| {
        let context = start.checked_sub(back)?;
        let (marked, end) = trigger.pattern.match_at(syntax, context, trigger.before)?;
        (marked == start).then_some(Hit { trigger, context, start, end })
    })
}

fn fits(syntax: &Syntax<'_>, hit: &Hit<'_>) -> bool {
    let last = hit.last();
    match hit.trigger.kind {
        TriggerKind::Verb => {
            // With a hyphen or particle the verb is the first or the last word: `call in`, `live tweet`.
            let Some(verb) =
                (hit.start..hit.end).find_map(|t| syntax.verb_at(t).filter(|&v| syntax.verbs[v].head == t))
            else {
                return false;
            };
            if syntax.verbs[verb].lemma == "be" {
                return false;
            }
            let next = syntax.lower(hit.end);
            let blocked = hit.trigger.not_before.iter().any(|word| word == next);
            // `called on Friday`: the preposition belongs to the time.
            let time = syntax.phrase_at(hit.end + 1).is_some_and(|p| syntax.phrases[p].temporal);
            !blocked || time
        }
        TriggerKind::Noun => {
            let Some(phrase) = syntax.phrase_at(last) else { return false };
            let head = syntax.phrases[phrase].head;
            // A noun that modifies another is no act: `meeting room`.
            head == last
                && (syntax.tag(last).is_noun() || syntax.tag(last) == Tag::VBG || hit.end - hit.start > 1)
        }
        TriggerKind::App => {
            let capital = |t: usize| syntax.words[t].text.chars().any(char::is_uppercase);
            let small = |t: usize| matches!(syntax.lower(t), "of" | "the" | "and" | "&");
            (hit.start..hit.end)
                .all(|t| capital(t) || small(t) || syntax.words[t].text.chars().all(|c| !c.is_alphabetic()))
        }
        TriggerKind::Phrase => {
            let Some(phrase) = syntax.phrase_at(last) else {
                return hit.end - hit.start > 1 || !syntax.tag(last).is_verb();
            };
            syntax.phrases[phrase].head == last
        }
    }
}

fn is_excluded(syntax: &Syntax<'_>, taxonomy: &Taxonomy, hit: &Hit<'_>) -> bool {
    (hit.start.saturating_sub(EXCLUDE_REACH)..hit.end).any(|start| {
        let word = syntax.lower(start);
        taxonomy.excluding(word).iter().any(|(channel, pattern)| {
            *channel == hit.trigger.channel
                && pattern.match_at(syntax, start, 0).is_some_and(|(_, end)| {
                    // A preposition at the end that opens a time is no part of the verb: `called on Friday`.
                    let time = matches!(syntax.lower(end - 1), "on" | "for" | "at" | "in")
                        && syntax.phrase_at(end).is_some_and(|p| syntax.phrases[p].temporal);
                    end > hit.start && !time
                })
        })
    })
}

/// The verb that a phrase, or a preposition with its complement, goes with: the nearest before it in its clause, or
/// the next one if it opens the clause (`In a letter, Ito asked`).
pub(crate) fn governing_verb(syntax: &Syntax<'_>, item: usize) -> Option<usize> {
    let mut comma = false;
    let before = syntax.items[..item]
        .iter()
        .rev()
        .take(REACH)
        .take_while(|i| {
            comma |= **i == Item::Comma;
            **i != Item::Break && (comma || !matches!(i, Item::Subordinator(_)))
        })
        .find_map(|i| match *i {
            Item::Verb(v) => Some(v),
            _ => None,
        });
    before.or_else(|| following_verb(syntax, item))
}

/// The first finite verb after an item.
pub(crate) fn following_verb(syntax: &Syntax<'_>, item: usize) -> Option<usize> {
    (item + 1..syntax.items.len()).take(REACH).take_while(|&k| syntax.item(k) != Item::Break).find_map(|k| {
        match syntax.item(k) {
            Item::Verb(v) if syntax.verbs[v].form == Form::Finite => Some(v),
            _ => None,
        }
    })
}
