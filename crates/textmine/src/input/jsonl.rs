//! JSON lines: a document per line, maybe with layers of its own.
use super::text::{BOM, decode};
use super::{InputError, Reading};
use serde_json::{Map, Value};
use std::io::{BufRead, BufReader, Read};
use textmine_core::{LayerBuf, Span};
use textmine_pipeline::Input;
use textmine_report::Offsets;

/// The documents of one stream of lines; blank lines are passed over.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read>>,
    name: String,
    id: String,
    line: usize,
    /// Set when there is nothing more to read: at the end, and after an error of the stream.
    ended: bool,
    /// No document yet.
    empty: bool,
    reading: Reading,
}

impl Lines {
    pub(super) fn new(reader: BufReader<Box<dyn Read>>, name: String, id: String, reading: Reading) -> Self {
        Lines { reader, name, id, line: 0, ended: false, empty: true, reading }
    }

    fn error(&self, reason: impl Into<String>) -> InputError {
        InputError::Line { name: self.name.clone(), line: self.line, reason: reason.into() }
    }

    fn document(&self, line: &[u8]) -> Result<Input, InputError> {
        let decoded = decode(line, self.reading.lossy).map_err(|error| {
            let at = error.valid_up_to();
            self.error(format!("not UTF-8: byte {at} of the line is 0x{:02X}", line[at]))
        })?;
        let line = if self.line == 1 { decoded.text.trim_start_matches(BOM) } else { &decoded.text };
        let mut object = match serde_json::from_str::<Value>(line.trim_end()) {
            Ok(Value::Object(object)) => object,
            Ok(_) => return Err(self.error("JSON, but no object")),
            Err(error) => {
                // The line's number stands before it already.
                let reason = error.to_string();
                let reason = reason.split(" at line ").next().unwrap_or(&reason);
                return Err(self.error(format!("not JSON at column {}: {reason}", error.column())));
            }
        };
        let text = match object.remove("text") {
            Some(Value::String(text)) => text,
            Some(_) => return Err(self.error("`text` is not a string")),
            None => return Err(self.error("`text` is missing")),
        };
        let id = match object.remove("id") {
            Some(Value::String(id)) => id,
            Some(Value::Number(id)) if !id.is_f64() => id.to_string(),
            Some(_) => return Err(self.error("`id` is neither a string nor a whole number")),
            None => format!("{}:{}", self.id, self.line),
        };
        let given = match object.remove("layers") {
            Some(Value::Object(layers)) => layers,
            Some(_) => return Err(self.error("`layers` is not an object of layers")),
            None => Map::new(),
        };
        let offsets = Offsets::new(&text, self.reading.unit);
        let layers: Result<Vec<LayerBuf>, String> =
            given.iter().map(|(name, annotations)| layer(name, annotations, &text, &offsets)).collect();
        let layers = layers.map_err(|reason| self.error(reason))?;
        let mut document = self
            .reading
            .segment(id, text)
            .map_err(|source| InputError::TooLong { name: format!("{}:{}", self.name, self.line), source })?;
        layers.into_iter().for_each(|layer| document.push_layer(layer));
        decoded.count(&mut object);
        Ok(Input { document, metadata: object, problems: Vec::new() })
    }
}

impl Iterator for Lines {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        while !self.ended {
            line.clear();
            self.line += 1;
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => {
                    self.ended = true;
                    if self.empty {
                        return Some(Err(InputError::NoDocument { name: self.name.clone() }));
                    }
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    self.empty = false;
                    return Some(self.document(&line));
                }
                Err(source) => {
                    self.ended = true;
                    return Some(Err(InputError::Io { name: self.name.clone(), source }));
                }
            }
        }
        None
    }
}

/// A layer in the shape in which reports have it.
fn layer(name: &str, annotations: &Value, text: &str, offsets: &Offsets<'_>) -> Result<LayerBuf, String> {
    let list = annotations.as_array().ok_or_else(|| format!("the layer `{name}` is not a list"))?;
    let mut layer = LayerBuf::new(name);
    for (index, annotation) in list.iter().enumerate() {
        let wrong = |what: &str| format!("annotation {index} of the layer `{name}`: {what}");
        let place = |key: &str| {
            let at = annotation
                .get(key)
                .and_then(Value::as_u64)
                .ok_or_else(|| wrong(&format!("`{key}` is no offset")))?;
            let byte = usize::try_from(at).ok().and_then(|at| offsets.to_bytes(at));
            byte.ok_or_else(|| {
                wrong(&format!("`{key}` is {at}, no place in the text; `--offsets` names another unit"))
            })
        };
        let (start, end) = (place("start")?, place("end")?);
        if start > end {
            return Err(wrong("it ends before it starts"));
        }
        if let Some(said) = annotation.get("text").and_then(Value::as_str)
            && said != &text[start..end]
        {
            return Err(wrong(&format!(
                "`text` is {said:?}, but the text has {:?} there",
                &text[start..end]
            )));
        }
        let label =
            annotation.get("label").and_then(Value::as_str).ok_or_else(|| wrong("`label` is no string"))?;
        let offset = |byte: usize| u32::try_from(byte).map_err(|_| wrong("the text is too long"));
        layer.push(Span::new(offset(start)?, offset(end)?), label);
        match annotation.get("score") {
            None | Some(Value::Null) => {}
            Some(score) => {
                layer.score_last(score.as_f64().ok_or_else(|| wrong("`score` is no number"))? as f32)
            }
        }
        let attributes = match annotation.get("attrs") {
            None => None,
            Some(attributes) => Some(attributes.as_object().ok_or_else(|| wrong("`attrs` is no object"))?),
        };
        for (key, value) in attributes.into_iter().flatten() {
            if key.len() > LayerBuf::LONGEST_KEY {
                return Err(wrong("a key of `attrs` is too long"));
            }
            match value {
                Value::String(value) => layer.attr_last(key, value),
                Value::Array(items) => {
                    let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                    layer.list_last(
                        key,
                        items.ok_or_else(|| wrong(&format!("`{key}` is no list of strings")))?,
                    );
                }
                _ => return Err(wrong(&format!("`{key}` is neither a string nor a list of strings"))),
            }
        }
    }
    layer.check(text).map_err(|fault| format!("the layer `{name}`: {fault}"))?;
    layer.sort();
    Ok(layer)
}
