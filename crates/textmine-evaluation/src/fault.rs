//! What can be wrong with a file of annotations, and where.
use std::io;
use std::ops::Range;

/// Something wrong with one record of a file, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The place in the record, in bytes.
    pub span: Range<usize>,
    /// What belongs there; stands beside the underline.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>, span: Range<usize>, label: impl Into<String>) -> Self {
        Fault { message: message.into(), span, label: label.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A file that can't be read as annotations.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file can't be read.
    #[error("can't read {name}: {source}")]
    Io {
        /// The file as the user named it.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// A line is not UTF-8.
    #[error("{name}:{line}: not UTF-8: byte {at} of the line is 0x{byte:02X}")]
    NotUtf8 {
        /// The file as the user named it.
        name: String,
        /// The line, from 1.
        line: usize,
        /// Place of the byte in the line, from 0.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// Nothing is in it.
    #[error("{name} has no document")]
    Empty {
        /// The file as the user named it.
        name: String,
    },
    /// Two records are of one document.
    #[error("{name} has the document `{id}` twice, in lines {first} and {line}")]
    Twice {
        /// The file as the user named it.
        name: String,
        /// The document's id.
        id: String,
        /// The line of the first record, from 1.
        first: usize,
        /// The line of the second record.
        line: usize,
    },
    /// A record is not what it should be.
    #[error("{name}:{line}: {}", fault.message)]
    Record {
        /// The file as the user named it.
        name: String,
        /// The record's first line, from 1.
        line: usize,
        /// The record as it stands.
        record: String,
        /// What is wrong with it.
        fault: Box<Fault>,
    },
}

impl ReadError {
    pub(crate) fn record(name: &str, line: usize, record: &str, fault: Fault) -> ReadError {
        ReadError::Record { name: name.to_owned(), line, record: record.to_owned(), fault: Box::new(fault) }
    }

    /// What to do about it, where that is not said at a place.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            ReadError::Io { .. } => Some("check the path and its permissions; `-` reads standard input"),
            ReadError::NotUtf8 { .. } => {
                Some("convert it (`iconv -f WINDOWS-1252 -t UTF-8 FILE`, if that is what it is)")
            }
            ReadError::Empty { .. } => Some("is it the right file?"),
            ReadError::Twice { .. } => {
                Some("documents are told apart by their ids: give each an id of its own")
            }
            ReadError::Record { .. } => None,
        }
    }
}
