//! The model file: what the tagger knows, read where it lies.
//!
//! A header of 64 bytes (mark, version, length, checksum), a table of sections (offset and length, eight bytes each,
//! little-endian), then the sections, each at a multiple of 64 bytes.
mod writer;

pub use writer::{LexiconBytes, Parts, write};

use crate::calibration::Calibration;
use crate::chain::{Transitions, exponentials};
use crate::hash;
use crate::lexicon::{self, Lexicon};
use crate::tag::TAGS;
use crate::weights::Weights;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The first bytes of every model.
const MARK: [u8; 8] = *b"tmtagger";
/// Models of other versions are refused: their features would mean something else.
const VERSION: u32 = 1;
const HEADER: usize = 64;
const WEIGHTS: usize = lexicon::SECTIONS;
const PARAMETERS: usize = WEIGHTS + 1;
const CARD: usize = WEIGHTS + 2;
const SECTIONS: usize = WEIGHTS + 3;
/// Step of the weights, transitions, points of the calibration: four bytes each.
const NUMBERS: usize = 1 + TAGS * TAGS + Calibration::LEN;
/// A checked file of more bytes than this is no model.
const LARGEST: u64 = 1 << 30;

/// Why a file is no model.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It can't be read.
    #[error("cannot read the model `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is something else.
    #[error(
        "not a model of names: it starts with other bytes than `tmtagger`; expected a file that `textmine-train names` wrote"
    )]
    Mark,
    /// It is of another version.
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
    pub(crate) step: f32,
    /// The score of each tag after each other.
    pub transitions: Transitions,
    /// Their exponentials.
    pub(crate) exponentials: Transitions,
    /// How often names of a probability are right.
    pub calibration: Calibration,
}

impl Model {
    /// The model in bytes that are part of the program: nothing is copied, and what is not used is not even loaded.
    ///
    /// # Errors
    /// If they are no model of this version. The checksum is not looked at.
    pub fn embedded(bytes: &'static [u8]) -> Result<Model, ModelError> {
        Model::parse(Cow::Borrowed(bytes))
    }

    /// Reads a model from a file.
    ///
    /// # Errors
    /// If it can't be read, or is no model of this version, or is damaged.
    pub fn open(path: &Path) -> Result<Model, ModelError> {
        let failed = |source| ModelError::Read { path: path.to_owned(), source };
        let about = std::fs::metadata(path).map_err(failed)?;
        // A pipe or a device might never end.
        if !about.is_file() {
            return Err(failed(std::io::Error::other("not a regular file")));
        }
        if about.len() > LARGEST {
            return Err(ModelError::Length { expected: LARGEST, found: about.len() });
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        let model = Model::parse(Cow::Owned(bytes))?;
        if number::<8>(&model.bytes, 24).map(u64::from_le_bytes) != Some(checksum(&model.bytes)) {
            return Err(ModelError::Checksum);
        }
        Ok(model)
    }

    fn parse(bytes: Cow<'static, [u8]>) -> Result<Model, ModelError> {
        if !bytes.starts_with(&MARK) {
            return Err(ModelError::Mark);
        }
        let found = bytes.len() as u64;
        let expected = number(&bytes, 16).map(u64::from_le_bytes);
        let version = number(&bytes, 8).map(u32::from_le_bytes);
        match (version, expected) {
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
        let mut model = Model {
            bytes,
            sections,
            step: 0.0,
            transitions: [[0.0; TAGS]; TAGS],
            exponentials: [[0.0; TAGS]; TAGS],
            calibration: Calibration::default(),
        };
        model.parameters()?;
        Lexicon::new(model.lexicon_sections()).ok_or(ModelError::Section("lexicon"))?;
        Weights::new(model.section(WEIGHTS), model.step).ok_or(ModelError::Section("weights"))?;
        Ok(model)
    }

    fn parameters(&mut self) -> Result<(), ModelError> {
        let bytes = self.section(PARAMETERS);
        let numbers: Vec<f32> = bytes
            .as_chunks()
            .0
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .filter(|n| n.is_finite())
            .collect();
        if bytes.len() != NUMBERS * 4 || numbers.len() != NUMBERS {
            return Err(ModelError::Section("parameters"));
        }
        let (step, rest) = (numbers[0], &numbers[1..]);
        let (transitions, points) = rest.split_at(TAGS * TAGS);
        let moderate = step > 0.0 && step < 1e3 && transitions.iter().all(|score| score.abs() < 1e3);
        if !moderate || !points.iter().all(|share| (0.0..=1.0).contains(share)) {
            return Err(ModelError::Section("parameters"));
        }
        let mut rows = [[0.0; TAGS]; TAGS];
        for (row, numbers) in rows.iter_mut().zip(transitions.chunks_exact(TAGS)) {
            row.copy_from_slice(numbers);
        }
        self.step = step;
        self.calibration.0.copy_from_slice(points);
        self.transitions = rows;
        self.exponentials = exponentials(&rows);
        Ok(())
    }

    /// What is known of words.
    pub fn lexicon(&self) -> Lexicon<'_> {
        Lexicon::new(self.lexicon_sections())
            .unwrap_or_else(|| unreachable!("looked at when the model was read"))
    }

    pub(crate) fn weights(&self) -> Weights<'_> {
        Weights::new(self.section(WEIGHTS), self.step)
            .unwrap_or_else(|| unreachable!("looked at when the model was read"))
    }

