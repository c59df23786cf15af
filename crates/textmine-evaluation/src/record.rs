//! Files of JSON objects, one after the other: an object per line, or laid out over several.
use crate::{Fault, ReadError};
use std::io::BufRead;

/// A byte-order mark says how a file is encoded and is no part of its text.
pub(crate) const BOM: char = '\u{FEFF}';

/// One object of a file, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its first line, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

/// The objects of a stream, one at a time; blank lines are passed over.
#[derive(Debug)]
pub struct Records<R> {
    lines: Lines<R>,
    /// A line that begins the next record.
    held: Option<(usize, String)>,
}

impl<R: BufRead> Records<R> {
    /// `name` is what messages call the stream.
    pub fn new(reader: R, name: impl Into<String>) -> Self {
        Records { lines: Lines::new(reader, name), held: None }
    }

    /// What messages call the stream.
    pub fn name(&self) -> &str {
        &self.lines.name
    }

    fn record(&mut self) -> Result<Option<Record>, ReadError> {
        let mut record: Option<Record> = None;
        let mut nesting = Nesting::default();
        loop {
            let (number, line) = match self.held.take() {
                Some(held) => held,
                None => match self.lines.next().transpose()? {
                    Some(next) => next,
                    None => return Ok(record),
                },
            };
            let Some(record) = &mut record else {
                if line.trim().is_empty() {
                    continue;
                }
                nesting.take(&line);
                let first = Record { line: number, text: line };
                if nesting.is_closed() {
                    return Ok(Some(first));
                }
                record = Some(first);
                continue;
            };
            // Laid out objects are indented within: here the one before was cut off.
            if line.starts_with('{') {
                self.held = Some((number, line));
                return Ok(Some(record.clone()));
            }
            nesting.take(&line);
            record.text.push('\n');
            record.text.push_str(&line);
            if nesting.is_closed() {
                return Ok(Some(record.clone()));
            }
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.record().transpose()
    }
}

/// How deep in brackets a text is.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    /// A string of JSON can't go over a line's end: such a record is broken and ends here.
    broken: bool,
}

impl Nesting {
    fn take(&mut self, line: &str) {
        let (mut quoted, mut escaped) = (false, false);
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => self.depth += 1,
                b'}' | b']' if !quoted => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.broken |= quoted;
    }

    fn is_closed(&self) -> bool {
        self.depth == 0 || self.broken
    }
}

/// The lines of a stream with their numbers, without line ends.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    reader: R,
    pub(crate) name: String,
    number: usize,
    bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, name: impl Into<String>) -> Self {
        Lines { reader, name: name.into(), number: 0, bytes: Vec::new() }
    }

    pub(crate) fn fault(&self, line: usize, record: &str, fault: Fault) -> ReadError {
        ReadError::record(&self.name, line, record, fault)
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(usize, String), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.bytes.clear();
        match self.reader.read_until(b'\n', &mut self.bytes) {
            Ok(0) => return None,
            Ok(_) => self.number += 1,
            Err(source) => return Some(Err(ReadError::Io { name: self.name.clone(), source })),
        }
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text.trim_end_matches(['\n', '\r']),
            Err(error) => {
                let at = error.valid_up_to();
                let (name, line, byte) = (self.name.clone(), self.number, self.bytes[at]);
                return Some(Err(ReadError::NotUtf8 { name, line, at, byte }));
            }
        };
        let text = if self.number == 1 { text.trim_start_matches(BOM) } else { text };
        Some(Ok((self.number, text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<(usize, String)> {
        Records::new(text.as_bytes(), "x").map(|r| r.expect("UTF-8")).map(|r| (r.line, r.text)).collect()
    }

    #[test]
    fn objects_come_one_by_one_however_they_are_laid_out() {
        let pretty = "{\n  \"id\": \"a }\",\n  \"n\": [\n    1\n  ]\n}";
        let text = format!("\u{feff}{{\"id\":1}}\r\n\n{pretty}\n{{\"id\":2}}");
        let expected = [(1, "{\"id\":1}"), (3, pretty), (9, "{\"id\":2}")];
        assert_eq!(records(&text), expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn an_object_that_is_cut_off_does_not_swallow_the_next_one() {
        for broken in ["{\"id\":\"a", "{\"id\":[1,"] {
            let all = records(&format!("{broken}\n{{\"id\":2}}\n"));
            assert_eq!(all, [(1, broken.to_owned()), (2, "{\"id\":2}".to_owned())]);
        }
    }

    #[test]
    fn a_line_that_is_not_utf8_is_named() {
        let error =
            Records::new(&b"{}\n{\"a\":\"\xff\"}"[..], "x").nth(1).expect("an item").expect_err("no text");
        assert_eq!(error.to_string(), "x:2: not UTF-8: byte 6 of the line is 0xFF");
    }
}
