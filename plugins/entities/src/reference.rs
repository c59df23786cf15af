//! Mentions without a name: a role that the text gives to one person, and pronouns that can mean one person only.
mod grammar;
mod nominal;
mod noun;
mod pronoun;
mod quote;
mod reader;
mod scene;

pub(crate) use nominal::nominals;
pub(crate) use noun::kin;
pub(crate) use pronoun::pronouns;

use textmine_core::Span;

/// A mention without a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) span: Span,
    /// Index of the entity.
    pub(crate) entity: usize,
    /// How sure that is, from 0 to 1.
    pub(crate) score: f32,
}
