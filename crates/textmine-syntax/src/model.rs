//! The model file: what tagger and parser know, read where it lies.
//!
//! A header of 64 bytes (mark, version, length, checksum), a table of sections (offset and length, eight bytes each,
//! little-endian), then the sections, each at a multiple of 64 bytes.
mod writer;

pub use writer::{Parts, write};

use crate::lexicon::Lexicon;
use crate::weights::{Narrow, Wide};
use std::borrow::Cow;
use textmine_tagger::hash;

/// The first bytes of every model.
const MARK: [u8; 8] = *b"tmsyntax";
/// Models of other versions are refused: their features would mean something else.
const VERSION: u32 = 1;
const HEADER: usize = 64;
const LEXICON: usize = 0;
const TAGS: usize = 1;
const MOVES: usize = 2;
const RELATIONS: usize = 3;
const CARD: usize = 4;
const SECTIONS: usize = 5;

/// Bytes at a multiple of 64, so that no bucket of weights lies across two lines of the cache.
#[repr(align(64))]
struct Aligned<B: ?Sized>(B);

static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!("../model/english.model"));

/// Why bytes are no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// They are something else.
    #[error(
        "not a model of syntax: it starts with other bytes than `tmsyntax`; expected a file that `textmine-train syntax` wrote"
    )]
    Mark,
    /// The model is of another version.
    #[error(
        "a model of version {found}, but this textmine reads version {VERSION}; train it again with the `textmine-train` of this version"
    )]
    Version {
        /// The file's version.
        found: u32,
    },
    /// Some of it is missing, or something follows.
    #[error(
        "the model has {found} bytes where {expected} were expected; the file was cut or not wholly written, copy it again"
    )]
    Length {
        /// As the header says.
        expected: u64,
        /// As it is.
        found: u64,
    },
    /// It was changed since it was written.
    #[error("the model is damaged: its checksum does not fit; copy it again")]
    Checksum,
    /// Its parts make no sense.
    #[error("the model is damaged: its section `{0}` makes no sense; train it again")]
    Section(&'static str),
}

/// A model.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    sections: [(usize, usize); SECTIONS],
}

impl Model {
    /// The model in bytes that are part of the program: nothing is copied, and what is not used is not even loaded.
    ///
    /// # Errors
    /// If they are no model of this version. The checksum is not looked at.
    pub fn read(bytes: &'static [u8]) -> Result<Model, ModelError> {
        Model::parse(Cow::Borrowed(bytes))
    }

    /// The model in bytes that were read from a file.
    ///
    /// # Errors
    /// If they are no model of this version, or were damaged.
    pub fn checked(bytes: Vec<u8>) -> Result<Model, ModelError> {
        let model = Model::parse(Cow::Owned(bytes))?;
        match number::<8>(&model.bytes, 24).map(u64::from_le_bytes) == Some(checksum(&model.bytes)) {
            true => Ok(model),
            false => Err(ModelError::Checksum),
        }
    }

    /// The model of English that comes with this crate.
    pub fn english() -> Model {
        match Model::read(&ENGLISH.0) {
            Ok(model) => model,
            Err(error) => unreachable!("the model that was built in is tested: {error}"),
        }
    }

    fn parse(bytes: Cow<'static, [u8]>) -> Result<Model, ModelError> {
        if !bytes.starts_with(&MARK) {
            return Err(ModelError::Mark);
        }
        let found = bytes.len() as u64;
        let expected = number(&bytes, 16).map(u64::from_le_bytes);
        match (number(&bytes, 8).map(u32::from_le_bytes), expected) {
            (Some(found), _) if found != VERSION => return Err(ModelError::Version { found }),
            (Some(_), Some(expected)) if expected == found && bytes.len() >= HEADER => {}
            (_, expected) => {
                return Err(ModelError::Length { expected: expected.unwrap_or(HEADER as u64), found });
            }
        }
        let mut sections = [(0, 0); SECTIONS];
        for (number_of, section) in sections.iter_mut().enumerate() {
            let at = HEADER + 16 * number_of;
            let start = number(&bytes, at).map(u64::from_le_bytes).and_then(|n| usize::try_from(n).ok());
            let len = number(&bytes, at + 8).map(u64::from_le_bytes).and_then(|n| usize::try_from(n).ok());
            let whole =
                start.zip(len).filter(|(s, l)| s.checked_add(*l).is_some_and(|end| end <= bytes.len()));
            *section = whole.ok_or(ModelError::Section("table of sections"))?;
        }
        let model = Model { bytes, sections };
        Lexicon::new(model.section(LEXICON)).ok_or(ModelError::Section("lexicon"))?;
        Wide::new(model.section(TAGS)).ok_or(ModelError::Section("tags"))?;
        Narrow::new(model.section(MOVES)).ok_or(ModelError::Section("moves"))?;
        Wide::new(model.section(RELATIONS)).ok_or(ModelError::Section("relations"))?;
        Ok(model)
    }

