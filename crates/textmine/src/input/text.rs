//! A whole file as one document.
use super::{InputError, Reading};
use serde_json::{Map, Value};
use std::io::Read;
use textmine_core::DocumentBuf;
use textmine_pipeline::Input;

const BOM: &str = "\u{FEFF}";

pub(super) fn read(
    mut reader: impl Read,
    name: String,
    id: String,
    reading: Reading,
) -> Result<Input, InputError> {
    let mut bytes = Vec::new();
    if let Err(source) = reader.read_to_end(&mut bytes) {
        return Err(InputError::Io { name, source });
    }
    let mut metadata = Map::new();
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if reading.lossy => {
            let bytes = error.into_bytes();
            let replaced = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            metadata.insert("replaced".to_owned(), Value::from(replaced));
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
            let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            return Err(InputError::NotUtf8 { name, at, line, byte: bytes[at], utf16 });
        }
    };
    // The mark says how the file is encoded and is no part of its text.
    if text.starts_with(BOM) {
        text.drain(..BOM.len());
    }
    match DocumentBuf::new(id, text) {
        Ok(document) => Ok(Input { document, metadata, problems: Vec::new() }),
        Err(source) => Err(InputError::TooLong { name, source }),
    }
}
