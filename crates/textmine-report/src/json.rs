//! The machine contract `textmine.report/1`: one JSON object per document; and documents as they came.
use crate::{OffsetUnit, Offsets, Size};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::io::{self, Write};
use textmine_core::{Annotation, Attribute, Document, Layer};
use textmine_pipeline::{Analyzed, Problem, Summary};

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// Indented.
    Pretty,
}

/// Writes the report of one document, and a newline.
///
/// # Errors
/// If the writer fails.
pub fn write_json(
    out: &mut impl Write,
    analyzed: &Analyzed,
    shape: Shape,
    unit: OffsetUnit,
) -> io::Result<()> {
    let document = analyzed.document.view();
    let context = Context { offsets: Offsets::new(document.text(), unit), document: &document };
    let report = Report {
        schema: "textmine.report/1",
        document: Header { id: document.id(), size: Size::of(&document), metadata: &analyzed.metadata },
        layers: Layers(&context, document.layers()),
        summaries: Summaries(&analyzed.summaries, shape),
        problems: analyzed.problems.iter().map(ProblemRecord::new).collect(),
    };
    match shape {
        Shape::Line => serde_json::to_writer(&mut *out, &report)?,
        Shape::Pretty => serde_json::to_writer_pretty(&mut *out, &report)?,
    }
    out.write_all(b"\n")
}

/// Writes the document as it came, without what was found in it: a line of JSON lines that can be read again, with offsets in
/// code points.
///
/// # Errors
/// If the writer fails.
pub fn write_input(out: &mut impl Write, analyzed: &Analyzed) -> io::Result<()> {
    let document = analyzed.document.view();
    let context =
        Context { offsets: Offsets::new(document.text(), OffsetUnit::CodePoints), document: &document };
    let given = &document.layers()[..analyzed.given];
    let mut serializer = serde_json::Serializer::new(&mut *out);
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("id", document.id())?;
    map.serialize_entry("text", document.text())?;
    if !given.is_empty() {
        map.serialize_entry("layers", &Layers(&context, given))?;
    }
    for (key, value) in &analyzed.metadata {
        map.serialize_entry(key, value)?;
    }
    SerializeMap::end(map)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    document: Header<'r>,
    layers: Layers<'r>,
    summaries: Summaries<'r>,
    problems: Vec<ProblemRecord<'r>>,
}

struct Header<'r> {
    id: &'r str,
    size: Size,
    metadata: &'r Map<String, Value>,
}

impl Serialize for Header<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("chars", &self.size.chars)?;
        map.serialize_entry("words", &self.size.words)?;
        map.serialize_entry("sentences", &self.size.sentences)?;
        if !self.metadata.is_empty() {
            map.serialize_entry("metadata", self.metadata)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ProblemRecord<'r> {
    analyzer: Option<&'r str>,
    kind: &'static str,
    message: &'r str,
}

impl<'r> ProblemRecord<'r> {
    fn new(problem: &'r Problem) -> Self {
        ProblemRecord {
            analyzer: problem.analyzer.as_deref(),
            kind: problem.kind.name(),
            message: &problem.message,
        }
    }
}

struct Summaries<'r>(&'r [Summary], Shape);

impl Serialize for Summaries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error;
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for summary in self.0 {
            match self.1 {
                // As the analyzer wrote it, unless it has to be laid out anew.
                Shape::Line => {
                    let raw: &RawValue = serde_json::from_str(&summary.json).map_err(S::Error::custom)?;
                    map.serialize_entry(&summary.analyzer, raw)?;
                }
                Shape::Pretty => {
                    let mut json = serde_json::Deserializer::from_str(&summary.json);
                    map.serialize_entry(&summary.analyzer, &serde_transcode::Transcoder::new(&mut json))?;
                }
            }
        }
        map.end()
    }
}

struct Context<'r> {
    document: &'r Document<'r>,
    offsets: Offsets<'r>,
}

struct Layers<'r>(&'r Context<'r>, &'r [Layer<'r>]);

impl Serialize for Layers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Layers(context, layers) = self;
        let mut map = serializer.serialize_map(Some(layers.len()))?;
        for layer in *layers {
            map.serialize_entry(layer.name(), &Annotations(context, *layer))?;
        }
        map.end()
    }
}

struct Annotations<'r>(&'r Context<'r>, Layer<'r>);

impl Serialize for Annotations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.1.len()))?;
        for annotation in self.1.iter() {
            seq.serialize_element(&One(self.0, annotation))?;
        }
        seq.end()
    }
}

struct One<'r>(&'r Context<'r>, Annotation<'r>);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let One(context, annotation) = self;
        let span = annotation.span();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &context.offsets.from_bytes(span.start as usize))?;
        map.serialize_entry("end", &context.offsets.from_bytes(span.end as usize))?;
        map.serialize_entry("text", context.document.slice(span))?;
        map.serialize_entry("label", annotation.label())?;
        if let Some(score) = annotation.score() {
            map.serialize_entry("score", &score)?;
        }
        let attributes = annotation.attributes();
        if !attributes.is_empty() {
            map.serialize_entry("attrs", &Attributes(&attributes))?;
        }
        map.end()
    }
}

struct Attributes<'r>(&'r [(&'r str, Attribute<'r>)]);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            match value {
                Attribute::Text(text) => map.serialize_entry(key, text)?,
                Attribute::List(items) => map.serialize_entry(key, items)?,
            }
        }
        map.end()
    }
}
