//! Reports of textmine, read again.
use crate::annotation::of_report;
use crate::located::{Located, Members};
use crate::{Annotation, Fault, Record, Text};
use serde_json::{Map, Value};
use textmine_pipeline::{listed, nearest};

/// The schema of reports that can be read.
pub const SCHEMA: &str = "textmine.report/1";

/// A report with all that is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The document's id.
    pub id: String,
    /// What else the report says of the document: its sizes and metadata.
    pub document: Value,
    /// The layers, in the order of the report.
    pub layers: Vec<(String, Vec<Annotation>)>,
    /// The summaries by analyzer.
    pub summaries: Map<String, Value>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// Something that went wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The analyzer; `None` if it was the input.
    pub analyzer: Option<String>,
    /// What happened.
    pub message: String,
}

/// The id of the document that a report is about.
///
/// # Errors
/// If the record is no report.
pub fn id(record: &Record) -> Result<String, Fault> {
    let members = Located::parse(&record.text)?.members("a report")?;
    header(&members).map(|(id, _)| id)
}

/// Reads the whole report.
///
/// # Errors
/// If the record is no report, or the text is known and a place of it is none in it.
pub fn whole(record: &Record, text: Option<&Text<'_>>) -> Result<Report, Fault> {
    let members = Located::parse(&record.text)?.members("a report")?;
    let (id, document) = header(&members)?;
    let mut layers = Vec::new();
    for (name, written) in layers_of(&members)?.iter() {
        layers.push((name.to_owned(), annotations(name, written, text)?));
    }
    let summaries = match members.some("summaries") {
        Some(written) => {
            written.read().ok_or_else(|| written.fault("`summaries` can't be read", "expected an object"))?
        }
        None => Map::new(),
    };
    Ok(Report { id, document, layers, summaries, problems: problems(&members)? })
}

/// What a report says in one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerOf {
    /// The annotations; `None` if the report has no such layer.
    pub annotations: Option<Vec<Annotation>>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// Reads one layer of a report. With `required`, a report that has other layers, but not this one, is an error unless something
/// went wrong with the document.
///
/// # Errors
/// If the record is no report, the layer can't be read, or the text is known and a place of the layer is none in it.
pub fn layer(record: &Record, name: &str, required: bool, text: Option<&Text<'_>>) -> Result<LayerOf, Fault> {
    let members = Located::parse(&record.text)?.members("a report")?;
    header(&members)?;
    let (layers, problems) = (layers_of(&members)?, problems(&members)?);
    let annotations = match layers.get(name) {
        Some(written) => Some(annotations(name, written, text)?),
        None if required && problems.is_empty() => return Err(unknown_layer(name, &layers)),
        None => None,
    };
    Ok(LayerOf { annotations, problems })
}

/// The layers that a report has.
///
/// # Errors
/// If the record is no report.
pub fn layer_names(record: &Record) -> Result<Vec<String>, Fault> {
    let members = Located::parse(&record.text)?.members("a report")?;
    Ok(layers_of(&members)?.keys().map(str::to_owned).collect())
}

fn unknown_layer(name: &str, layers: &Members<'_>) -> Fault {
    let label = format!("there are {}", listed(layers.keys()));
    let fault = layers.fault(format!("the report has no layer `{name}`"), label);
    match nearest(name, layers.keys()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("name a layer with `--layer`"),
    }
}

fn header(members: &Members<'_>) -> Result<(String, Value), Fault> {
    if let Some(schema) = members.get("schema")
        && schema.read::<String>().as_deref() != Some(SCHEMA)
    {
        let label = format!("expected {SCHEMA:?}");
        return Err(schema.fault("this is no report that can be read", label));
    }
    let help = "expected a report of `textmine run --format jsonl`";
    let document = members
        .some("document")
        .ok_or_else(|| members.fault("this is no report of textmine", "`document` is missing").help(help))?;
    let parts = document.members("`document`")?;
    let id = parts
        .some("id")
        .ok_or_else(|| parts.fault("the report is of no document", "`id` is missing").help(help))?;
    let mut about: Value = document.read().unwrap_or_default();
    if let Some(object) = about.as_object_mut() {
        object.shift_remove("id");
    }
    Ok((id.string("the id")?, about))
}

fn layers_of<'r>(members: &Members<'r>) -> Result<Members<'r>, Fault> {
    let layers = members.some("layers").ok_or_else(|| {
        members
            .fault("this is no report of textmine", "`layers` is missing")
            .help("expected a report of `textmine run --format jsonl`")
    })?;
    layers.members("`layers`")
}

fn annotations(name: &str, written: Located<'_>, text: Option<&Text<'_>>) -> Result<Vec<Annotation>, Fault> {
    written.items(&format!("the layer `{name}`"))?.into_iter().map(|one| of_report(one, text)).collect()
}

fn problems(members: &Members<'_>) -> Result<Vec<Problem>, Fault> {
    let Some(written) = members.some("problems") else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for item in written.items("`problems`")? {
        let parts = item.members("a problem")?;
        let analyzer = parts.some("analyzer").map(|name| name.string("the analyzer")).transpose()?;
        let message = parts.some("message").map(|text| text.string("the message")).transpose()?;
        all.push(Problem { analyzer, message: message.unwrap_or_default() });
    }
    Ok(all)
}
