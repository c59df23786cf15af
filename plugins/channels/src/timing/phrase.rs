//! Phrases of time: "on Sunday", "last week", "every Friday night", "over the past six months", "two days ago".
use super::TimedWord;
use super::number::number;
use super::words::{Head, head, is_half_of_the_day, is_hyphen, is_ordinal, qualifies};
use textmine_syntax::Tag;

/// A phrase of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// How many words it takes.
    pub(super) len: usize,
    /// The day, date or hour that it names, without preposition and article.
    pub(super) when: Option<String>,
    /// A stretch of time of which a number of acts may be said: "in six months", "this year", "since January".
    pub(super) stretch: bool,
}

const PREPOSITIONS: &[&str] = &[
    "across",
    "after",
    "around",
    "at",
    "before",
    "by",
    "during",
    "for",
    "from",
    "in",
    "of",
    "on",
    "over",
    "since",
    "through",
    "throughout",
    "till",
    "until",
    "within",
];

/// No phrase has its head further from its start than this.
const LONGEST: usize = 10;

/// The phrase that the words begin with, if it is one that says when or how often: with a preposition, or one that
/// needs none.
pub(super) fn phrase(words: &[TimedWord<'_>]) -> Option<Phrase> {
    if let [first, rest @ ..] = words
        && matches!(first.lower, "late" | "early" | "later" | "earlier")
        && rest.first().is_some_and(|next| matches!(next.lower, "at" | "in" | "on"))
    {
        return phrase(rest).map(|time| Phrase { len: time.len + 1, ..time });
    }
    let preposition = words.first()?.lower;
    let preposition = PREPOSITIONS.contains(&preposition).then_some(preposition);
    let from = usize::from(preposition.is_some());
    let time = Time::read(&words[from..])?;
    let len = from + time.len;
    // "In a 20-minute, rambling speech", "over a 2023 interview": parts of another phrase.
    let hyphen = time.at > 0 && is_hyphen(words[from + time.at - 1].lower) && time.head == Some(Head::Unit);
    let article = time.at > 0 && time.head.is_none() && matches!(words[from].lower, "a" | "an");
    if (hyphen && !time.plural) || article {
        return None;
    }
    // "In the days that followed" says no more than "then".
    if time.plural && time.head == Some(Head::Unit) && time.at == 1 && words[from].lower == "the" {
        return None;
    }
    let determined = time.first_is(words, from, &["last", "this", "next", "previous", "same"]);
    let fits = match preposition {
        // Other things have ends and neighbours too: "of last year" belongs to a noun before it.
        Some("of") => false,
        Some(preposition) => !time.belongs_to_next(words, len, preposition),
        None => time.stands_alone(words) && !time.belongs_to_next(words, len, ""),
    };
    if !fits {
        return None;
    }
    let counted = matches!(time.head, Some(Head::Unit | Head::Month) | None);
    let stretch = counted
        && !time.repeated
        && match preposition {
            Some("in" | "over" | "within" | "during" | "through" | "throughout" | "across" | "since") => {
                !time.ago
            }
            None => time.head == Some(Head::Unit) && determined,
            _ => false,
        };
    let named = match time.head {
        Some(Head::Weekday | Head::Relative | Head::Month) | None => true,
        Some(Head::Part | Head::Unit) => time.ago || determined,
    };
    let placed = !matches!(preposition, Some("since" | "until" | "till" | "before" | "after" | "for"));
    let when = (named && placed && !time.repeated).then(|| time.key(&words[from..len]));
    Some(Phrase { len, when, stretch })
}

/// What says when or how long before a noun, from `at` on and not beyond `end`: "Sunday", "last week" (of "last week's"),
/// "March 3", "late-night", "3 a.m.", "40-minute", "hour-long".
pub(super) fn before_noun(words: &[TimedWord<'_>], at: usize, end: usize) -> Option<Phrase> {
    let words = &words[at..end];
    if let Some(len) = length_of_time(words) {
        return Some(Phrase { len, when: None, stretch: false });
    }
    let first = words.first()?;
    let begins = head(first).is_some()
        || first.lower.starts_with(|c: char| c.is_ascii_digit())
        || matches!(first.lower, "last" | "this" | "next" | "late" | "early" | "mid" | "every");
    let time = Time::read(words).filter(|_| begins)?;
    // "The three hour calls" and "the 23 day"; numbers belong to days of a month, and to hours.
    if first.lower.starts_with(|c: char| c.is_ascii_digit())
        && matches!(time.head, Some(Head::Unit | Head::Part))
    {
        return None;
    }
    let named = matches!(time.head, Some(Head::Weekday | Head::Relative | Head::Month) | None)
        || matches!(first.lower, "last" | "this" | "next");
    let when = (named && !time.repeated).then(|| time.key(&words[..time.len]));
    Some(Phrase { len: time.len, when, stretch: false })
}

/// "40-minute", "two-hour-long", "hour-long", "daylong".
fn length_of_time(words: &[TimedWord<'_>]) -> Option<usize> {
    let hyphen =
        |at: usize| words.get(at).is_some_and(|w| is_hyphen(w.lower) && words[at - 1].end == w.start);
    let unit = |at: usize| words.get(at).and_then(head).is_some_and(|(kind, _)| kind == Head::Unit);
    let long = |at: usize| hyphen(at) && words.get(at + 1).is_some_and(|w| w.lower == "long");
    if matches!(words.first()?.lower, "hourlong" | "daylong" | "weeklong" | "monthlong" | "yearlong") {
        return Some(1);
    }
    if unit(0) && long(1) {
        return Some(3);
    }
    let len = number(words).map(|n| n.len).filter(|&len| hyphen(len) && unit(len + 1))?;
    Some(len + if long(len + 2) { 4 } else { 2 })
}

/// A phrase of time without its preposition.
#[derive(Clone, Copy, Debug)]
struct Time {
    len: usize,
    /// Where the head stands.
    at: usize,
    /// None for years and hours.
    head: Option<Head>,
    plural: bool,
    /// "Every", "each", "Sundays".
    repeated: bool,
    /// "Ago", "later", "earlier" at its end.
    ago: bool,
}

impl Time {
    fn read(words: &[TimedWord<'_>]) -> Option<Time> {
        let lower = |at: usize| words.get(at).map_or("", |w| w.lower);
        let glued = |at: usize| at > 0 && at < words.len() && words[at - 1].end == words[at].start;
        let mut at = 0;
        while at < LONGEST {
            if let Some(len) = clock(&words[at..]).or_else(|| year(&words[at..])) {
                return Some(Time {
                    len: at + len,
                    at,
                    head: None,
                    plural: false,
                    repeated: false,
                    ago: false,
                });
            }
            let word = words.get(at)?;
            if head(word).is_some() {
                break;
            }
            at += match number(&words[at..]) {
                Some(number) => number.len,
                None if qualifies(word.lower) || is_ordinal(word.lower) => 1,
                None if is_hyphen(word.lower) && glued(at) => 1,
                None => return None,
            };
        }
        let (kind, plural) = words.get(at).and_then(head)?;
        let every = words[..at].iter().any(|w| matches!(w.lower, "every" | "each"));
        let mut len = at + 1;
        match kind {
            Head::Month => len += day_and_year(&words[len..], at > 0),
            Head::Weekday | Head::Relative => {
                let hyphen = usize::from(is_hyphen(lower(len)) && glued(len));
                let next = words.get(len + hyphen).and_then(head);
                if matches!(next, Some((Head::Part, _))) {
                    len += hyphen + 1;
                }
            }
            // "The evening of December 28".
            Head::Part if lower(len) == "of" => {
                let day = Time::read(&words[len + 1..])
                    .filter(|day| matches!(day.head, Some(Head::Weekday | Head::Month | Head::Relative)));
                if let Some(day) = day {
                    return Some(Time { len: len + 1 + day.len, at: len + 1 + day.at, ..day });
                }
            }
            Head::Part | Head::Unit => {}
        }
        // "Two days after" stands for itself only where nothing follows: not in "two days after the call".
        let last = words.get(len + 1).is_none_or(|w| matches!(w.tag, Tag::Comma | Tag::Stop | Tag::Colon));
        let ago = kind == Head::Unit
            && match lower(len) {
                "ago" | "later" | "earlier" | "afterwards" | "afterward" => true,
                "before" | "after" => last,
                _ => false,
            };
        len += usize::from(ago);
        let repeated = every || (plural && matches!(kind, Head::Weekday | Head::Part));
        Some(Time { len, at, head: Some(kind), plural, repeated, ago })
    }

    fn first_is(&self, words: &[TimedWord<'_>], from: usize, any: &[&str]) -> bool {
        words[from..from + self.at].iter().any(|w| any.contains(&w.lower))
    }

    /// Whether it says when without a preposition: "last week", "every Friday", "Sunday", "two days ago", "March 3".
    fn stands_alone(&self, words: &[TimedWord<'_>]) -> bool {
        const DETERMINERS: &[&str] = &["last", "this", "next", "that", "every", "each", "earlier", "later"];
        let lower = |at: usize| words.get(at).map_or("", |w| w.lower);
        let article = usize::from(lower(0) == "the");
        match self.head {
            Some(Head::Weekday | Head::Relative) => article == 0,
            Some(Head::Month) => self.len > self.at + 1 || DETERMINERS.contains(&lower(0)),
            Some(Head::Unit | Head::Part) => {
                self.ago
                    || DETERMINERS.contains(&lower(0))
                    || (article == 1
                        && matches!(lower(1), "next" | "following" | "previous" | "same" | "other"))
            }
            None => false,
        }
    }

    /// Whether it is part of a longer noun phrase, as in "after the *weekend* talks" or "*last week*'s".
    fn belongs_to_next(&self, words: &[TimedWord<'_>], len: usize, preposition: &str) -> bool {
        let Some(next) = words.get(len) else { return false };
        if next.tag == Tag::POS || matches!(next.lower, "'s" | "’s" | "’") {
            return true;
        }
        if is_hyphen(next.lower) && words[len - 1].end == next.start {
            return true;
        }
        let article =
            words.get(usize::from(!preposition.is_empty())).is_some_and(|w| matches!(w.lower, "a" | "an"));
        let common = matches!(next.tag, Tag::NN | Tag::NNS);
        let named = next.tag.is_name() && article;
        let alone = preposition.is_empty() && matches!(self.head, Some(Head::Unit | Head::Part));
        (common || named)
            && !self.plural
            && !self.ago
            && !alone
            && preposition != "on"
            && self.head != Some(Head::Relative)
    }

    /// What names the day: the weekday, or all but articles.
    fn key(&self, words: &[TimedWord<'_>]) -> String {
        if self.head == Some(Head::Weekday) {
            return words[self.at].lower.to_owned();
        }
        let told = words[..self.len.min(words.len())].iter().map(|w| w.lower);
        let told: Vec<&str> = told
            .filter(|w| !matches!(*w, "the" | "a" | "an" | "just" | "only" | "late" | "early" | ","))
            .collect();
        told.join(" ")
    }
}

/// "3 a.m.", "10:30", "10:30 p.m.", "midnight" is a part of the day.
fn clock(words: &[TimedWord<'_>]) -> Option<usize> {
    let first = words.first()?.lower;
    let half = words.get(1).is_some_and(|w| is_half_of_the_day(w.lower));
    let hour = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    match first.split_once(':') {
        Some((h, m)) if hour(h) && hour(m) => Some(1 + usize::from(half)),
        None if half && (hour(first) || number(words).is_some_and(|n| n.len == 1)) => Some(2),
        _ => None,
    }
}

/// "2019".
fn year(words: &[TimedWord<'_>]) -> Option<usize> {
    let first = words.first()?.lower;
    let digits = first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
    (digits && first.bytes().all(|b| b.is_ascii_digit())).then_some(1)
}

/// What follows a month: "3", "3rd", "2020", "3, 2020"; `day` is known already in "3 March".
fn day_and_year(words: &[TimedWord<'_>], day: bool) -> usize {
    let is_day = |w: &TimedWord<'_>| {
        let digits = w.lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut len = usize::from(!day && words.first().is_some_and(is_day));
    if len == 0 && !day {
        return year(words).unwrap_or(0);
    }
    let comma = usize::from(words.get(len).is_some_and(|w| w.lower == ","));
    if words.get(len + comma..).is_some_and(|rest| year(rest).is_some()) {
        len += comma + 1;
    }
    len
}
