//! Stated counts: "23 bilateral visits", "twice", "three times a week", "on two occasions".
use super::number::{Number, number};
use super::words::{AMOUNTS, VAGUE, head, is_hyphen};
use super::{StatedCount, TimedWord, written};
use std::ops::Range;
use textmine_syntax::Tag;

/// What the words say of how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// A number.
    Stated(StatedCount),
    /// No number: "dozens of", "two or three". Where it stands.
    Vague(Range<usize>),
}

/// Words that belong to the number after them.
const ABOUT: &[&[&str]] = &[
    &["no", "fewer", "than"],
    &["as", "many", "as"],
    &["more", "than"],
    &["fewer", "than"],
    &["less", "than"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["about"],
    &["almost"],
    &["another"],
    &["approximately"],
    &["around"],
    &["exactly"],
    &["nearly"],
    &["over"],
    &["roughly"],
    &["some"],
];

/// The count before a noun in the plural, `act`, whose phrase begins at `phrase`.
pub(super) fn before_noun(words: &[TimedWord<'_>], phrase: usize, act: &Range<usize>) -> Option<Count> {
    let last = words.get(act.end.checked_sub(1)?)?;
    let plural = matches!(last.tag, Tag::NNS | Tag::NNPS);
    for at in phrase..act.start {
        let Some(Number { len, value }) = number(&words[at..act.start]).filter(|_| is_free(words, at)) else {
            continue;
        };
        let from = about(words, at);
        let only_one =
            value == Some(1) && at > 0 && matches!(words[at - 1].lower, "only" | "just" | "exactly");
        let describes = |w: &TimedWord<'_>| {
            w.tag.is_adjective()
                || w.tag.is_noun()
                || is_hyphen(w.lower)
                || matches!(w.tag, Tag::VBN | Tag::VBG | Tag::CD | Tag::CC | Tag::Comma)
        };
        let hyphen = words.get(at + len).is_some_and(|w| is_hyphen(w.lower) || w.lower == "%");
        if hyphen || !words[at + len..act.start].iter().all(describes) || is_year(words[at].lower) {
            continue;
        }
        return match value {
            Some(0) | Some(1) if !only_one => None,
            Some(1) if !plural => Some(stated(1, written(&words[at - 1..act.end]))),
            Some(value) if plural => Some(stated(value, written(&words[from..act.end]))),
            None if plural => Some(Count::Vague(from..at + len)),
            _ => None,
        };
    }
    amount(words, phrase, act).filter(|_| plural)
}

/// "A series of calls", "dozens of letters", "a pair of emails".
fn amount(words: &[TimedWord<'_>], phrase: usize, act: &Range<usize>) -> Option<Count> {
    let of = (phrase.saturating_sub(1)..act.start).rev().find(|&at| words[at].lower == "of")?;
    let at = of.checked_sub(1)?;
    if words[at].lower == "pair" {
        return Some(stated(2, written(&words[article(words, at)..act.end])));
    }
    AMOUNTS.contains(&words[at].lower).then(|| Count::Vague(article(words, at)..of + 1))
}

/// The count that begins at `at` and tells how often something was done, and where it ends.
pub(super) fn of_times(words: &[TimedWord<'_>], at: usize, end: usize) -> Option<(Count, usize)> {
    let lower = |at: usize| if at < end { words[at].lower } else { "" };
    let from = about(words, at);
    let (value, after) = match lower(at) {
        "twice" => (Some(2), at + 1),
        "thrice" => (Some(3), at + 1),
        "once" => (Some(1), at + 1),
        first => {
            let occasions = usize::from(first == "on");
            let counted = at + occasions;
            let vague = usize::from(lower(counted) == "a");
            let (len, value) = match number(&words[counted..end]).filter(|_| is_free(words, counted)) {
                Some(number) => (number.len, number.value),
                None if VAGUE.contains(&lower(counted + vague)) => (1 + vague, None),
                None if AMOUNTS.contains(&lower(counted + vague)) && lower(counted + vague + 1) == "of" => {
                    (2 + vague, None)
                }
                None => return None,
            };
            let other =
                usize::from(matches!(lower(counted + len), "separate" | "different" | "other" | "more"));
            let noun = counted + len + other;
            let right = match occasions {
                0 => lower(noun) == "times",
                _ => lower(noun) == "occasions",
            };
            // "Three times as many", "five times the size".
            let compares = matches!(
                lower(noun + 1),
                "as" | "more"
                    | "less"
                    | "fewer"
                    | "larger"
                    | "bigger"
                    | "greater"
                    | "higher"
                    | "longer"
                    | "smaller"
                    | "the"
                    | "that"
            );
            if !right || compares {
                return None;
            }
            (value, noun + 1)
        }
    };
    let (per, end) = match rate(&words[after..end]) {
        Some(len) => (Some(written(&words[after..after + len])), after + len),
        None => (None, after),
    };
    // "He once called" is no count; "once a week" is, and so is "only once".
    let only = at > 0 && matches!(words[at - 1].lower, "only" | "just" | "exactly");
    if value == Some(1) && per.is_none() && !only {
        return None;
    }
    let from = if value == Some(1) && only { at - 1 } else { from };
    let count = match value {
        Some(number) => Count::Stated(StatedCount { number, text: written(&words[from..after]), per }),
        None => Count::Vague(from..end),
    };
    Some((count, end))
}

/// "A week", "per day", "every three months"; how many words.
fn rate(words: &[TimedWord<'_>]) -> Option<usize> {
    let first = words.first()?.lower;
    if !matches!(first, "a" | "an" | "per" | "each" | "every") {
        return None;
    }
    let skipped = number(words.get(1..)?).filter(|_| first == "every").map_or(0, |n| n.len);
    words.get(1 + skipped).and_then(head).map(|_| 2 + skipped)
}

fn stated(number: u32, text: String) -> Count {
    Count::Stated(StatedCount { number, text, per: None })
}

/// Where the words about a number begin, such as "more than".
fn about(words: &[TimedWord<'_>], at: usize) -> usize {
    let ends = |phrase: &&[&str]| {
        at >= phrase.len() && words[at - phrase.len()..at].iter().map(|w| w.lower).eq(phrase.iter().copied())
    };
    ABOUT.iter().copied().find(|phrase| ends(phrase)).map_or(at, |phrase| at - phrase.len())
}

/// With the article before it.
fn article(words: &[TimedWord<'_>], at: usize) -> usize {
    at - usize::from(at > 0 && matches!(words[at - 1].lower, "a" | "an" | "the"))
}

/// Whether the word is no part of a price or of a longer word with hyphens.
fn is_free(words: &[TimedWord<'_>], at: usize) -> bool {
    at == 0 || !(is_hyphen(words[at - 1].lower) || matches!(words[at - 1].lower, "$" | "£" | "€" | "#"))
}

fn is_year(lower: &str) -> bool {
    lower.len() == 4
        && (lower.starts_with("19") || lower.starts_with("20"))
        && lower.bytes().all(|b| b.is_ascii_digit())
}
