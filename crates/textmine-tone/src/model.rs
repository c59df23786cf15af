//! The model file: what is known of words and how it is weighed, read where it lies.
//!
//! A header of 64 bytes (mark, version, length, checksum), a table of sections (offset and length, eight bytes each,
//! little-endian), then the sections, each at a multiple of 64 bytes.
mod writer;

pub use writer::{Draft, Parts};

use crate::hash;
use crate::network;
use crate::parameters::Parameters;
use crate::table::Table;
use crate::target;
use crate::word::{Phrase, REGISTERS, Row, SPECIAL, WordId};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The first bytes of every model.
const MARK: [u8; 8] = *b"tmtone\0\0";
/// Models of other versions are refused: their features would mean something else.
const VERSION: u32 = 2;
const HEADER: usize = 64;
const SECTIONS: usize = 9;
const WORDS: usize = 0;
const ROWS: usize = 1;
const PHRASES: usize = 2;
const FILTERS: usize = 3;
const PAIRS: usize = 4;
const TARGETS: usize = 5;
const PARAMETERS: usize = 6;
const PLACED: usize = 7;
const CARD: usize = 8;
/// A file of more bytes than this is no model.
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
        "not a model of sentiment: it starts with other bytes than `tmtone`; expected a file that `textmine-train sentiment` \
         wrote"
    )]
    Mark,
    /// It is of another version.
    #[error(
        "a model of version {found}, but this textmine reads version {VERSION}; train it again with the `textmine-train` of \
         this version"
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
    /// The numbers that belong to no single word.
    pub parameters: Parameters,
    places: Vec<network::Sums>,
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
        Model::checked(std::fs::read(path).map_err(failed)?)
    }

    /// The model in bytes that may be damaged.
    ///
    /// # Errors
    /// If they are no model of this version, or damaged.
    pub fn checked(bytes: Vec<u8>) -> Result<Model, ModelError> {
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
        let mut model = Model { bytes, sections, parameters: Parameters::new(), places: Vec::new() };
        model.parameters =
            Parameters::from_bytes(model.section(PARAMETERS)).ok_or(ModelError::Section("parameters"))?;
        model.places = network::places(&model.parameters);
        Table::<4>::new(model.section(WORDS)).ok_or(ModelError::Section("words"))?;
        Table::<{ Phrase::SIZE }>::new(model.section(PHRASES)).ok_or(ModelError::Section("phrases"))?;
        Table::<REGISTERS>::new(model.section(PAIRS)).ok_or(ModelError::Section("pairs"))?;
        Table::<2>::new(model.section(TARGETS)).ok_or(ModelError::Section("targets"))?;
        let whole = |section: usize, row: usize| {
            let len = model.section(section).len();
            (len.is_multiple_of(row) && len >= row * SPECIAL as usize).then_some(())
        };
        whole(ROWS, Row::SIZE).ok_or(ModelError::Section("rows"))?;
        whole(FILTERS, network::ROW).ok_or(ModelError::Section("filters"))?;
        whole(PLACED, target::WEIGHTS).ok_or(ModelError::Section("words by place"))?;
        Ok(model)
    }

    /// The number of the word of that hash.
    #[inline]
    pub fn word(&self, hash: u64) -> Option<WordId> {
        Table::new(self.section(WORDS))?.get(hash).map(|id| u32::from_le_bytes(*id))
    }

    /// What is known of a word.
    #[inline]
    pub fn row(&self, id: WordId) -> Row {
        let (rows, _) = self.section(ROWS).as_chunks::<{ Row::SIZE }>();
        rows.get(id as usize).map(Row::from_bytes).unwrap_or_default()
    }

    /// How many words there are.
    pub fn words(&self) -> usize {
        self.section(ROWS).len() / Row::SIZE
    }

    /// What is known of the words in turn whose hashes come to `key`.
    pub(crate) fn phrase(&self, key: u64) -> Option<Phrase> {
        Table::new(self.section(PHRASES))?.get(key).map(Phrase::from_bytes)
    }

    /// What the network's filters make of a word in each of their places, in steps; nothing of words beyond those it knows.
    pub(crate) fn filters(&self, id: WordId) -> &[u8; network::ROW] {
        const NOTHING: &[u8; network::ROW] = &[0; network::ROW];
        let (rows, _) = self.section(FILTERS).as_chunks();
        rows.get(id as usize).unwrap_or(NOTHING)
    }

    /// What the network's filters add for each place of a word, in steps.
    #[inline]
    pub(crate) fn places(&self) -> &[network::Sums] {
        &self.places
    }

    /// The weights of a word by its place to a target, for positive and for negative, in steps; nothing of rare words.
    #[inline]
    pub(crate) fn placed(&self, id: WordId) -> &[u8; target::WEIGHTS] {
        const NOTHING: &[u8; target::WEIGHTS] = &[0; target::WEIGHTS];
        let (rows, _) = self.section(PLACED).as_chunks();
        rows.get(id as usize).unwrap_or(NOTHING)
    }

    /// The weights of a feature of sentences, by register, in steps.
    #[inline]
    pub(crate) fn pair(&self, feature: u64) -> Option<&[u8; REGISTERS]> {
        Table::new(self.section(PAIRS))?.get(feature)
    }

    /// False if a feature of sentences has no weights for sure.
    #[inline]
    pub(crate) fn may_have_pair(&self, feature: u64) -> bool {
        Table::<REGISTERS>::new(self.section(PAIRS)).is_some_and(|table| table.at_home(feature) != 0)
    }

    /// The weights of a feature of targets, for positive and for negative, in steps.
    #[inline]
    pub(crate) fn target(&self, feature: u64) -> Option<&[u8; 2]> {
        Table::new(self.section(TARGETS))?.get(feature)
    }

    /// What the model says of itself: from what it was trained, and how well it does.
    pub fn card(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.section(CARD))
    }

    #[inline]
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
    use crate::word::Valence;
    use std::collections::BTreeMap;

    fn parts() -> Parts {
        let mut rows = vec![Row::default(); SPECIAL as usize];
        rows.push(Row { valence: Valence::all(2.0), tone: [10; REGISTERS], ..Row::default() });
        Parts {
            words: BTreeMap::from([(hash::word(b"good"), SPECIAL)]),
            filters: vec![[0; network::ROW]; rows.len()],
            placed: vec![[0; target::WEIGHTS]; rows.len()],
            rows,
            phrases: BTreeMap::new(),
            pairs: BTreeMap::from([(7, [1, 2, 3, 4])]),
            targets: BTreeMap::from([(8, [5, -6])]),
            parameters: Parameters::new(),
        }
    }

    fn model() -> Vec<u8> {
        let mut draft = Draft::from(&parts());
        draft.set_card("a card");
        draft.to_bytes()
    }

    #[test]
    fn what_was_written_is_read() {
        let model = Model::checked(model()).unwrap();
        let good = model.word(hash::word(b"good")).unwrap();
        assert_eq!(model.row(good), parts().rows[SPECIAL as usize]);
        assert_eq!(model.word(hash::word(b"bad")), None);
        assert_eq!(model.pair(7), Some(&[1, 2, 3, 4]));
        assert_eq!(model.target(8), Some(&[5, -6i8 as u8]));
        assert_eq!((model.words(), model.card()), (SPECIAL as usize + 1, "a card".into()));
        assert_eq!(model.parameters, Parameters::new());
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
        let errors: Vec<String> = cases
            .into_iter()
            .map(|(what, bytes)| format!("{what}: {}", Model::checked(bytes).unwrap_err()))
            .collect();
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
        let document = textmine_core::DocumentBuf::new("d", "Ann is not good, she said.").unwrap();
        let document = document.view();
        for at in (0..good.len()).step_by(3) {
            let mut bytes = good.clone();
            bytes[at] = 0x7F;
            let Ok(model) = Model::parse(Cow::Owned(bytes)) else { continue };
            let (mut reading, mut sums) = (crate::Reading::default(), crate::sentence::Sums::default());
            let own = crate::OwnWords::default();
            reading.read(&model, &own, &document, document.tokens(), &[], false);
            crate::sentence::sum(&model, &reading, &mut sums);
            let view = crate::target::View::new(&reading.slots, 0..1).unwrap();
            let mut room = crate::target::Room::default();
            room.enter(&model, &reading.slots);
            crate::target::parts(&model, &view, &sums, &mut room);
        }
    }
}
