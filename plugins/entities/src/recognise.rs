//! Finds the names in a text: a document in, mentions with a label out.
//!
//! A model that was trained from annotated text finds them; then their edges are put right by what holds for
//! every name, whatever the model thinks.
mod model;
mod refine;

use crate::label::Label;
use crate::options::FilePath;
use std::error::Error as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use textmine_core::{Document, OptionError, Span};
use textmine_tagger::{Model, ModelError, NameType, Tagger};

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mention {
    /// Without titles, articles and possessives.
    pub(crate) span: Span,
    /// Index of its first token in the document.
    pub(crate) first: u32,
    /// One past the index of its last token.
    pub(crate) end: u32,
    /// What it names.
    pub(crate) label: Label,
    /// How sure that is, from 0 to 1.
    pub(crate) score: f32,
    /// Index of the user's own name that it is.
    pub(crate) own: Option<u32>,
}

/// Finds names; keeps what it looked up from one document to the next.
#[derive(Debug)]
pub(crate) struct Recogniser {
    model: Arc<Model>,
    /// Who comes while another document is read gets a tagger of its own.
    tagger: Mutex<Tagger>,
}

impl Recogniser {
    /// With the model of that file, or the one that comes with the analyzer.
    ///
    /// # Errors
    /// If the file is no model.
    pub(crate) fn new(file: Option<&FilePath>) -> Result<Recogniser, OptionError> {
        let model = match file {
            Some(FilePath(path)) => Arc::new(Model::open(path).map_err(|error| refused(path, &error))?),
            None => model::shipped(),
        };
        Ok(Recogniser { tagger: Mutex::new(Tagger::new(Arc::clone(&model))), model })
    }

    /// The names of a document, in order, without overlap.
    pub(crate) fn mentions(&self, document: &Document<'_>) -> Vec<Mention> {
        let names = match self.tagger.try_lock() {
            Ok(mut tagger) => tagger.names(document),
            Err(_) => Tagger::new(Arc::clone(&self.model)).names(document),
        };
        let tokens = document.tokens();
        let mentions: Vec<Mention> = names
            .into_iter()
            .map(|name| Mention {
                span: Span::new(
                    tokens[name.first as usize].span.start,
                    tokens[name.end as usize - 1].span.end,
                ),
                first: name.first,
                end: name.end,
                label: label(name.kind),
                score: (name.score * 100.0).round() / 100.0,
                own: None,
            })
            .collect();
        refine::refine(document, &mentions)
    }
}

/// Names the file without its folder, which differs from machine to machine.
fn refused(path: &Path, error: &ModelError) -> OptionError {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message = match (error, error.source()) {
        (ModelError::Read { .. }, Some(why)) => format!(
            "can't read the model `{name}`: {why}; expected a file relative to the pipeline's folder, and in a worker one \
             that is among `reads`"
        ),
        _ => format!("`{name}`: {error}"),
    };
    OptionError::new("/model", message)
}

fn label(kind: NameType) -> Label {
    match kind {
        NameType::Person => Label::Person,
        NameType::Organisation => Label::Organisation,
        NameType::Place => Label::Place,
        NameType::Other => Label::Other,
    }
}
