//! Gold as JSON objects: texts with spans, targets or layers, and reports of textmine.
use super::{Field, GoldAnnotation, GoldDocument, GoldOptions, Shape};
use crate::annotation::{attributes, covers, of_report, score, span, value};
use crate::located::{Located, Members};
use crate::record::{Record, Records};
use crate::{Annotation, Attributes, Fault, ReadError, Text};
use std::io::BufRead;
use textmine_pipeline::{listed, nearest};

/// The documents of a file of objects.
#[derive(Debug)]
pub(super) struct Documents<R> {
    records: Records<R>,
    /// What documents without an id are called by.
    id: String,
    options: GoldOptions,
    empty: bool,
    ended: bool,
}

impl<R: BufRead> Documents<R> {
    pub(super) fn new(reader: R, name: String, id: &str, options: &GoldOptions) -> Self {
        let (id, options) = (id.to_owned(), options.clone());
        Documents { records: Records::new(reader, name), id, options, empty: true, ended: false }
    }
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<GoldDocument, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let name = self.records.name().to_owned();
        let document = match self.records.next() {
            None if self.empty => Err(ReadError::Empty { name }),
            None => return None,
            Some(Err(error)) => Err(error),
            Some(Ok(record)) => read(&record, &format!("{}:{}", self.id, record.line), &self.options)
                .map_err(|fault| ReadError::record(&name, record.line, &record.text, fault)),
        };
        self.empty = false;
        self.ended = document.is_err();
        Some(document)
    }
}

/// Reads one record; `id` is its document's if it says none.
fn read(record: &Record, id: &str, options: &GoldOptions) -> Result<GoldDocument, Fault> {
    let members = Located::parse(&record.text)?.members("a document of gold")?;
    if members.get("document").is_some() && members.get("layers").is_some() {
        let (shape, layer) = (Shape::Report, layer_name(&members, options)?);
        let read = crate::report::layer(record, &layer, true, None)?;
        let annotations = read.annotations.unwrap_or_default().into_iter().map(Into::into).collect();
        let (id, layer) = (crate::report::id(record)?, Some(layer));
        return Ok(GoldDocument { id, text: None, annotations, shape, layer, line: record.line });
    }
    let id = match options.fields.find(&members, Field::Id).and_then(|name| members.get(name)) {
        Some(written) => match value(written) {
            Some(crate::Value::Text(id)) => id,
            _ => {
                return Err(
                    written.fault(format!("the id is {}", written.kind()), "expected a string or a number")
                );
            }
        },
        None => id.to_owned(),
    };
    let name = options.fields.find(&members, Field::Text);
    let Some(written) = name.and_then(|name| members.get(name)) else {
        let fault = members.fault("a document of gold has no text", options.fields.expected(Field::Text));
        return Err(fault.help("`--field text=NAME` says which field it is"));
    };
    let text = written.string("the text")?;
    let place = Text::new(&text, options.unit);
    let (annotations, shape, layer) = if members.get("target_start").is_some() {
        (target(&members, &place)?.into_iter().collect(), Shape::Target, Some("sentiment".to_owned()))
    } else if let Some(name) = options.fields.find(&members, Field::Spans) {
        let (annotations, shape) = spans(&members, name, &place, options)?;
        (annotations, shape, (shape == Shape::Channels).then(|| "channels".to_owned()))
    } else if members.get("layers").is_some() {
        let name = layer_name(&members, options)?;
        (layer(&members, &name, &place)?, Shape::Layers, Some(name))
    } else {
        let fault =
            members.fault("a document of gold has no annotations", options.fields.expected(Field::Spans));
        return Err(fault.help("`--field spans=NAME` says which field lists them; the list may be empty"));
    };
    Ok(GoldDocument { id, annotations, shape, layer, line: record.line, text: Some(text) })
}

fn layer_name(members: &Members<'_>, options: &GoldOptions) -> Result<String, Fault> {
    if let Some(name) = &options.layer {
        return Ok(name.clone());
    }
    let written = members.some("layers").unwrap_or(members.whole());
    let layers = written.members("`layers`")?;
    let names: Vec<&str> = layers.keys().collect();
    match names.as_slice() {
        [only] => Ok((*only).to_owned()),
        _ => {
            let label = format!("there are {}", listed(names));
            Err(layers.fault("which layer is the gold?", label).help("name it with `--layer`"))
        }
    }
}

/// One layer of a text that has some.
fn layer(members: &Members<'_>, name: &str, text: &Text<'_>) -> Result<Vec<GoldAnnotation>, Fault> {
    let layers = members.some("layers").unwrap_or(members.whole()).members("`layers`")?;
    let Some(written) = layers.get(name) else {
        let fault = layers.fault(
            format!("the document has no layer `{name}`"),
            format!("there are {}", listed(layers.keys())),
        );
        return Err(match nearest(name, layers.keys()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("name a layer with `--layer`"),
        });
    };
    let items = written.items(&format!("the layer `{name}`"))?;
    items.into_iter().map(|item| Ok(of_report(item, Some(text))?.into())).collect()
}

