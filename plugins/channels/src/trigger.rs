//! Where words of the taxonomy stand, as far as their tags let them mean what the taxonomy says.
pub(crate) mod untagged;

use crate::actor;
use crate::taxonomy::{Taxonomy, Trigger, TriggerKind};
use textmine_syntax::{Tag, Word};

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

/// A trigger in other company: `called for` is no call.
#[derive(Clone, Debug)]
pub(crate) struct LookAlike<'t> {
    /// What it looks like.
    pub(crate) hit: Hit<'t>,
    /// The words that say that it is none, as written in the taxonomy.
    pub(crate) pattern: &'t str,
    /// They follow it, rather than being a pattern that it is part of.
    pub(crate) follows: bool,
}

/// What the words of a sentence look like.
#[derive(Debug, Default)]
pub(crate) struct Hits<'t> {
    /// All readings of all triggers, in order of their start; of one start, the best first.
    pub(crate) hits: Vec<Hit<'t>>,
    /// Those that a pattern excludes.
    pub(crate) excluded: Vec<LookAlike<'t>>,
}

/// Finds the triggers in tagged words.
pub(crate) fn find<'t>(words: &[Word<'_>], taxonomy: &'t Taxonomy) -> Hits<'t> {
    let mut found = Hits::default();
    for start in 0..words.len() {
        let first = found.hits.len();
        for trigger in taxonomy.starting(&words[start]) {
            let Some(hit) = hit_at(words, trigger, start).filter(|hit| fits(words, hit)) else { continue };
            if let Some(pattern) = blocked_by(words, &hit) {
                found.excluded.push(LookAlike { hit, pattern, follows: true });
                continue;
            }
            match excluded_by(words, taxonomy, &hit) {
                Some(pattern) => found.excluded.push(LookAlike { hit, pattern, follows: false }),
                None => found.hits.push(hit),
            }
        }
        // Stable: equal ones stay in the order of the taxonomy.
        found.hits[first..]
            .sort_by_key(|hit| std::cmp::Reverse((hit.end - hit.start, hit.start - hit.context)));
    }
    // `Telegram` with a capital is the app.
    let apps: Vec<usize> =
        found.hits.iter().filter(|h| h.trigger.kind == TriggerKind::App).map(|h| h.start).collect();
    found.hits.retain(|h| {
        let name = h.start > 0 && words[h.start].text.starts_with(char::is_uppercase);
        !(h.trigger.kind == TriggerKind::Noun && h.end == h.start + 1 && name && apps.contains(&h.start))
    });
    found
}

fn hit_at<'t>(words: &[Word<'_>], trigger: &'t Trigger, start: usize) -> Option<Hit<'t>> {
    // The words in front may be joined by hyphens; a pattern's context is short, so each start is tried.
    (trigger.before..=trigger.before + 2).find_map(|back| {
        let context = start.checked_sub(back)?;
        let (marked, end) = trigger.pattern.match_at(words, context, trigger.before)?;
        (marked == start).then_some(Hit { trigger, context, start, end })
    })
}

