//! When and how often, in the words of the text.
//!
//! Timing words are those before the noun ("late-night", "weekly", "40-minute", "several", "fourth", "Sunday's") and those
//! of the clause ("on Sunday", "last week", "every Friday", "often", "in recent days", "for hours").
//!
//! A stated count is an exact number of acts, in digits or words, before a noun in the plural ("23 visits", "more than 20
//! calls", "a dozen letters", "a pair of emails") or of times ("twice", "on three occasions", "once a week"). "One call"
//! states none, since "one" may be an article, but "only one call" does. "Several", "dozens of" and "two or three" are
//! timing words: they are no numbers. The "fourth call" is a timing word too, for nobody says that the others are told of.
mod clause;
mod count;
mod number;
mod phrase;
mod words;

pub(crate) use clause::clause;
use count::Count;
use std::ops::Range;
use textmine_syntax::Tag;
use words::{ADVERBS, ADVERBS_OR_ADJECTIVES, APART, FIXED, FREQUENT, VAGUE, is_hyphen, is_ordinal};

/// What the words around a mention say of when and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timing {
    /// As written, in the order of the text: "late-night", "weekly", "on Sunday", "40-minute", "several".
    pub(crate) words: Vec<String>,
    /// How many acts the text says there were.
    pub(crate) count: Option<StatedCount>,
    /// The days, dates and hours among the words, in lower case and without preposition: "sunday", "last week".
    pub(crate) when: Vec<String>,
    /// The act is set apart from others: "another call", "called again", "their previous meeting".
    pub(crate) apart: bool,
}

/// A number of acts that the text states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatedCount {
    pub(crate) number: u32,
    /// As written: "23 bilateral visits", "more than 20 calls", "twice".
    pub(crate) text: String,
    /// The time that the number is said of, as written: "in six months", "a week".
    pub(crate) per: Option<String>,
}

/// A word of a sentence, as far as timing needs it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimedWord<'t> {
    /// In lower case.
    pub(crate) lower: &'t str,
    /// As written.
    pub(crate) text: &'t str,
    pub(crate) tag: Tag,
    /// Byte of the document at which it starts.
    pub(crate) start: u32,
    /// Byte of the document at which it ends.
    pub(crate) end: u32,
}

/// Reads the words of a sentence around the trigger `act`: before it in its noun phrase (the trigger alone, if it is no
/// noun), and those of its clause, which come in order and may have gaps where other clauses stand.
pub(crate) fn read(
    words: &[TimedWord<'_>],
    act: Range<usize>,
    noun_phrase: Range<usize>,
    clause: impl IntoIterator<Item = usize>,
) -> Timing {
    let mut reading = Reading { words, found: Vec::new(), stretch: None, timing: Timing::default() };
    let from = noun_phrase.start.min(act.start);
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in clause.into_iter().filter(|at| *at < words.len() && !(from..act.end).contains(at)) {
        match stretches.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => stretches.push(at..at + 1),
        }
    }
    let after = stretches.partition_point(|stretch| stretch.start < from);
    stretches.drain(..after).for_each(|stretch| reading.clause(stretch));
    reading.noun_phrase(from, &act);
    stretches.into_iter().for_each(|stretch| reading.clause(stretch));
    reading.finish()
}

/// A sentence being read, from left to right.
struct Reading<'w, 't> {
    words: &'w [TimedWord<'t>],
    /// Where the timing words stand.
    found: Vec<Range<usize>>,
    /// A stretch of time of which a count may be said: the first after the act, or else the last before it.
    stretch: Option<Range<usize>>,
    timing: Timing,
}

impl Reading<'_, '_> {
    /// The words before the trigger in its own noun phrase.
    fn noun_phrase(&mut self, from: usize, act: &Range<usize>) {
        match count::before_noun(self.words, from, act) {
            Some(Count::Stated(count)) => self.timing.count = Some(count),
            Some(Count::Vague(at)) => self.found.push(at),
            None => {}
        }
        let mut at = from;
        while at < act.start {
            let word = self.words[at].lower;
            at = match phrase::before_noun(self.words, at, act.start) {
                Some(time) => {
                    self.timing.when.extend(time.when);
                    self.found.push(at..at + time.len);
                    at + time.len
                }
                None => {
                    self.timing.apart |= APART.contains(&word) || is_ordinal(word);
                    let stated = self.timing.count.is_some();
                    if FREQUENT.contains(&word) || is_ordinal(word) || (VAGUE.contains(&word) && !stated) {
                        self.found.push(with_degree(self.words, from, at)..at + 1);
                    }
                    at + 1
                }
            };
        }
    }

