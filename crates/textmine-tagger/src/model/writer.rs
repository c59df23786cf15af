//! Puts a model file together.
use super::{CARD, HEADER, MARK, Model, SECTIONS, VERSION, checksum};
use crate::calibration::Calibration;
use crate::chain::{Row, Transitions};
use crate::lexicon::{self, Builder};
use crate::weights;
use std::collections::BTreeMap;

/// The lexicon of a model to be.
#[derive(Debug)]
pub struct LexiconBytes([Vec<u8>; lexicon::SECTIONS]);

impl From<&Builder> for LexiconBytes {
    fn from(builder: &Builder) -> Self {
        LexiconBytes(builder.sections())
    }
}

impl From<&Model> for LexiconBytes {
    /// The same lexicon as that model's.
    fn from(model: &Model) -> Self {
        LexiconBytes(model.lexicon_sections().map(<[u8]>::to_vec))
    }
}

impl LexiconBytes {
    /// To look words up in.
    pub fn lexicon(&self) -> lexicon::Lexicon<'_> {
        let sections: [&[u8]; lexicon::SECTIONS] = std::array::from_fn(|at| &self.0[at][..]);
        lexicon::Lexicon::new(sections).unwrap_or_else(|| unreachable!("it was built as one"))
    }
}

/// What a model is made of.
#[derive(Debug)]
pub struct Parts<'p> {
    /// What is known of words.
    pub lexicon: &'p LexiconBytes,
    /// The weights of each feature for each tag.
    pub features: &'p BTreeMap<u64, Row>,
    /// Features whose weights are all less than so many of 127 steps are left out.
    pub least: u8,
    /// The score of each tag after each other.
    pub transitions: Transitions,
    /// How often names of a probability are right.
    pub calibration: Calibration,
    /// What the model says of itself.
    pub card: &'p str,
}

/// The bytes of the model file: the same for the same parts.
pub fn write(parts: &Parts<'_>) -> Vec<u8> {
    let (weights, step) = weights::build(parts.features, parts.least);
    let numbers =
        [step].into_iter().chain(parts.transitions.into_iter().flatten()).chain(parts.calibration.0);
    let parameters: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
    let mut sections: Vec<&[u8]> = parts.lexicon.0.iter().map(Vec::as_slice).collect();
    sections.extend([&weights[..], &parameters, parts.card.as_bytes()]);
    debug_assert_eq!(sections.len(), CARD + 1);
    let mut bytes = vec![0; HEADER + 16 * SECTIONS];
    for (number, section) in sections.into_iter().enumerate() {
        bytes.resize(bytes.len().next_multiple_of(64), 0);
        let entry = HEADER + 16 * number;
        let start = bytes.len() as u64;
        bytes[entry..entry + 8].copy_from_slice(&start.to_le_bytes());
        bytes[entry + 8..entry + 16].copy_from_slice(&(section.len() as u64).to_le_bytes());
        bytes.extend_from_slice(section);
    }
    let len = bytes.len() as u64;
    bytes[..8].copy_from_slice(&MARK);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[16..24].copy_from_slice(&len.to_le_bytes());
    let checksum = checksum(&bytes);
    bytes[24..32].copy_from_slice(&checksum.to_le_bytes());
    bytes
}
