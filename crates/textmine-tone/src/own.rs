//! Words and phrases that the user values: they go before what the model knows.
use crate::hash;
use crate::word::{Folded, MAX_VALENCE, is_sign};
use std::collections::HashMap;
use textmine_core::segment::segment;

/// The user's words.
#[derive(Clone, Debug, Default)]
pub struct OwnWords {
    words: HashMap<u64, f32>,
    /// By the hash of their words in turn: the value, nothing for the beginning of a longer one.
    phrases: HashMap<u64, Option<f32>>,
}

/// Why a word can't be taken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OwnError {
    /// Its value is out of range.
    #[error("the valence of `{word}` is {found}, expected a number from -4 to 4")]
    Range {
        /// The word.
        word: String,
        /// Its value.
        found: f32,
    },
    /// There is no word.
    #[error("expected a word or a phrase, found blank text")]
    Blank,
    /// A word is too long.
    #[error("expected words of at most {} bytes", Folded::MAX)]
    Long,
}

impl OwnWords {
    /// Adds a word or a phrase; what was said of it before is forgotten.
    ///
    /// # Errors
    /// If the value is not from -4 to 4, or there is no word, or one of more than 40 bytes.
    pub fn add(&mut self, phrase: &str, valence: f32) -> Result<(), OwnError> {
        if !(-MAX_VALENCE..=MAX_VALENCE).contains(&valence) {
            return Err(OwnError::Range { word: phrase.to_owned(), found: valence });
        }
        let tokens = segment(phrase).tokens;
        let hashes = tokens
            .iter()
            .map(|token| {
                let piece = phrase.get(token.span.range())?;
                match is_sign(piece) {
                    true => Some(hash::word(piece.as_bytes())).filter(|_| piece.len() <= Folded::MAX),
                    false => Folded::new(piece.trim_start_matches('#')).map(|f| hash::word(f.as_bytes())),
                }
            })
            .collect::<Option<Vec<u64>>>()
            .ok_or(OwnError::Long)?;
        match hashes[..] {
            [] => return Err(OwnError::Blank),
            [word] => {
                self.words.insert(word, valence);
            }
            [..] => {
                let mut key = 0;
                for hash in &hashes {
                    key = hash::phrase(key, *hash);
                    self.phrases.entry(key).or_insert(None);
                }
                self.phrases.insert(key, Some(valence));
            }
        }
        Ok(())
    }

    /// The value of a word.
    #[inline]
    pub(crate) fn word(&self, hash: u64) -> Option<f32> {
        if self.words.is_empty() { None } else { self.words.get(&hash).copied() }
    }

    /// The longest phrase that begins with these words: how many there are, and its value.
    #[inline]
    pub(crate) fn phrase(&self, hashes: &[u64]) -> Option<(usize, f32)> {
        if self.phrases.is_empty() {
            return None;
        }
        let mut key = 0;
        let mut found = None;
        for (number, hash) in hashes.iter().enumerate() {
            key = hash::phrase(key, *hash);
            match self.phrases.get(&key) {
                None => break,
                Some(None) => {}
                Some(Some(value)) => found = Some((number + 1, *value)),
            }
        }
        found
    }
}
