//! Puts a model file together.
use super::{HEADER, MARK, SECTIONS, VERSION, checksum};
use crate::parser::learning::LexiconBytes;

/// What a model is made of.
#[derive(Debug)]
pub struct Parts<'p> {
    /// What is known of words.
    pub lexicon: &'p LexiconBytes,
    /// The tagger's weights, a [`wide`](crate::weights::wide) table.
    pub tags: &'p [u8],
    /// Those of the parser's moves, a [`narrow`](crate::weights::narrow) table.
    pub moves: &'p [u8],
    /// Those of the relations, a [`wide`](crate::weights::wide) table.
    pub relations: &'p [u8],
    /// What the model says of itself.
    pub card: &'p str,
}

/// The bytes of the model file: the same for the same parts.
pub fn write(parts: &Parts<'_>) -> Vec<u8> {
    let sections: [&[u8]; SECTIONS] =
        [&parts.lexicon.0, parts.tags, parts.moves, parts.relations, parts.card.as_bytes()];
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
