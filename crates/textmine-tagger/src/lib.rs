//! Finds the names in a text: tokens and a model in; people, organisations, places and other names out.
//!
//! A linear chain over the words of each sentence ([`chain`]) with weights for hashed [features](mod@features): the word, its
//! neighbours, parts, shape, classes of words alike, known names. Only words at or near a capital are looked at, and a
//! second reading takes into account what the rest of the document says of the same words ([`memory`]).
//!
//! The way of the data: [`reading`] (what is seen of a sentence) → [`mod@features`] → weights of the [`model`] → [`chain`] →
//! [`tagger`]. Models are made by the crate `textmine-train`, which shares everything up to the weights.
//!
//! ```no_run
//! use textmine_core::DocumentBuf;
//! use textmine_tagger::{Model, Tagger};
//!
//! let mut tagger = Tagger::new(Model::open("names.model".as_ref())?.into());
//! let document = DocumentBuf::new("d", "Ann Hill flew to Geneva.")?;
//! for name in tagger.names(&document.view()) {
//!     println!("{} {}", name.kind.as_str(), name.score);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
mod cache;
pub mod calibration;
pub mod chain;
pub mod features;
pub mod hash;
pub mod lexicon;
pub mod memory;
pub mod model;
pub mod reading;
mod shape;
mod table;
pub mod tag;
pub mod tagger;
pub mod weights;

pub use model::{Model, ModelError};
pub use tag::{NameType, Tag};
pub use tagger::{Name, Tagger};
