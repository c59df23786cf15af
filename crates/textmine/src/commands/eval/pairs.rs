//! Documents of gold, each with the report that is evaluated.
use crate::input::InputError;
use crate::reports::{Lookup, Reported, Reports, SourceError};
use serde_json::Map;
use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;
use textmine_core::DocumentBuf;
use textmine_evaluation::{GoldDocument, ReadError};
use textmine_pipeline::Input;

type Documents = Box<dyn Iterator<Item = Result<GoldDocument, ReadError>>>;

/// The documents of all files of gold; ids come once.
pub(super) struct Golds {
    documents: Documents,
    /// The one that was looked at.
    first: Option<GoldDocument>,
    ids: HashSet<String>,
}

impl Golds {
    /// Reads the first document.
    ///
    /// # Errors
    /// If it can't be read.
    pub(super) fn new(mut documents: Documents) -> Result<Self, ReadError> {
        let first = documents.next().transpose()?;
        Ok(Golds { documents, first, ids: HashSet::new() })
    }

    /// The first document, before it is taken.
    pub(super) fn first(&self) -> Option<&GoldDocument> {
        self.first.as_ref()
    }
}

impl Iterator for Golds {
    type Item = Result<GoldDocument, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let document = match self.first.take().map(Ok).or_else(|| self.documents.next())? {
            Ok(document) => document,
            Err(error) => return Some(Err(error.into())),
        };
        if !self.ids.insert(document.id.clone()) {
            return Some(Err(SourceError::Twice { name: "the gold".to_owned(), id: document.id }));
        }
        Some(Ok(document))
    }
}

type Queue = Rc<RefCell<VecDeque<GoldDocument>>>;

/// The gold's texts on their way into a pipeline; the documents wait in a queue until their reports come out.
pub(super) struct GoldTexts {
    golds: Golds,
    name: String,
    queue: Queue,
}

impl GoldTexts {
    pub(super) fn new(golds: Golds, name: String) -> (Self, Queue) {
        let queue = Queue::default();
        (GoldTexts { golds, name, queue: Rc::clone(&queue) }, queue)
    }
}

impl Iterator for GoldTexts {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let gold = match self.golds.next()? {
            Ok(gold) => gold,
            Err(error) => return Some(Err(error)),
        };
        let Some(text) = &gold.text else {
            return Some(Err(SourceError::NoText { name: self.name.clone(), id: gold.id }));
        };
        let document = match DocumentBuf::new(&*gold.id, text.as_str()) {
            Ok(document) => document,
            Err(source) => {
                let name = format!("{}: {}", self.name, gold.id);
                return Some(Err(InputError::TooLong { name, source }.into()));
            }
        };
        self.queue.borrow_mut().push_back(gold);
        Some(Ok(Input { document, metadata: Map::new(), problems: Vec::new() }))
    }
}

/// Gold and output.
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
pub(super) enum Pairs<'p> {
    /// Reports of their own, found by id.
    ById { golds: Golds, outputs: Lookup<'p, Reported> },
    /// Reports that are made of the gold's texts, in their order.
    InOrder { outputs: Reports<'p>, golds: Queue },
}

impl Pairs<'_> {
    /// The next document and its report, if it has one.
    pub(super) fn next(&mut self) -> Option<Result<(GoldDocument, Option<Reported>), SourceError>> {
        match self {
            Pairs::ById { golds, outputs } => {
                let gold = golds.next()?;
                Some(
                    gold.and_then(|gold| Ok((outputs.take(&gold.id)?, gold)))
                        .map(|(output, gold)| (gold, output)),
                )
            }
            Pairs::InOrder { outputs, golds } => {
                let output = match outputs.next()? {
                    Ok(output) => output,
                    Err(error) => return Some(Err(error)),
                };
                let gold = golds.borrow_mut().pop_front()?;
                Some(Ok((gold, Some(output))))
            }
        }
    }

    /// Ids of reports that no gold asked for.
    pub(super) fn rest(self) -> Result<Vec<String>, SourceError> {
        match self {
            Pairs::ById { outputs, .. } => outputs.rest(),
            Pairs::InOrder { .. } => Ok(Vec::new()),
        }
    }
}
