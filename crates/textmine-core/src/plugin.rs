//! Analyzers as the host handles them: described, made from options, called, closed, wherever their code lives.
use crate::{Analyzer, Document, LayerBuf, LayerFault, OptionError, Output, Terms};
use schemars::SchemaGenerator;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::marker::PhantomData;
use std::path::Path;
use std::sync::Arc;

/// What an analyzer says of itself before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The name under which pipelines know it.
    pub name: String,
    /// Version of the library that it comes from.
    pub version: String,
    /// One line for people.
    pub about: String,
    /// Layers that must exist before it runs.
    pub requires: Vec<String>,
    /// Layers that it reads where they exist.
    pub uses: Vec<String>,
    /// Layers that it may write.
    pub provides: Vec<String>,
    /// Files and folders that it reads, relative to its library's folder.
    pub data: Vec<String>,
}

/// An analyzer that can be made.
pub trait Plugin: Send + Sync {
    /// What it says of itself.
    fn description(&self) -> &Description;

    /// JSON Schema of its options, with defaults.
    ///
    /// # Errors
    /// If it can't tell.
    fn options_schema(&self) -> Result<Value, Failure>;

    /// Makes an instance from its options, a JSON object.
    ///
    /// # Errors
    /// If the options won't do, or its code fails.
    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure>;
}

/// Where a pipeline gets its analyzers from.
pub trait Catalogue {
    /// The plugin that `reference` (a name, or a path relative to `base`) stands for, to be used on these terms.
    ///
    /// # Errors
    /// If there is none, or it can't be used, or not on these terms.
    fn plugin(&self, reference: &str, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable>;

    /// The analyzer that a program in any language is, to be used on these terms; it runs in the folder `base`.
    ///
    /// # Errors
    /// If it can't be started, or says nothing that makes sense; always, where a catalogue has no programs.
    fn program(&self, program: &Program, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let _ = (base, terms);
        let what = program.command.first().map(String::as_str).unwrap_or_default();
        Err(Unavailable {
            message: format!("the program `{what}` can't be run here"),
            ..Unavailable::default()
        })
    }
}

/// An analyzer that is a program, as its pipeline describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Program {
    /// The program and its arguments. The first is looked up as a shell does; with a `/` in it, it is relative to the pipeline's
    /// folder.
    pub command: Vec<String>,
    /// The analyzer's name in the pipeline.
    pub name: Option<String>,
    /// Layers that must exist before it runs; `None` leaves them to the program.
    pub requires: Option<Vec<String>>,
    /// Layers that it reads where they exist; `None` leaves them to the program.
    pub uses: Option<Vec<String>>,
    /// Layers that it may write; `None` leaves them to the program.
    pub provides: Option<Vec<String>>,
    /// Its options, a JSON object.
    pub options: Value,
}

/// Why a plugin can't be had.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unavailable {
    /// What is wrong, and where.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Names that would have been found, for "did you mean".
    pub known: Vec<String>,
    /// The key of the analyzer's terms that can't be met, as a pipeline writes it; `None` if the plugin itself is at fault.
    pub term: Option<&'static str>,
    /// JSON pointer of the option that is refused, where that is the reason.
    pub option: Option<String>,
}

/// An analyzer that was made.
pub trait Instance: Send + Sync {
    /// Analyzes one document.
    ///
    /// # Errors
    /// If it refuses, panics, or hands over what can't be right. After a panic every further call fails.
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure>;

    /// Ends the instance.
    ///
    /// # Errors
    /// If its code panics meanwhile.
    fn close(self: Box<Self>) -> Result<(), Failure>;
}

/// What one analyzer found in one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// Its layers, checked and sorted; all that it declares, in that order.
    pub layers: Vec<LayerBuf>,
    /// Its summary as JSON text; empty for none.
    pub summary: String,
    /// What went wrong without spoiling the result: what it printed, for example. For people.
    pub remarks: Vec<String>,
}

/// Why an analyzer has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Failure {
    /// It returned an error.
    #[error("{message}")]
    Refused {
        /// JSON pointer of the option at fault, if it named one.
        option: Option<String>,
        /// Its message.
        message: String,
    },
    /// Its code panicked.
    #[error("panicked: {message}")]
    Panicked {
        /// Message and place.
        message: String,
    },
    /// It was called again after a panic.
    #[error("not run: it panicked earlier, so its state can't be trusted")]
    Poisoned,
    /// What it handed over can't be right.
    #[error("broke its contract: {message}")]
    Contract {
        /// What was wrong.
        message: String,
    },
    /// It took more than its [`Limits`](crate::Limits) allow.
    #[error("{message}")]
    Limit {
        /// Which limit, and its value.
        message: String,
    },
    /// It did what its sandbox forbids, and was ended.
    #[error("{message}")]
    Denied {
        /// What it did.
        message: String,
    },
    /// Its process ended in the middle of a call.
    #[error("{message}")]
    Died {
        /// The signal or the exit status.
        message: String,
    },
}

impl From<LayerFault> for Failure {
    fn from(fault: LayerFault) -> Self {
        Failure::Contract { message: fault.to_string() }
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        let option = error.downcast_ref::<OptionError>().map(|e| e.pointer.clone());
        Failure::Refused { option, message: error.to_string() }
    }
}

/// An analyzer that is linked in rather than loaded: what tests run, and a host with a fixed set of analyzers.
///
/// A panic in it is not contained.
#[derive(Debug)]
pub struct InProcess<A> {
    description: Description,
    analyzer: PhantomData<fn() -> A>,
}

impl<A: Analyzer> InProcess<A> {
    /// Describes `A`; `version` is that of its crate.
    pub fn new(version: &str) -> Self {
        let owned = |layers: &[&str]| layers.iter().map(|&l| l.to_owned()).collect();
        InProcess {
            description: Description {
                name: A::NAME.to_owned(),
                version: version.to_owned(),
                about: A::ABOUT.to_owned(),
                requires: owned(A::REQUIRES),
                uses: owned(A::USES),
                provides: owned(A::PROVIDES),
                data: owned(A::DATA),
            },
            analyzer: PhantomData,
        }
    }
}

impl<A: Analyzer> Plugin for InProcess<A> {
    fn description(&self) -> &Description {
        &self.description
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        Ok(SchemaGenerator::default().into_root_schema_for::<A::Options>().to_value())
    }

    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
        let options =
            serde_json::from_value(options.clone()).map_err(|e| Failure::from(crate::Error::from(e)))?;
        Ok(Box::new(Linked(A::new(options)?)))
    }
}

struct Linked<A>(A);

impl<A: Analyzer> Instance for Linked<A> {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        let mut output = Output::new(A::PROVIDES);
        let summary = self.0.analyze(document, &mut output)?;
        let mut layers = output.into_layers();
        for layer in &mut layers {
            layer.check(document.text())?;
            layer.sort();
        }
        let summary = serde_json::to_string(&summary).map_err(|e| Failure::from(crate::Error::from(e)))?;
        Ok(Analysis { layers, summary, remarks: Vec::new() })
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}
