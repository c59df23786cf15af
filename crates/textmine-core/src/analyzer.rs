//! The trait that an author implements, and the errors that it may return.
use crate::{Document, Output};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why an analyzer could not be made, or could not analyze a document; any error will do.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// An analyzer: what it needs, what it finds, and how.
///
/// The constants are what a host knows before it opens the library: by them it refuses a pipeline that can't work, and finds the
/// order in which its analyzers run. [`new`](Analyzer::new) gets the options, [`analyze`](Analyzer::analyze) one document after the
/// other. [`export_analyzer!`](crate::export_analyzer) makes a plugin of the whole.
///
/// One instance serves many documents, from several threads at once: state belongs to the call, not to `self`. The same document
/// must have the same result each time, to the byte: no clock, no random numbers, no order of a `HashMap`.
///
/// ```
/// use std::collections::BTreeMap;
/// use textmine_core::{Analyzer, Document, Error, OptionError, Output, options};
///
/// options! {
///     pub struct Options {
///         /// What a title is, without the full stop.
///         pub titles: Vec<String> = vec!["Mayor".to_owned(), "Governor".to_owned()],
///     }
/// }
///
/// /// Marks titles before the names of people.
/// struct Titles(Options);
///
/// impl Analyzer for Titles {
///     const NAME: &'static str = "titles";
///     const ABOUT: &'static str = "titles before the names of people";
///     const REQUIRES: &'static [&'static str] = &["entities"];
///     const PROVIDES: &'static [&'static str] = &[Self::NAME];
///     type Options = Options;
///     type Summary = BTreeMap<String, u32>; // how often each title stands in the document
///
///     fn new(options: Options) -> Result<Self, Error> {
///         match options.titles.iter().position(|title| title.contains(' ')) {
///             None => Ok(Titles(options)),
///             Some(at) => Err(OptionError::new(format!("/titles/{at}"), "more than one word; expected one").into()),
///         }
///     }
///
///     fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Self::Summary, Error> {
///         let mut counts = BTreeMap::new();
///         let tokens = document.tokens();
///         for name in document.layer("entities").into_iter().flat_map(|layer| layer.iter()) {
///             let before = tokens.partition_point(|token| token.span.end <= name.span().start);
///             let Some(token) = tokens[..before].last() else { continue };
///             let word = document.slice(token.span);
///             if name.label() == "PER" && self.0.titles.iter().any(|title| title == word) {
///                 output.annotate(Self::NAME, token.span, "title").attr("of", document.slice(name.span()));
///                 *counts.entry(word.to_owned()).or_default() += 1;
///             }
///         }
///         Ok(counts)
///     }
/// }
///
/// # use textmine_core::{DocumentBuf, LayerBuf, Span};
/// # let mut document = DocumentBuf::new("a", "Mayor Ana Ruiz left.").expect("a short text");
/// # let mut entities = LayerBuf::new("entities");
/// # entities.push(Span::new(6, 14), "PER");
/// # document.push_layer(entities);
/// # let mut output = Output::new(Titles::PROVIDES);
/// # let titles = Titles::new(Options::default()).expect("the defaults fit");
/// # let counts = titles.analyze(&document.view(), &mut output).expect("it takes any text");
/// # assert_eq!(counts, BTreeMap::from([("Mayor".to_owned(), 1)]));
/// # let layers = output.into_layers();
/// # let found = layers[0].view().iter().next().expect("one title");
/// # assert_eq!((found.span(), found.attr("of")), (Span::new(0, 5), Some("Ana Ruiz")));
/// # let refused = Titles::new(Options { titles: vec!["Prime Minister".to_owned()] }).err().expect("a mistake");
/// # assert_eq!(refused.downcast_ref::<OptionError>().expect("a place").pointer, "/titles/0");
/// ```
pub trait Analyzer: Sized + Send + Sync + 'static {
    /// The name under which pipelines know it: ASCII letters, digits, `-` and `_`. A pipeline finds the library by it if the crate
    /// has the same name.
    const NAME: &'static str;
    /// One line for people: what it finds. `textmine plugins list` shows it.
    const ABOUT: &'static str;
    /// Layers that must exist before it runs. A pipeline without them is refused; something earlier provides them, or the input.
    const REQUIRES: &'static [&'static str] = &[];
    /// Layers that it reads if something in the pipeline provides them, and does without if nothing does.
    /// [`Document::layer`] is `None` then.
    const USES: &'static [&'static str] = &[];
    /// Layers that it may write; each appears in the report, even if it stays empty. No two analyzers of a pipeline write the same
    /// one.
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

    /// Makes an instance. Costly preparation belongs here: it happens once per pipeline, and once per worker process where it runs
    /// in those. The options fit their schema by now; missing ones have their defaults.
    ///
    /// # Errors
    /// If the options don't fit together. An [`OptionError`] names the one at fault, and the user sees it underlined.
    fn new(options: Self::Options) -> Result<Self, Error>;

    /// Analyzes one document. Annotations may be written in any order: [`Output::annotate`].
    ///
    /// Any text may come: empty, megabytes on one line, any Unicode. A panic becomes a problem in the report, and the instance is
    /// not used again.
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