    pub(crate) fn lexicon(&self) -> Lexicon<'_> {
        Lexicon::new(self.section(LEXICON)).unwrap_or_else(|| unreachable!("{READ}"))
    }

    /// The lexicon as it lies in the model, for another model with the same one.
    pub(crate) fn lexicon_bytes(&self) -> &[u8] {
        self.section(LEXICON)
    }

    pub(crate) fn tags(&self) -> Wide<'_> {
        Wide::new(self.section(TAGS)).unwrap_or_else(|| unreachable!("{READ}"))
    }

    pub(crate) fn moves(&self) -> Narrow<'_> {
        Narrow::new(self.section(MOVES)).unwrap_or_else(|| unreachable!("{READ}"))
    }

    pub(crate) fn relations(&self) -> Wide<'_> {
        Wide::new(self.section(RELATIONS)).unwrap_or_else(|| unreachable!("{READ}"))
    }

    /// What the model says of itself: from what it was trained, and how well it does.
    pub fn card(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.section(CARD))
    }

    fn section(&self, number: usize) -> &[u8] {
        let (start, len) = self.sections[number];
        &self.bytes[start..start + len]
    }
}

const READ: &str = "looked at when the model was read";

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Of everything after the header.
fn checksum(bytes: &[u8]) -> u64 {
    hash::word(bytes.get(HEADER..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Builder;
    use crate::parser::learning::LexiconBytes;

    fn model() -> Vec<u8> {
        let mut builder = Builder::default();
        builder.word("text").habit = 7;
        write(&Parts {
            lexicon: &LexiconBytes::from(&builder),
            tags: &[0; 64],
            moves: &[0; 128],
            relations: &[0; 64],
            card: "a card",
        })
    }

    #[test]
    fn what_was_written_is_read() {
        let model = Model::checked(model()).unwrap();
        assert_eq!(model.card(), "a card");
        assert_eq!(model.lexicon().get(hash::word(b"text")).habit, 7);
        assert_eq!(model.lexicon().get(hash::word(b"tweet")).habit, 0);
    }

    #[test]
    fn the_shipped_model_is_whole() {
        let model = Model::checked(ENGLISH.0.to_vec()).unwrap();
        assert!(ENGLISH.0.len() < 10_000_000);
        assert!(model.card().contains("ewt.train"));
    }

    #[test]
    fn what_is_no_model_is_refused_with_its_reason() {
        let good = model();
        let changed = |at: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[at] = byte;
            bytes
        };
        let cases = [
            ("empty", vec![]),
            ("another file", b"PK\x03\x04 and so on".to_vec()),
            ("only a mark", MARK.to_vec()),
            ("cut", good[..good.len() - 7].to_vec()),
            ("longer", [good.clone(), vec![0]].concat()),
            ("another version", changed(8, 9)),
            ("one bit", changed(good.len() - 1, good[good.len() - 1] ^ 1)),
            ("a section beyond the end", changed(HEADER + 7, 1)),
            ("half a bucket", changed(HEADER + 16 + 8, 63)),
        ];
        let errors: Vec<String> = cases
            .into_iter()
            .map(|(what, bytes)| format!("{what}: {}", Model::checked(bytes).unwrap_err()))
            .collect();
        insta::assert_snapshot!(errors.join("\n"));
    }
}
