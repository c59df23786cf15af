//! Puts a model file together.
use super::Model;
use super::{
    CARD, FILTERS, HEADER, MARK, PAIRS, PARAMETERS, PHRASES, PLACED, ROWS, SECTIONS, TARGETS, VERSION, WORDS,
    checksum,
};
use crate::network;
use crate::parameters::Parameters;
use crate::table;
use crate::target;
use crate::word::{Phrase, REGISTERS, Row, WordId};
use std::collections::BTreeMap;

/// What a model is made of.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Number of each word by its hash; several may share one.
    pub words: BTreeMap<u64, WordId>,
    /// What is known of each word, by its number.
    pub rows: Vec<Row>,
    /// By the hash of their words in turn.
    pub phrases: BTreeMap<u64, Phrase>,
    /// What the network's filters make of each word, by its number, in steps; words beyond the last have none.
    pub filters: Vec<[i8; network::ROW]>,
    /// The weights of each word by its place to a target, in steps; words beyond the last have none.
    pub placed: Vec<[i8; target::WEIGHTS]>,
    /// Weights of the features of sentences, by register, in steps.
    pub pairs: BTreeMap<u64, [i8; REGISTERS]>,
    /// Weights of the features of targets, for positive and for negative, in steps.
    pub targets: BTreeMap<u64, [i8; 2]>,
    /// The numbers that belong to no single word.
    pub parameters: Parameters,
}

/// A weight of one byte and so many steps more.
fn added(weight: u8, by: i32) -> u8 {
    (i32::from(weight as i8) + by).clamp(-127, 127) as i8 as u8
}

/// A model before it is written.
#[derive(Clone, Debug)]
pub struct Draft {
    sections: [Vec<u8>; SECTIONS],
}

impl From<&Parts> for Draft {
    fn from(parts: &Parts) -> Self {
        let words = parts.words.iter().map(|(hash, id)| (*hash, id.to_le_bytes())).collect();
        let phrases = parts.phrases.iter().map(|(key, phrase)| (*key, phrase.to_bytes())).collect();
        let mut sections: [Vec<u8>; SECTIONS] = std::array::from_fn(|_| Vec::new());
        sections[WORDS] = table::build(&words);
        sections[ROWS] = parts.rows.iter().flat_map(|row| row.to_bytes()).collect();
        sections[PHRASES] = table::build(&phrases);
        sections[FILTERS] = parts.filters.iter().flatten().map(|value| *value as u8).collect();
        sections[PAIRS] =
            table::build(&parts.pairs.iter().map(|(key, w)| (*key, w.map(|w| w as u8))).collect());
        sections[TARGETS] =
            table::build(&parts.targets.iter().map(|(key, w)| (*key, w.map(|w| w as u8))).collect());
        sections[PLACED] = parts.placed.iter().flatten().map(|value| *value as u8).collect();
        sections[PARAMETERS] = parts.parameters.to_bytes();
        Draft { sections }
    }
}

impl From<&Model> for Draft {
    fn from(model: &Model) -> Self {
        Draft { sections: std::array::from_fn(|number| model.section(number).to_vec()) }
    }
}

impl Draft {
    /// Adds to the weight of a word for the tone of sentences, in every register. Weights end at what a byte holds; of a word that
    /// the model doesn't have, nothing is changed.
    pub fn add_tone(&mut self, word: WordId, by: i32) {
        let (rows, _) = self.sections[ROWS].as_chunks_mut::<{ Row::SIZE }>();
        let tone = rows.get_mut(word as usize).map(|row| &mut row[Row::TONE]);
        tone.into_iter().flatten().for_each(|weight| *weight = added(*weight, by));
    }

    /// The same for the weights of a word in that place to a target, for positive and for negative.
    pub fn add_placed(&mut self, word: WordId, place: usize, by: [i32; 2]) {
        let (rows, _) = self.sections[PLACED].as_chunks_mut::<{ target::WEIGHTS }>();
        let weights = rows.get_mut(word as usize).and_then(|row| row.as_chunks_mut::<2>().0.get_mut(place));
        weights.into_iter().flatten().zip(by).for_each(|(weight, by)| *weight = added(*weight, by));
    }

    /// Changes the numbers that belong to no single word.
    pub fn set_parameters(&mut self, parameters: &Parameters) {
        self.sections[PARAMETERS] = parameters.to_bytes();
    }

    /// Changes what the model says of itself.
    pub fn set_card(&mut self, card: &str) {
        self.sections[CARD] = card.as_bytes().to_vec();
    }

    /// The bytes of the model file: the same for the same parts.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; HEADER + 16 * SECTIONS];
        for (number, section) in self.sections.iter().enumerate() {
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
}
