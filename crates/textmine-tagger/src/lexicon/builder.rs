//! Puts a lexicon together from lists.
use super::{GOES_ON, Kinds, MAX_KINDS, Marks, SECTIONS};
use crate::hash;
use crate::table;
use std::collections::BTreeMap;
use textmine_core::DocumentBuf;

/// The classes of a word, counted from 0: among 64, among 256, among 1024.
pub type Classes = [u16; 3];

/// Why a list can't be part of a lexicon.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LexiconError {
    /// A class number that is too high.
    #[error("class {found} of the word `{word}` is out of range; expected less than {limit}")]
    Class {
        /// The word.
        word: String,
        /// Its class.
        found: u16,
        /// One more than the highest.
        limit: u16,
    },
    /// More combinations of classes than can be numbered.
    #[error(
        "more than 65,535 different combinations of classes; use the same three class sizes for all words"
    )]
    Combinations,
    /// Too many kinds.
    #[error("`{0}` would be one kind of name too many; at most {MAX_KINDS} are possible")]
    Kinds(String),
}

/// Collects what a lexicon holds.
#[derive(Debug, Default)]
pub struct Builder {
    lower: BTreeMap<u64, (u16, u16, u16)>,
    cased: BTreeMap<u64, u16>,
    phrases: BTreeMap<u64, Kinds>,
    combinations: BTreeMap<u32, u16>,
    order: Vec<u32>,
    kinds: Vec<String>,
}

/// Names of more tokens are left out.
const LONGEST: usize = 8;

impl Builder {
    /// Adds a word's classes from vectors that tell capitals.
    ///
    /// # Errors
    /// If a class is out of range or there are too many combinations of classes.
    pub fn cased_classes(&mut self, word: &str, classes: Classes) -> Result<(), LexiconError> {
        let number = self.combination(word, classes)?;
        if word.contains(char::is_uppercase) {
            self.cased.insert(hash::word(word.as_bytes()), number);
        } else {
            self.lower.entry(hash::word(word.as_bytes())).or_default().0 = number;
        }
        Ok(())
    }

    /// Adds a word's classes from vectors that don't tell capitals.
    ///
    /// # Errors
    /// If a class is out of range or there are too many combinations of classes.
    pub fn plain_classes(&mut self, word: &str, classes: Classes) -> Result<(), LexiconError> {
        let number = self.combination(word, classes)?;
        self.lower.entry(hash::word(word.to_lowercase().as_bytes())).or_default().1 = number;
        Ok(())
    }

    /// Puts a word on lists, or says how common it is.
    pub fn mark(&mut self, word: &str, marks: Marks) {
        self.lower.entry(hash::word(word.to_lowercase().as_bytes())).or_default().2 |= marks.0;
    }

    /// Adds a name of a kind. Names without a capital and names of more than eight tokens are left out.
    ///
    /// # Errors
    /// If there are too many kinds.
    pub fn name(&mut self, kind: &str, name: &str) -> Result<(), LexiconError> {
        let number = match self.kinds.iter().position(|known| known == kind) {
            Some(number) => number,
            None if self.kinds.len() == MAX_KINDS => return Err(LexiconError::Kinds(kind.to_owned())),
            None => {
                self.kinds.push(kind.to_owned());
                self.kinds.len() - 1
            }
        };
        let Ok(document) = DocumentBuf::new("name", name) else { return Ok(()) };
        let view = document.view();
        let tokens = view.tokens();
        if !name.contains(char::is_uppercase) || tokens.is_empty() || tokens.len() > LONGEST {
            return Ok(());
        }
        let mut phrase = 0;
        for (at, token) in tokens.iter().enumerate() {
            phrase = hash::phrase(phrase, hash::word(view.slice(token.span).to_lowercase().as_bytes()));
            let kinds = self.phrases.entry(phrase).or_default();
            *kinds |= if at + 1 < tokens.len() { GOES_ON } else { 1 << number };
        }
        Ok(())
    }

    /// The sections, for a model file.
    pub(crate) fn sections(&self) -> [Vec<u8>; SECTIONS] {
        let lower = self.lower.iter().map(|(word, (cased, plain, marks))| {
            let [c0, c1] = cased.to_le_bytes();
            let [p0, p1] = plain.to_le_bytes();
            let [m0, m1] = marks.to_le_bytes();
            (*word, [c0, c1, p0, p1, m0, m1])
        });
        let cased = self.cased.iter().map(|(word, number)| (*word, number.to_le_bytes()));
        let phrases = self.phrases.iter().map(|(phrase, kinds)| (*phrase, kinds.to_le_bytes()));
        let combinations = [0].iter().chain(&self.order).flat_map(|packed| packed.to_le_bytes());
        [
            table::build(lower.collect()),
            table::build(cased.collect()),
            table::build(phrases.collect()),
            combinations.collect(),
        ]
    }

    /// The number of a combination of classes; 0 is kept for words unknown.
    fn combination(&mut self, word: &str, classes: Classes) -> Result<u16, LexiconError> {
        for (found, limit) in classes.into_iter().zip([64, 256, 1024]) {
            if found >= limit {
                return Err(LexiconError::Class { word: word.to_owned(), found, limit });
            }
        }
        let [coarse, middle, fine] = classes.map(|class| u32::from(class) + 1);
        let packed = coarse | middle << 7 | fine << 16;
        if let Some(number) = self.combinations.get(&packed) {
            return Ok(*number);
        }
        self.order.push(packed);
        let number = u16::try_from(self.order.len()).map_err(|_| LexiconError::Combinations)?;
        self.combinations.insert(packed, number);
        Ok(number)
    }
}
