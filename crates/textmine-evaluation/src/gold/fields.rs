//! The names of fields in JSON gold: those that people use, and those that a user names.
use crate::located::Members;
use textmine_pipeline::{listed, nearest};

/// A part of JSON gold that can have different names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The document's id.
    Id,
    /// Its text.
    Text,
    /// The list of annotations.
    Spans,
    /// The start of an annotation.
    Start,
    /// Its end.
    End,
    /// Its label.
    Label,
}

impl Field {
    const ALL: [Field; 6] = [Field::Id, Field::Text, Field::Spans, Field::Start, Field::End, Field::Label];

    /// What it is called where a name is given to it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Text => "text",
            Field::Spans => "spans",
            Field::Start => "start",
            Field::End => "end",
            Field::Label => "label",
        }
    }

    /// The names that are looked for, the first one there counts.
    pub(super) fn usual(self) -> &'static [&'static str] {
        match self {
            Field::Id => &["id"],
            Field::Text => &["text"],
            Field::Spans => &["spans", "mentions", "annotations", "entities"],
            Field::Start => &["start", "start_offset", "begin"],
            Field::End => &["end", "end_offset"],
            Field::Label => &["label", "type", "tag"],
        }
    }
}

/// A name was given to what is no field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoField(String);

/// Names of fields that are not as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(Field, String)>);

impl Fields {
    /// Names a field, as in `spans=mentions`.
    ///
    /// # Errors
    /// If there is no such field.
    pub fn set(&mut self, written: &str) -> Result<(), NoField> {
        let (field, name) = written
            .split_once('=')
            .filter(|(_, name)| !name.is_empty())
            .ok_or_else(|| NoField("expected FIELD=NAME, as in `spans=mentions`".to_owned()))?;
        let known = || Field::ALL.iter().map(|field| field.name());
        match Field::ALL.iter().find(|known| known.name() == field) {
            Some(&field) => self.0.push((field, name.to_owned())),
            None => {
                let mut message = format!("there is no field `{field}`: the fields are {}", listed(known()));
                if let Some(near) = nearest(field, known()) {
                    message += &format!("; did you mean `{near}`?");
                }
                return Err(NoField(message));
            }
        }
        Ok(())
    }

    /// The name that the user gave to a field.
    pub(super) fn given(&self, field: Field) -> Option<&str> {
        self.0.iter().rev().find(|(f, _)| *f == field).map(|(_, name)| name.as_str())
    }

    /// The name under which `members` has the field.
    pub(super) fn find<'f>(&'f self, members: &Members<'_>, field: Field) -> Option<&'f str> {
        match self.given(field) {
            Some(name) => members.some(name).map(|_| name),
            None => field.usual().iter().copied().find(|name| members.some(name).is_some()),
        }
    }

    /// The names that are looked for, for a message.
    pub(super) fn expected(&self, field: Field) -> String {
        match (self.given(field), field.usual()) {
            (Some(name), _) => format!("`{name}` is missing"),
            (None, [name]) => format!("`{name}` is missing"),
            (None, names) => format!("expected one of {}", listed(names.iter().copied())),
        }
    }
}
