//! What the model knows of single words and of phrases.
use crate::cue::Cue;

/// Number of a word in the model; words that count as one share it.
pub type WordId = u32;

/// A word that the model doesn't know.
pub const UNKNOWN: WordId = 0;
/// What the tone is asked towards.
pub const TARGET: WordId = 1;
/// A name of something else.
pub const NAME: WordId = 2;
/// A number.
pub const NUMBER: WordId = 3;
/// A web or mail address.
pub const ADDRESS: WordId = 4;
/// An account ("@name").
pub const HANDLE: WordId = 5;
/// Before the first word and after the last one.
pub const EDGE: WordId = 6;
/// A word that the user's options silence or value themselves.
pub const OWN: WordId = 7;
/// Numbers below this stand for no word in particular.
pub const SPECIAL: WordId = 8;

/// Kinds of text that the model tells apart: editorials and reports, business news, reviews, messages.
pub const REGISTERS: usize = 4;
/// Lexicons whose values are features.
pub const LEXICONS: usize = 5;
/// Greatest valence of a word, as the raters of VADER's lexicon had it.
pub const MAX_VALENCE: f32 = 4.0;

/// Valences of one word or phrase, each from -4 to 4.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Valence {
    /// How the sentence sounds that it stands in.
    pub sentence: f32,
    /// What it says of a name before it, its subject: "*Ruiz* lied".
    pub subject: f32,
    /// What it says of a name after it, its object: "they praised *Ruiz*".
    pub object: f32,
}

impl Valence {
    /// The same in every place.
    pub fn all(valence: f32) -> Self {
        Valence { sentence: valence, subject: valence, object: valence }
    }

    /// True if it says nothing of anything.
    pub fn is_none(self) -> bool {
        self == Valence::default()
    }

    /// The same, louder or softer or turned round.
    #[must_use]
    pub fn times(self, factor: f32) -> Self {
        Valence {
            sentence: self.sentence * factor,
            subject: self.subject * factor,
            object: self.object * factor,
        }
    }

    fn to_bytes(self) -> [u8; 3] {
        // Tenths, as the lexicon has them.
        [self.sentence, self.subject, self.object].map(|v| (v * 10.0).round().clamp(-40.0, 40.0) as i8 as u8)
    }

    #[inline]
    fn from_bytes(bytes: [u8; 3]) -> Self {
        let [sentence, subject, object] = bytes.map(|byte| f32::from(byte as i8) * 0.1);
        Valence { sentence, subject, object }
    }
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// Of the lexicon that stands without a model.
    pub valence: Valence,
    /// What it does to others.
    pub cue: Cue,
    /// Some phrase begins with it.
    pub starts_phrase: bool,
    /// With a capital within a sentence it is most likely a name ("Bush").
    pub name_if_capital: bool,
    /// Its values in each lexicon, from -1 to 1.
    pub lexicons: [i8; LEXICONS],
    /// Its weight for the tone of a sentence, by register, in steps.
    pub tone: [i8; REGISTERS],
    /// How much it speaks for each register, in steps.
    pub register: [i8; REGISTERS],
}

impl Row {
    /// Bytes of a row.
    pub(crate) const SIZE: usize = 20;
    /// Where its weights for the tone of a sentence lie.
    pub(crate) const TONE: std::ops::Range<usize> = 6 + LEXICONS..6 + LEXICONS + REGISTERS;

    /// The row of a word that the user values, from -4 to 4: the same in every lexicon.
    pub(crate) fn of_user(valence: f32) -> Row {
        let value = (valence / MAX_VALENCE * 127.0) as i8;
        Row { lexicons: [value; LEXICONS], valence: Valence::all(valence), ..Row::default() }
    }

    /// What the lexicons say together, from -4 to 4.
    #[inline]
    pub(crate) fn known(self) -> f32 {
        f32::from(self.lexicons[0]) * (MAX_VALENCE / 127.0)
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..3].copy_from_slice(&self.valence.to_bytes());
        bytes[3..5].copy_from_slice(&self.cue.to_bytes());
        bytes[5] = u8::from(self.starts_phrase) | u8::from(self.name_if_capital) << 1;
        let values = self.lexicons.iter().chain(&self.tone).chain(&self.register);
        for (byte, value) in bytes[6..].iter_mut().zip(values) {
            *byte = *value as u8;
        }
        bytes
    }

    #[inline]
    pub(crate) fn from_bytes(bytes: &[u8; Self::SIZE]) -> Row {
        let b = bytes;
        // Most words say and do nothing by themselves.
        let plain = b[..5] == [0; 5];
        let (valence, cue) = match plain {
            true => Default::default(),
            false => (Valence::from_bytes([b[0], b[1], b[2]]), Cue::from_bytes([b[3], b[4]])),
        };
        Row {
            valence,
            cue,
            starts_phrase: b[5] & 1 != 0,
            name_if_capital: b[5] & 2 != 0,
            lexicons: std::array::from_fn(|at| b[6 + at] as i8),
            tone: std::array::from_fn(|at| b[6 + LEXICONS + at] as i8),
            register: std::array::from_fn(|at| b[6 + LEXICONS + REGISTERS + at] as i8),
        }
    }
}

