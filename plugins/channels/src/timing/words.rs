//! The words of time: weekdays, months, parts of the day, units, and what stands before them.
use super::TimedWord;
use textmine_syntax::Tag;

/// Adjectives and adverbs of frequency, which are timing words by themselves.
pub(super) const FREQUENT: &[&str] = &[
    "annual",
    "biweekly",
    "bimonthly",
    "constant",
    "daily",
    "fortnightly",
    "frequent",
    "habitual",
    "hourly",
    "intermittent",
    "monthly",
    "nightly",
    "occasional",
    "overnight",
    "periodic",
    "quarterly",
    "rare",
    "recurring",
    "regular",
    "repeated",
    "routine",
    "sporadic",
    "weekly",
    "yearly",
];

/// Adverbs of frequency and time, wherever they stand in a clause.
pub(super) const ADVERBS: &[&str] = &[
    "again",
    "always",
    "annually",
    "constantly",
    "continually",
    "frequently",
    "habitually",
    "intermittently",
    "lately",
    "later",
    "never",
    "occasionally",
    "often",
    "periodically",
    "rarely",
    "recently",
    "regularly",
    "repeatedly",
    "routinely",
    "seldom",
    "sometimes",
    "sporadically",
    "typically",
    "usually",
];

/// Adverbs that look like adjectives: timing words of the clause only where no noun follows.
pub(super) const ADVERBS_OR_ADJECTIVES: &[&str] =
    &["biweekly", "daily", "fortnightly", "hourly", "monthly", "nightly", "overnight", "weekly", "yearly"];

/// Numbers that are none: timing words, and no stated count.
pub(super) const VAGUE: &[&str] =
    &["countless", "few", "innumerable", "many", "multiple", "numerous", "several", "successive", "various"];

/// What stands before `of` and a plural: "a series of calls", "dozens of letters".
pub(super) const AMOUNTS: &[&str] = &[
    "barrage",
    "bunch",
    "couple",
    "dozens",
    "flurry",
    "handful",
    "hundreds",
    "lot",
    "lots",
    "millions",
    "number",
    "plenty",
    "raft",
    "round",
    "rounds",
    "scores",
    "series",
    "slew",
    "spate",
    "stream",
    "string",
    "succession",
    "thousands",
    "torrent",
];

/// Phrases that are timing words as a whole.
pub(super) const FIXED: &[&[&str]] = &[
    &["from", "time", "to", "time"],
    &["time", "and", "again"],
    &["over", "and", "over"],
    &["again", "and", "again"],
    &["once", "more"],
    &["now", "and", "then"],
    &["day", "and", "night"],
    &["around", "the", "clock"],
    &["at", "all", "hours"],
    &["at", "any", "hour"],
    &["at", "times"],
    &["in", "the", "middle", "of", "the", "night"],
    &["in", "the", "small", "hours"],
    &["for", "the", "first", "time"],
    &["for", "the", "last", "time"],
    &["for", "the", "second", "time"],
    &["for", "the", "third", "time"],
];

/// Words that set a noun's act apart from those told before.
pub(super) const APART: &[&str] = &[
    "additional",
    "another",
    "different",
    "earlier",
    "final",
    "first",
    "following",
    "follow-up",
    "fresh",
    "further",
    "last",
    "later",
    "latest",
    "new",
    "next",
    "other",
    "previous",
    "prior",
    "separate",
    "subsequent",
];

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const SHORT_WEEKDAYS: &[&str] =
    &["mon.", "tue.", "tues.", "wed.", "thu.", "thur.", "thurs.", "fri.", "sat.", "sun."];

const MONTHS: &[&str] = &[
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
    "jun.",
    "jul.",
    "aug.",
    "sep.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
];

const PARTS: &[&str] = &[
    "afternoon",
    "dawn",
    "daybreak",
    "dusk",
    "evening",
    "lunchtime",
    "midday",
    "midnight",
    "morning",
    "night",
    "nightfall",
    "noon",
    "sunrise",
    "sunset",
];

const UNITS: &[&str] = &[
    "autumn",
    "century",
    "day",
    "decade",
    "fortnight",
    "hour",
    "minute",
    "month",
    "quarter",
    "season",
    "spring",
    "summer",
    "week",
    "weekday",
    "weekend",
    "winter",
    "year",
];

/// What may be the head of a phrase of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Weekday,
    Month,
    /// Morning, night and the like.
    Part,
    /// A length of time: hour, week, summer.
    Unit,
    /// Today, yesterday, tomorrow, tonight.
    Relative,
}

/// The head that a word may be; and whether it stands in the plural.
pub(super) fn head(word: &TimedWord<'_>) -> Option<(Head, bool)> {
    let lower = word.lower;
    let singular = match lower {
        "centuries" => "century",
        _ => lower.strip_suffix('s').unwrap_or(lower),
    };
    let capital = word.text.starts_with(char::is_uppercase);
    let plural = singular != lower;
    if capital && (WEEKDAYS.contains(&singular) || SHORT_WEEKDAYS.contains(&lower)) {
        Some((Head::Weekday, plural))
    } else if capital && MONTHS.contains(&lower) && word.tag != Tag::MD {
        Some((Head::Month, false))
    } else if PARTS.contains(&singular) {
        Some((Head::Part, plural))
    } else if UNITS.contains(&singular) && !word.tag.is_verb() {
        Some((Head::Unit, plural))
    } else if matches!(lower, "today" | "yesterday" | "tomorrow" | "tonight") {
        Some((Head::Relative, false))
    } else {
        None
    }
}

/// Whether a word may stand between a preposition and the head of its phrase of time.
pub(super) fn qualifies(lower: &str) -> bool {
    matches!(
        lower,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "last"
            | "next"
            | "past"
            | "previous"
            | "following"
            | "coming"
            | "recent"
            | "each"
            | "every"
            | "same"
            | "late"
            | "early"
            | "mid"
            | "later"
            | "earlier"
            | "few"
            | "several"
            | "couple"
            | "many"
            | "some"
            | "other"
            | "just"
            | "only"
            | "about"
            | "nearly"
            | "almost"
            | "around"
            | "roughly"
            | "more"
            | "than"
            | "less"
            | "at"
            | "least"
            | "of"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "final"
            | "straight"
            | "consecutive"
            | "whole"
            | "entire"
            | "full"
            | "all"
            | "very"
            | "start"
            | "end"
            | "beginning"
            | "middle"
            | "half"
    )
}

/// "First", "fourth", "21st".
pub(super) fn is_ordinal(lower: &str) -> bool {
    const ORDINALS: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "umpteenth",
    ];
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let numbered = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && matches!(&lower[digits.len()..], "st" | "nd" | "rd" | "th");
    numbered || ORDINALS.contains(&lower)
}

/// "a.m.", "pm", "o'clock".
pub(super) fn is_half_of_the_day(lower: &str) -> bool {
    matches!(lower, "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" | "o'clock" | "o’clock")
}

pub(super) fn is_hyphen(lower: &str) -> bool {
    matches!(lower, "-" | "‐" | "‑" | "–")
}
