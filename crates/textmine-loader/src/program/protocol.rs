//! The lines that host and program exchange, version 1: their shapes in JSON, and what is checked about them.
use super::end::cut;
use crate::foreign::{broken, check_output, one_line};
use crate::manifest::{check_names, printable};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use textmine_core::{
    Analysis, Annotation, Attribute, Description, Document, Failure, Layer, LayerBuf, Limits, OffsetUnit,
    Offsets, Program, Span, Unavailable,
};

/// The version that is spoken. A program that needs a newer one says so in its manifest, and is refused.
pub(super) const VERSION: u64 = 1;

/// The first line: what the pipeline says of the analyzer.
#[derive(Debug, Serialize)]
pub(super) struct Hello<'p> {
    protocol: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requires: Option<&'p [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uses: Option<&'p [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provides: Option<&'p [String]>,
    options: &'p Value,
}

impl<'p> Hello<'p> {
    pub(super) fn new(program: &'p Program, options: &'p Value) -> Self {
        Hello {
            protocol: VERSION,
            name: program.name.as_deref(),
            requires: program.requires.as_deref(),
            uses: program.uses.as_deref(),
            provides: program.provides.as_deref(),
            options,
        }
    }

    pub(super) fn line(&self) -> Vec<u8> {
        line(self)
    }
}

/// A value on a line of its own.
pub(super) fn line(value: &impl Serialize) -> Vec<u8> {
    // Values of strings, numbers and lists can always be written.
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}

/// The answer to the first line: what the program is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    protocol: u64,
    name: Option<String>,
    version: Option<String>,
    about: Option<String>,
    requires: Option<Vec<String>>,
    uses: Option<Vec<String>>,
    provides: Option<Vec<String>>,
    /// JSON Schema.
    options: Option<Value>,
}

/// The other answer to the first line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refusal {
    pub(super) error: String,
    /// JSON pointer.
    pub(super) option: Option<String>,
}

impl Manifest {
    pub(super) fn parse(line: &[u8]) -> Result<Self, String> {
        let manifest: Manifest = object(line)?;
        match manifest.protocol {
            VERSION => Ok(manifest),
            other => Err(format!("`protocol` is {other}, this textmine speaks {VERSION}")),
        }
    }

    /// Without one, the program takes what it gets.
    pub(super) fn options_schema(&self) -> Value {
        self.options.clone().unwrap_or(Value::Bool(true))
    }

    /// What the pipeline and the program say together.
    pub(super) fn describe(self, program: &Program) -> Result<Description, Unavailable> {
        let refused = |message: String| Unavailable { message, ..Unavailable::default() };
        let Some(name) = self.name.or_else(|| program.name.clone()) else {
            let help =
                "add `name = \"…\"` to the analyzer, or `\"name\"` to the program's first line".to_owned();
            return Err(Unavailable { help: Some(help), ..refused("the program has no name".to_owned()) });
        };
        let description = Description {
            name,
            version: self.version.unwrap_or_else(|| "unversioned".to_owned()),
            about: self.about.unwrap_or_else(|| "a program".to_owned()),
            requires: layers("requires", program.requires.as_ref(), self.requires)?,
            uses: layers("uses", program.uses.as_ref(), self.uses)?,
            provides: layers("provides", program.provides.as_ref(), self.provides)?,
            data: Vec::new(),
        };
        check_names(&description).map_err(|why| refused(format!("the program says what can't be: {why}")))?;
        let (version, about) = (printable(&description.version), printable(&description.about));
        Ok(Description { version, about, ..description })
    }
}

/// The layers of one key: what the pipeline has written and what the program has said must not differ.
fn layers(
    key: &'static str,
    written: Option<&Vec<String>>,
    said: Option<Vec<String>>,
) -> Result<Vec<String>, Unavailable> {
    match (written, said) {
        (Some(written), Some(said)) if *written != said => Err(Unavailable {
            message: format!("the program says `{key} = {said:?}`, the pipeline `{key} = {written:?}`"),
            help: Some(format!("leave `{key}` to one of them")),
            term: Some(key),
            ..Unavailable::default()
        }),
        (Some(written), _) => Ok(written.clone()),
        (None, said) => Ok(said.unwrap_or_default()),
    }
}

/// What the line of a document has besides its turn.
pub(super) struct Request<'r> {
    pub(super) turn: u64,
    pub(super) document: &'r Document<'r>,
    pub(super) description: &'r Description,
    pub(super) offsets: &'r Offsets<'r>,
}

impl Serialize for Request<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Request { turn, document, description, offsets } = self;
        let at = |byte: u32| offsets.from_bytes(byte as usize);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("turn", turn)?;
        map.serialize_entry("id", document.id())?;
        map.serialize_entry("text", document.text())?;
        let sentences = document.sentences().iter().map(|span| [at(span.start), at(span.end)]);
        map.serialize_entry("sentences", &sentences.collect::<Vec<_>>())?;
        let tokens = document.tokens().iter();
        let tokens = tokens.map(|token| [at(token.span.start), at(token.span.end), token.sentence as usize]);
        map.serialize_entry("tokens", &tokens.collect::<Vec<_>>())?;
        let wanted = description.requires.iter().chain(&description.uses);
        let layers: BTreeMap<&str, Annotations<'_>> = wanted
            .filter_map(|name| Some((name.as_str(), Annotations(self, document.layer(name)?))))
            .collect();
        map.serialize_entry("layers", &layers)?;
        map.end()
    }
}

struct Annotations<'r>(&'r Request<'r>, Layer<'r>);

