//! A whole file as one document.
use super::{InputError, Reading};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::Read;
use std::str::Utf8Error;
use textmine_pipeline::Input;

/// Says how a file is encoded and is no part of its text.
pub(super) const BOM: char = '\u{FEFF}';

/// Text from bytes, and how much of it had to be replaced.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    /// Sequences that are not UTF-8, each now a U+FFFD.
    replaced: usize,
}

impl Decoded<'_> {
    /// Notes in a document's metadata what was replaced.
    pub(super) fn count(&self, metadata: &mut Map<String, Value>) {
        if self.replaced > 0 {
            metadata.insert("replaced".to_owned(), Value::from(self.replaced));
        }
    }
}

pub(super) fn decode(bytes: &[u8], lossy: bool) -> Result<Decoded<'_>, Utf8Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), replaced: 0 }),
        Err(_) if lossy => {
            let replaced = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            Ok(Decoded { text: String::from_utf8_lossy(bytes), replaced })
        }
        Err(error) => Err(error),
    }
}

pub(super) fn read(
    mut reader: impl Read,
    name: String,
    id: String,
    reading: &Reading,
) -> Result<Input, InputError> {
    let mut bytes = Vec::new();
    if let Err(source) = reader.read_to_end(&mut bytes) {
        return Err(InputError::Io { name, source });
    }
    let decoded = match decode(&bytes, reading.lossy) {
        Ok(decoded) => decoded,
        Err(error) => {
            let at = error.valid_up_to();
            let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
            let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            return Err(InputError::NotUtf8 { name, at, line, byte: bytes[at], utf16 });
        }
    };
    let mut metadata = Map::new();
    decoded.count(&mut metadata);
    let text = match decoded.text {
        Cow::Owned(text) => text,
        // The bytes were read to become the text: no second copy of them.
        Cow::Borrowed(_) => String::from_utf8(bytes).unwrap_or_default(),
    };
    let text = match text.strip_prefix(BOM) {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    match reading.segment(id, text) {
        Ok(document) => Ok(Input { document, metadata, problems: Vec::new() }),
        Err(source) => Err(InputError::TooLong { name, source }),
    }
}
