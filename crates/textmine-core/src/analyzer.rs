//! The trait that an author implements, and the errors that it may return.
use crate::{Document, Output};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why an analyzer could not be made, or could not analyze a document; any error will do.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// An analyzer: what it needs, what it finds, and how.
///
/// One instance serves many documents, from several threads at once: state belongs to the call, not to `self`.
pub trait Analyzer: Sized + Send + Sync + 'static {
    /// The name under which pipelines know it: ASCII letters, digits, `-` and `_`.
    const NAME: &'static str;
    /// One line for people: what it finds.
    const ABOUT: &'static str;
    /// Layers that must exist before it runs. A pipeline without them is refused.
    const REQUIRES: &'static [&'static str] = &[];
    /// Layers that it reads if something in the pipeline provides them, and does without if nothing does.
    const USES: &'static [&'static str] = &[];
    /// Layers that it may write; each appears in the report, even if it stays empty.
    const PROVIDES: &'static [&'static str] = &[];
    /// Files and folders that it reads, relative to the folder of its library; [`data_path`](crate::data_path) says where
    /// they are. In a sandbox it can read nothing else, and nothing at all in `analyze` that `new` did not open or isn't
    /// named here.
    const DATA: &'static [&'static str] = &[];

    /// Its options in a pipeline. Declare them with [`options!`](macro@crate::options); an analyzer without
    /// any declares `options! { pub struct Options {} }`.
    type Options: DeserializeOwned + JsonSchema;
    /// What it says of a document as a whole; any value that can be JSON. `()` for none.
    type Summary: Serialize;

    /// Makes an instance. Costly preparation belongs here: it happens once per pipeline.
    ///
    /// # Errors
    /// If the options don't fit together. An [`OptionError`] names the one at fault, and the user sees it underlined.
    fn new(options: Self::Options) -> Result<Self, Error>;

    /// Analyzes one document.
    ///
    /// # Errors
    /// If it can't be analyzed. The report then carries the message and none of this analyzer's output for this
    /// document; all other results stand.
    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Self::Summary, Error>;
}

/// An option whose value [`Analyzer::new`] can't work with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct OptionError {
    /// JSON pointer from the options to the value: `/window`, `/channels/fax/nouns/0`.
    pub pointer: String,
    /// What was wrong and what was expected.
    pub message: String,
}

impl OptionError {
    /// An error at `pointer`, a JSON pointer into the options.
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        OptionError { pointer: pointer.into(), message: message.into() }
    }
}