fn fits(words: &[Word<'_>], hit: &Hit<'_>) -> bool {
    let last = hit.last();
    match hit.trigger.kind {
        TriggerKind::Verb => {
            if !(hit.start..hit.end).any(|t| words[t].tag.is_verb()) {
                return false;
            }
            // `Ito's email`, `the message`: no verb, whatever the tagger says.
            let noun = hit.start.checked_sub(1).is_some_and(|t| {
                matches!(words[t].tag, Tag::POS | Tag::PRPS | Tag::DT)
                    && !matches!(words[t].lower, "all" | "both" | "this" | "that")
            });
            if noun && words[hit.start].tag != Tag::VBG {
                return false;
            }
            true
        }
        TriggerKind::Noun => {
            let tag = words[last].tag;
            // A noun that modifies another is no act: `meeting room`.
            let clause =
                words.get(hit.end + 1).is_some_and(|w| matches!(w.tag, Tag::VBD | Tag::VBZ | Tag::VBP));
            let modifies = words
                .get(hit.end)
                .is_some_and(|w| matches!(w.tag, Tag::NN | Tag::NNS) && !actor::is_time(w) && !clause);
            // `a prize in the Post`: a name, though it is a word too.
            let name = hit.end == hit.start + 1
                && tag == Tag::NNP
                && hit.start > 0
                && words[hit.start - 1].lower == "the"
                && words[last].text.starts_with(char::is_uppercase);
            (tag.is_noun() || tag == Tag::VBG || hit.end - hit.start > 1) && !modifies && !name
        }
        TriggerKind::App => {
            has_capitals(words[hit.start..hit.end].iter().map(|w| (w.text, w.lower)), hit.trigger)
        }
        TriggerKind::Phrase => hit.end - hit.start > 1 || !words[last].tag.is_verb(),
    }
}

/// True if the words, each as it stands and in lower case, have capitals where the name of an app has them; hyphens in the
/// text are no word of the name.
fn has_capitals<'w>(words: impl Iterator<Item = (&'w str, &'w str)>, trigger: &Trigger) -> bool {
    let capital =
        |text: &str| text.chars().any(char::is_uppercase) || text.chars().all(|c| !c.is_alphabetic());
    let mut name = trigger.text.split_whitespace();
    words
        .filter(|(_, lower)| !matches!(*lower, "-" | "–"))
        .all(|(text, _)| name.next().is_none_or(|part| !part.contains(char::is_uppercase)) || capital(text))
}

/// True if the word behind a verb that also means to name may open the name, or somebody who is called.
fn calls_by_name(trigger: &Trigger, next: &str) -> bool {
    trigger.naming && matches!(next, "a" | "an")
}

/// `call a doctor`: an article opens a name that is given, or somebody who is called.
fn calls_somebody(words: &[Word<'_>], hit: &Hit<'_>) -> bool {
    let active = matches!(words[hit.start].tag, Tag::VB | Tag::VBP | Tag::VBD | Tag::VBG);
    if !active || !words.get(hit.end).is_some_and(|w| calls_by_name(hit.trigger, w.lower)) {
        return false;
    }
    let phrase = words[hit.end + 1..].iter().take(5).take_while(|w| w.tag.is_noun() || w.tag.is_adjective());
    phrase.last().is_some_and(|w| matches!(w.tag, Tag::NN | Tag::NNP) && actor::is_person_noun(w.lower))
}

/// The word right behind a verb that gives it another sense.
fn blocked_by<'t>(words: &[Word<'_>], hit: &Hit<'t>) -> Option<&'t str> {
    let next = words.get(hit.end).map_or("", |w| w.lower);
    // `called on Friday`: the preposition belongs to the time.
    let time = words.get(hit.end + 1).is_some_and(actor::is_time);
    let blocking = hit.trigger.not_before.iter().find(|word| *word == next);
    blocking.filter(|_| !time && !calls_somebody(words, hit)).map(String::as_str)
}

fn excluded_by<'t>(words: &[Word<'_>], taxonomy: &'t Taxonomy, hit: &Hit<'_>) -> Option<&'t str> {
    if hit.trigger.kind == TriggerKind::App {
        return None;
    }
    (hit.start.saturating_sub(EXCLUDE_REACH)..hit.end).find_map(|start| {
        taxonomy.excluding(words[start].lower).iter().find_map(|(channel, pattern, text)| {
            let (_, end) = pattern.match_at(words, start, 0).filter(|_| *channel == hit.trigger.channel)?;
            // A preposition at the end that opens a time is no part of the verb: `called on Friday`.
            let time = matches!(words[end - 1].lower, "on" | "for" | "at" | "in")
                && words.get(end).is_some_and(actor::is_time);
            // `an email listing names`: a verb behind a noun is no part of the word.
            let verb = hit.trigger.kind == TriggerKind::Noun && end > hit.end && words[end - 1].tag.is_verb();
            (end > hit.start && !time && !verb).then_some(text.as_str())
        })
    })
}