    /// The words of the clause, before or after the act.
    fn clause(&mut self, range: Range<usize>) {
        let (mut at, end) = (range.start, range.end);
        while at < end {
            let word = self.words[at].lower;
            self.timing.apart |= matches!(word, "again" | "later");
            if let Some((count, to)) = count::of_times(self.words, at, end) {
                match count {
                    Count::Stated(count) => self.timing.count = Some(count),
                    Count::Vague(at) => self.found.push(at),
                }
                at = to;
            } else if let Some(len) = self.fixed(at, end) {
                self.timing.apart |= word == "once" || word == "for";
                self.found.push(at..at + len);
                at += len;
            } else if let Some(time) = phrase::phrase(&self.words[at..]).filter(|time| time.len <= end - at) {
                let place = at..at + time.len;
                at = place.end;
                self.timing.when.extend(time.when);
                if time.stretch {
                    self.stretch = Some(place.clone());
                }
                self.found.push(place);
            } else {
                if self.is_adverb(at, end) {
                    self.found.push(with_degree(self.words, range.start, at)..at + 1);
                }
                at += 1;
            }
        }
    }

    /// A phrase that is known as a whole, or "on a daily basis"; how many words.
    fn fixed(&self, at: usize, end: usize) -> Option<usize> {
        let words = &self.words[at..end];
        let begins = |phrase: &&[&str]| {
            words.len() >= phrase.len() && words.iter().zip(*phrase).all(|(word, other)| word.lower == *other)
        };
        let basis = |words: &[TimedWord<'_>]| {
            words[0].lower == "on" && FREQUENT.contains(&words[2].lower) && words[3].lower == "basis"
        };
        match FIXED.iter().copied().find(begins) {
            Some(phrase) => Some(phrase.len()),
            None => words.get(..4).filter(|words| basis(words)).map(<[_]>::len),
        }
    }

    fn is_adverb(&self, at: usize, end: usize) -> bool {
        let tag = |at: usize| self.words.get(at).filter(|_| at < end).map(|w| w.tag);
        let word = self.words[at].lower;
        let of_noun =
            tag(at + 1).is_some_and(|tag| tag.is_noun() || tag.is_adjective() || tag == Tag::Hyphen);
        ADVERBS.contains(&word) || (ADVERBS_OR_ADJECTIVES.contains(&word) && !of_noun)
    }

    fn finish(mut self) -> Timing {
        if let (Some(count), Some(stretch)) = (&mut self.timing.count, self.stretch)
            && count.per.is_none()
        {
            count.per = Some(written(&self.words[stretch.clone()]));
            self.found.retain(|place| *place != stretch);
        }
        self.found.sort_by_key(|place| place.start);
        self.found.dedup();
        self.timing.words = self.found.into_iter().map(|place| written(&self.words[place])).collect();
        self.timing
    }
}

/// Where a timing word begins, with what stands before it: "*almost* daily", "*near-*daily", "*a* few".
fn with_degree(words: &[TimedWord<'_>], from: usize, at: usize) -> usize {
    let lower = |back: usize| if at >= from + back { words[at - back].lower } else { "" };
    match lower(1) {
        "almost" | "nearly" | "very" | "quite" | "more" | "less" | "so" | "too" => at - 1,
        "a" if words[at].lower == "few" => at - 1,
        hyphen if is_hyphen(hyphen) && !lower(2).is_empty() => at - 2,
        _ => at,
    }
}

/// Words as they stand in the text, with one space where there is any.
fn written(words: &[TimedWord<'_>]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && words[at - 1].end < word.start {
            out.push(' ');
        }
        out.push_str(word.text);
    }
    out
}
