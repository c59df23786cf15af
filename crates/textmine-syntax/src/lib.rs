//! Light syntax of English news: from the tokens of a sentence to tags, lemmas and a dependency tree.
mod form;
mod hash;
pub mod lemma;
pub mod lexicon;
mod mend;
pub mod model;
pub mod parser;
mod phrase;
mod relation;
mod sentence;
mod tag;
mod tagger;
mod tree;
pub mod weights;
mod word;

pub use form::Form;
pub use mend::mend;
pub use model::{Model, ModelError};
pub use parser::{Memory, Parser};
pub use relation::Relation;
pub use sentence::{Inflection, Prepositional, Sentence, VerbGroup, Word};
pub use tag::Tag;
pub use tree::{Drawing, Node, Tree};