const _: () = assert!(6 + LEXICONS + 2 * REGISTERS <= Row::SIZE);

/// What is known of words in turn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Phrase {
    /// A longer phrase begins with these words.
    pub goes_on: bool,
    /// They are a phrase themselves.
    pub whole: bool,
    /// What the phrase says.
    pub valence: Valence,
    /// What it does to others.
    pub cue: Cue,
}

impl Phrase {
    pub(crate) const SIZE: usize = 6;

    pub(crate) fn to_bytes(self) -> [u8; Self::SIZE] {
        let [a, b, c] = self.valence.to_bytes();
        let [role, share] = self.cue.to_bytes();
        [u8::from(self.goes_on) | u8::from(self.whole) << 1, a, b, c, role, share]
    }

    pub(crate) fn from_bytes(bytes: &[u8; Self::SIZE]) -> Phrase {
        let [flags, a, b, c, role, share] = *bytes;
        Phrase {
            goes_on: flags & 1 != 0,
            whole: flags & 2 != 0,
            valence: Valence::from_bytes([a, b, c]),
            cue: Cue::from_bytes([role, share]),
        }
    }
}

/// A word in lower case with straight apostrophes, without an allocation.
#[derive(Debug)]
pub struct Folded {
    bytes: [u8; Folded::MAX],
    len: usize,
}

impl Folded {
    /// Longer words, in bytes, are unknown.
    pub const MAX: usize = 40;

    /// Nothing if the word is too long.
    #[inline]
    pub fn new(word: &str) -> Option<Self> {
        let mut folded = Folded { bytes: [0; Folded::MAX], len: 0 };
        if word.len() > Folded::MAX {
            return None;
        }
        if word.is_ascii() {
            folded.len = word.len();
            folded.bytes[..word.len()].copy_from_slice(word.as_bytes());
            folded.bytes[..word.len()].make_ascii_lowercase();
            return Some(folded);
        }
        for c in word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase) {
            let room = folded.bytes.get_mut(folded.len..folded.len + c.len_utf8())?;
            folded.len += c.encode_utf8(room).len();
        }
        Some(folded)
    }

    /// The word.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

/// True for punctuation, emoji and emoticons, ":P" among them: they are compared as they are, words without regard to
/// case.
#[inline]
pub fn is_sign(token: &str) -> bool {
    match token.as_bytes().first() {
        Some(b'a'..=b'z' | b'A'..=b'Z') => false,
        Some(b':' | b';' | b'=') => true,
        _ => !token.chars().any(char::is_alphabetic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_the_same_again() {
        let row = Row {
            valence: Valence { sentence: -3.9, subject: 0.1, object: 4.0 },
            cue: Cue::Booster(0.25),
            starts_phrase: true,
            name_if_capital: true,
            lexicons: [1, -2, 3, -4, 127],
            tone: [-127, 5, 6, 7],
            register: [8, 9, -10, 11],
        };
        let again = Row::from_bytes(&row.to_bytes());
        assert!((again.valence.sentence + 3.9).abs() < 1e-5);
        assert_eq!(Row { valence: row.valence, ..again }, row);
        let phrase = Phrase { goes_on: true, whole: false, valence: Valence::default(), cue: Cue::Idiom };
        assert_eq!(Phrase::from_bytes(&phrase.to_bytes()), phrase);
    }

    #[test]
    fn words_are_folded_and_signs_are_told() {
        assert_eq!(Folded::new("Isn’T").unwrap().as_str(), "isn't");
        assert_eq!(Folded::new("ÉTÉ").unwrap().as_str(), "été");
        assert!(Folded::new(&"a".repeat(41)).is_none());
        assert!([":P", ":)", "😀", "...", "!"].iter().all(|sign| is_sign(sign)));
        assert!(["P", "n't", "’s", "é"].iter().all(|word| !is_sign(word)));
    }
}
