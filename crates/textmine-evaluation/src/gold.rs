//! Gold: what annotators found, from the files that they keep it in.
mod conll;
mod fields;
mod json;
mod running_text;

pub use fields::{Field, Fields, NoField};

use crate::{Annotation, Attributes, ReadError};
use std::io::BufRead;
use textmine_report::OffsetUnit;

/// How gold is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GoldFormat {
    /// What begins with an object is JSON, all else is CoNLL.
    #[default]
    Auto,
    /// A token and a tag on each line, a blank line between sentences.
    Conll,
    /// JSON objects: texts with spans, with targets or with layers, or reports of textmine.
    Json,
}

/// What a record of gold looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Tokens and tags.
    Conll,
    /// A text and a list of spans in it.
    Spans,
    /// The same, with mentions of communication and their channel.
    Channels,
    /// A text and one place in it.
    Target,
    /// A text with layers, as input of textmine has them.
    Layers,
    /// A report of textmine, which has no text.
    Report,
}

/// An annotation that an annotator made.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldAnnotation {
    /// Place, label and attributes.
    pub annotation: Annotation,
    /// Further places that count as its own.
    pub also: Vec<(usize, usize)>,
    /// Neither asked for nor counted against the output: annotators disagree about it.
    pub optional: bool,
    /// Other readings of its attributes: the nearest to the output counts.
    pub alternatives: Vec<Attributes>,
}

impl From<Annotation> for GoldAnnotation {
    fn from(annotation: Annotation) -> Self {
        GoldAnnotation { annotation, also: Vec::new(), optional: false, alternatives: Vec::new() }
    }
}

/// A document of gold.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldDocument {
    /// Its id.
    pub id: String,
    /// Its text; reports have none.
    pub text: Option<String>,
    /// What should be found in it.
    pub annotations: Vec<GoldAnnotation>,
    /// What it was written as.
    pub shape: Shape,
    /// The layer that it is of, as far as it can tell.
    pub layer: Option<String>,
    /// Its first line in the file, from 1.
    pub line: usize,
}

/// How gold is read.
#[derive(Debug, Clone)]
pub struct GoldOptions {
    /// How it is written.
    pub format: GoldFormat,
    /// The layer that is read from reports and layers; if there is but one, it needs no name.
    pub layer: Option<String>,
    /// What offsets count.
    pub unit: OffsetUnit,
    /// The names of fields that are not as usual.
    pub fields: Fields,
    /// Attributes that have to be readable where they are there.
    pub attributes: Vec<String>,
    /// Sentences of CoNLL that make a document, where no `-DOCSTART-` begins one.
    pub sentences: usize,
}

impl Default for GoldOptions {
    /// Any format, usual fields, 20 sentences to a document.
    fn default() -> Self {
        GoldOptions {
            format: GoldFormat::Auto,
            layer: None,
            unit: OffsetUnit::CodePoints,
            fields: Fields::default(),
            attributes: Vec::new(),
            sentences: 20,
        }
    }
}

/// The documents of one file of gold, one at a time.
#[derive(Debug)]
pub struct Gold<R> {
    documents: Documents<R>,
}

#[derive(Debug)]
enum Documents<R> {
    Conll(conll::Documents<R>),
    Json(json::Documents<R>),
}

impl<R: BufRead> Gold<R> {
    /// `name` is what messages call the file, `id` what documents without an id are called by.
    ///
    /// # Errors
    /// If the beginning can't be read.
    pub fn new(
        mut reader: R,
        name: impl Into<String>,
        id: &str,
        options: &GoldOptions,
    ) -> Result<Self, ReadError> {
        let name = name.into();
        let is_json = match options.format {
            GoldFormat::Auto => {
                let start =
                    reader.fill_buf().map_err(|source| ReadError::Io { name: name.clone(), source })?;
                begins_as_json(start)
            }
            GoldFormat::Conll => false,
            GoldFormat::Json => true,
        };
        let documents = match is_json {
            true => Documents::Json(json::Documents::new(reader, name, id, options)),
            false => Documents::Conll(conll::Documents::new(reader, name, id, options)),
        };
        Ok(Gold { documents })
    }
}

impl<R: BufRead> Iterator for Gold<R> {
    type Item = Result<GoldDocument, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.documents {
            Documents::Conll(documents) => documents.next(),
            Documents::Json(documents) => documents.next(),
        }
    }
}

/// An object, not the token `{`.
fn begins_as_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let within = bytes.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    within.is_some_and(|rest| matches!(rest.first(), None | Some(b'"' | b'}')))
}