    /// What the model says of itself: from what it was trained, and how well it does.
    pub fn card(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.section(CARD))
    }

    /// The lexicon's sections, for another model with the same lexicon.
    pub(crate) fn lexicon_sections(&self) -> [&[u8]; lexicon::SECTIONS] {
        std::array::from_fn(|at| self.section(at))
    }

    fn section(&self, number: usize) -> &[u8] {
        let (start, len) = self.sections[number];
        &self.bytes[start..start + len]
    }
}

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
    use std::collections::BTreeMap;

    fn model() -> Vec<u8> {
        let mut lexicon = Builder::default();
        lexicon.name("city", "New Ville").unwrap();
        let features = BTreeMap::from([(1u64, [0.5; TAGS])]);
        let transitions = [[0.25; TAGS]; TAGS];
        write(&Parts {
            lexicon: &LexiconBytes::from(&lexicon),
            features: &features,
            least: 1,
            transitions,
            calibration: Calibration::default(),
            card: "a card",
        })
    }

    fn refused(bytes: Vec<u8>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.model");
        std::fs::write(&path, bytes).unwrap();
        Model::open(&path).unwrap_err().to_string()
    }

    #[test]
    fn what_was_written_is_read() {
        let model = Model::embedded(Box::leak(model().into_boxed_slice())).unwrap();
        assert_eq!(model.card(), "a card");
        assert_eq!(model.transitions[3][4], 0.25);
        let new = crate::hash::phrase(0, crate::hash::word(b"new"));
        assert_eq!(model.lexicon().phrase(new), (0, true));
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
        ];
        let errors: Vec<String> =
            cases.into_iter().map(|(what, bytes)| format!("{what}: {}", refused(bytes))).collect();
        insta::assert_snapshot!(errors.join("\n"));
    }

    #[test]
    fn what_is_no_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let error = Model::open(folder.path()).unwrap_err();
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "not a regular file");
    }

    #[test]
    fn no_bytes_bring_it_down() {
        let good = model();
        for at in 0..good.len() {
            for byte in [0, 0x7F, 0xFF] {
                let mut bytes = good.clone();
                bytes[at] = byte;
                if let Ok(model) = Model::parse(Cow::Owned(bytes)) {
                    let document =
                        textmine_core::DocumentBuf::new("d", "New Ville said so in New York.").unwrap();
                    crate::Tagger::new(model.into()).names(&document.view());
                }
            }
        }
    }
}
