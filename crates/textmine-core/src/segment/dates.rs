//! Dates that stand between a headline and its article without punctuation.
use super::abbreviations;
use super::scanner::Scanner;
use textmine_abi::Token;

const DAYS: &[&str] = &["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"];

const MONTHS: &[&str] = &[
    "apr.",
    "april",
    "aug.",
    "august",
    "dec.",
    "december",
    "feb.",
    "february",
    "jan.",
    "january",
    "july",
    "june",
    "mar.",
    "march",
    "may",
    "nov.",
    "november",
    "oct.",
    "october",
    "sept.",
    "september",
];

impl Scanner<'_> {
    /// Having emitted a year: ends the sentence if it is but a date and a capital follows, and puts a date with its
    /// weekday that ends a line into a sentence of its own.
    pub(super) fn after_year(&mut self) {
        let Some((len, weekday)) = self.date() else { return };
        let before = self.tokens.len() - self.first - len;
        if before == 0 {
            if self.byte(self.pos) == b' ' && self.char(self.pos + 1).is_uppercase() {
                self.close();
            }
        } else if weekday {
            let headline = self.tokens[self.first + before - 1];
            let gap = self.gap(self.pos);
            let ends_line = gap.breaks > 0 || gap.end == self.bytes.len();
            if ends_line && !self.goes_on_with_date(headline) {
                self.split(self.first + before);
            }
        }
    }

    /// Tokens of the date that the text so far ends with, and whether a weekday is among them: "May 3, 2024",
    /// "Friday, May 3, 2024", "Friday, 3 May 2024".
    fn date(&self) -> Option<(usize, bool)> {
        let tokens = &self.tokens[self.first..];
        let is = |token: &Token, names: &[&str]| {
            let word = &self.bytes[token.span.range()];
            word[0].is_ascii_uppercase() && abbreviations::has(names, word)
        };
        let is_day = |token: &Token| {
            matches!(self.bytes[token.span.range()], [b'0'..=b'9'] | [b'0'..=b'3', b'0'..=b'9'])
        };
        let is_comma = |token: &Token| self.bytes[token.span.range()] == *b",";
        let rest = match tokens {
            [rest @ .., month, day, comma, _] if is(month, MONTHS) && is_day(day) && is_comma(comma) => rest,
            [rest @ .., day, month, _] if is(month, MONTHS) && is_day(day) => rest,
            _ => return None,
        };
        let rest = match rest {
            [rest @ .., day, comma] if is(day, DAYS) && is_comma(comma) => rest,
            [rest @ .., day] if is(day, DAYS) => rest,
            _ => return Some((tokens.len() - rest.len(), false)),
        };
        Some((tokens.len() - rest.len(), true))
    }

    /// True for "on", a comma and the like, before which no headline ends.
    fn goes_on_with_date(&self, token: Token) -> bool {
        let word = &self.bytes[token.span.range()];
        matches!(word, b"," | b"(" | b"-" | b":" | b"On" | b"on" | b"since" | b"last" | b"next" | b"this")
            || word.starts_with("—".as_bytes())
            || abbreviations::leads_on(word)
    }
}
