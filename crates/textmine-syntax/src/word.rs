//! What is seen of a word, whatever stands around it.
use crate::Form;
use crate::lexicon::{Known, Lexicon};
use textmine_core::TokenKind;
use textmine_tagger::hash;

/// What is seen of a word: numbers to make features of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// The word in lower case; one for all numbers of equal length and all addresses.
    pub(crate) lower: u64,
    /// The word as it stands.
    pub(crate) exact: u64,
    /// Its last letters: one, two, three, four.
    pub(crate) endings: [u64; 4],
    /// Its first letters: two, three.
    pub(crate) beginnings: [u64; 2],
    /// Capitals, digits, hyphens, kind, whether glued to what is before.
    pub(crate) shape: u64,
    pub(crate) known: Known,
}

impl Word {
    pub(crate) fn new(form: &Form<'_>, lexicon: Lexicon<'_>) -> Word {
        let lower = form.lower.as_bytes();
        let kind = form.kind as u64;
        let number = match form.kind {
            TokenKind::Number => Some(digits(lower)),
            TokenKind::Url | TokenKind::Handle | TokenKind::Hashtag | TokenKind::Emoji => Some(kind),
            _ => None,
        };
        let word =
            number.map_or_else(|| hash::word(lower), |number| hash::mix(number, 0xD6E8_FEB8_6659_FD93));
        let end = |n: usize| hash::word(lower.get(lower.len().wrapping_sub(n)..).unwrap_or(lower));
        let start = |n: usize| hash::word(lower.get(..n).unwrap_or(lower));
        let exact =
            if number.is_some() || form.text == form.lower { word } else { hash::word(form.text.as_bytes()) };
        Word {
            lower: word,
            exact,
            endings: [end(1), end(2), end(3), end(4)],
            beginnings: [start(2), start(3)],
            shape: shape(form.text) | kind << 5 | u64::from(form.glued) << 9,
            known: lexicon.get(word),
        }
    }

    /// A class of words alike, among 256: from vectors without case, or else from those with.
    #[inline]
    pub(crate) fn class(&self) -> u64 {
        u64::from(self.known.plain[1])
    }
}

/// A number's length and punctuation.
fn digits(text: &[u8]) -> u64 {
    text.iter().take(12).fold(1, |all, byte| match byte {
        b'0'..=b'9' => all * 5 + 1,
        b':' => all * 5 + 2,
        b'a'..=b'z' => all * 5 + 3,
        _ => all * 5 + 4,
    })
}

/// Five bits: starts with a capital, has no small letter, has a digit, has a hyphen or dot, has a capital inside.
fn shape(text: &str) -> u64 {
    let first = text.chars().next().is_some_and(char::is_uppercase);
    let (mut small, mut inner, mut digit, mut joined) = (false, false, false, false);
    for (at, c) in text.chars().enumerate() {
        small |= c.is_lowercase();
        inner |= at > 0 && c.is_uppercase();
        digit |= c.is_ascii_digit();
        joined |= matches!(c, '-' | '.' | '\'');
    }
    [first, !small, digit, joined, inner].into_iter().fold(0, |all, bit| all << 1 | u64::from(bit))
}
