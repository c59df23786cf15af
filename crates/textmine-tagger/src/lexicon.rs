//! What is known of words and phrases before any text is read: classes of words alike in use, lists of names.
mod builder;

pub use builder::{Builder, Classes, LexiconError};

use crate::hash;
use crate::table::Table;

/// The lists that a word is on, and how common it is without a capital. Words are compared without case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(pub u16);

impl Marks {
    /// A given name.
    pub const GIVEN_NAME: u16 = 1;
    /// A surname.
    pub const SURNAME: u16 = 2;
    /// A nationality.
    pub const NATIONALITY: u16 = 4;
    /// A word of titles and roles: `president`, `Mr`.
    pub const TITLE: u16 = 8;
    /// A word of organisations' names: `ministry`, `Corp`.
    pub const ORGANISATION: u16 = 16;
    const LISTS: u16 = 31;
    const FREQUENCY: u16 = 5;
    /// The class of the words that are most often seen in lower case.
    const ORDINARY: u16 = 4;

    /// The marks of a word that was seen so many times in lower case.
    pub fn frequency(seen: u32) -> Marks {
        let class = match seen {
            0 => 0,
            1..3 => 1,
            3..20 => 2,
            20..200 => 3,
            200.. => Marks::ORDINARY,
        };
        Marks(class << Marks::FREQUENCY)
    }

    /// 0 for words never seen in lower case, up to 4 for the most common ones.
    pub(crate) fn commonness(self) -> u64 {
        u64::from(self.0 >> Marks::FREQUENCY & 7)
    }

    /// True for the most common words, unless they are a given name as well.
    fn is_ordinary(self) -> bool {
        self.0 >> Marks::FREQUENCY & 7 == Marks::ORDINARY && self.0 & Marks::GIVEN_NAME == 0
    }

    pub(crate) fn lists(self) -> u64 {
        u64::from(self.0 & Marks::LISTS)
    }
}

/// The classes of a word: words of one class are used alike. 0 is the class of words unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordClasses {
    /// Among 64.
    pub(crate) coarse: u64,
    /// Among 256.
    pub(crate) middle: u64,
    /// Among 1024.
    pub(crate) fine: u64,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// From vectors that tell capitals.
    pub(crate) cased: WordClasses,
    /// From vectors that don't.
    pub(crate) plain: WordClasses,
    pub(crate) marks: Marks,
}

/// The kinds of name that a phrase is known as, one bit each.
pub(crate) type Kinds = u32;

/// At most so many kinds of names; the last bit of a set marks a phrase that goes on.
pub const MAX_KINDS: usize = 31;
const GOES_ON: Kinds = 1 << 31;

/// The lexicon, as it lies in the model.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'m> {
    /// By the hash of the word in lower case: cased classes, plain classes, marks.
    lower: Table<'m, 6>,
    /// By the hash of the word as it stands: cased classes.
    cased: Table<'m, 2>,
    phrases: Table<'m, 4>,
    /// Four bytes for each combination of classes that occurs.
    combinations: &'m [u8],
}

/// The sections of a lexicon in a model file.
pub(crate) const SECTIONS: usize = 4;

impl<'m> Lexicon<'m> {
    /// The lexicon of these sections; nothing if they are none.
    pub(crate) fn new(sections: [&'m [u8]; SECTIONS]) -> Option<Self> {
        let [lower, cased, phrases, combinations] = sections;
        Some(Lexicon {
            lower: Table::new(lower)?,
            cased: Table::new(cased)?,
            phrases: Table::new(phrases)?,
            combinations,
        })
    }

    /// What is known of a word by the hash of its lower-case form, and of the word as it stands where that differs.
    #[inline]
    pub(crate) fn word(&self, lower: u64, raw: u64) -> Known {
        let mut known = Known::default();
        let mut cased = 0;
        if let Some([c0, c1, p0, p1, m0, m1]) = self.lower.get(lower) {
            cased = u16::from_le_bytes([*c0, *c1]);
            known.plain = self.classes(u16::from_le_bytes([*p0, *p1]));
            known.marks = Marks(u16::from_le_bytes([*m0, *m1]));
        }
        if raw != lower
            && let Some(own) = self.cased.get(raw)
        {
            cased = u16::from_le_bytes(*own);
        }
        known.cased = self.classes(cased);
        known
    }

    /// True if the word is a nationality, whatever its case.
    pub fn is_nationality(&self, word: &str) -> bool {
        let lower = hash::word(word.to_lowercase().as_bytes());
        self.word(lower, lower).marks.0 & Marks::NATIONALITY != 0
    }

    /// True if the word of that hash in lower case is so common that a capital at the start of a sentence says nothing,
    /// and is no known name.
    pub(crate) fn is_ordinary(&self, lower: u64) -> bool {
        self.word(lower, lower).marks.is_ordinary() && self.phrase(hash::phrase(0, lower)).0 == 0
    }

    /// The kinds of the phrase of that hash, and whether a longer one may start with it.
    #[inline]
    pub(crate) fn phrase(&self, hash: u64) -> (Kinds, bool) {
        let found = self.phrases.get(hash).map_or(0, |kinds| Kinds::from_le_bytes(*kinds));
        (found & !GOES_ON, found & GOES_ON != 0)
    }

    #[inline]
    fn classes(&self, combination: u16) -> WordClasses {
        let at = usize::from(combination) * 4;
        let Some(packed) = self.combinations.get(at..).and_then(|c| c.first_chunk()) else {
            return WordClasses::default();
        };
        let packed = u64::from(u32::from_le_bytes(*packed));
        WordClasses { coarse: packed & 0x7F, middle: packed >> 7 & 0x1FF, fine: packed >> 16 & 0x7FF }
    }
}