/// One place in the text; none if it is null.
fn target(members: &Members<'_>, text: &Text<'_>) -> Result<Option<GoldAnnotation>, Fault> {
    let Some(start) = members.some("target_start") else { return Ok(None) };
    let missing = |name: &str| members.fault("a target is incomplete", format!("`{name}` is missing"));
    let end = members.some("target_end").ok_or_else(|| missing("target_end"))?;
    let (start, end) = span(start, end, Some(text))?;
    let label = label(members.some("label").ok_or_else(|| missing("label"))?)?;
    let covered = text.slice(start, end).map(str::to_owned);
    let annotation =
        Annotation { start, end, label, text: covered, score: None, attributes: Attributes::new() };
    Ok(Some(annotation.into()))
}

fn label(written: Located<'_>) -> Result<String, Fault> {
    match value(written) {
        Some(crate::Value::Text(label)) => Ok(label),
        _ => Err(written.fault(format!("the label is {}", written.kind()), "expected a string")),
    }
}

/// The list of annotations under `name`.
fn spans(
    members: &Members<'_>,
    name: &str,
    text: &Text<'_>,
    options: &GoldOptions,
) -> Result<(Vec<GoldAnnotation>, Shape), Fault> {
    let items = members.get(name).map_or(Ok(Vec::new()), |written| written.items(&format!("`{name}`")))?;
    // Mentions of channels name their channel in a field of its own, and may have a `label` that means something else.
    let channels = name == "mentions" && options.fields.given(Field::Label).is_none();
    let mut annotations = Vec::with_capacity(items.len());
    for item in items {
        annotations.push(match item.kind() {
            "a list" => triple(item, text)?,
            _ => one(&item.members("an annotation")?, text, options, channels)?,
        });
    }
    Ok((annotations, if channels { Shape::Channels } else { Shape::Spans }))
}

/// `[start, end, label]`.
fn triple(item: Located<'_>, text: &Text<'_>) -> Result<GoldAnnotation, Fault> {
    match item.items("an annotation")?.as_slice() {
        &[start, end, named] => {
            let (start, end) = span(start, end, Some(text))?;
            let covered = text.slice(start, end).map(str::to_owned);
            let label = label(named)?;
            Ok(Annotation { start, end, label, text: covered, score: None, attributes: Attributes::new() }
                .into())
        }
        _ => Err(item.fault("this is no annotation", "expected an object, or [start, end, label]")),
    }
}

/// What an annotation has beside its attributes.
const PARTS: [&str; 8] = ["text", "surface", "score", "attrs", "also", "optional", "alt", "id"];

fn one(
    members: &Members<'_>,
    text: &Text<'_>,
    options: &GoldOptions,
    channels: bool,
) -> Result<GoldAnnotation, Fault> {
    let fields = &options.fields;
    let find = |field: Field| {
        let name = match field {
            Field::Label if channels && members.some("channel").is_some() => Some("channel"),
            field => fields.find(members, field),
        };
        let found = name.and_then(|name| Some((name.to_owned(), members.get(name)?)));
        found.ok_or_else(|| {
            let message = format!("an annotation has no {}", field.name());
            let help = format!("`--field {}=NAME` says which field it is", field.name());
            members.fault(message, fields.expected(field)).help(help)
        })
    };
    let ((start_name, start), (end_name, end), (label_name, named)) =
        (find(Field::Start)?, find(Field::End)?, find(Field::Label)?);
    let (start, end) = span(start, end, Some(text))?;
    let said = members.some("text").or_else(|| members.some("surface"));
    let covered = match said {
        Some(said) => Some(covers(said, (start, end), Some(text))?),
        None => text.slice(start, end).map(str::to_owned),
    };
    let mut all = Attributes::new();
    for (key, written) in members.iter() {
        if PARTS.contains(&key) || [&start_name, &end_name, &label_name].contains(&&key.to_owned()) {
            continue;
        }
        match value(written) {
            Some(value) => all.push((key.to_owned(), value)),
            None if !written.is_null() && options.attributes.iter().any(|wanted| wanted == key) => {
                let message = format!("the attribute `{key}` is {}", written.kind());
                return Err(written.fault(message, "expected a value or a list of values"));
            }
            None => {}
        }
    }
    if let Some(written) = members.some("attrs") {
        all.extend(attributes(&written.members("`attrs`")?));
    }
    let mut also = Vec::new();
    for place in members.some("also").map_or(Ok(Vec::new()), |written| written.items("`also`"))? {
        match place.items("a further place")?.as_slice() {
            &[start, end] => also.push(span(start, end, Some(text))?),
            _ => return Err(place.fault("this is no place", "expected [start, end]")),
        }
    }
    let mut alternatives = Vec::new();
    for reading in members.some("alt").map_or(Ok(Vec::new()), |written| written.items("`alt`"))? {
        alternatives.push(attributes(&reading.members("another reading")?));
    }
    let optional = members.some("optional").is_some_and(|written| written.read() == Some(true));
    let label = label(named)?;
    let annotation = Annotation { start, end, label, text: covered, score: score(members)?, attributes: all };
    Ok(GoldAnnotation { annotation, also, optional, alternatives })
}
