//! Annotations as reports and gold have them: offsets in the unit of their file.
use crate::Fault;
use crate::located::{Located, Members};
use serde::{Serialize, Serializer};
use textmine_report::{OffsetUnit, Offsets};

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A single value.
    Text(String),
    /// A list, maybe empty.
    List(Vec<String>),
}

impl Value {
    /// The value, or the items of the list.
    pub fn items(&self) -> &[String] {
        match self {
            Value::Text(text) => std::slice::from_ref(text),
            Value::List(items) => items,
        }
    }
}

/// Keys and values, in the order in which they were written.
pub type Attributes = Vec<(String, Value)>;

/// One annotation of a layer; its JSON is that of reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annotation {
    /// Where it starts.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// The text that it covers, if the file says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its label.
    pub label: String,
    /// Its score, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Its attributes.
    #[serde(rename = "attrs", serialize_with = "as_object", skip_serializing_if = "Vec::is_empty")]
    pub attributes: Attributes,
}

fn as_object<S: Serializer>(attributes: &Attributes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(attributes.iter().map(|(key, value)| (key, value)))
}

impl Annotation {
    /// The value under `key`.
    pub fn attribute(&self, key: &str) -> Option<&Value> {
        attribute(&self.attributes, key)
    }
}

pub(crate) fn attribute<'a>(attributes: &'a Attributes, key: &str) -> Option<&'a Value> {
    attributes.iter().find(|(k, _)| k == key).map(|(_, value)| value)
}

/// A text and the unit in which offsets count it.
#[derive(Debug)]
pub struct Text<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
}

impl<'t> Text<'t> {
    /// Prepares for finding places in `text`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Text { text, offsets: Offsets::new(text, unit) }
    }

    /// The part between two offsets; `None` if that is no place in the text.
    pub fn slice(&self, start: usize, end: usize) -> Option<&'t str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    /// The text before an offset.
    pub(crate) fn before(&self, at: usize) -> Option<&'t str> {
        self.text.get(..self.byte(at)?)
    }

    /// The text from an offset on.
    pub(crate) fn after(&self, at: usize) -> Option<&'t str> {
        self.text.get(self.byte(at)?..)
    }

    pub(crate) fn offset(&self, byte: usize) -> usize {
        self.offsets.from_bytes(byte)
    }

    fn byte(&self, at: usize) -> Option<usize> {
        self.offsets.to_bytes(at)
    }
}

/// Reads a pair of offsets and checks that they are a place in the text, if that is known.
pub(crate) fn span(
    start: Located<'_>,
    end: Located<'_>,
    text: Option<&Text<'_>>,
) -> Result<(usize, usize), Fault> {
    let (from, to) = (start.offset("the start")?, end.offset("the end")?);
    if from > to {
        let label = format!("expected {from} or more, where it starts");
        return Err(end.fault("the annotation ends before it starts", label));
    }
    let Some(text) = text else { return Ok((from, to)) };
    for (at, written) in [(from, start), (to, end)] {
        if text.byte(at).is_none() {
            let label = match text.offset(text.text.len()) {
                length if at > length => format!("the text ends at {length}"),
                _ => "this is inside a character".to_owned(),
            };
            let fault = written.fault(format!("{at} is no place in the text"), label);
            return Err(fault.help(UNIT));
        }
    }
    Ok((from, to))
}

const UNIT: &str =
    "offsets count Unicode code points unless `--offsets` says otherwise; is it the same text?";

/// Checks that the text has at `start..end` what the file says.
pub(crate) fn covers(
    said: Located<'_>,
    (start, end): (usize, usize),
    text: Option<&Text<'_>>,
) -> Result<String, Fault> {
    let covered = said.string("the text of the annotation")?;
    if let Some(there) = text.and_then(|text| text.slice(start, end))
        && there != covered
    {
        let label = format!("the document's text has {there:?} at {start}..{end}");
        return Err(said.fault("the annotation is of another text", label).help(UNIT));
    }
    Ok(covered)
}

/// Reads an attribute; `None` if it is null, or an object or a list of something else than values.
pub(crate) fn value(written: Located<'_>) -> Option<Value> {
    let plain = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    match written.read()? {
        serde_json::Value::Array(items) => {
            Some(Value::List(items.into_iter().map(plain).collect::<Option<_>>()?))
        }
        single => plain(single).map(Value::Text),
    }
}

/// Reads an annotation as reports have it.
pub(crate) fn of_report(written: Located<'_>, text: Option<&Text<'_>>) -> Result<Annotation, Fault> {
    let members = written.members("an annotation")?;
    let needed = |key: &str| {
        members
            .some(key)
            .ok_or_else(|| members.fault("an annotation is incomplete", format!("`{key}` is missing")))
    };
    let (start, end) = span(needed("start")?, needed("end")?, text)?;
    let label = needed("label")?.string("the label")?;
    let covered = members.some("text").map(|said| covers(said, (start, end), text)).transpose()?;
    let attributes = match members.some("attrs") {
        Some(written) => attributes(&written.members("`attrs`")?),
        None => Attributes::new(),
    };
    Ok(Annotation { start, end, label, text: covered, score: score(&members)?, attributes })
}

/// Reads the score, which JSON can't say is infinite or no number; too large a number is.
pub(crate) fn score(members: &Members<'_>) -> Result<Option<f64>, Fault> {
    let Some(written) = members.some("score") else { return Ok(None) };
    match written.read::<f64>().filter(|score| score.is_finite()) {
        Some(score) => Ok(Some(score)),
        None => Err(written.fault("the score is no finite number", "expected a number, as in 0.93")),
    }
}

pub(crate) fn attributes(members: &Members<'_>) -> Attributes {
    members.iter().filter_map(|(key, written)| Some((key.to_owned(), value(written)?))).collect()
}
