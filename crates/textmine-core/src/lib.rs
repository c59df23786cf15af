//! What an analyzer is made of: [documents](Document), [layers](Layer), the trait [`Analyzer`], and segmentation.
//!
//! An analyzer is a crate of type `cdylib` that implements [`Analyzer`] and names it to [`export_analyzer!`]:
//!
//! ```
//! use textmine_core::{Analyzer, Document, Error, Output, export_analyzer, options, serde_json::json};
//!
//! options! {
//!     /// What counts as shouting.
//!     pub struct Options {
//!         /// Words of fewer letters are passed over.
//!         #[schemars(range(min = 1))]
//!         pub min_letters: u32 = 3,
//!     }
//! }
//!
//! /// Marks words in capitals.
//! struct Shouting { min_letters: usize }
//!
//! impl Analyzer for Shouting {
//!     const NAME: &'static str = "shouting";
//!     const ABOUT: &'static str = "words in capitals";
//!     const PROVIDES: &'static [&'static str] = &["shouting"];
//!     type Options = Options;
//!     type Summary = textmine_core::serde_json::Value;
//!
//!     fn new(options: Options) -> Result<Self, Error> {
//!         Ok(Shouting { min_letters: options.min_letters as usize })
//!     }
//!
//!     fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Self::Summary, Error> {
//!         let mut found = 0;
//!         for token in document.tokens() {
//!             let word = document.slice(token.span);
//!             if word.chars().count() >= self.min_letters && word.chars().all(char::is_uppercase) {
//!                 output.annotate("shouting", token.span, "shout");
//!                 found += 1;
//!             }
//!         }
//!         Ok(json!({ "shouts": found }))
//!     }
//! }
//!
//! export_analyzer!(Shouting);
//! ```
//!
//! The boundary between the library and the host (`textmine-abi`) does not show: no `unsafe`, no pointer, no format.

mod analyzer;
mod data;
mod document;
mod export;
mod layer;
mod offsets;
mod options;
mod output;
mod plugin;
pub mod segment;
mod terms;

pub use analyzer::{Analyzer, Error, OptionError};
pub use data::data_path;
pub use document::{Document, DocumentBuf, TextTooLong};
pub use layer::{Annotation, Attribute, Attributes, Layer, LayerBuf, LayerFault};
pub use offsets::{OffsetUnit, Offsets};
pub use output::{Annotate, Output};
pub use plugin::{
    Analysis, Catalogue, Description, Failure, InProcess, Instance, Plugin, Program, Unavailable,
};
pub use terms::{Isolation, Limits, Sandbox, Terms};
pub use textmine_abi::{Span, Token, TokenKind};

#[doc(hidden)]
pub use export::shim;
pub use schemars;
pub use serde;
pub use serde_json;
#[doc(hidden)]
pub use textmine_abi as abi;