impl Serialize for Annotations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.1.len()))?;
        for annotation in self.1.iter() {
            list.serialize_element(&One(self.0, annotation))?;
        }
        list.end()
    }
}

/// As it stands in a report.
struct One<'r>(&'r Request<'r>, Annotation<'r>);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let One(request, annotation) = self;
        let span = annotation.span();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &request.offsets.from_bytes(span.start as usize))?;
        map.serialize_entry("end", &request.offsets.from_bytes(span.end as usize))?;
        map.serialize_entry("text", request.document.slice(span))?;
        map.serialize_entry("label", annotation.label())?;
        if let Some(score) = annotation.score() {
            map.serialize_entry("score", &score)?;
        }
        let mut attributes = Map::new();
        for (key, value) in annotation.attributes() {
            let value = match value {
                Attribute::Text(text) => Value::from(text),
                Attribute::List(items) => Value::from(items),
            };
            attributes.insert(key.to_owned(), value);
        }
        if !attributes.is_empty() {
            map.serialize_entry("attrs", &attributes)?;
        }
        map.end()
    }
}

/// The answer to a document. Its types are narrow, so that a long line that is none takes little memory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer<'l> {
    pub(super) turn: u64,
    #[serde(default)]
    layers: BTreeMap<String, Vec<Found>>,
    #[serde(borrow)]
    summary: Option<&'l RawValue>,
    error: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    start: usize,
    end: usize,
    text: Option<String>,
    label: String,
    score: Option<f32>,
    #[serde(default)]
    attrs: Map<String, Value>,
}

impl<'l> Answer<'l> {
    pub(super) fn parse(line: &'l [u8]) -> Result<Self, String> {
        object(line)
    }

    /// The checked analysis, or what the program says against the document.
    pub(super) fn into_analysis(
        self,
        document: &Document<'_>,
        offsets: &Offsets<'_>,
        description: &Description,
        limits: &Limits,
    ) -> Result<Analysis, Failure> {
        if let Some(error) = self.error {
            return Err(Failure::Refused { option: None, message: cut(&error) });
        }
        let written = self.layers.values().map(|found| found.len() as u64).sum();
        let summary =
            self.summary.map(RawValue::get).filter(|summary| *summary != "null").unwrap_or_default();
        check_output(limits, written, summary.len() as u64)?;
        if let Some(name) = self.layers.keys().find(|name| !description.provides.contains(name)) {
            let name = cut(name);
            return Err(broken(format!("it wrote the layer `{name}`, which it does not declare")));
        }
        let mut layers = Vec::new();
        let mut bytes = summary.len();
        let mut found = self.layers;
        for name in &description.provides {
            let mut layer = LayerBuf::new(name.as_str());
            for (index, annotation) in found.remove(name).unwrap_or_default().into_iter().enumerate() {
                let wrong = |why: String| broken(format!("layer `{name}`: annotation {index} {why}"));
                annotation.add_to(&mut layer, document, offsets).map_err(wrong)?;
            }
            layer.check(document.text()).map_err(|fault| broken(format!("layer `{name}`: {fault}")))?;
            layer.sort();
            let (annotations, attributes, strings) = layer.view().parts();
            bytes += size_of_val(annotations) + size_of_val(attributes) + strings.len();
            layers.push(layer);
        }
        check_output(limits, written, bytes as u64)?;
        let summary = if summary.is_empty() { String::new() } else { one_line(summary)? };
        Ok(Analysis { layers, summary, remarks: Vec::new() })
    }
}

impl Found {
    fn add_to(
        self,
        layer: &mut LayerBuf,
        document: &Document<'_>,
        offsets: &Offsets<'_>,
    ) -> Result<(), String> {
        let Found { start, end, text, label, score, attrs } = self;
        let outside =
            || format!("has the span {start}..{end}, which does not lie in the text (in code points)");
        let place = |at| offsets.to_bytes(at).and_then(|byte| u32::try_from(byte).ok()).ok_or_else(outside);
        let span = Span::new(place(start)?, place(end)?);
        if start > end {
            return Err(outside());
        }
        let there = document.slice(span);
        if let Some(text) = text.filter(|text| text != there) {
            let (text, there) = (cut(&text), cut(there));
            return Err(format!(
                "has the text “{text}”, but from {start} to {end} stands “{there}” (in code points)"
            ));
        }
        layer.push(span, &label);
        if let Some(score) = score {
            layer.score_last(score);
        }
        for (key, value) in &attrs {
            if key.len() > LayerBuf::LONGEST_KEY {
                return Err("has an attribute whose key is too long".to_owned());
            }
            match value {
                Value::String(value) => layer.attr_last(key, value),
                Value::Array(items) => {
                    let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                    let items = items.ok_or_else(|| not_text(key))?;
                    layer.list_last(key, items);
                }
                _ => return Err(not_text(key)),
            }
        }
        Ok(())
    }
}

fn not_text(key: &str) -> String {
    format!("has the attribute `{}`, which is neither a string nor a list of strings", cut(key))
}

/// Reads a line that must be an object; a struct could be read from a list as well.
fn object<'l, T: Deserialize<'l>>(line: &'l [u8]) -> Result<T, String> {
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err("it is no JSON object".to_owned());
    }
    serde_json::from_slice(line).map_err(|error| reason(&error))
}

/// What is wrong with a line, for people; the line's own number is always 1.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("{} at column {}", cut(what), error.column())
}

/// Offsets of a document as a program counts them.
pub(super) fn offsets<'t>(document: &Document<'t>) -> Offsets<'t> {
    Offsets::new(document.text(), OffsetUnit::CodePoints)
}
