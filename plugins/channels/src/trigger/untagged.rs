//! Whether triggers may stand in words that are not tagged yet. Most sentences that pass the gate hold none, and this costs
//! a fraction of tags.
//!
//! What is said here is never less than what [`find`](super::find) says of the same words with tags.
use super::{EXCLUDE_REACH, calls_by_name};
use crate::actor;
use crate::taxonomy::{Needs, Taxonomy, Trigger, TriggerKind};
use std::cell::OnceCell;
use textmine_syntax::{Tag, lemma};

/// A word as it stands, in lower case, and what it may be a form of.
#[derive(Debug)]
pub(crate) struct Plain<'w> {
    pub(crate) text: &'w str,
    pub(crate) lower: &'w str,
    lemmas: OnceCell<[String; 3]>,
}

impl<'w> Plain<'w> {
    pub(crate) fn new(text: &'w str, lower: &'w str) -> Self {
        Plain { text, lower, lemmas: OnceCell::new() }
    }

    fn may_be_somebody(&self) -> bool {
        self.text.chars().any(char::is_uppercase) || actor::is_person_noun(self.lower)
    }

    /// True if it is a form of one of the lemmas, whatever its tag.
    fn is_one_of(&self, lemmas: &[String]) -> bool {
        let closed = match self.lower {
            "an" => "a",
            "these" => "this",
            "those" => "that",
            other => other,
        };
        // Of all tags, only those of nouns and verbs change an open word.
        let open = || {
            let tags = [Tag::VBD, Tag::NNS, Tag::NNPS];
            self.lemmas.get_or_init(|| tags.map(|tag| lemma::lemma(self.lower, tag)))
        };
        lemmas.iter().any(|lemma| lemma == closed)
            || self.lower.len() > 2 && open().iter().any(|own| lemmas.contains(own))
    }
}

/// True if one of the triggers may be an act. `hears` tells of the place of a verb of saying whether those whom the public
/// hears it from may stand where those who are told stand.
pub(crate) fn may_hold(
    words: &[Plain<'_>],
    taxonomy: &Taxonomy,
    hears: impl Fn(usize, usize) -> bool,
) -> bool {
    let through_anybody = words.iter().any(|word| taxonomy.opens_anybody(word.lower));
    (0..words.len()).any(|start| {
        let word = &words[start];
        let known = taxonomy.starting_with(word.lower);
        let anybody = taxonomy.starting_with_anybody().filter(|_| through_anybody && word.may_be_somebody());
        known.chain(anybody).filter(|trigger| !taxonomy.is_outlet(trigger)).any(|trigger| {
            let place = (trigger.before..=trigger.before + 2).find_map(|back| {
                let context = start.checked_sub(back)?;
                let (marked, end) = matches(words, trigger, context, start)?;
                (marked == start).then_some(start..end)
            });
            place.is_some_and(|place| {
                fits(words, trigger, place.clone())
                    && !is_blocked(words, trigger, place.end)
                    && !is_excluded(words, taxonomy, trigger, place.clone())
                    && (trigger.needs != Needs::Audience || hears(place.start, place.end))
            })
        })
    })
}

/// Whether the trigger stands at `start`, where its first word is known to fit, after its context.
fn matches(words: &[Plain<'_>], trigger: &Trigger, context: usize, start: usize) -> Option<(usize, usize)> {
    trigger.pattern.place(
        context,
        trigger.before,
        |at| words.get(at).map(|word| word.lower),
        |at, lemmas, anybody| {
            at == start || words[at].is_one_of(lemmas) || anybody && words[at].may_be_somebody()
        },
    )
}

/// The name of an app has its capitals.
fn fits(words: &[Plain<'_>], trigger: &Trigger, place: std::ops::Range<usize>) -> bool {
    trigger.kind != TriggerKind::App
        || super::has_capitals(words[place].iter().map(|w| (w.text, w.lower)), trigger)
}

fn is_blocked(words: &[Plain<'_>], trigger: &Trigger, end: usize) -> bool {
    let Some(next) = words.get(end) else { return false };
    let time = words.get(end + 1).is_some_and(|word| actor::may_be_time(word.lower));
    !time && !calls_by_name(trigger, next.lower) && trigger.not_before.iter().any(|word| word == next.lower)
}

/// Patterns whose very words stand there, and that no tag could make another of.
fn is_excluded(
    words: &[Plain<'_>],
    taxonomy: &Taxonomy,
    trigger: &Trigger,
    place: std::ops::Range<usize>,
) -> bool {
    if trigger.kind == TriggerKind::App {
        return false;
    }
    (place.start.saturating_sub(EXCLUDE_REACH)..place.end).any(|start| {
        taxonomy.excluding(words[start].lower).iter().any(|(channel, pattern, _)| {
            let end = pattern.place(
                start,
                0,
                |at| words.get(at).map(|word| word.lower),
                |at, lemmas, _| lemmas.iter().any(|lemma| lemma == words[at].lower),
            );
            *channel == trigger.channel
                && end.is_some_and(|(_, end)| {
                    end > place.start
                        && (trigger.kind != TriggerKind::Noun || end <= place.end)
                        && !words.get(end).is_some_and(|word| actor::may_be_time(word.lower))
                })
        })
    })
}
